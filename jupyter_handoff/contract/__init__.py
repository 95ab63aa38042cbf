"""The shared file that says what production requires and how strict each rule is when."""

from .effective import BUILT_IN, Contract, effective
from .find import find_contract, folders_upward, system_contracts
from .layers import Folded, Layer, Lock, Loosened, fold
from .read import KnownRules, layer_of, notebook_layer, read_layers
from .schema import External, RuleSettings, Waiver, json_schema
from .wording import ContractError

__all__ = [
    "BUILT_IN",
    "Contract",
    "ContractError",
    "External",
    "Folded",
    "KnownRules",
    "Layer",
    "Lock",
    "Loosened",
    "RuleSettings",
    "Waiver",
    "effective",
    "find_contract",
    "fold",
    "folders_upward",
    "json_schema",
    "layer_of",
    "notebook_layer",
    "read_layers",
    "system_contracts",
]
