"""Methods that take some of the rows, draw them, or put others below them."""

from __future__ import annotations

from msgspec.structs import replace

from .arguments import Arguments
from .events import Cut
from .joins import as_data
from .rows import Rows, Which, part, subset, synthetic, union
from .values import Data, Value


def some(data: Data, given: Arguments) -> Value:
    if given.name == "dropna" and given.constant("axis", 0) in (1, "columns"):
        return replace(data, columns=None)
    return replace(data, rows=subset(data.rows, given.site))


def ends(data: Data, given: Arguments) -> Value:
    """``head(n)`` and ``tail(n)``: as slices are."""
    count = given.constant("n", 0)
    count = 5 if count is None else count
    if not isinstance(count, int):
        return some(data, given)
    first = given.name == "head"
    which = Which("range", None, count) if first else Which("range", -count, None)
    rows = part(data.rows, "rows", which)
    if count > 0:
        _cut(data, rows, given)
    return replace(data, rows=rows)


def _cut(data: Data, rows: Rows, given: Arguments) -> None:
    """Tell that only some rows of a file are used from here."""
    if data.rows and "guessed" not in data.notes:
        run = given.run
        shown = given.node is run.shown
        run.record(Cut(given.site, given.name.rpartition(".")[2], data.rows, rows, shown))


def drawn(data: Data, given: Arguments) -> Value:
    """Rows drawn: all of them shuffled, some twice, or a part whose rest may be used."""
    share = given.constant("frac")
    if given.constant("replace") is True or (isinstance(share, int | float) and share > 1):
        return replace(data, rows=synthetic(data.rows, given.site))
    if share == 1:
        return replace(data, notes=data.notes - {"sorted"})
    state = given.constant("random_state")
    settled = isinstance(state, int)
    event = ("sample", share, given.constant("n", 0), state) if settled else given.site
    rows = part(data.rows, event, Which("piece", 0, 2))
    if isinstance(share, float) and share < 1:
        _cut(data, rows, given)
    return replace(data, rows=rows)


def appended(data: Data, given: Arguments) -> Value:
    other = as_data(given.positional[0]) if given.positional else None
    if other is None:
        return data
    rows = union(data.rows, other.rows, site=given.site)
    return replace(data, rows=rows, seen=data.seen | other.seen)
