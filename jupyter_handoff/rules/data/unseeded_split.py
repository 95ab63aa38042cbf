"""HD213: a shuffling split without a fixed state."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, seed_fix, seeding, unseeded
from ...rule import Example, Match, Rule, severities

_NEW_ROWS = "shuffles anew on each run: the test rows change, and every score with them."
_OTHER_ROWS = "has only the global seed: one more draw before it gives other test rows."


def find(notebook: Notebook) -> Iterator[Match]:
    """Each such split; softer where the library's own generator is seeded."""
    seeded = {library: any(seeding(notebook, library)) for library in ("numpy", "torch")}
    for stateful in unseeded(notebook, "splitter"):
        call = stateful.call
        library = "torch" if stateful.keyword == "generator" else "numpy"
        known = seeded[library]
        fixes = () if library == "torch" else tuple(seed_fix(notebook, stateful, seeded=known))
        yield Match(
            f"`{call.fact.method}` {_OTHER_ROWS if known else _NEW_ROWS}",
            call.span,
            fixes=fixes,
            at_most="info" if known else "error",
        )


RULE = Rule(
    code="HD213",
    name="unseeded-split",
    artifact="data",
    severities=severities("-wE"),
    summary="A shuffling split has no fixed state.",
    why=(
        "Two runs hold out different rows, so their scores cannot be compared, and nobody "
        "can tell whether a change made the model better or the split kinder."
    ),
    fix=(
        "Adds `random_state=`, with the notebook's own seed where it has one. That is safe "
        "unless the call runs many times or a global seed fixes its numbers already."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                from sklearn.model_selection import train_test_split
                train, test = «train_test_split(rows, test_size=0.2)»
            """,
            good="""
                # %%
                from sklearn.model_selection import train_test_split
                train, test = train_test_split(rows, test_size=0.2, random_state=42)
            """,
        ),
        Example(
            bad="""
                # %%
                import sklearn.model_selection as ms
                SEED = 7
                # %%
                folds = «ms.KFold(
                    n_splits=5,
                    shuffle=True,
                )»
                train, test = «ms.train_test_split(rows, random_state=None)»
            """,
            good="""
                # %%
                import sklearn.model_selection as ms
                SEED = 7
                # %%
                folds = ms.KFold(
                    n_splits=5,
                    shuffle=True,
                    random_state=SEED,
                )
                train, test = ms.train_test_split(rows, random_state=SEED)
            """,
        ),
    ),
    silent=(
        "from sklearn.model_selection import train_test_split\ntrain_test_split(x, random_state=0)",
        "from sklearn.model_selection import train_test_split\ntrain_test_split(x, shuffle=False)",
        "from sklearn.model_selection import train_test_split\ntrain_test_split(x, shuffle=chosen)",
        "from sklearn.model_selection import train_test_split\ntrain_test_split(x, **options)",
        "from sklearn import model_selection\nmodel_selection.train_test_split(x, random_state=s)",
        "from sklearn.model_selection import KFold\nKFold(5)",
        "from sklearn.model_selection import TimeSeriesSplit\nTimeSeriesSplit(5)",
        "def train_test_split(x):\n    return x\ntrain_test_split(x)",
        "from mine import train_test_split\ntrain_test_split(x)",
        "text.split()",
    ),
)
