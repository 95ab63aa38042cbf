"""A rewritten file keeps every byte that the change does not concern."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.notebook import read_notebook, rewritten
from jupyter_handoff.notebook.file import cell_places

from ..notebook_files import code, document, markdown

LINES = st.sampled_from(
    [
        *(
            "x = 1",
            "",
            "# é",
            "'🎉'",
            '"\\n"',
            "\\",
            "a\\nb",
            "\u2028",
            "/",
            "</script>",
            "\t",
            "%cd",
        ),
        *("f('\"')", "\x7f", "\r", "x = '\\u00e9'", "]", "}", '"cells": ['),
    ]
)
SOURCES = st.lists(LINES, max_size=5).map("\n".join)
# Sources as files have them: a string, a list of lines, or a list cut anywhere.
WRITTEN = st.one_of(
    SOURCES,
    SOURCES.map(lambda text: text.splitlines(keepends=True)),
    SOURCES.map(lambda text: text.split("\n")),
    SOURCES.map(lambda text: [text, ""]),
    SOURCES.map(list),
)
OUTPUTS: list[Any] = [
    [],
    [{"output_type": "stream", "text": ["[{\\", '"cells": ["x"]']}],
    [{"data": {"image/png": "iVBO\\/R"}, "metadata": {}, "output_type": "display_data"}],
]
CELLS = st.fixed_dictionaries(
    {"cell_type": st.sampled_from(["code", "markdown", "raw"])},
    optional={
        "source": WRITTEN,
        "metadata": st.dictionaries(st.sampled_from(["source", "tags", "é"]), LINES, max_size=2),
        "outputs": st.sampled_from(OUTPUTS),
        "id": st.sampled_from(["a", "b"]),
        "execution_count": st.sampled_from([None, 3, 1.5e300]),
    },
)


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, int]:
    """A notebook file in one of the many ways to write JSON, and how many cells it has."""
    cells = [
        dict(draw(st.permutations(list(cell.items()))))
        for cell in draw(st.lists(CELLS, max_size=4))
    ]
    outer = {"cells": cells, "metadata": {"x": "cells"}, "nbformat": 4, "nbformat_minor": 5}
    text = json.dumps(
        dict(draw(st.permutations(list(outer.items())))),
        indent=draw(st.sampled_from([None, 0, 1, 2, 4, "\t"])),
        ensure_ascii=draw(st.booleans()),
        separators=draw(st.sampled_from([None, (",", ":"), (" , ", " : ")])),
    )
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    head, tail = draw(st.sampled_from([("", "\n"), ("", ""), ("\ufeff", "\r\n"), (" \n", "\n\n")]))
    return f"{head}{text}{tail}".encode(), len(cells)


def sources_of(raw: bytes) -> list[str]:
    return [cell.source for cell in read_notebook(raw).cells]


def others(raw: bytes, number: int) -> Any:
    """All that the file says, without the source of one cell."""
    thing = json.loads(raw.decode("utf-8-sig"))
    del thing["cells"][number - 1]["source"]
    return thing


@given(files())
def test_nothing_changed_is_the_very_same_bytes(file: tuple[bytes, int]) -> None:
    raw, count = file
    numbers = range(1, count + 1)
    assert rewritten(raw, {}, list(numbers)) == raw
    same = dict(zip(numbers, sources_of(raw), strict=True))
    lines = {number: same[number] for number in numbers if whole_lines(raw, number)}
    assert rewritten(raw, lines, list(numbers)) == raw


def whole_lines(raw: bytes, number: int) -> bool:
    """Whether a cell's source is written as Jupyter writes it: a string, or its lines."""
    source = json.loads(raw.decode("utf-8-sig"))["cells"][number - 1].get("source")
    lines = [] if source is None else re.findall(r"[^\n]*\n|[^\n]+", "".join(source))
    return isinstance(source, str) or source == lines


@given(files(), SOURCES, st.data())
def test_a_new_source_changes_nothing_else(
    file: tuple[bytes, int], source: str, data: st.DataObject
) -> None:
    raw, count = file
    before = sources_of(raw)
    able = [n for n, place in enumerate(cell_places(raw.decode("utf-8-sig")), 1) if place.source]
    if not able:
        return
    number = data.draw(st.sampled_from(able))
    new = rewritten(raw, {number: source}, list(range(1, count + 1)))
    after = sources_of(new)
    assert after == [*before[: number - 1], source, *before[number:]]
    assert others(new, number) == others(raw, number)
    outside = unchanged(raw, number)
    assert unchanged(new, number) == outside


def unchanged(raw: bytes, number: int) -> tuple[str, str]:
    """The text in front of a cell's source and behind it."""
    text = raw.decode()
    mark = text.startswith("\ufeff")
    place = cell_places(text[mark:])[number - 1].source
    assert place is not None
    return text[: place[0] + mark], text[place[1] + mark :]


