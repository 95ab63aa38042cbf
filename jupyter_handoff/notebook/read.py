"""Makes a `Notebook` of a notebook file's bytes or of the editor's live cells.

Reading is lenient: what the schema forbids but people have in their files is read all
the same. What cannot be read at all raises `UnreadableNotebook`, which says why and
what to do.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeGuard

from ..live import LintRequest, LiveCell, LiveOutput
from .cells import Cell, CellKind, Output
from .document import Notebook
from .file import clean
from .text_kinds import is_text
from .unreadable import UnreadableNotebook

# Characters of one output's text that are looked at.
MOST_OUTPUT_TEXT = 200_000
_CONFLICT = re.compile(rb"^(?:<{7}|>{7}|={7})(?:\s|$)", re.MULTILINE)
_ANSI = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_TEXT_TYPES = re.compile(r"text/|application/(?:json|javascript|x-latex|xml)$")
_NEWEST_FORMAT = 4


def read_notebook(
    raw: bytes, path: str | None = None, *, python_magics: frozenset[str] = frozenset()
) -> Notebook:
    """Read a notebook file: JSON, or text where its name ends so (``.py``, ``.md``).

    ``path`` is kept as its name. ``python_magics`` are further cell magics whose body
    is Python. Raises `UnreadableNotebook`.
    """
    if path is not None and is_text(path):
        return _text_notebook(raw, path, python_magics)
    document = _json_object(raw)
    notes = []
    if _is_old(document):
        document = _upgraded(document)
        notes.append("an old notebook format: read as format 4, and not written by --fix")
    cells = document.get("cells")
    if not isinstance(cells, list):
        raise UnreadableNotebook("it has no list of cells, so it is no notebook")
    metadata = _mapping(document.get("metadata"))
    ids = _UniqueIds()
    read = []
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict):
            notes.append(f"cell {number} is no JSON object")
            cell = {"cell_type": "raw"}
        read.append(_cell(cell, number, ids, python_magics))
    return _notebook(read, path, metadata, notes)


def _text_notebook(raw: bytes, path: str, python_magics: frozenset[str]) -> Notebook:
    # Nothing of this is needed for notebooks of JSON.
    from .text_file import read_text

    file = read_text(raw, path)
    ids = _UniqueIds()
    cells = [
        _cell(cell.written, number, ids, python_magics) for number, cell in enumerate(file.cells, 1)
    ]
    notebook = _notebook(cells, path, file.metadata, list(file.notes))
    return dataclasses.replace(notebook, places=file.places)


def live_notebook(request: LintRequest, *, python_magics: frozenset[str] = frozenset()) -> Notebook:
    """The notebook as it stands in the editor."""
    ids = _UniqueIds()
    cells = [
        _live_cell(cell, number, ids, python_magics) for number, cell in enumerate(request.cells, 1)
    ]
    return _notebook(cells, request.path, request.metadata, [])


def cells_notebook(sources: Iterable[str], *, path: str | None = None) -> Notebook:
    """A notebook of nothing but code cells, as a kernel's history gives them."""
    ids = _UniqueIds()
    cells = [
        Cell(ids.unique(None, number), number, "code", clean(source))
        for number, source in enumerate(sources, 1)
    ]
    return Notebook(tuple(cells), path)


