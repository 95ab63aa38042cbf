"""The Python that does the same as a shell line, where that is plain."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..report import Fix, SourceEdit
from .cells import Cell
from .document import Notebook
from .editing import newline_of, stands_for
from .magics import Magic
from .shell import commands, shell_command

_VARIABLE = re.compile(r"\{(?P<braced>[^\W\d]\w*)\}|\$(?P<plain>[^\W\d]\w*)")
_LITERAL = re.compile(r"[\w./:@%+=,-]*")
_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_ARCHIVE = re.compile(r"-?(?:z|j|J|v|f|x)+")


@dataclass(frozen=True, slots=True)
class Python:
    """An expression that does what a shell command does, and the module that it needs."""

    expression: str
    module: str


def python_for(notebook: Notebook, words: Sequence[str], *, bound: bool) -> Python | None:
    """The Python for one command; None where it is not plain.

    ``bound`` is true where what the command prints is bound to a name, as a list of lines.
    """
    if len(words) > 12 or any(word[0] in "<>" for word in words):
        return None
    options = [word for word in words[1:] if word.startswith("-")]
    if bound:
        given = [_text(notebook, word) for word in words[1:] if not word.startswith("-")]
        return None if options or None in given else _listed(words, given)
    make = _MAKERS.get(words[0])
    return make(notebook, list(words[1:])) if make else None


def _listed(words: Sequence[str], given: Sequence[str | None]) -> Python | None:
    name, count = words[0], len(given)
    if name == "ls" and count == 0:
        return Python("sorted(os.listdir())", "os")
    if name == "ls" and count == 1:
        if "*" in words[1] or "?" in words[1]:
            return Python(f"sorted(glob.glob({given[0]}))", "glob")
        return Python(f"sorted(os.listdir({given[0]}))", "os")
    if name == "pwd" and count == 0:
        return Python("[os.getcwd()]", "os")
    if name == "cat" and count == 1 and "*" not in words[1]:
        return Python(f"pathlib.Path({given[0]}).read_text().splitlines()", "pathlib")
    return None


def _text(notebook: Notebook, word: str) -> str | None:
    """A word of a command as a Python expression, the notebook's names filled in."""
    bare = word.strip("\"'")
    names = [found["braced"] or found["plain"] for found in _VARIABLE.finditer(bare)]
    if not _LITERAL.fullmatch(_VARIABLE.sub("", bare).replace("*", "").replace("?", "")):
        return None
    if any(name not in notebook.links.bindings for name in names) or (names and word[0] == "'"):
        return None
    if names and _VARIABLE.fullmatch(bare):
        return names[0]
    filled = _VARIABLE.sub(lambda found: "{" + (found["braced"] or found["plain"]) + "}", bare)
    return f'{"f" if names else ""}"{filled}"' if bare else None


def _plain(notebook: Notebook, words: Sequence[str], allowed: str) -> list[str] | None:
    """The arguments of a command whose options are all single letters of ``allowed``."""
    given: list[str] = []
    for word in words:
        if word.startswith("-"):
            if word.startswith("--") or not set(word[1:]) <= set(allowed):
                return None
        elif "*" in word or "?" in word or (text := _text(notebook, word)) is None:
            return None
        else:
            given.append(text)
    return given


def _mkdir(notebook: Notebook, words: list[str]) -> Python | None:
    given = _plain(notebook, words, "pv")
    if given is None or len(given) != 1:
        return None
    return Python(f"os.makedirs({given[0]}, exist_ok=True)", "os")


def _rm(notebook: Notebook, words: list[str]) -> Python | None:
    given = _plain(notebook, words, "rRfv")
    if given is None or len(given) != 1:
        return None
    if any("r" in word.lower() for word in words if word.startswith("-")):
        return Python(f"shutil.rmtree({given[0]}, ignore_errors=True)", "shutil")
    return Python(f"pathlib.Path({given[0]}).unlink(missing_ok=True)", "pathlib")


def _cp(notebook: Notebook, words: list[str]) -> Python | None:
    given = _plain(notebook, words, "rRfv")
    if given is None or len(given) != 2:
        return None
    if any("r" in word.lower() for word in words if word.startswith("-")):
        return Python(f"shutil.copytree({given[0]}, {given[1]}, dirs_exist_ok=True)", "shutil")
    return Python(f"shutil.copy({given[0]}, {given[1]})", "shutil")


