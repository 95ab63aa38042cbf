"""What a notebook says in words: its headings, its prose, and what of it they document."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping

from .cells import Cell
from .document import Notebook

_FENCED = re.compile(r"(?m)^[ \t]*(?:```|~~~).*?(?:^[ \t]*(?:```|~~~)[ \t]*$|\Z)", re.DOTALL)
_TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")
_ADDRESS = re.compile(r"\]\([^()\n]*\)|\w+://\S+")
_FORMULA = re.compile(r"\$\$[^$]*\$\$|\$[^$\n]*\$")
_HEADING = re.compile(
    r"(?mi)^ {0,3}#{1,6}[ \t]*(?P<hashes>[^#\s][^\n]*)"
    r"|^ {0,3}(?P<underlined>[^\s=-][^\n]*)\n(?:={2,}|-{2,})[ \t]*$"
    r"|<h[1-6][^<>]*>(?P<tag>[^<>\n]*)"
    r"|^[ \t]*(?:\*\*|__)(?P<bold>[^*_\n]+)(?:\*\*|__):?[ \t]*$"
)
# Letters that make words, and signs of which two or so make one.
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_SIGN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u1780-\u17ff]")
_SIGNS_OF_A_WORD = 2
# Cell magics whose body is prose.
_PROSE_MAGICS = frozenset(("markdown", "md", "html", "latex"))
# What a heading, or the word in front of a colon, says where a field is documented.
_NAMES: Mapping[str, re.Pattern[str]] = {
    "inputs": re.compile(r"(?i)\b(?:inputs?|data|datasets?|sources?|reads?|features?|columns)\b"),
    "outputs": re.compile(
        r"(?i)\b(?:outputs?|results?|deliverables?|artefacts?|artifacts?|writes?|produces|predictions?)\b"
    ),
}
_LABEL = re.compile(
    r"(?m)^[ \t]*(?:[-*+][ \t]+)?(?:\*\*|__)?(?P<label>[^\n:*_]{1,40}?)(?:\*\*|__)?:"
)


def prose(notebook: Notebook) -> Iterator[tuple[Cell, str]]:
    """The text that is there to be read, without code and addresses: of markdown cells, of
    magics that show text, and of a string that the code begins with.
    """
    first = next((cell for cell in notebook.code if cell.source.strip()), None)
    if first is not None and (said := ast.get_docstring(first.facts.tree)):
        yield first, _plain(said)
    for cell in notebook.cells:
        if cell.kind == "markdown":
            yield cell, _plain(cell.source)
        elif cell.kind == "code" and cell.source.lstrip().startswith("%"):
            for magic in cell.facts.plain.magics[:1]:
                if magic.kind in ("cell", "line") and magic.name in _PROSE_MAGICS:
                    text = cell.source[magic.end :] if magic.kind == "cell" else cell.source
                    yield cell, _plain(text)


def _plain(text: str) -> str:
    text = _FENCED.sub(" ", text.replace("\r\n", "\n"))
    return _FORMULA.sub(" ", _ADDRESS.sub(" ", text))


def has_words(notebook: Notebook, fewest: int) -> bool:
    """Whether a notebook holds at least so many words of prose, headings too."""
    count = 0
    for _, text in prose(notebook):
        bare = _TAG.sub(" ", text)
        signs = len(_SIGN.findall(bare))
        count += len(_WORD.findall(_SIGN.sub(" ", bare))) + signs // _SIGNS_OF_A_WORD
        if count >= fewest:
            return True
    return False


def headings(notebook: Notebook) -> Iterator[tuple[Cell, str]]:
    """The headings of a notebook, with what they say; a line all in bold is one as well."""
    for cell, text in prose(notebook):
        for found in _HEADING.finditer(text):
            said = next((part for part in found.groups() if part), "").strip(" \t#*_")
            yield cell, said


def documents(notebook: Notebook, field: str) -> bool:
    """Whether a notebook says something under a field: in its metadata, or under its name.

    A heading names it, or the words in front of a colon (`Inputs: …`).
    """
    kept = notebook.own_metadata.get("documentation")
    if isinstance(kept, dict) and str(kept.get(field, "")).strip():
        return True
    name = _NAMES[field]
    if any(name.search(said) for _, said in headings(notebook)):
        return True
    labels = (found["label"] for _, text in prose(notebook) for found in _LABEL.finditer(text))
    return any(map(name.search, labels))
