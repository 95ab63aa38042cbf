"""Makes the table of what classes do to data, from the installed libraries.

Introspection tells the role of a class and, by its module, what its fit learns. A person
corrects ``role``, ``learns``, ``makes`` or ``cv`` in a row, or adds a key or a row of a
library that is not read here; a remake keeps that. What a signature tells is made anew.
"""

from __future__ import annotations

import importlib
import inspect
import json
import pkgutil
import warnings
from collections.abc import Iterator
from importlib import metadata
from typing import Any

from jupyter_handoff.notebook.knowledge import table

from .random_state import inline

# The libraries that are read, each with its distribution and the release it is read from:
# the rows of one that is not installed in that release stay as they are.
LIBRARIES = {
    "sklearn": ("scikit-learn", "1.9"),
    "imblearn": ("imbalanced-learn", "0.14"),
    "xgboost": ("xgboost", "3.2"),
    "lightgbm": ("lightgbm", "4.7"),
    "catboost": ("catboost", "1.2"),
    "category_encoders": ("category_encoders", "2.11"),
}
_MADE_ANEW = frozenset("which wraps proba random shuffles groups".split())
_WRAPPED = "estimator estimators base_estimator regressor steps transformers transformer_list"
# Modules inside a library that notebooks import classes from as well.
_DEEP = (
    "xgboost.sklearn.",
    "lightgbm.sklearn.",
    *(f"category_encoders.{name}." for name in ("cat_boost", "leave_one_out", "target_encoder")),
)
_CORES = "LGBMModel", "XGBModel"  # what their estimators are made of
# What a fit learns, by the module of a class; anything else that transforms learns "components".
_LEARNS = {
    "category_encoders": "categories",
    "sklearn.cluster": "clusters",
    "sklearn.feature_extraction.text": "vocabulary",
    "sklearn.feature_selection": "selection",
    "sklearn.impute": "statistics",
    "sklearn.neighbors": "neighbours",
    "sklearn.preprocessing": "scale",
    "sklearn.random_projection": "nothing",
}
# Functions that make what a class makes: what they are given is in their own arguments.
_MAKERS = {
    "sklearn.compose.make_column_transformer": ("columns", "*transformers"),
    "sklearn.pipeline.make_pipeline": ("pipeline", "*steps"),
    "sklearn.pipeline.make_union": ("columns", "*transformers"),
    "imblearn.pipeline.make_pipeline": ("pipeline", "*steps"),
}


def estimators_table() -> str:
    """The text of ``estimators.toml``."""
    kept: dict[str, dict[str, Any]] = table("estimators")["classes"]
    read = {library for library in LIBRARIES if is_installed(library)}
    rows = {
        name: dict(row)
        for name, row in kept.items()
        if name.partition(".")[0] not in read or row.get("removed")
    }
    for library in read:
        for name, thing in _things(library):
            judged = {k: v for k, v in kept.get(name, {}).items() if k not in _MADE_ANEW}
            rows[name] = _ordered({**_row(name, thing), **judged})
    lines = [
        "# What estimators do to the data they are given, by `make generated`.",
        "# role: what a class is; of: what a meta estimator is itself; wraps, which: the parameter",
        "# that takes other estimators ('*': all positional arguments); learns: what a fit of",
        "# something that transforms takes from the rows ('nothing': stateless; 'categories':",
        "# only which values there are); makes: whether a resampler makes rows up (or repeats",
        "# them), or only leaves rows out; proba: it has predict_proba, proba_with: only with",
        "# these values; cv: it cross-validates inside; random: a splitter draws by default,",
        "# shuffles: it can be told to; groups: it keeps groups together; removed: an old path.",
        "",
        "[classes]",
        *(f"{json.dumps(name)} = {inline(row)}" for name, row in sorted(rows.items())),
    ]
    functions: dict[str, dict[str, Any]] = dict(table("estimators")["functions"])
    lines += [
        "",
        "# Functions that learn from all rows they are given, and give them back transformed.",
        "[functions]",
        *(f"{json.dumps(name)} = {inline(row)}" for name, row in sorted(functions.items())),
    ]
    return "\n".join(lines) + "\n"


def is_installed(library: str) -> bool:
    """Whether a library is here in the release that its rows are made from."""
    distribution, release = LIBRARIES[library]
    try:
        return metadata.version(distribution).startswith(f"{release}.")
    except metadata.PackageNotFoundError:
        return False


def _ordered(row: dict[str, Any]) -> dict[str, Any]:
    order = "role of learns makes wraps which proba proba_with cv random shuffles groups".split()
    return {key: row[key] for key in (*order, *row) if key in row and row[key] is not None}


