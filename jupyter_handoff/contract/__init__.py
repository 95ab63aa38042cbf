"""The shared file that says what production requires and how strict each rule is when."""

from .effective import BUILT_IN, Contract, effective
from .fetched import LOCK_NAME, Fetched, digest, lock_text, read_lock
from .find import find_contract, find_contracts, folders_upward, system_contracts
from .layers import Folded, Layer, Lock, Loosened, fold, placed
from .read import KnownRules, layer_of, notebook_layer, read_layers, references
from .schema import External, RuleSettings, Waiver, json_schema
from .shown import Shown, shown, toml
from .sources import git_reference
from .wording import ContractError

__all__ = [
    "BUILT_IN",
    "LOCK_NAME",
    "Contract",
    "ContractError",
    "External",
    "Fetched",
    "Folded",
    "KnownRules",
    "Layer",
    "Lock",
    "Loosened",
    "RuleSettings",
    "Shown",
    "Waiver",
    "digest",
    "effective",
    "find_contract",
    "find_contracts",
    "fold",
    "folders_upward",
    "git_reference",
    "json_schema",
    "layer_of",
    "lock_text",
    "notebook_layer",
    "placed",
    "read_layers",
    "read_lock",
    "references",
    "shown",
    "system_contracts",
    "toml",
]