@given(files(), st.data())
def test_cells_that_move_or_go_keep_their_bytes(
    file: tuple[bytes, int], data: st.DataObject
) -> None:
    raw, count = file
    order = data.draw(st.permutations(range(1, count + 1)))
    order = order[: data.draw(st.integers(0, count))]
    new = rewritten(raw, {}, order)
    before, after = raw.decode("utf-8-sig"), new.decode("utf-8-sig")
    texts = [before[slice(*place.whole)] for place in cell_places(before)]
    assert [after[slice(*place.whole)] for place in cell_places(after)] == [
        texts[number - 1] for number in order
    ]
    thing = json.loads(before)
    thing["cells"] = [thing["cells"][number - 1] for number in order]
    assert json.loads(after) == thing
    if texts:
        start = before.index(texts[0], before.index('"cells"'))
        assert after.startswith(before[:start])


STYLES = {
    "as Jupyter writes it": ('[\n "a\\n",\n "b"\n]', "a\nc", '[\n "a\\n",\n "c"\n]'),
    "one line becomes two": ('[\n   "a"\n  ]', "a\nb", '[\n   "a\\n",\n   "b"\n  ]'),
    "two become one": ('[\n "a\\n",\n "b"\n]', "a", '[\n "a"\n]'),
    "none is left": ('[\n "a"\n]', "", "[]"),
    "none becomes one": ("[]", "a", '["a"]'),
    "none becomes two": ("[ ]", "a\nb", '["a\\n", "b"]'),
    "on one line": ('["a\\n","b"]', "a\nb\nc", '["a\\n","b\\n","c"]'),
    "a string": ('"a\\nb"', "a\nc", '"a\\nc"'),
    "an empty string": ('""', "a", '"a"'),
    "a string that is emptied": ('"a"', "", '""'),
    "null": ("null", "a", '"a"'),
    "escapes that stay": (r'["\u0061\/\n", "b"]', "a/\nc", r'["\u0061\/\n", "c"]'),
    "escapes that stay in a string": (r'"\u0061\\n\nb"', "a\\n\nc", r'"\u0061\\n\nc"'),
    "ASCII stays ASCII": (r'["\u00e9\n", "b"]', "é\nü", r'["\u00e9\n", "\u00fc"]'),
    "no ASCII stays none": ('["é\\n", "b"]', "é\nü", '["é\\n", "ü"]'),
    "items without newlines": ('["a", "b"]', "ab\nc", '["ab\\n", "c"]'),
    "half of a character elsewhere": (*(r'["\ud83d\n", "b"]', "\ufffd\nc", r'["\ud83d\n", "c"]'),),
    "a CR": (r'["a\r\n", "b"]', "a\r\nc", r'["a\r\n", "c"]'),
}


@pytest.mark.parametrize(("old", "source", "new"), STYLES.values(), ids=STYLES.keys())
def test_a_source_is_written_in_the_style_of_the_old_one(old: str, source: str, new: str) -> None:
    head, tail = '{"cells": [{"cell_type": "code", "source": ', ', "outputs": []}]}'
    written = rewritten(f"{head}{old}{tail}".encode(), {1: source}, [1])
    assert written.decode() == f"{head}{new}{tail}"


@pytest.mark.parametrize(
    "text",
    [
        '{"cells": [{"source": "no"}], "cells": [{"source": "no", "source": "a"}]}',
        '{"cells": 3, "cells": [{"source": ["no"], "source": "a"}]}',
        '{"\\u0063ells": [{"s\\u006furce": "a"}]}',
        '{"cells": [{"input": "no", "source": "a"}]}',
        '{"cells": [{"input": "a"}]}',
        '{"x": -1.5e-3, "y": NaN, "z": null, "cells": [{"t": true, "source": "a"}]}',
        '{"x": {"cells": [{"source": "no"}]}, "cells": [{"y": {"source": "no"}, "source": "a"}]}',
        '{"x": "\\"cells\\": [", "cells": [{"outputs": ["{\\\\"], "source": "a"}]}',
    ],
)
def test_the_source_that_counts_is_the_one_that_is_written(text: str) -> None:
    assert sources_of(text.encode()) == ["a"]
    new = rewritten(text.encode(), {1: "b"}, [1])
    assert sources_of(new) == ["b"]
    assert new.decode() == text.replace('"a"', '"b"')


@pytest.mark.parametrize(
    "text",
    ['{"cells": 3}', '{"worksheets": []}', '{"cells": [3]}', '{"cells": [{}]}', "[]"],
)
def test_a_file_without_that_source_is_not_written(text: str) -> None:
    with pytest.raises(ValueError):
        rewritten(text.encode(), {1: "x"}, [1])


def test_a_large_file_is_written_in_no_time() -> None:
    image = [{"output_type": "display_data", "data": {"image/png": "iVBO" * 500_000}}]
    cells = [code("x = 1", outputs=image), markdown("a"), code("y\n" * 20_000)]
    raw = json.dumps(document(*cells), indent=1).encode()
    new = rewritten(raw, {1: "x = 2", 3: "y\n" * 20_000 + "z"}, [1, 2, 3])
    assert new == raw.replace(b"x = 1", b"x = 2").replace(
        b'    "y\\n"\n   ]', b'    "y\\n",\n    "z"\n   ]'
    )
