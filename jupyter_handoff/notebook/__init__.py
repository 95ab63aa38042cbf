"""What is read: notebooks and their cells, and what can be known of them without running them."""

from .cells import Cell, Output
from .diagnostics import Diagnostic
from .document import Notebook
from .editing import add_line_after, add_line_before, set_argument, stands_for
from .facts import Facts
from .file import rewritten
from .flow import Bound, Call, Links
from .installs import Install, installs
from .ipython import Comment
from .knowledge import is_random, known, table
from .known_secrets import KnownSecrets
from .lineage import (
    Division,
    Evaluation,
    Fit,
    Folding,
    Leak,
    Learnt,
    Lineage,
    Overlap,
    Saved,
    Site,
    Trial,
    compared,
    holding_target,
    is_regression,
    left_behind,
    looking_ahead,
    place_of,
    saves,
    score_functions,
    scored_models,
    shuffled_in_time,
    steered_by_test,
    target_statistics,
    with_own_code,
    wording,
)
from .literals import GivenLiterals, Literal, leading_literal
from .loggers import logger_for
from .magics import Magic
from .names import Binding, CallFact, Import, Use, dotted
from .origins import origin, reads_column
from .paths import below_home, folders_made, path_arguments, scripts_run
from .percent import read_percent, write_percent
from .randomness import (
    LIBRARIES,
    Stateful,
    draws,
    seed_fix,
    seed_name,
    seeding,
    unseeded,
    unseeded_generators,
)
from .read import UnreadableNotebook, cells_notebook, live_notebook, read_notebook
from .secrets import Secret, masked
from .truncations import Fed, Truncation, truncations_fed

__all__ = [
    "LIBRARIES",
    "Binding",
    "Bound",
    "Call",
    "CallFact",
    "Cell",
    "Comment",
    "Diagnostic",
    "Division",
    "Evaluation",
    "Facts",
    "Fed",
    "Fit",
    "Folding",
    "GivenLiterals",
    "Import",
    "Install",
    "KnownSecrets",
    "Leak",
    "Learnt",
    "Lineage",
    "Links",
    "Literal",
    "Magic",
    "Notebook",
    "Output",
    "Overlap",
    "Saved",
    "Secret",
    "Site",
    "Stateful",
    "Trial",
    "Truncation",
    "UnreadableNotebook",
    "Use",
    "add_line_after",
    "add_line_before",
    "below_home",
    "cells_notebook",
    "compared",
    "dotted",
    "draws",
    "folders_made",
    "holding_target",
    "installs",
    "is_random",
    "is_regression",
    "known",
    "leading_literal",
    "left_behind",
    "live_notebook",
    "logger_for",
    "looking_ahead",
    "masked",
    "origin",
    "path_arguments",
    "place_of",
    "read_notebook",
    "read_percent",
    "reads_column",
    "rewritten",
    "saves",
    "score_functions",
    "scored_models",
    "scripts_run",
    "seed_fix",
    "seed_name",
    "seeding",
    "set_argument",
    "shuffled_in_time",
    "stands_for",
    "steered_by_test",
    "table",
    "target_statistics",
    "truncations_fed",
    "unseeded",
    "unseeded_generators",
    "with_own_code",
    "wording",
    "write_percent",
]
