"""Contracts for tests, written as TOML."""

from __future__ import annotations

import sys
from textwrap import dedent

from jupyter_handoff.contract import Contract, effective, fold, layer_of
from jupyter_handoff.surroundings import built_in_layer, known_rules

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def contract_from(*texts: str, root: str | None = None) -> Contract:
    """The contract that TOML texts make, the first one below the others."""
    layers = [
        layer_of(tomllib.loads(dedent(text)), f"contract {number}", None, known_rules())
        for number, text in enumerate(texts, 1)
    ]
    return effective(fold([built_in_layer(), *layers]), path=None, root=root)
