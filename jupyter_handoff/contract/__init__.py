"""The shared file that says what production requires and how strict each rule is when."""

from .find import find_contract
from .schema import BUILT_IN, Contract, ContractError, RuleSettings, read_contract

__all__ = [
    "BUILT_IN",
    "Contract",
    "ContractError",
    "RuleSettings",
    "find_contract",
    "read_contract",
]
