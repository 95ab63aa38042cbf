"""What is read: notebooks and their cells, and what can be known of them without running them."""

from .bare_values import BareValues, bare_values
from .bindings import above, begins_with, is_shared, same_at
from .cells import Cell, Output
from .chained import Chain, chained_assignments, rows_and_column
from .devices import FixedDevice, fixed_devices
from .diagnostics import Diagnostic
from .document import Notebook
from .editing import add_line_after, add_line_before, move_line, set_argument, stands_for
from .estimators import (
    SEARCHES,
    Estimator,
    estimator,
    estimator_of,
    gives_probabilities,
    sure,
)
from .facts import Facts
from .file import rewritten
from .flow import Bound, Call, Links
from .frames import Frame, Frames, is_mask
from .installs import Install, installs
from .ipython import Comment
from .knowledge import is_random, known, table
from .known_secrets import KnownSecrets
from .lineage import Fed, Truncation, truncations_fed
from .literals import GivenLiterals, Literal, leading_literal
from .loggers import logger_for
from .magics import Magic
from .names import Binding, CallFact, Import, Use, dotted
from .paths import below_home, folders_made, path_arguments, scripts_run
from .percent import read_percent, write_percent
from .predictions import Labels, predicted_labels
from .python2 import has_python2_kernel, python2_code
from .randomness import (
    LIBRARIES,
    Stateful,
    all_draws,
    draws,
    seed_fix,
    seed_name,
    seeding,
    seeds_run,
    unseeded,
    unseeded_generators,
)
from .read import UnreadableNotebook, cells_notebook, live_notebook, read_notebook
from .secrets import Secret, masked

__all__ = [
    "LIBRARIES",
    "SEARCHES",
    "BareValues",
    "Binding",
    "Bound",
    "Call",
    "CallFact",
    "Cell",
    "Chain",
    "Comment",
    "Diagnostic",
    "Estimator",
    "Facts",
    "Fed",
    "FixedDevice",
    "Frame",
    "Frames",
    "GivenLiterals",
    "Import",
    "Install",
    "KnownSecrets",
    "Labels",
    "Links",
    "Literal",
    "Magic",
    "Notebook",
    "Output",
    "Secret",
    "Stateful",
    "Truncation",
    "UnreadableNotebook",
    "Use",
    "above",
    "add_line_after",
    "add_line_before",
    "all_draws",
    "bare_values",
    "begins_with",
    "below_home",
    "cells_notebook",
    "chained_assignments",
    "dotted",
    "draws",
    "estimator",
    "estimator_of",
    "fixed_devices",
    "folders_made",
    "gives_probabilities",
    "has_python2_kernel",
    "installs",
    "is_mask",
    "is_random",
    "is_shared",
    "known",
    "leading_literal",
    "live_notebook",
    "logger_for",
    "masked",
    "move_line",
    "path_arguments",
    "predicted_labels",
    "python2_code",
    "read_notebook",
    "read_percent",
    "rewritten",
    "rows_and_column",
    "same_at",
    "scripts_run",
    "seed_fix",
    "seed_name",
    "seeding",
    "seeds_run",
    "set_argument",
    "stands_for",
    "sure",
    "table",
    "truncations_fed",
    "unseeded",
    "unseeded_generators",
    "write_percent",
]
