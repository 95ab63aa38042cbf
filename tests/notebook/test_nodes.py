"""Goes down a tree as `ast` does, but for contexts and operators."""

from __future__ import annotations

import ast
from pathlib import Path

import jupyter_handoff
from jupyter_handoff.notebook.nodes import children

_LEAVES = (ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)
_MORE = """
match command, {**first, "a": -x}:
    case Point(x=0, y=[1, *rest]) | {"k": v, **others} if v and not x < 1 <= y:
        global z
        z = lambda a, /, b=1, *c, d, e=2, **f: (yield)
        del z[1:2, ...], a.b
async def f[T]() -> int:
    async with a as b, c: await d
    return f"{x!r:>{width}}", [i async for i in j if (k := i)], {**a}, x @ y
type X[T] = list[T]
"""


def test_children_are_those_of_ast_but_for_what_says_nothing() -> None:
    texts = [path.read_text() for path in Path(jupyter_handoff.__file__).parent.glob("*.py")]
    seen = set()
    for tree in (*map(ast.parse, texts), _more()):
        for node in ast.walk(tree):
            seen.add(type(node))
            below = [item for item in ast.iter_child_nodes(node) if not isinstance(item, _LEAVES)]
            assert children(node) == below
    assert {ast.Dict, ast.MatchMapping, ast.Global, ast.Slice, ast.FormattedValue} <= seen


def _more() -> ast.Module:
    """The newest syntax that the running Python knows."""
    try:
        return ast.parse(_MORE)
    except SyntaxError:
        return ast.parse(_MORE.replace("[T]()", "()").partition("type X")[0])
