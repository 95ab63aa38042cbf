"""What is read: notebooks and their cells, and what can be known of them without running them."""

from .active_outputs import Active, active_in, producers
from .addresses import Address, addresses, literal_of
from .approved_sources import Breach, BreachKind, breaches, left_to_contract
from .bindings import above, same_at
from .cells import Cell, Output
from .databricks import is_databricks
from .definitions import reads_column, sole_origin
from .devices import FixedDevice, fixed_devices
from .diagnostics import Diagnostic
from .distributions import candidates, is_declared
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
from .formats import SavedModel, models_saved
from .guards import Guards
from .hubs import HubLoad, loose_hub_loads
from .imported import Imported, brings_code, imported
from .installs import Install, installed, installs, platform_lines
from .ipython import Comment
from .kept_secrets import KeptSecret
from .knowledge import known, table
from .known_secrets import KnownSecrets
from .lifetimes import end_of_life
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
from .literals import GivenLiterals, Literal, leading_literal, whole_literal
from .loggers import logger_for
from .lookups import secrets_as_defaults
from .magics import Magic
from .model_saves import is_model, model_saves, trained_names
from .names import Binding, CallFact, Function, Import, Use, dotted
from .numpy_releases import newest_numpy
from .output_facts import OutputFacts, output_facts
from .output_policy import Stripped, stripped
from .outside_values import Origin, OutsideValues
from .packages import (
    Banned,
    PackageUse,
    banned,
    briefly,
    framework_of,
    is_third_party,
    package_uses,
    pinned_versions,
)
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
from .personal_places import PersonalPlace, is_machine_local, personal_place
from .places import FilePlaces, Replacement, file_places
from .programs import ProgramCall, program_calls
from .prose import documents, has_words, headings
from .python2 import has_python2_kernel, python2_code
from .python_ranges import holds_living, ranges_differ, release_of
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
from .read import cells_notebook, live_notebook, read_notebook
from .remote_code import RUNS_TEXT, RemoteCode, remote_code, runs_download
from .remote_data import RemoteRead, is_loose, loose_remote_reads
from .rerun import Renaming, Rewrite, rewrites
from .secrets import Secret, masked
from .settings import Setting, settings, variables_set
from .shell import commands, does_work, shell_command, tool
from .shell_holes import ShellHoles
from .shell_lines import ShellLine, shell_lines
from .shell_python import ShellInPython
from .state import StateRead, state_reads
from .text_kinds import NO_OUTPUTS, TEXT_SUFFIXES, is_paired, is_text, text_kind
from .text_places import TextPlaces
from .unreadable import UnreadableNotebook, UnwritableNotebook
from .variables import VariableRead, variables_read

__all__ = [
    "LIBRARIES",
    "NO_OUTPUTS",
    "RUNS_TEXT",
    "TEXT_SUFFIXES",
    "Active",
    "Address",
    "Banned",
    "BareFit",
    "Binding",
    "Bound",
    "Breach",
    "BreachKind",
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
    "FilePlaces",
    "FileUse",
    "Fit",
    "FixedDevice",
    "Folding",
    "Function",
    "GivenLiterals",
    "Guards",
    "HardCoded",
    "HubLoad",
    "Import",
    "Imported",
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
    "PackageUse",
    "Parameters",
    "PersonalPlace",
    "ProgramCall",
    "Reached",
    "Reaching",
    "RemoteCode",
    "RemoteRead",
    "Renaming",
    "Replacement",
    "Rewrite",
    "Run",
    "Saved",
    "SavedModel",
    "Secret",
    "Setting",
    "ShellHoles",
    "ShellInPython",
    "ShellLine",
    "Site",
    "StateRead",
    "Stateful",
    "Stripped",
    "TextPlaces",
    "Trial",
    "UnreadableNotebook",
    "UnwritableNotebook",
    "Use",
    "VariableRead",
    "above",
    "active_in",
    "add_line_after",
    "add_line_before",
    "addresses",
    "all_draws",
    "banned",
    "bare_fits",
    "below_home",
    "breaches",
    "briefly",
    "brings_code",
    "candidates",
    "cells_notebook",
    "commands",
    "compared",
    "cut_place",
    "cuts_fed",
    "documents",
    "does_work",
    "dotted",
    "draws",
    "early_uses",
    "end_of_life",
    "exposures",
    "fetched",
    "file_places",
    "file_uses",
    "first_lazy_annotations",
    "fixed_devices",
    "folders_made",
    "framework_of",
    "given_to",
    "hard_coded",
    "has_python2_kernel",
    "has_words",
    "headings",
    "holding_target",
    "holds_living",
    "imported",
    "imports_moved",
    "installed",
    "installs",
    "is_at",
    "is_databricks",
    "is_declared",
    "is_loose",
    "is_machine_local",
    "is_model",
    "is_paired",
    "is_relative",
    "is_reported",
    "is_text",
    "is_third_party",
    "known",
    "labels_scored",
    "leading_literal",
    "left_behind",
    "left_to_contract",
    "literal_of",
    "live_notebook",
    "logger_for",
    "looking_ahead",
    "loose_hub_loads",
    "loose_remote_reads",
    "masked",
    "model_saves",
    "models_saved",
    "move_line",
    "newest_numpy",
    "newline_of",
    "output_facts",
    "package_uses",
    "parameter_names",
    "parameters_cell",
    "path_arguments",
    "personal_place",
    "pinned_versions",
    "place_of",
    "platform_lines",
    "producers",
    "program_calls",
    "python2_code",
    "ranges_differ",
    "read_notebook",
    "read_percent",
    "reads_column",
    "release_of",
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
    "stripped",
    "table",
    "target_statistics",
    "tells",
    "text_kind",
    "tool",
    "trained_names",
    "unseeded",
    "unseeded_generators",
    "unsorted_listings",
    "untested",
    "variables_read",
    "variables_set",
    "whole_literal",
    "whole_path",
    "with_own_code",
    "wording",
    "write_percent",
    "written_plainly",
]
