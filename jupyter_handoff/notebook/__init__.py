"""What is read: notebooks and their cells, and what can be known of them without running them."""

from .cells import Cell, Output
from .diagnostics import Diagnostic
from .document import Notebook
from .editing import (
    add_line_after,
    add_line_before,
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
from .lineage import Fed, Truncation, truncations_fed
from .listings import Listing, unsorted_listings
from .literals import GivenLiterals, Literal, leading_literal
from .loggers import logger_for
from .magics import Magic
from .model_saves import model_saves
from .names import Binding, CallFact, Import, Use, dotted
from .parameters import (
    HardCoded,
    hard_coded,
    parameter_names,
    parameters_cell,
    written_plainly,
)
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
from .settings import Setting, settings, variables_set
from .shell import commands, does_work, shell_command, tool
from .shell_python import ShellInPython

__all__ = [
    "LIBRARIES",
    "Binding",
    "Bound",
    "Call",
    "CallFact",
    "Cell",
    "Comment",
    "Diagnostic",
    "Facts",
    "Fed",
    "FileUse",
    "GivenLiterals",
    "HardCoded",
    "Import",
    "Install",
    "KnownSecrets",
    "Links",
    "Listing",
    "Literal",
    "Magic",
    "Notebook",
    "Output",
    "Secret",
    "Setting",
    "ShellInPython",
    "Stateful",
    "Truncation",
    "UnreadableNotebook",
    "Use",
    "add_line_after",
    "add_line_before",
    "below_home",
    "cells_notebook",
    "commands",
    "does_work",
    "dotted",
    "draws",
    "fetched",
    "file_uses",
    "folders_made",
    "hard_coded",
    "installs",
    "is_random",
    "known",
    "leading_literal",
    "live_notebook",
    "logger_for",
    "masked",
    "model_saves",
    "newline_of",
    "parameter_names",
    "parameters_cell",
    "path_arguments",
    "platform_lines",
    "read_notebook",
    "read_percent",
    "remove_statement",
    "rewritten",
    "scripts_run",
    "seed_fix",
    "seed_name",
    "seeding",
    "set_argument",
    "settings",
    "shell_command",
    "stands_for",
    "table",
    "tool",
    "truncations_fed",
    "unseeded",
    "unseeded_generators",
    "unsorted_listings",
    "variables_set",
    "whole_path",
    "write_percent",
    "written_plainly",
]
