"""Downloads that are run as they come: piped into a shell, given to `exec`, to `%run`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..report import Span
from .document import Notebook
from .outside_values import OutsideValues
from .paths import scripts_run
from .shell import pipelines, tool
from .shell_lines import shell_lines

RUNS_TEXT = ("exec", "eval", "builtins.exec", "builtins.eval")

_DOWNLOADS = frozenset("curl wget http https aria2c".split())
_SHELLS = frozenset("sh bash zsh dash ksh".split())
_INTERPRETER = re.compile(r"(?:python[\d.]{0,5}|perl|ruby|node|php|Rscript)\Z")
_ADDRESS = re.compile(r"https?://|ftp://")
# A download in the place of a script (`bash <(curl …)`), or of a command (`sh -c "$(curl …)"`).
_IN_PLACE = re.compile(
    r"(?:(?<![\w./-])(?:bash|sh|zsh|source|python[\d.]{0,5}|\.)[ ]{1,4}(?:-\w{1,10}[ ]{1,4}){0,4}"
    r"<[ ]?\("
    r"|(?<![\w./-])(?:(?:bash|sh|zsh|python[\d.]{0,5})[ ]{1,4}(?:-\w{1,10}[ ]{1,4}){0,4}-c|eval)"
    r"[ ]{1,4}[\"']?(?:\$\(|`))"
    r"[ ]{0,4}(?:curl|wget)[ ]"
)
_MOST_NESTED = 5


@dataclass(frozen=True, slots=True)
class RemoteCode:
    """A download that is run; ``by`` is what runs it, as written."""

    span: Span
    by: str


def remote_code(notebook: Notebook) -> Iterator[RemoteCode]:
    """Downloads that are run in shell lines, by `exec`, and by `%run`."""
    for line in shell_lines(notebook):
        if by := runs_download(line.text):
            yield RemoteCode(line.cell.span(line.place), by)
    values = OutsideValues(notebook)
    for call in notebook.calls(*RUNS_TEXT):
        if call.node.args and values.of(call.node.args[0], (call.index, call.fact.order)).server:
            yield RemoteCode(call.span, call.fact.method)
    for cell, magic, path in scripts_run(notebook):
        if _ADDRESS.match(path):
            yield RemoteCode(cell.span_of(magic.start, magic.end), "%run")
    for call in notebook.methods("magic", "run_line_magic"):
        words = [item.value for item in call.node.args if isinstance(item, ast.Constant)]
        text = " ".join(word for word in words if isinstance(word, str)).lstrip("%")
        if text.startswith("run ") and _ADDRESS.match(text.split()[-1]):
            yield RemoteCode(call.span, "%run")


def runs_download(text: str, *, nested: int = 0) -> str:
    """What runs a download in a shell line, empty where nothing does."""
    if "curl" not in text and "wget" not in text and "http" not in text:
        return ""
    if found := _IN_PLACE.search(text):
        return found.group().split()[0]
    for pipeline in pipelines(text):
        fetched = False
        for words in pipeline:
            if fetched and (by := _runs_input(words)):
                return by
            fetched = fetched or _downloads(words)
            quoted = [word[1:-1] for word in words if word[0] in "\"'" and "|" in word]
            for part in quoted if nested < _MOST_NESTED else ():
                if by := runs_download(part, nested=nested + 1):
                    return by
    return ""


def _downloads(words: Sequence[str]) -> bool:
    return tool(words) in _DOWNLOADS and not any("//localhost" in word for word in words)


def _runs_input(words: Sequence[str]) -> str:
    """The interpreter that runs what it reads, empty where a command starts none."""
    rest = list(words)
    while rest and (rest[0] in ("sudo", "env", "nohup", "time") or "=" in rest[0]):
        options = rest.pop(0) == "sudo"
        while options and rest and rest[0].startswith("-"):
            takes_value = rest.pop(0) in ("-u", "-g")
            if takes_value and rest:
                rest.pop(0)
    name = rest[0].strip("\"'").rpartition("/")[2] if rest else ""
    given = [word for word in rest[1:] if not re.match(r"\d?[<>]", word)]
    if name in _SHELLS:
        if any(word == "-s" or word == "-" for word in given):
            return name
        return "" if any(word == "-c" or word[0] != "-" for word in given) else name
    if _INTERPRETER.match(name):
        options_only = all(word[0] == "-" for word in given) and not {"-c", "-m"} & set(given)
        reads = not given or given[0] == "-" or (options_only and name.startswith("python"))
        return name if reads else ""
    return ""
