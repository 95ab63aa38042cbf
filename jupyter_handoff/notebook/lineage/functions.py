"""What functions of libraries do with data, by their qualified names."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from typing import Any

from . import frames, learners
from .events import Division, Saved
from .libraries import named, scoring
from .rows import NO_ROWS, Rows, Source, Which, part, subset, synthetic, union
from .run import Run
from .subscripts import fold_turns
from .values import (
    NOTHING,
    Arguments,
    Bunch,
    Columns,
    Constant,
    Data,
    Folds,
    Form,
    Items,
    Learner,
    Many,
    Model,
    Positions,
    RowNames,
    Unknown,
    Value,
    all_seen,
    as_data,
    data_in,
    listed,
)

Handler = Callable[[Run, str, Arguments], Value]


def call(run: Run, name: str, given: Arguments) -> Value:
    """The value of a call of a function of a library."""
    if handler := _HANDLERS.get(name):
        return handler(run, name, given)
    for find in (_of_scoring, _of_arrays, _of_frames):
        if (found := find(run, name, given)) is not None:
            return found
    library = name.partition(".")[0]
    if library in ("matplotlib", "seaborn", "plotly", "print", "display", "IPython", "tqdm"):
        return next(iter(given.positional), NOTHING) if library == "tqdm" else NOTHING
    if library in ("torch", "tensorflow", "keras", "scipy"):
        return _kept(run, name, given)
    learners.handed(run, given)
    return Unknown(given.site)


def _of_scoring(run: Run, name: str, given: Arguments) -> Value | None:
    if row := scoring("scores").get(name):
        return _score(run, name, row, given)
    if row := scoring("cross_validation").get(name):
        return _cross_validated(run, row, given)
    if name in scoring("splits"):
        return _split(run, name, given)
    if row := scoring("scored_estimators").get(name):
        return _scored_estimator(run, name, row, given)
    if row := scoring("datasets").get(name):
        return _data_set(run, name, row, given)
    return None


def _of_arrays(run: Run, name: str, given: Arguments) -> Value | None:
    if name in named("arrays.reductions") or (
        name.startswith("numpy.") and name.rpartition(".")[2] in named("arrays.reductions")
    ):
        return _reduced(run, name, given)
    if name.startswith("numpy.random."):
        return Unknown(given.site)
    if name.startswith(("numpy.", "cupy.")):
        return _kept(run, name, given)
    return None


def _of_frames(run: Run, name: str, given: Arguments) -> Value | None:
    if name in named("pandas.readers", "polars.readers"):
        return _read(run, name, given)
    if name in named("pandas.constructors", "polars.constructors"):
        return _frame(run, name, given)
    if name in named("pandas.ranks"):
        return _binned(run, name, given)
    if name.startswith(("pandas.", "polars.")):
        return _kept(run, name, given)
    return None


# Sources


def source(key: Hashable, form: Form = "frame") -> Data:
    """Rows that come from outside, with all their columns."""
    return Data(frozenset([Source(key)]), form=form, columns=Columns(key))


def _read(run: Run, name: str, given: Arguments) -> Value:
    path = given.constant("filepath_or_buffer", 0)
    if not given.positional and isinstance(given.keywords.get("path"), Constant):
        path = given.constant("path")
    if not isinstance(path, str):
        return source(given.site)
    kept = run.get(("f", path))
    if isinstance(kept, Data):
        return kept
    data = source((name, path))
    if given.keywords.keys() & {"nrows", "skiprows", "chunksize", "skipfooter"}:
        return replace(data, rows=subset(data.rows, given.site))
    return data


def _frame(run: Run, name: str, given: Arguments) -> Value:
    """A frame of data that are known already, or of new ones."""
    value = given.get("data", 0)
    found = data_in(value) if value is not None else []
    if isinstance(value, Items) and value.form == "dict":
        found = [item for item in found if item.rows]
    if found:
        with_rows = next((item for item in found if item.rows), found[0])
        of = frozenset(fit for item in found for fit in item.of)
        return Data(with_rows.rows, all_seen(found), "frame", of=of)
    if value is not None and (data := as_data(value)) is not None:
        return replace(data, form="frame")
    return source(given.site)


def _data_set(run: Run, name: str, row: Mapping[str, Any], given: Arguments) -> Value:
    settings = tuple(sorted((key, str(given.constant(key))) for key in given.keywords))
    plain = [item for item in settings if item[0] in ("subset", "name", "data_id", "train")]
    key = (name, tuple(plain), given.constant("name", 0))
    if row["gives"] == "train-test":
        pairs = []
        for half in ("train", "test"):
            data = source((name, half), "array")
            pairs.append(listed([data, data], "tuple"))
        return listed(pairs, "tuple")
    if row["gives"] == "pair" or given.constant("return_X_y") is True:
        made = (given.site if row["gives"] == "pair" else key,)
        data = source(made, "array")
        return listed([data, data], "tuple")
    return Bunch(source(key).rows) if row["gives"] == "bunch" else source(key)


# Splits and scores


def _split(run: Run, name: str, given: Arguments) -> Value:
    """Each array that is given comes out as two parts of one event."""
    state = given.constant("random_state")
    sizes = (given.constant("test_size"), given.constant("train_size"))
    settled = isinstance(state, int) and Ellipsis not in sizes
    shuffled = given.constant("shuffle") is not False
    event: Hashable = given.site
    if settled or not shuffled:
        event = (name, state, sizes, given.constant("shuffle"), "stratify" in given.keywords)
    results: list[Value] = []
    for number, value in enumerate(given.positional):
        results += _parts(value, event, Unknown(given.site, (number,)))
    data = next((found for value in given.positional if (found := as_data(value))), None)
    if data is not None:
        parts = tuple(part(data.rows, event, Which("piece", n, 2)) for n in (0, 1))
        run.record(Division(given.site, name, data.rows, parts, data, shuffled))
    return listed(results, "tuple") if results and not given.spread else Unknown(given.site)


def _parts(value: Value, event: Hashable, otherwise: Unknown) -> list[Value]:
    whiches = [Which("piece", number, 2) for number in (0, 1)]
    if isinstance(value, RowNames):
        return [replace(value, rows=part(value.rows, event, which)) for which in whiches]
    if isinstance(value, Positions) and value.which is None:
        return [Positions((value.event, event), which) for which in whiches]
    data = as_data(value)
    if data is None:
        return [Unknown(otherwise.site, (*otherwise.path, number)) for number in (0, 1)]
    return [replace(data, rows=part(data.rows, event, which)) for which in whiches]


def _score(run: Run, name: str, row: Mapping[str, Any], given: Arguments) -> Value:
    """A score: of predictions it is an evaluation on the rows that they were made for."""
    values = [given.get("y_true", row.get("truth", 0)), given.get("y_pred", row.get("given", 1))]
    values += [value for key, value in given.keywords.items() if key.startswith("y_")]
    data = [found for value in values if value is not None for found in data_in(value)]
    truth = next((item for item in data if not item.of and item.rows), None)
    for fit in {fit: None for item in data for fit in item.of}:
        item = next(item for item in data if fit in item.of)
        learners.scored(run, fit, item, name, given.site, truth)
    return Unknown(given.site)


def _scored_estimator(run: Run, name: str, row: Mapping[str, Any], given: Arguments) -> Value:
    model = given.get("estimator", row.get("estimator", 0))
    value = given.get("X", row.get("X", 1))
    data = as_data(value) if value is not None else None
    if isinstance(model, Model) and data is not None:
        fitted = run.learner(model).fitted
        if fitted is not None:
            learners.scored(run, fitted, data, name, given.site)
    return NOTHING


def _cross_validated(run: Run, row: Mapping[str, Any], given: Arguments) -> Value:
    model = given.get("estimator", row.get("estimator", 0))
    value, target = given.get("X", row.get("X", 1)), given.get("y", row.get("y", 2))
    data = as_data(value) if value is not None else None
    if data is None:
        return Unknown(given.site)
    learner = run.learner(model) if isinstance(model, Model) else None
    truth = as_data(target) if target is not None else None
    made = model.site if isinstance(model, Model) else None
    held = learners.record_folds(run, learner, data, truth, given, made=made)
    # Predictions of cross-validation are made for every row, by a model that did not see it.
    return replace(held, columns=None)


# Arrays


def _reduced(run: Run, name: str, given: Arguments) -> Value:
    data = frames.combined(given.positional[:1])
    if data is None:
        return Unknown(given.site)
    return frames.reduction(run, data, name.rpartition(".")[2], given)


def _kept(run: Run, name: str, given: Arguments) -> Value:
    """The same rows, with what any argument rests on."""
    found = frames.combined([*given.positional, *given.keywords.values()])
    if found is None:
        first = given.positional[0] if given.positional else None
        data = as_data(first) if isinstance(first, Unknown) else None
        return replace(data, form="array") if data else Unknown(given.site)
    data = [item for value in given.all for item in data_in(value)]
    return replace(found, columns=data[0].columns if len(data) == 1 else None)


def _concatenated(run: Run, name: str, given: Arguments) -> Value:
    """Put side by side the rows stay; one below the other they add up."""
    value = given.get("objs", 0) or given.get("arrays", 0)
    if isinstance(value, Many):
        return value.item
    values = value.values if isinstance(value, Items) else given.positional
    data = [found for item in values if (found := as_data(item)) is not None]
    if not data:
        return Unknown(given.site)
    side = given.constant("axis", 1) in (1, "columns", -1) or name.endswith(
        ("hstack", "column_stack", "c_")
    )
    seen = all_seen(data)
    if side:
        return replace(frames.combined(data) or data[0], seen=seen, columns=None)
    if len(data) < len(values) or any(isinstance(item, Unknown) for item in values):
        rows: Rows = frozenset(atom for item in data for atom in item.rows)
    else:
        rows = union(*(item.rows for item in data), site=given.site)
    notes = data[0].notes - {"sorted"}
    return Data(rows, seen, data[0].form, of=frozenset().union(*(d.of for d in data)), notes=notes)


def _merged(run: Run, name: str, given: Arguments) -> Value:
    left, right = given.get("left", 0), given.get("right", 1)
    one = as_data(left) if left is not None else None
    other = as_data(right) if right is not None else None
    if one is None:
        return Unknown(given.site)
    one = replace(one, columns=None, rows=one.rows or (other.rows if other else NO_ROWS))
    return one.adding(other.seen) if other else one


def _binned(run: Run, name: str, given: Arguments) -> Value:
    """Bins whose edges come from the data, unless they are written out."""
    data = frames.combined(given.positional[:1] or [given.keywords.get("x", NOTHING)])
    if data is None:
        return Unknown(given.site)
    if name == "pandas.cut" and not isinstance(given.constant("bins", 1), int):
        edges = given.get("bins", 1)
        return data.adding(all_seen(data_in(edges))) if edges is not None else data
    return data.adding(data.reduced(given.site, "edges", name.rpartition(".")[2]).seen)


def _dummies(run: Run, name: str, given: Arguments) -> Value:
    data = as_data(given.get("data", 0) or NOTHING)
    return frames.renamed(data) if data else Unknown(given.site)


def _scaled(run: Run, name: str, given: Arguments) -> Value:
    data = as_data(given.get("X", 0) or NOTHING)
    if data is None:
        return Unknown(given.site)
    return data.adding(data.reduced(given.site, "scale", name.rpartition(".")[2]).seen)


def _resampled(run: Run, name: str, given: Arguments) -> Value:
    """``sklearn.utils.resample``: with replacement unless told otherwise."""
    cut = subset if given.constant("replace") is False else synthetic
    results: list[Value] = []
    for number, value in enumerate(given.positional):
        data = as_data(value)
        site = Unknown(given.site, (number,))
        results.append(replace(data, rows=cut(data.rows, given.site)) if data else site)
    return results[0] if len(results) == 1 else listed(results, "tuple")


def _shuffled(run: Run, name: str, given: Arguments) -> Value:
    values = list(given.positional)
    return values[0] if len(values) == 1 else listed(values, "tuple")


def _permuted(run: Run, name: str, given: Arguments) -> Value:
    """Shuffled numbers of rows, or the data themselves."""
    value = given.get("x", 0)
    if isinstance(value, Data) and value.rows:
        return value
    return Positions(given.site)


def _numbered(run: Run, name: str, given: Arguments) -> Value:
    return Positions(("numbers", tuple(run.fingerprint(node) for node in given.node.args)))


def _random_split(run: Run, name: str, given: Arguments) -> Value:
    data = as_data(given.get("dataset", 0) or NOTHING)
    count = given.get("lengths", 1)
    number = len(count.items) if isinstance(count, Items) else 2
    if data is None:
        return Unknown(given.site)
    whiches = [Which("piece", turn, number) for turn in range(number)]
    parts = [replace(data, rows=part(data.rows, given.site, which)) for which in whiches]
    run.record(Division(given.site, name, data.rows, tuple(p.rows for p in parts), data, True))
    return listed(list(parts), "tuple")


def _train(run: Run, name: str, given: Arguments) -> Value:
    """``xgb.train`` and ``lgb.train``: a model is made and fitted in one call."""
    model = run.keep(Model(given.site), Learner(name, "booster"))
    data = given.get("dtrain", 1) or given.get("train_set", 1) or NOTHING
    fitting = replace(given, positional=(data,))
    learners.method(run, model, "fit", fitting)
    return model


def _clone(run: Run, name: str, given: Arguments) -> Value:
    value = given.get("estimator", 0) or given.get("x", 0) or NOTHING
    return learners.cloned(run, value, given.site) if isinstance(value, Model) else value


# Python's own


def _first(run: Run, name: str, given: Arguments) -> Value:
    return given.positional[0] if given.positional else NOTHING


def _zipped(run: Run, name: str, given: Arguments) -> Value:
    columns = given.positional
    known = [value for value in columns if isinstance(value, Items) and value.form != "dict"]
    if not known or not all(isinstance(value, Items | Data | Many) for value in columns):
        return Unknown(given.site)
    length = min(len(value.items) for value in known)
    rows = []
    for number in range(length):
        row = [_turn(value, number) for value in columns]
        rows.append(listed(row, "tuple"))
    return listed(rows)


def _turn(value: Value, number: int) -> Value:
    if isinstance(value, Items):
        return value.get(number) or NOTHING
    return value.item if isinstance(value, Many) else value


def _enumerated(run: Run, name: str, given: Arguments) -> Value:
    value = given.get("iterable", 0)
    if isinstance(value, Items):
        keys = [key for key, _ in value.items] if value.form == "dict" else None
        items = [Constant(key) for key in keys] if keys else value.values  # type: ignore[arg-type]
        pairs = [listed([Constant(n), item], "tuple") for n, item in enumerate(items)]
        return listed(pairs)
    if isinstance(value, Many):
        return Many(listed([NOTHING, value.item], "tuple"))
    if isinstance(value, Data):
        return Many(listed([NOTHING, replace(value, form="item")], "tuple"))
    if isinstance(value, Folds):
        turns = fold_turns(value, given.site)
        return listed([listed([NOTHING, turn], "tuple") for turn in turns])
    return Unknown(given.site)


def _container(run: Run, name: str, given: Arguments) -> Value:
    value = given.positional[0] if given.positional else None
    if value is None:
        form = "dict" if name == "dict" else "list"
        return Items(form, tuple(given.keywords.items()))
    return value


def _summed(run: Run, name: str, given: Arguments) -> Value:
    data = frames.combined(given.positional[:1])
    if data is not None and data.form in ("errors", "series", "array"):
        return frames.reduction(run, data, name, given)
    return Unknown(given.site)


def _saved(run: Run, name: str, given: Arguments) -> Value:
    for model in learners.models_in(given.all):
        run.record(Saved(given.site, name, model.site, run.learner(model).fitted))
    return NOTHING


_HANDLERS: Mapping[str, Handler] = {
    **dict.fromkeys(
        (
            *("pandas.concat", "polars.concat", "numpy.concatenate", "numpy.vstack"),
            *("numpy.hstack", "numpy.column_stack", "numpy.append", "numpy.row_stack"),
            *("scipy.sparse.hstack", "scipy.sparse.vstack", "torch.cat", "tensorflow.concat"),
        ),
        _concatenated,
    ),
    "pandas.merge": _merged,
    "pandas.get_dummies": _dummies,
    **{
        f"sklearn.preprocessing.{name}": _scaled
        for name in ("scale", "minmax_scale", "maxabs_scale", "robust_scale", "power_transform")
    },
    "sklearn.preprocessing.quantile_transform": _scaled,
    "scipy.stats.zscore": _scaled,
    "scipy.stats.mstats.zscore": _scaled,
    **dict.fromkeys(("sklearn.preprocessing.normalize", "sklearn.preprocessing.binarize"), _first),
    "sklearn.utils.resample": _resampled,
    "sklearn.utils.shuffle": _shuffled,
    "sklearn.base.clone": _clone,
    **dict.fromkeys(("copy.copy", "copy.deepcopy", "joblib.load"), _clone),
    **dict.fromkeys(("numpy.random.permutation", "torch.randperm"), _permuted),
    **dict.fromkeys(("numpy.arange", "range"), _numbered),
    "torch.utils.data.random_split": _random_split,
    **dict.fromkeys(("xgboost.train", "lightgbm.train"), _train),
    **dict.fromkeys(("xgboost.DMatrix", "lightgbm.Dataset", "catboost.Pool"), _first),
    **dict.fromkeys(
        (
            *("torch.utils.data.DataLoader", "torch.utils.data.TensorDataset", "iter", "next"),
            *("sorted", "reversed", "tqdm.tqdm", "tqdm.notebook.tqdm", "tqdm.auto.tqdm"),
        ),
        _first,
    ),
    "zip": _zipped,
    "enumerate": _enumerated,
    **dict.fromkeys(("list", "dict", "tuple", "set"), _container),
    **dict.fromkeys(("sum", "max", "min"), _summed),
    **dict.fromkeys(("joblib.dump", "pickle.dump", "torch.save"), _saved),
}
