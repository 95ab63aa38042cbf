"""What is read: notebooks and their cells, and what can be known of them without running them."""

from .cells import Cell, Output
from .definitions import reads_column, sole_origin
from .diagnostics import Diagnostic
from .document import Notebook
from .early import EarlyUse, early_uses, first_lazy_annotations
from .editing import (
    add_line_after,
    add_line_before,
    imports_moved,
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
    Division,
    Evaluation,
    Fed,
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
    cut_place,
    cuts_fed,
    holding_target,
    is_relative,
    left_behind,
    looking_ahead,
    place_of,
    saves,
    score_functions,
    scored_models,
    shuffled_in_time,
    steered_by_test,
    target_statistics,
    tells,
    with_own_code,
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
    "Binding",
    "Bound",
    "Call",
    "CallFact",
    "Cell",
    "Comment",
    "Diagnostic",
    "Division",
    "EarlyUse",
    "Evaluation",
    "Facts",
    "Fed",
    "FileUse",
    "Fit",
    "Folding",
    "Function",
    "GivenLiterals",
    "HardCoded",
    "Import",
    "Install",
    "KnownSecrets",
    "Leak",
    "Learnt",
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
    "add_line_after",
    "add_line_before",
    "below_home",
    "cells_notebook",
    "commands",
    "compared",
    "cut_place",
    "cuts_fed",
    "does_work",
    "dotted",
    "draws",
    "early_uses",
    "fetched",
    "file_uses",
    "first_lazy_annotations",
    "folders_made",
    "hard_coded",
    "holding_target",
    "imports_moved",
    "installs",
    "is_random",
    "is_relative",
    "known",
    "leading_literal",
    "left_behind",
    "live_notebook",
    "logger_for",
    "looking_ahead",
    "masked",
    "model_saves",
    "newline_of",
    "parameter_names",
    "parameters_cell",
    "path_arguments",
    "place_of",
    "platform_lines",
    "read_notebook",
    "read_percent",
    "reads_column",
    "remove_statement",
    "rewrites",
    "rewritten",
    "saves",
    "score_functions",
    "scored_models",
    "scripts_run",
    "seed_fix",
    "seed_name",
    "seeding",
    "set_argument",
    "settings",
    "shell_command",
    "shuffled_in_time",
    "sole_origin",
    "stands_for",
    "state_reads",
    "steered_by_test",
    "table",
    "target_statistics",
    "tells",
    "tool",
    "unseeded",
    "unseeded_generators",
    "unsorted_listings",
    "variables_set",
    "whole_path",
    "with_own_code",
    "wording",
    "write_percent",
    "written_plainly",
]
