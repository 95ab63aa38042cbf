"""Edits that rules need often: one more argument in a call, a line after the imports."""

from __future__ import annotations

import ast
import re
from collections.abc import Sequence

from ..report import SourceEdit
from .bindings import same_at
from .cells import Cell
from .columns import NEWLINE, offset_of
from .document import Notebook
from .flow import Call

# Brackets round a call's last argument, with what may stand in front of them.
_CLOSED = re.compile(r"(?:(?:[ \t\f\r\n]|\\\r?\n|#[^\r\n]*(?=[\r\n]))*\))*")
_REST_OF_LINE = re.compile(r"[ \t]*(?:#[^\r\n]*)?(?=[\r\n])")


def set_argument(
    call: Call, keyword: str, value: str, *, position: int | None = None
) -> SourceEdit | None:
    """The edit that gives a call ``keyword=value``, or None where that cannot be written.

    A value given by that keyword, or at that position from 0, is replaced.
    """
    cell, facts = call.cell, call.cell.facts
    given = call.argument(keyword, position)
    if given is not None:
        return cell.replace(facts.place(given), value)
    arguments: list[ast.AST] = [*call.node.args, *call.node.keywords]
    _, _, end_line, end_column = facts.place(call.node)
    new = f"{keyword}={value}"
    if not arguments:
        return cell.insert(end_line, end_column - 1, new)
    if len(arguments) == 1 and isinstance(arguments[0], ast.GeneratorExp):
        return None
    return _after_last(
        cell, max(facts.place(item)[2:] for item in arguments), (end_line, end_column), new
    )


def _after_last(
    cell: Cell, last: tuple[int, int], end: tuple[int, int], new: str
) -> SourceEdit | None:
    """The edit behind a call's last argument, in the way that the call is written."""
    start = offset_of(cell.source, *last)
    rest = cell.source[start : offset_of(cell.source, *end) - 1]
    closed = _CLOSED.match(rest)
    assert closed is not None
    position = start + closed.end()
    behind = rest[closed.end() :]
    if not behind.lstrip().startswith(","):
        return _insert(cell, position, f", {new}")
    comma = position + behind.index(",") + 1
    if not NEWLINE.search(behind):
        return _insert(cell, comma, f" {new}")
    line = _REST_OF_LINE.match(cell.source, comma)
    line_end = line.end() if line else comma
    return _insert(cell, line_end, f"{newline_of(cell)}{_indent(cell, last[0])}{new},")


def _insert(cell: Cell, offset: int, new: str) -> SourceEdit:
    return cell.replace(cell.place_between(offset, offset), new)


def add_line_after(cell: Cell, statement: ast.stmt, new: str) -> SourceEdit:
    """The edit that puts a line behind a top-level statement of a cell."""
    facts = cell.facts
    first, _, last, _ = facts.place(statement)
    for other in facts.tree.body:
        # Behind a semicolon another statement may begin, and go on in the next line.
        if first <= other.lineno <= last:
            last = max(last, facts.place(other)[2])
    line = f"{_indent(cell, first)}{new}"
    if last == len(facts.lines):
        return cell.insert(last, len(facts.lines[-1]) + 1, f"{newline_of(cell)}{line}")
    return cell.insert(last + 1, 1, f"{line}{newline_of(cell)}")


def first_line(statement: ast.stmt) -> int:
    """The line that a statement begins on, with its decorators."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(item.lineno for item in decorators)])


def add_line_before(cell: Cell, statement: ast.stmt, new: str) -> SourceEdit:
    """The edit that puts a line in front of a top-level statement of a cell."""
    first = first_line(statement)
    return cell.insert(first, 1, f"{_indent(cell, first)}{new}{newline_of(cell)}")


def remove_statement(cell: Cell, statement: ast.stmt) -> SourceEdit | None:
    """The edit that takes a top-level statement's lines away; None where others share them."""
    line, column, end_line, end_column = cell.facts.place(statement)
    lines = cell.facts.lines
    if statement.col_offset or lines[end_line - 1][end_column - 1 :].strip():
        return None
    # Inside a block, the indent is none that all lines have.
    if lines[line - 1][: column - 1].strip():
        return None
    return cell.remove_lines(line, end_line)