def _things(library: str) -> Iterator[tuple[str, Any]]:
    """The classes of a library that have something to fit or to split, by each public path."""
    for module in _modules(library):
        for name in getattr(module, "__all__", dir(module)):
            thing = getattr(module, name, None)
            path = f"{module.__name__}.{name}"
            if path in _MAKERS:
                yield path, thing
            if not inspect.isclass(thing) or name.startswith(("_", "Base", "Dask", *_CORES)):
                continue
            own = thing.__module__.partition(".")[0] == library
            listed = hasattr(module, "__all__") or thing.__module__.startswith(module.__name__)
            deep = f"{thing.__module__}.{name}"
            if own and listed and not inspect.isabstract(thing) and _does_something(thing):
                yield path, thing
                if deep.startswith(_DEEP):
                    yield deep, thing


def _modules(library: str) -> Iterator[Any]:
    package = importlib.import_module(library)
    if library not in ("sklearn", "imblearn"):
        yield package
        return
    left_out = ("tests", "externals", "conftest", "experimental", "utils", "base", "keras")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if library == "sklearn":
            importlib.import_module("sklearn.experimental.enable_iterative_imputer")
            importlib.import_module("sklearn.experimental.enable_halving_search_cv")
        for found in pkgutil.iter_modules(package.__path__):
            if not found.name.startswith("_") and found.name not in (*left_out, "tensorflow"):
                module = importlib.import_module(f"{library}.{found.name}")
                yield module
                if module.__name__ == "sklearn.feature_extraction":
                    yield importlib.import_module("sklearn.feature_extraction.text")


def _does_something(thing: type) -> bool:
    covariance = "EmpiricalCovariance" in _bases(thing) and not hasattr(thing, "predict")
    return not covariance and any(
        hasattr(thing, method) for method in ("fit", "fit_resample", "split")
    )


def _bases(thing: type) -> set[str]:
    return {base.__name__ for base in thing.__mro__}


def _row(name: str, thing: Any) -> dict[str, Any]:
    if name in _MAKERS:
        return dict(zip(("role", "wraps"), _MAKERS[name], strict=True))
    parameters = inspect.signature(thing).parameters
    role = _role(thing)
    if role == "splitter":
        return {"role": role, **_splitting(name, parameters)}
    row: dict[str, Any] = {"role": role}
    wraps = next((key for key in _WRAPPED.split() if key in parameters), None)
    if wraps:
        row["which" if role == "search" else "wraps"] = wraps
    if role == "meta":
        row["of"] = _kind(thing)
    if role == "resampler":
        row["makes"] = "subset" if "under_sampling" in name else "synthetic"
    elif role not in ("meta", "search", "pipeline", "columns") and _transforms(thing):
        row["learns"] = _learns(name, thing)
    if role not in ("search", "pipeline") and hasattr(thing, "predict_proba"):
        row["proba"] = True
    if "cv" in parameters:
        row["cv"] = True
    return row


def _role(thing: type) -> str:
    bases = _bases(thing)
    by_base = {
        "Pipeline": "pipeline",
        "ColumnTransformer": "columns",
        "FeatureUnion": "columns",
        "BaseSearchCV": "search",
        "SamplerMixin": "resampler",
        "DummyClassifier": "dummy",
        "DummyRegressor": "dummy",
        "SelectorMixin": "transformer",
    }
    for base, role in by_base.items():
        if base in bases:
            return role
    if not hasattr(thing, "fit"):
        return "splitter"
    wraps = inspect.signature(thing).parameters.keys() & set(_WRAPPED.split())
    return "meta" if wraps and hasattr(thing, "predict") else _kind(thing)


def _kind(thing: type) -> str:
    """What a class is by what it derives from, or by what it can do."""
    bases = _bases(thing)
    by_base = {
        "OutlierMixin": "outlier",
        "ClassifierMixin": "classifier",
        "RegressorMixin": "regressor",
        "ClusterMixin": "clusterer",
        "BiclusterMixin": "clusterer",
        "DensityMixin": "clusterer",
        "XGBRegressorBase": "regressor",
    }
    for base, kind in by_base.items():
        if base in bases:
            return kind
    if "Classifier" in thing.__name__:
        return "classifier"
    return "regressor" if hasattr(thing, "predict") else "transformer"


def _transforms(thing: type) -> bool:
    return hasattr(thing, "transform") or hasattr(thing, "fit_transform")


def _learns(name: str, thing: type) -> str:
    if "SupervisedTransformerMixin" in _bases(thing) and name.startswith("category_encoders"):
        return "target"
    modules = sorted(_LEARNS, key=len, reverse=True)
    return next((_LEARNS[start] for start in modules if name.startswith(start)), "components")


def _splitting(name: str, parameters: Any) -> dict[str, Any]:
    drawn = "random_state" in parameters
    row: dict[str, Any] = {"random": drawn and "shuffle" not in parameters}
    if drawn and "shuffle" in parameters:
        row["shuffles"] = True
    if "Group" in name:
        row["groups"] = True
    return row
