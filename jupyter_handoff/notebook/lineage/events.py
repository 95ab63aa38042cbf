"""What happened to models: fits, and numbers or predictions on rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from .rows import Rows, Site
from .values import Data, Seen

# ``score``: a number on the rows. ``prediction``: predictions that nobody compared.
# ``validation``: a number that the fit itself makes. ``fold``: one of cross-validation.
# ``handed``: model and rows were given to a function that is not known.
EvaluationKind: TypeAlias = Literal["score", "prediction", "validation", "fold", "handed"]
# A stretch of a cell as Python's parser counts.
Spot: TypeAlias = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fit: each is a model of its own, told by its site.

    ``name`` is the qualified class (empty where unknown), ``role`` as in the table of
    estimators. ``made`` is where the estimator was constructed, ``steered`` the data
    that decide when to stop. ``many`` is true in a loop of unknown length.
    """

    site: Site
    name: str
    role: str
    made: Site | None
    settings: object
    train: Data
    target: Data | None = None
    steered: Data | None = None
    many: bool = False
    cross_validated: bool = False
    steps: tuple[str, ...] = ()

    def is_told_by(self, seen: Seen) -> bool:
        """Whether what was learnt is a statistic of the very column that the fit is to tell."""
        if seen.kind != "groups":
            return seen.kind == "target"
        told = self.target.columns if self.target else None
        return bool(told and told.only and seen.about and seen.about <= told.only)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A number or predictions of the model ``fit`` on ``data``; ``by`` names the score."""

    site: Site
    fit: Site
    data: Data
    kind: EvaluationKind
    by: str = ""


@dataclass(frozen=True, slots=True)
class LabelsScored:
    """Labels that were predicted at ``labels`` went to the metric ``name``, which wants scores."""

    site: Site
    name: str
    labels: Site


@dataclass(frozen=True, slots=True)
class ScoreRead:
    """The best score of a search that was fitted at ``search`` is taken up at ``site``."""

    site: Site
    search: Site


@dataclass(frozen=True, slots=True)
class Handed:
    """A model was given to the function ``name``, which is not known, and no rows with it."""

    site: Site
    name: str
    fit: Site


@dataclass(frozen=True, slots=True)
class Chained:
    """An assignment to a frame through two subscripts: ``site`` is the target's.

    The others are places in the same cell: the frame's, and those of what chooses the
    rows and the column where that is plain.
    """

    site: Site
    frame: Spot
    rows: Spot | None = None
    column: Spot | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """Rows of a file, which nothing sorted, are compared with their neighbours by ``name``."""

    site: Site
    name: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class Division:
    """Rows taken apart: a split, folds, or a resampling; ``parts`` are what came out."""

    site: Site
    name: str
    rows: Rows
    parts: tuple[Rows, ...] = ()
    data: Data | None = None
    shuffled: bool = False


@dataclass(frozen=True, slots=True)
class Folding:
    """Rows are cut into folds by a ``splitter``, its class (empty: by default, or unknown)."""

    site: Site
    splitter: str
    data: Data


@dataclass(frozen=True, slots=True)
class Learnt:
    """A transformer was fitted; ``made`` is where it was constructed."""

    site: Site
    name: str
    made: Site


@dataclass(frozen=True, slots=True)
class Cut:
    """Rows left out by hand: ``nrows=``, ``.head(n)``, ``.tail(n)`` or ``.sample(frac=…)``.

    ``rows`` are those that are left of ``whole``. ``shown`` is true where nothing is done
    with them but to look at them.
    """

    site: Site
    method: str
    whole: Rows
    rows: Rows
    shown: bool


@dataclass(frozen=True, slots=True)
class Saved:
    """Something was written to a file or registered; ``model`` is where it was made.

    ``learnt`` are the sites of all fits that it rests on, ``own`` the places of the
    notebook's classes and functions in it.
    """

    site: Site
    name: str
    model: Site | None
    fitted: Site | None
    learnt: frozenset[Site] = frozenset()
    own: tuple[Site, ...] = ()


Event: TypeAlias = (
    Fit
    | Evaluation
    | LabelsScored
    | ScoreRead
    | Handed
    | Chained
    | Compared
    | Division
    | Cut
    | Folding
    | Learnt
    | Saved
)
