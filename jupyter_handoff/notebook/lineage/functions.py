"""What functions of libraries do with data, by their qualified names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from . import learners
from .arguments import Arguments
from .arrays import binned, concatenated, dummies, kept, merged, reduced, scaled
from .containers import (
    container,
    counted,
    enumerated,
    first,
    itself,
    measured,
    summed,
    taken_next,
    zipped,
)
from .libraries import learning_functions, named, scoring
from .order import dates, in_time
from .saving import is_saving, saved
from .scores import cross_validated, score, scored_estimator
from .sources import data_set, frame, read
from .splits import numbered, permuted, random_split, resampled, shuffled, split
from .trials import STOPS, handed
from .values import NOTHING, Learner, Model, Named, Unknown, Value

Handler = Callable[[Arguments], Value]


def call(given: Arguments) -> Value:
    """The value of a call of a function of a library."""
    if handler := _HANDLERS.get(given.name):
        return handler(given)
    if is_saving(given.name):
        saved(given, given.all)
        return Unknown(given.site)
    for find in (_of_scoring, _of_arrays, _of_frames):
        if (found := find(given)) is not None:
            return found
    if given.name.endswith(STOPS):
        return Named(given.name)
    library = given.name.partition(".")[0]
    if library in ("matplotlib", "seaborn", "plotly", "print", "display", "IPython", "tqdm"):
        return next(iter(given.positional), NOTHING) if library == "tqdm" else NOTHING
    if library in ("torch", "tensorflow", "keras", "scipy"):
        return kept(given)
    if given.name in ("exec", "eval"):
        given.run.gaps.add(f"`{given.name}` may do anything")
    handed(given)
    return Unknown(given.site)


def _of_scoring(given: Arguments) -> Value | None:
    if row := scoring("scores").get(given.name):
        return score(row, given)
    if row := scoring("cross_validation").get(given.name):
        return cross_validated(row, given)
    if given.name in scoring("splits"):
        return split(given)
    if row := scoring("scored_estimators").get(given.name):
        return scored_estimator(row, given)
    if row := scoring("datasets").get(given.name):
        return data_set(row, given)
    return None


def _of_arrays(given: Arguments) -> Value | None:
    if given.name in named("arrays.reductions"):
        return reduced(given)
    if given.name.startswith("numpy.random."):
        return Unknown(given.site)
    if given.name.startswith(("numpy.", "cupy.")):
        return kept(given)
    return None


def _of_frames(given: Arguments) -> Value | None:
    if given.name in named("pandas.readers", "polars.readers"):
        return read(given)
    if given.name in _TIMED:
        return in_time(given)
    if given.name in named("pandas.constructors", "polars.constructors"):
        return frame(given)
    if given.name in named("pandas.rank_functions"):
        return binned(given)
    if row := learning_functions().get(given.name):
        return scaled(row["learns"], given)
    if given.name.startswith(("pandas.", "polars.")):
        return kept(given)
    return None


def _train(given: Arguments) -> Value:
    """``xgb.train`` and ``lgb.train``: a model is made and fitted in one call."""
    model = given.run.keep(Model(given.site), Learner(given.name, "booster"))
    data = given.get("dtrain", 1) or given.get("train_set", 1) or NOTHING
    fitting = replace(given, name="fit", positional=(data,))
    learners.method(model, fitting)
    return model


# Functions that fetch a table that is indexed by time.
_TIMED = (
    *("yfinance.download", "pandas_datareader.data.DataReader", "pandas_datareader.DataReader"),
    *("pandas_datareader.data.get_data_yahoo", "quandl.get", "nsepy.get_history"),
)


def _clone(given: Arguments) -> Value:
    value = given.get("estimator", 0) or given.get("x", 0) or NOTHING
    return learners.cloned(given.run, value, given.site) if isinstance(value, Model) else value


_HANDLERS: Mapping[str, Handler] = {
    **dict.fromkeys(
        (
            *("pandas.concat", "polars.concat", "numpy.concatenate", "numpy.vstack"),
            *("numpy.hstack", "numpy.column_stack", "numpy.append", "numpy.row_stack"),
            *("scipy.sparse.hstack", "scipy.sparse.vstack", "torch.cat", "tensorflow.concat"),
        ),
        concatenated,
    ),
    "pandas.merge": merged,
    **dict.fromkeys(
        (
            *("pandas.date_range", "pandas.bdate_range"),
            *("pandas.DatetimeIndex", "pandas.PeriodIndex", "pandas.period_range"),
            "pandas.to_datetime",
        ),
        dates,
    ),
    "pandas.get_dummies": dummies,
    "sklearn.utils.resample": resampled,
    "sklearn.utils.shuffle": shuffled,
    "sklearn.base.clone": _clone,
    **dict.fromkeys(("copy.copy", "copy.deepcopy", "joblib.load"), _clone),
    **dict.fromkeys(("numpy.random.permutation", "torch.randperm"), permuted),
    **dict.fromkeys(("abs", "round", "float"), itself),
    "len": measured,
    "range": counted,
    **dict.fromkeys(("numpy.arange",), numbered),
    "torch.utils.data.random_split": random_split,
    **dict.fromkeys(("xgboost.train", "lightgbm.train"), _train),
    **dict.fromkeys(("xgboost.DMatrix", "lightgbm.Dataset", "catboost.Pool"), first),
    **dict.fromkeys(
        (
            *("torch.utils.data.DataLoader", "torch.utils.data.TensorDataset", "iter"),
            *("sorted", "reversed", "tqdm.tqdm", "tqdm.notebook.tqdm", "tqdm.auto.tqdm"),
        ),
        first,
    ),
    "next": taken_next,
    "zip": zipped,
    "enumerate": enumerated,
    **dict.fromkeys(("list", "dict", "tuple", "set"), container),
    **dict.fromkeys(("sum", "max", "min"), summed),
}
