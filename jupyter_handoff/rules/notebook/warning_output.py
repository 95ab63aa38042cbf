"""HN104: a stored warning that tells on the model or the data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...notebook import Notebook
from ...rule import Example, Match, Rule, severities

# As Python writes a warning: file, line, class, and the first line of what it says.
_WARNING = re.compile(r"^\S[^\r\n]{0,400}?:\d{1,7}: (\w{1,60}): ?([^\r\n]{0,200})", re.MULTILINE)
# What a warning means by its class, and by what it says where the class alone is not enough.
_KINDS = {
    "ConvergenceWarning": ("the fit stopped before it had converged", ""),
    "SettingWithCopyWarning": ("an assignment may have gone to a copy of the data", ""),
    "ChainedAssignmentError": ("an assignment went to a copy of the data and is lost", ""),
    "UndefinedMetricWarning": ("a score could not be computed and was set by default", ""),
    "DtypeWarning": ("a column was read with mixed types", ""),
    "RuntimeWarning": (
        "a computation overflowed, divided by zero or had no valid result",
        r"(?:overflow|divide by zero|invalid value) encountered|Mean of empty slice|All-NaN",
    ),
    "UserWarning": (
        "the model was fitted with column names and asked without, or the reverse",
        r"X (?:does not have valid|has) feature names",
    ),
    "FutureWarning": ("the code rests on something that a later release changes", ""),
    "DeprecationWarning": ("the code rests on something that a later release removes", ""),
    "PendingDeprecationWarning": ("the code rests on something that a later release removes", ""),
    "VisibleDeprecationWarning": ("the code rests on something that a later release removes", ""),
}


def find(notebook: Notebook) -> Iterator[Match]:
    """One finding a cell and class of warning."""
    for cell in notebook.code:
        texts = [output.text.get("text/plain", "") for output in cell.outputs if not output.error]
        told: set[str] = set()
        for text in texts:
            for warning in _WARNING.finditer(text) if "Warning" in text or "Error" in text else ():
                name, says = warning[1], warning[2]
                means, must_say = _KINDS.get(name, ("", ""))
                if not means or name in told or not re.match(must_say, says):
                    continue
                told.add(name)
                yield Match(f"The last run warned ({name}): {means}.", cell.whole())


RULE = Rule(
    code="HN104",
    name="warning-output",
    artifact="notebook",
    severities=severities("-iw"),
    summary="A stored output warns about the model or the data.",
    why=(
        "The library told you that the result may not be what it seems: a fit that did not end, "
        "numbers that are none, a call that the next release drops. In production nobody reads it."
    ),
    find=find,
    examples=(
        Example(
            bad="""
                # %% «output="/lib/sklearn/svm/_base.py:1: ConvergenceWarning: Liblinear failed"»
                model.fit(X, y)
            """,
            good="""
                # %% output="LinearSVC(max_iter=10000)"
                model.fit(X, y)
            """,
        ),
        Example(
            bad="""
                # %% «output="C:\\\\1.py:3: RuntimeWarning: divide by zero encountered in log"»
                np.log(rates)
                # %% «output="<ipython-input-2-ab>:1: FutureWarning: observed=False is deprecated"»
                df.groupby("store").sum()
            """,
            good="""
                # %%
                np.log1p(rates)
                # %%
                df.groupby("store", observed=True).sum()
            """,
        ),
    ),
    silent=(
        '# %% output="1.0"\nscore',
        '# %% output="ConvergenceWarning is what the library raises"\nprint(text)',
        '# %% output="/lib/x.py:3: UserWarning: Glyph 12 missing from font"\nplot()',
        '# %% output="/lib/x.py:3: RuntimeWarning: numpy.ndarray size changed"\nimport pandas',
        '# %% output="/lib/x.py:3: MatplotlibDeprecationWarning: old"\nplot()',
        '# %% output="/lib/x.py:3: CryptographyDeprecationWarning: old"\nimport paramiko',
        '# %% output="WARNING:tensorflow: Layer lstm will not use cuDNN"\nmodel.fit(X)',
        '# %% output="see x.py: FutureWarning: what is it?"\nprint(text)',
        '# %% error="ValueError"\nint("x")',
        "# %%\nwarnings.warn('x.py:3: FutureWarning: none yet')",
        "# %% [markdown]\n# x.py:3: FutureWarning: in words",
    ),
)
