"""Loads what every worker needs, once, in the process that they are copied from."""

from __future__ import annotations

import gc

from .. import rule_cards
from . import work

__all__ = ["work"]

rule_cards()
# What is loaded stays: it need not be looked through for garbage, nor copied by each worker.
gc.collect()
gc.freeze()
