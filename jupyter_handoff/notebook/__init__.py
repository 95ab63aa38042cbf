"""What is read: notebooks and their cells, and what can be known of them without running them."""

from .bindings import above, same_at
from .cells import Cell, Output
from .devices import FixedDevice, fixed_devices
from .diagnostics import Diagnostic
from .document import Notebook
from .early import EarlyUse, early_uses, first_lazy_annotations
from .editing import (
    add_line_after,
    add_line_before,
    imports_moved,
    move_line,
    newline_of,
    remove_statement,
    set_argument,
    stands_for,
)
from .facts import Facts
from .file import rewritten
from .file_uses import FileUse, fetched, file_uses, whole_path
from .flow import Bound, Call, Links
from .installs import Install, installs, platform_lines
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
from .listings import Listing, unsorted_listings
from .literals import GivenLiterals, Literal, leading_literal
from .loggers import logger_for
from .magics import Magic
from .model_saves import model_saves
from .names import Binding, CallFact, Function, Import, Use, dotted
from .parameter_cell import (
    HardCoded,
    hard_coded,
    parameter_names,
    parameters_cell,
    written_plainly,
)
from .parameters import Parameters
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
from .reaching import Reached, Reaching, Run
from .read import UnreadableNotebook, cells_notebook, live_notebook, read_notebook
from .rerun import Renaming, Rewrite, rewrites
from .secrets import Secret, masked
from .settings import Setting, settings, variables_set
from .shell import commands, does_work, shell_command, tool
from .shell_python import ShellInPython
from .state import StateRead, state_reads

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
    "EarlyUse",
    "Evaluation",
    "Facts",
    "Fed",
    "FileUse",
    "Fit",
    "FixedDevice",
    "Function",
    "GivenLiterals",
    "HardCoded",
    "Import",
    "Install",
    "KnownSecrets",
    "LabelsScored",
    "Leak",
    "Lineage",
    "Links",
    "Listing",
    "Literal",
    "Magic",
    "Notebook",
    "Output",
    "Overlap",
    "Parameters",
    "Reached",
    "Reaching",
    "Renaming",
    "Rewrite",
    "Run",
    "Saved",
    "Secret",
    "Setting",
    "ShellInPython",
    "Site",
    "StateRead",
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
    "commands",
    "cut_place",
    "cuts_fed",
    "does_work",
    "dotted",
    "draws",
    "early_uses",
    "fetched",
    "file_uses",
    "first_lazy_annotations",
    "fixed_devices",
    "folders_made",
    "given_to",
    "hard_coded",
    "has_python2_kernel",
    "imports_moved",
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
    "model_saves",
    "move_line",
    "newline_of",
    "parameter_names",
    "parameters_cell",
    "path_arguments",
    "platform_lines",
    "python2_code",
    "read_notebook",
    "read_percent",
    "remove_statement",
    "rewrites",
    "rewritten",
    "same_at",
    "scripts_run",
    "seed_fix",
    "seed_name",
    "seeding",
    "seeds_run",
    "set_argument",
    "settings",
    "shell_command",
    "sources",
    "stands_for",
    "state_reads",
    "table",
    "tool",
    "unseeded",
    "unseeded_generators",
    "unsorted_listings",
    "untested",
    "variables_set",
    "whole_path",
    "wording",
    "write_percent",
    "written_plainly",
]
