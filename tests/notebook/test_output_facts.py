"""Facts of an output are the same from a file and from the editor, and say no value."""

from __future__ import annotations

import json

from jupyter_handoff.live import LintRequest, LiveCell, LiveOutput
from jupyter_handoff.notebook import Output, live_notebook, output_facts, read_notebook

TEXTS = {
    "text/plain": "/home/analima/x ana.lima@web.de k.okafor@gmx.net li_wei@qq.com",
    "text/html": "<script>f()</script>",
}


def test_facts_are_told_by_kind_alone() -> None:
    facts = output_facts(Output(TEXTS, {}))
    assert facts.identity == "a home folder in a path"
    assert facts.personal == "e-mail addresses"
    assert facts.active is not None
    assert "analima" not in str(facts)
    assert "okafor" not in str(facts)


def test_an_error_is_about_code() -> None:
    facts = output_facts(Output({"text/plain": TEXTS["text/plain"]}, {}, "ValueError"))
    assert (facts.identity, facts.personal) == ("a home folder in a path", "")


def test_types_are_told_apart() -> None:
    text, html = (output_facts(Output({kind: TEXTS["text/html"]}, {})) for kind in TEXTS)
    assert text.active is None
    assert html.active is not None


def test_images_are_no_text() -> None:
    data = {"image/svg+xml": TEXTS["text/html"], "image/png": "/home/analima/x"}
    output = {"output_type": "display_data", "data": data, "metadata": {}}
    cell = {"cell_type": "code", "source": "f()", "metadata": {}, "outputs": [output]}
    raw = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    (read,) = read_notebook(json.dumps(raw).encode()).cells[0].outputs
    assert output_facts(read) == output_facts(Output())


def test_the_editor_and_the_file_give_the_same_facts() -> None:
    output = {"output_type": "display_data", "data": TEXTS, "metadata": {}}
    cell = {"cell_type": "code", "source": "f()", "metadata": {}, "outputs": [output]}
    raw = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}
    live = LiveCell("a", "code", "f()", outputs=(LiveOutput({}, TEXTS),))
    books = [
        read_notebook(json.dumps(raw).encode()),
        live_notebook(LintRequest("c", 1, "a.ipynb", (live,))),
    ]
    (stored,), (shown,) = ([output_facts(item) for item in b.cells[0].outputs] for b in books)
    assert stored == shown
