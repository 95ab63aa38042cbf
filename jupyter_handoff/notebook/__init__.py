"""What is read: notebooks and their cells, and what can be known of them without running them."""

from .bindings import above, same_at
from .cells import Cell, Output
from .devices import FixedDevice, fixed_devices
from .diagnostics import Diagnostic
from .document import Notebook
from .editing import add_line_after, add_line_before, move_line, set_argument, stands_for
from .facts import Facts
from .file import rewritten
from .flow import Bound, Call, Links
from .installs import Install, installs
from .ipython import Comment
from .knowledge import is_random, known, table
from .known_secrets import KnownSecrets
from .lineage import (
    BareFit,
    Chained,
    Compared,
    Division,
    Evaluation,
    Fed,
    Fit,
    LabelsScored,
    Leak,
    Lineage,
    Overlap,
    Saved,
    Site,
    Trial,
    bare_fits,
    cut_place,
    cuts_fed,
    given_to,
    is_at,
    is_reported,
    labels_scored,
    sources,
    untested,
    wording,
)
from .literals import GivenLiterals, Literal, leading_literal
from .loggers import logger_for
from .magics import Magic
from .names import Binding, CallFact, Import, Use, dotted
from .paths import below_home, folders_made, path_arguments, scripts_run
from .percent import read_percent, write_percent
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
    "BareFit",
    "Binding",
    "Bound",
    "Call",
    "CallFact",
    "Cell",
    "Chained",
    "Comment",
    "Compared",
    "Diagnostic",
    "Division",
    "Evaluation",
    "Facts",
    "Fed",
    "Fit",
    "FixedDevice",
    "GivenLiterals",
    "Import",
    "Install",
    "KnownSecrets",
    "LabelsScored",
    "Leak",
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
    "UnreadableNotebook",
    "Use",
    "above",
    "add_line_after",
    "add_line_before",
    "all_draws",
    "bare_fits",
    "below_home",
    "cells_notebook",
    "cut_place",
    "cuts_fed",
    "dotted",
    "draws",
    "fixed_devices",
    "folders_made",
    "given_to",
    "has_python2_kernel",
    "installs",
    "is_at",
    "is_random",
    "is_reported",
    "known",
    "labels_scored",
    "leading_literal",
    "live_notebook",
    "logger_for",
    "masked",
    "move_line",
    "path_arguments",
    "python2_code",
    "read_notebook",
    "read_percent",
    "rewritten",
    "same_at",
    "scripts_run",
    "seed_fix",
    "seed_name",
    "seeding",
    "seeds_run",
    "set_argument",
    "sources",
    "stands_for",
    "table",
    "unseeded",
    "unseeded_generators",
    "untested",
    "wording",
    "write_percent",
]
