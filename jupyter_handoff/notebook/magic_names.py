"""Which names a magic binds in the notebook, and which magics may bind any name at all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from .magics import Magic

# What stands for names that cannot be read, as in a star import.
ANYTHING = "*"

_NAME = re.compile(r"[^\W\d]\w*")
_NAMES = re.compile(r"[^\W\d]\w*(?:,[^\W\d]\w*)*")
_STARTED = re.compile(r"([^\W\d]\w*)[ \t]*=?<<")
_SEPARATOR = re.compile(r"[\s=]+")
# Run code that is not here, or take names from where we cannot look.
_RUNS_ANYTHING = frozenset(
    "run pylab load loadpy loadpy2 recall rerun rep paste cpaste edit macro notebook "
    "run_notebook import_notebook nbrun".split()
)
# Options that are followed by the names of results.
_RESULTS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        "bash sh script cmd perl ruby python python2 python3 pypy system sx".split(),
        ("--out", "--err", "--proc"),
    ),
    **dict.fromkeys(("R", "octave", "matlab", "julia"), ("-o", "--output")),
    **dict.fromkeys(("spark", "sql", "configure"), ("-o", "--output")),
}
# Bind their first word.
_FIRST_WORD = frozenset(("capture", "bigquery", "bqsql"))
_BIND_NOTHING = frozenset(
    "bash sh script cmd perl ruby python python2 python3 pypy system sx ! html HTML svg SVG "
    "javascript js latex markdown writefile file mermaid css scss time timeit prun memit mprun "
    "lprun matplotlib config load_ext reload_ext unload_ext autoreload env set_env cd ls ll pwd "
    "pip conda mamba uv who whos who_ls who_ls psearch pinfo pinfo2 pdoc pfile psource tensorboard "
    "precision pprint history hist notebook_info debug pdb xmode colors logstart logstop bookmark "
    "pushd popd dirs mkdir rm rmdir cp mv cat less more man alias automagic handoff_lint "
    "reset reset_selective xdel watermark flake8_on pycodestyle_on tikz bqstats gui".split()
)


@dataclass(frozen=True, slots=True)
class BindingMagic:
    """A magic that binds names: from which line of the cell on, and where it stands."""

    line: int
    names: tuple[str, ...]
    node: ast.AST


def names_bound(magic: Magic) -> tuple[str, ...]:
    """The names that a magic binds beside its own target; `ANYTHING` for others."""
    if magic.kind in ("shell", "help", "autocall"):
        return ()
    name, text = magic.name, magic.text
    if name in _RUNS_ANYTHING or (magic.kind == "line" and text.endswith(".ipynb")):
        return (ANYTHING,)
    words = text.split()
    if name == "store":
        return _restored(words)
    if name == "aimport":
        return tuple(_NAME.findall(text)) if not text.startswith("-") else ()
    if started := _STARTED.match(text):
        return (started[1],)
    if name in _FIRST_WORD:
        first = next((word for word in words if not word.startswith("-")), "")
        return (first,) if _NAME.fullmatch(first) else ()
    return tuple(_results(words, _RESULTS.get(name, ())))


def may_bind(magic: Magic) -> bool:
    """Whether a magic is unknown: it may bind any name that stands in it."""
    if magic.kind not in ("line", "cell") or magic.python:
        return False
    return magic.name not in _BIND_NOTHING and not names_bound(magic) and magic.name != "store"


def called_magic(node: ast.Call) -> Magic | None:
    """The magic that a call of IPython's own functions runs; None for any other call."""
    method = getattr(node.func, "attr", "")
    if method not in ("magic", "run_line_magic", "run_cell_magic", "run_cell", "safe_execfile"):
        return None
    texts = [item.value for item in node.args if isinstance(item, ast.Constant)]
    words = [text for text in texts if isinstance(text, str)]
    if len(words) != len(node.args) or not words or method in ("run_cell", "safe_execfile"):
        # `magic` may be a method of anything's.
        return None if method == "magic" else Magic("line", "run", "", 0, 0)
    name, _, text = words[0].lstrip("%").partition(" ")
    return Magic("line", name, " ".join([text, *words[1:2]]).strip(), 0, 0)


def _restored(words: list[str]) -> tuple[str, ...]:
    if "-r" not in words:
        return ()
    names = [word for word in words if not word.startswith("-")]
    return tuple(name for name in names if _NAME.fullmatch(name)) or (ANYTHING,)


def _results(words: list[str], options: Iterable[str]) -> Iterable[str]:
    """What stands behind the options that name results."""
    parts = [part for word in words for part in _SEPARATOR.split(word) if part]
    for option, given in pairwise(parts):
        if option in options and _NAMES.fullmatch(given):
            yield from given.split(",")
