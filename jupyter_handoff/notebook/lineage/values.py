"""What a name may hold, as far as it matters: data with their rows, models, containers.

Values are frozen and compared by content, so that a cell whose inputs are equal to
those of the last look need not be looked at again.
"""

from __future__ import annotations

import ast
from collections.abc import Hashable
from typing import Literal, NamedTuple, TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from .fingerprints import Fingerprint
from .rows import NO_ROWS, Rows, Site, Which
from .table_columns import Columns

# ``number`` is a statistic; ``item`` one row or cell; ``dataset`` a table read in pieces.
Form: TypeAlias = Literal[
    "", "frame", "series", "array", "number", "item", "mask", "index", "dataset", "errors"
]
MOST_ITEMS = 16


class Seen(NamedTuple):
    """That ``rows`` were reduced, at ``site``, into a value.

    ``kind`` is what was learnt from them. ``column`` is the column of the value that
    rests on it (None: any of them), ``about`` the columns that were reduced (None: not
    known), ``by`` the class or function that did it, by its own name.
    """

    rows: Rows
    site: Site
    kind: str
    by: str = ""
    column: str | None = None
    about: frozenset[str] | None = None


class Test(NamedTuple):
    """What a mask asks: its subject, and which part of it is true."""

    subject: Hashable
    which: Which


class Mark(NamedTuple):
    """What was done to the values as they are, and where.

    ``labels``: a classifier that gives probabilities too predicted them. ``bare``: the
    names of a frame's columns were left behind. ``chosen``: the best score of the search
    that was fitted at ``site``.
    """

    kind: Literal["labels", "bare", "chosen"]
    site: Site


NOTHING_SEEN: frozenset[Seen] = frozenset()
NO_MARKS: frozenset[Mark] = frozenset()


class Data(Struct, frozen=True):
    """Anything made of rows, or reduced from them (then without rows).

    ``of`` are the fits whose predictions these are. ``box`` is set where more than one
    name stands for the very same data: what one of them changes, the others see.
    ``notes`` are marks that rules ask for (``sorted``, ``time``, ``lagged``, ``presence``;
    ``guessed``: only its use says what it is; ``loose``: perhaps not all of the rows;
    ``dates``: points in time). ``dated`` are columns of points in time (None: one whose
    name is not known).
    """

    rows: Rows = NO_ROWS
    seen: frozenset[Seen] = NOTHING_SEEN
    form: Form = ""
    columns: Columns | None = None
    of: frozenset[Site] = frozenset()
    test: Test | None = None
    notes: frozenset[str] = frozenset()
    dated: frozenset[str | None] = frozenset()
    marks: frozenset[Mark] = NO_MARKS
    box: Site | None = None

    def marked(self, kind: str) -> Site | None:
        """Where the values got a mark that they still have."""
        return next((mark.site for mark in self.marks if mark.kind == kind), None)

    def reduced(self, site: Site, kind: str, by: str) -> Data:
        """A number made from all of the rows by the function ``by``."""
        about = self.columns.only if self.columns else None
        seen = Seen(self.rows, site, kind, by, None, about)
        here = frozenset([seen]) if self.rows else NOTHING_SEEN
        return Data(NO_ROWS, self.seen | here, "number", notes=self.notes & {"presence"})

    def adding(self, seen: frozenset[Seen]) -> Data:
        """The same data with more seen."""
        return replace(self, seen=self.seen | seen) if seen - self.seen else self