def _json_object(raw: bytes) -> dict[str, Any]:
    if not raw.strip():
        raise UnreadableNotebook("the file is empty")
    if raw.startswith(b"\x00\x05\x16\x07"):
        raise UnreadableNotebook(
            "this is a macOS resource file (._), not the notebook: delete it or leave it out"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableNotebook(
            f"it is not UTF-8 (byte {error.start + 1}): save it again from Jupyter"
        ) from None
    try:
        document = json.loads(text)
    except RecursionError:
        raise UnreadableNotebook("its JSON is nested too deep to read") from None
    except ValueError as error:
        raise UnreadableNotebook(_json_problem(raw, error)) from None
    if not isinstance(document, dict):
        raise UnreadableNotebook("it is JSON but no notebook (a notebook is a JSON object)")
    return document


def _json_problem(raw: bytes, error: ValueError) -> str:
    if conflict := _CONFLICT.search(raw):
        line = raw.count(b"\n", 0, conflict.start()) + 1
        return f"merge conflict markers stand in line {line}: resolve the merge, then lint again"
    if isinstance(error, json.JSONDecodeError):
        return f"it is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
    return "it is not JSON that Python can read (a number in it is too long)"


def _is_old(document: dict[str, Any]) -> bool:
    """Whether a notebook has another format than ours; one that does not say has ours."""
    major = document.get("nbformat", _NEWEST_FORMAT)
    if isinstance(major, int | float):
        return major != _NEWEST_FORMAT
    return not isinstance(document.get("cells"), list)


def _upgraded(document: dict[str, Any]) -> dict[str, Any]:
    """A notebook of an older format as one of format 4, its cells without ids."""
    major = document.get("nbformat")
    if not isinstance(major, int) or not 1 <= major <= _NEWEST_FORMAT:
        raise UnreadableNotebook(
            f"notebook format {str(major)[:20]} is not known here (4 is the newest known)"
        )
    # nbformat takes a second to import and only these old files need it.
    import nbformat

    try:
        old = nbformat.from_dict(document)  # type: ignore[no-untyped-call]
        new = nbformat.convert(old, _NEWEST_FORMAT)  # type: ignore[no-untyped-call]
    except Exception as error:
        # The upgraders raise whatever their assumptions about old files run into.
        raise UnreadableNotebook(
            f"notebook format {major} could not be upgraded ({type(error).__name__}): "
            "open it in Jupyter and save it"
        ) from None
    for cell in new["cells"]:
        cell.pop("id", None)  # made up anew by each upgrade
    return dict(new)


class _UniqueIds:
    """Gives every cell an id of its own, also where the file has none or one twice."""

    def __init__(self) -> None:
        self.seen: set[str] = set()

    def unique(self, given: object, number: int) -> str:
        wanted = clean(given) if isinstance(given, str) and given else f"cell-{number}"
        chosen, copy = wanted, 2
        while chosen in self.seen:
            chosen, copy = f"{wanted}~{copy}", copy + 1
        self.seen.add(chosen)
        return chosen


def _notebook(
    cells: list[Cell], path: str | None, metadata: Mapping[str, Any], notes: list[str]
) -> Notebook:
    kernel = _mapping(metadata.get("kernelspec"))
    language = _mapping(metadata.get("language_info"))
    name = language.get("name") or kernel.get("language") or ""
    version = language.get("version")
    return Notebook(
        cells=tuple(cells),
        path=path,
        metadata=metadata,
        language=_language(clean(str(name)), str(kernel.get("name") or "")),
        python_version=clean(version) if _is_kernels(version, kernel) else "",
        notes=tuple(notes),
    )


def _is_kernels(version: object, kernel: Mapping[str, Any]) -> TypeGuard[str]:
    """Whether a version is the kernel's; PyCharm writes 2.7.6 for each of Python 3."""
    if not isinstance(version, str):
        return False
    return not (version == "2.7.6" and kernel.get("name") == "python3")


def _language(name: str, kernel: str) -> str:
    """The language in lower case, empty where the metadata say nothing of it."""
    name = name.strip().lower()
    if name.startswith(("python", "ipython")):
        return "python"
    if not name and kernel.lower().startswith("python"):
        return "python"
    return name


def _cell(
    cell: dict[str, Any], number: int, ids: _UniqueIds, python_magics: frozenset[str]
) -> Cell:
    count = cell.get("execution_count")
    outputs = cell.get("outputs")
    return Cell(
        id=ids.unique(cell.get("id"), number),
        number=number,
        kind=_kind(cell.get("cell_type")),
        source=clean(_text(cell.get("source", cell.get("input")))),
        metadata=_mapping(cell.get("metadata")),
        execution_count=count if isinstance(count, int) else None,
        outputs=tuple(map(_output, outputs)) if isinstance(outputs, list) else (),
        python_magics=python_magics,
    )


def _live_cell(cell: LiveCell, number: int, ids: _UniqueIds, python_magics: frozenset[str]) -> Cell:
    return Cell(
        id=ids.unique(cell.id, number),
        number=number,
        kind=cell.kind,
        source=clean(cell.source),
        metadata=cell.metadata,
        execution_count=cell.execution_count,
        outputs=tuple(map(_live_output, cell.outputs)),
        python_magics=python_magics,
    )


def _live_output(output: LiveOutput) -> Output:
    error = clean(output.error)[:100] if output.error else None
    return Output(_bounded(output.text), output.sizes, error)


def _kind(value: object) -> CellKind:
    if value == "code":
        return "code"
    return "markdown" if value in ("markdown", "heading") else "raw"


def _output(output: object) -> Output:
    if not isinstance(output, dict):
        return Output()
    kind = output.get("output_type")
    if kind == "error":
        lines = output.get("traceback")
        frames = [_text(line) for line in lines] if isinstance(lines, list) else []
        said = f"{_text(output.get('ename'))}: {_text(output.get('evalue'))}"
        text = "\n".join([*frames, said])
        error = clean(_text(output.get("ename")))[:100] or "error"
        return Output(_bounded({"text/plain": text}), {"text/plain": len(text)}, error)
    data = {"text/plain": output.get("text")} if kind == "stream" else output.get("data")
    texts = {str(key): _content(value) for key, value in _mapping(data).items()}
    return Output(_bounded(texts), {key: len(value) for key, value in texts.items()})


def _bounded(texts: Mapping[str, str]) -> dict[str, str]:
    return {
        kind: clean(_ANSI.sub("", text[: 2 * MOST_OUTPUT_TEXT])[:MOST_OUTPUT_TEXT])
        for kind, text in texts.items()
        if _TEXT_TYPES.match(kind)
    }


def _text(value: object) -> str:
    """A multi-line string of the format: a string, or a list of pieces to be joined."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "".join(piece if isinstance(piece, str) else "" for piece in value)
    if isinstance(value, dict):
        return json.dumps(value)
    return ""


def _content(value: object) -> str:
    """What an output holds of one type; what is no text is written as a browser does."""
    pieces = isinstance(value, list) and all(isinstance(piece, str) for piece in value)
    if value is None or isinstance(value, str) or pieces:
        return _text(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
