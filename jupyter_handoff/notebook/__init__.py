"""What is read: notebooks and their cells, and what can be known of them without running them."""

from .active_outputs import Active, active_in, producers
from .bindings import above, same_at
from .cells import Cell, Output
from .definitions import reads_column, sole_origin
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
from .exposure import Exposure, exposures
from .facts import Facts
from .file import rewritten
from .file_uses import FileUse, fetched, file_uses, whole_path
from .flow import Bound, Call, Links
from .installs import Install, installs, platform_lines
from .ipython import Comment
from .kept_secrets import KeptSecret
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
    Folding,
    LabelsScored,
    Leak,
    Learnt,
    Lineage,
    Overlap,
    Saved,
    Site,
    Trial,
    bare_fits,
    compared,
    cut_place,
    cuts_fed,
    given_to,
    holding_target,
    is_at,
    is_relative,
    is_reported,
    labels_scored,
    left_behind,
    looking_ahead,
    place_of,
    saves,
    score_functions,
    scored_models,
    shuffled_in_time,
    sources,
    steered_by_test,
    target_statistics,
    tells,
    untested,
    with_own_code,
    wording,
)
from .listings import Listing, unsorted_listings
from .literals import GivenLiterals, Literal, leading_literal
from .loggers import logger_for
from .lookups import secrets_as_defaults
from .magics import Magic
from .model_saves import model_saves
from .names import Binding, CallFact, Function, Import, Use, dotted
from .output_facts import OutputFacts, output_facts
from .outside_values import Origin, OutsideValues
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
from .remote_code import RUNS_TEXT, RemoteCode, remote_code, runs_download
from .rerun import Renaming, Rewrite, rewrites
from .secrets import Secret, masked
from .settings import Setting, settings, variables_set
from .shell import commands, does_work, shell_command, tool
from .shell_holes import ShellHoles
from .shell_lines import ShellLine, shell_lines
from .shell_python import ShellInPython
from .state import StateRead, state_reads

__all__ = [
    "LIBRARIES",
    "RUNS_TEXT",
    "Active",
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
    "Exposure",
    "Facts",
    "Fed",
    "FileUse",
    "Fit",
    "FixedDevice",
    "Folding",
    "Function",
    "GivenLiterals",
    "HardCoded",
    "Import",
    "Install",
    "KeptSecret",
    "KnownSecrets",
    "LabelsScored",
    "Leak",
    "Learnt",
    "Lineage",
    "Links",
    "Listing",
    "Literal",
    "Magic",
    "Notebook",
    "Origin",
    "Output",
    "OutputFacts",
    "OutsideValues",
    "Overlap",
    "Parameters",
    "Reached",
    "Reaching",
    "RemoteCode",
    "Renaming",
    "Rewrite",
    "Run",
    "Saved",
    "Secret",
    "Setting",
    "ShellHoles",
    "ShellInPython",
    "ShellLine",
    "Site",
    "StateRead",
    "Stateful",
    "Trial",
    "UnreadableNotebook",
    "Use",
    "above",
    "active_in",
    "add_line_after",
    "add_line_before",
    "all_draws",
    "bare_fits",
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
    "exposures",
    "fetched",
    "file_uses",
    "first_lazy_annotations",
    "fixed_devices",
    "folders_made",
    "given_to",
    "hard_coded",
    "has_python2_kernel",
    "holding_target",
    "imports_moved",
    "installs",
    "is_at",
    "is_random",
    "is_relative",
    "is_reported",
    "known",
    "labels_scored",
    "leading_literal",
    "left_behind",
    "live_notebook",
    "logger_for",
    "looking_ahead",
    "masked",
    "model_saves",
    "move_line",
    "newline_of",
    "output_facts",
    "parameter_names",
    "parameters_cell",
    "path_arguments",
    "place_of",
    "platform_lines",
    "producers",
    "python2_code",
    "read_notebook",
    "read_percent",
    "reads_column",
    "remote_code",
    "remove_statement",
    "rewrites",
    "rewritten",
    "runs_download",
    "same_at",
    "saves",
    "score_functions",
    "scored_models",
    "scripts_run",
    "secrets_as_defaults",
    "seed_fix",
    "seed_name",
    "seeding",
    "seeds_run",
    "set_argument",
    "settings",
    "shell_command",
    "shell_lines",
    "shuffled_in_time",
    "sole_origin",
    "sources",
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
    "untested",
    "variables_set",
    "whole_path",
    "with_own_code",
    "wording",
    "write_percent",
    "written_plainly",
]