class Learner(Struct, frozen=True):
    """The state of a model or transformer; the value is a `Model`, which points to it.

    ``settings`` tell apart what the constructor was given: by position, and by name.
    ``learns`` are the kinds of what a fit takes from the rows. ``learnt`` is what the
    last fit saw, ``fitted`` its site. ``given`` are data that came with the constructor,
    ``own`` where the notebook's classes and functions stand that are part of it.
    """

    name: str
    role: str
    learns: tuple[str, ...] = ()
    settings: Fingerprint | None = None
    learnt: frozenset[Seen] = NOTHING_SEEN
    fitted: Site | None = None
    given: tuple[Data, ...] = ()
    parts: tuple[Model, ...] = ()
    own: tuple[Site, ...] = ()

    def setting(self, name: str) -> Hashable:
        """What the constructor was given by name: a value, or the settings of a model."""
        parts = self.settings.parts if self.settings else None
        return dict(parts[1]).get(name) if isinstance(parts, tuple) else None


class Model(Struct, frozen=True):
    """A reference to a `Learner` by the place where it was made."""

    site: Site


class Items(Struct, frozen=True):
    """A container whose items are known: keys are positions, or constants of a dict."""

    form: Literal["tuple", "list", "dict"]
    items: tuple[tuple[Hashable, Value], ...] = ()

    def get(self, key: Hashable) -> Value | None:
        if self.form != "dict" and isinstance(key, int) and -len(self.items) <= key < 0:
            key += len(self.items)
        return next((value for own, value in self.items if own == key), None)

    @property
    def values(self) -> tuple[Value, ...]:
        return tuple(value for _, value in self.items)

    @property
    def turns(self) -> tuple[Value, ...]:
        """What a loop over it gives: the keys of a dict."""
        if self.form != "dict":
            return self.values
        return tuple(Constant(key) for key, _ in self.items)  # type: ignore[arg-type]


class Many(Struct, frozen=True):
    """A container of any number of alike things."""

    item: Value


class Constant(Struct, frozen=True, eq=False):
    """A value that is written out; ``1``, ``1.0`` and ``True`` are three."""

    value: str | int | float | bool | None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Constant) or type(self.value) is not type(other.value):
            return False
        return self.value == other.value

    def __hash__(self) -> int:
        return hash(self.value)


class Named(Struct, frozen=True):
    """A module, class or function of a library, by its qualified name."""

    name: str


class Function(Struct, frozen=True):
    """A function of the notebook. ``frame`` is that of the function it stands in."""

    cell_id: str
    node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
    frame: tuple[Hashable, ...] = ()


class Method(Struct, frozen=True):
    """A method that is bound to its object, not yet called."""

    of: Value
    name: str


class Grouped(Struct, frozen=True):
    """Data grouped by something, or seen through a window."""

    data: Data
    kind: Literal["group", "window"] = "group"


class Folds(Struct, frozen=True):
    """What a splitter's ``split`` gives: pairs of positions, turn by turn."""

    site: Site


class Positions(Struct, frozen=True):
    """Numbers of rows: one part of an event that any data may be cut by."""

    event: Hashable
    which: Which | None = None


class RowNames(Struct, frozen=True):
    """The index of data."""

    rows: Rows


class ColumnNames(Struct, frozen=True):
    """Names of columns, which of them cannot be told; ``seen`` is what they were chosen by."""

    seen: frozenset[Seen] = frozenset()


class Bunch(Struct, frozen=True):
    """What ``load_iris()`` gives: data and target of the same rows."""

    rows: Rows


class Unknown(Struct, frozen=True):
    """Something from ``site``; ``path`` tells the items of one container apart."""

    site: Hashable
    path: tuple[Hashable, ...] = ()


class OwnClass(Unknown, frozen=True):
    """A class of the notebook."""


class Instance(Unknown, frozen=True, kw_only=True):
    """An object of the class ``of`` of the notebook, with what it was given."""

    of: Site
    parts: tuple[Model, ...] = ()
    own: tuple[Site, ...] = ()


Value: TypeAlias = (
    Data
    | Model
    | Items
    | Many
    | Constant
    | Named
    | Function
    | Method
    | Grouped
    | Folds
    | Positions
    | RowNames
    | ColumnNames
    | Bunch
    | Unknown
)
NOTHING = Unknown(None)