def _mv(notebook: Notebook, words: list[str]) -> Python | None:
    given = _plain(notebook, words, "fv")
    if given is None or len(given) != 2:
        return None
    return Python(f"shutil.move({given[0]}, {given[1]})", "shutil")


def _touch(notebook: Notebook, words: list[str]) -> Python | None:
    given = _plain(notebook, words, "")
    if given is None or len(given) != 1:
        return None
    return Python(f"pathlib.Path({given[0]}).touch()", "pathlib")


def _taken(words: list[str], *options: str) -> str:
    """The value of an option, taken out of the words with it."""
    for place, word in enumerate(words[:-1]):
        if word in options:
            words.pop(place)
            return words.pop(place)
    return ""


def _unpack(notebook: Notebook, words: list[str]) -> Python | None:
    folder = _text(notebook, _taken(words, "-d", "-C") or ".")
    if words and _ARCHIVE.fullmatch(words[0]) and "x" in words[0]:
        words = words[1:]
    given = _plain(notebook, words, "qo")
    if given is None or len(given) != 1 or folder is None:
        return None
    if not given[0].rstrip('"').endswith(_ARCHIVES):
        return None
    return Python(f"shutil.unpack_archive({given[0]}, {folder})", "shutil")


def _wget(notebook: Notebook, words: list[str]) -> Python | None:
    return _fetch(notebook, words, _taken(words, "-O"))


def _curl(notebook: Notebook, words: list[str]) -> Python | None:
    file = _taken(words, "-o")
    return _fetch(notebook, words, file) if file or "-O" in words or "-LO" in words else None


def _fetch(notebook: Notebook, words: list[str], file: str) -> Python | None:
    given = _plain(notebook, words, "qLsSfNcnvO")
    addresses = [word.strip("\"'") for word in words if not word.startswith("-")]
    if given is None or len(given) != 1 or not addresses[0].startswith("http"):
        return None
    name = _text(notebook, file or addresses[0].rpartition("/")[2])
    if name is None or file == "-":
        return None
    return Python(f"urllib.request.urlretrieve({given[0]}, {name})", "urllib.request")


_MAKERS: dict[str, Callable[[Notebook, list[str]], Python | None]] = {
    "mkdir": _mkdir,
    "rm": _rm,
    "cp": _cp,
    "mv": _mv,
    "touch": _touch,
    "unzip": _unpack,
    "tar": _unpack,
    "wget": _wget,
    "curl": _curl,
}


class ShellInPython:
    """Fixes that write shell lines of a notebook in Python, with the imports that they need."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self.free: dict[tuple[str, str], bool] = {}
        # Where each module is imported first: cell and line.
        self.imports: dict[str, tuple[int, int]] = {}
        for index, cell in enumerate(notebook.code):
            for item in cell.facts.imports:
                for alias in item.statement.names if not item.deferred else ():
                    if alias.asname is None and alias.name.partition(".")[0] == item.name:
                        place = index, item.statement.lineno
                        self.imports[alias.name] = min(place, self.imports.get(alias.name, place))

    def fix(self, cell: Cell, magic: Magic) -> Fix | None:
        """The fix for one line; None where its command is not plain."""
        command = shell_command(magic)
        found = commands(command) if command is not None else []
        if len(found) != 1 or not cell.editable:
            return None
        python = python_for(self.notebook, found[0], bound=bool(magic.target))
        if python is None or not self.is_free(cell, python.module.partition(".")[0]):
            return None
        edits = self.edits(cell, magic, python)
        return Fix(f"Use {python.expression.partition('(')[0]}", "unsafe", edits)

    def is_free(self, cell: Cell, name: str) -> bool:
        """Whether code of a cell may take a name for the module."""
        key = cell.id, name
        if key not in self.free:
            self.free[key] = stands_for(self.notebook, cell, name, name)
        return self.free[key]

    def edits(self, cell: Cell, magic: Magic, python: Python) -> tuple[SourceEdit, ...]:
        place = cell.place_between(magic.start, magic.end)
        line, column, *_ = place
        first = cell.source[magic.start - column + 1 : magic.start]
        indent = first[: len(first) - len(first.lstrip(" \t"))]
        new = python.expression
        here = self.notebook.code.index(cell), line
        if self.imports.get(python.module, here) < here:
            return (cell.replace(place, new),)
        importing = f"import {python.module}{newline_of(cell)}{indent}"
        if first.strip():
            return cell.insert(line, len(indent) + 1, importing), cell.replace(place, new)
        return (cell.replace(place, importing + new),)