def imports_moved(
    cell: Cell,
    moved: Sequence[ast.Import | ast.ImportFrom],
    home: Cell,
    *,
    behind: ast.stmt,
) -> tuple[SourceEdit, ...]:
    """The edits that take top-level imports out of a cell and put them behind one of another.

    There are none where an import shares its line with something else, or where a cell is
    locked.
    """
    places = [cell.facts.place(item) for item in moved]
    for line, column, end_line, end_column in places:
        before = cell.text_at((line, 1, line, column))
        rest = cell.text_at((end_line, end_column, end_line + 1, 1))
        if before.strip() or rest.strip():
            return ()
    if not (cell.editable and home.editable):
        return ()
    new = newline_of(home).join(
        NEWLINE.sub(newline_of(home), cell.text_at(item)) for item in places
    )
    removed: list[tuple[int, int]] = []
    for line, _, end_line, _ in places:
        # Lines that follow each other go at once: the last has no line end of its own.
        first = removed.pop()[0] if removed and removed[-1][1] == line - 1 else line
        removed.append((first, end_line))
    return (add_line_after(home, behind, new), *(cell.remove_lines(*lines) for lines in removed))


def move_line(
    notebook: Notebook, moved: Call, before: Call
) -> tuple[SourceEdit, SourceEdit] | None:
    """The edits that move a call, a line of its own at top level, in front of another.

    None where it is no such line, or where a name in it is not yet bound up there.
    """
    source, cell, line = moved.cell, before.cell, moved.node.lineno
    statement, ahead = moved.fact.statement, _on_line(cell, before.node.lineno)
    is_line = (
        isinstance(statement, ast.Expr)
        and statement.value is moved.node
        and _on_line(source, line) == [statement]
        and statement.end_lineno == line
    )
    if not (is_line and ahead and ahead[0] is not statement):
        return None
    places = [(call.index, call.fact.order) for call in (before, moved)]
    if not same_at(notebook.links, moved.node, *places) or not (source.editable and cell.editable):
        return None
    text = source.facts.lines[line - 1].strip()
    return add_line_before(cell, ahead[0], text), source.remove_lines(line, line)


def _on_line(cell: Cell, line: int) -> list[ast.stmt]:
    """The top-level statements of a cell that stand on a line."""
    body = cell.facts.tree.body
    return [item for item in body if item.lineno <= line <= (item.end_lineno or 0)]


def stands_for(notebook: Notebook, cell: Cell, name: str, target: str) -> bool:
    """Whether code of a cell may take a name for ``target``: it is bound to nothing else in
    the notebook, nor in the functions of the cell. It need not be bound at all.
    """
    bound = notebook.links.bindings.get(name, ())
    if any(item.binding.target != target for item in bound):
        return False
    # Other alphabets have letters that Python reads as these: then the text tells nothing.
    if name not in cell.source and cell.source.isascii():
        return True
    return not any(
        (isinstance(node, ast.arg) and node.arg == name)
        or (isinstance(node, ast.Name) and node.id == name and not isinstance(node.ctx, ast.Load))
        for node in ast.walk(cell.facts.tree)
    )


def _indent(cell: Cell, line: int) -> str:
    """What stands in front of the code of a line: white space, and a terminal's prompt."""
    plain = cell.facts.lines[line - 1]
    start = offset_of(cell.source, line, 1)
    return cell.source[start : start + len(plain) - len(plain.lstrip(" \t"))]


def newline_of(cell: Cell) -> str:
    """How the lines of a cell end."""
    found = NEWLINE.search(cell.source)
    return found.group() if found else "\n"
