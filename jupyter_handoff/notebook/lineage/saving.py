"""What is written to a file or registered, and what of the notebook's own code goes with it."""

from __future__ import annotations

from collections.abc import Sequence

from .arguments import Arguments
from .events import Saved
from .joins import data_in, flat
from .rows import Site, place_of
from .run import Run
from .values import Function, Instance, Method, Model, OwnClass, Unknown, Value

# Methods of a model by which it is saved.
SAVES = frozenset(
    "save save_model save_weights dump_model save_pretrained save_native export to_json to_pickle "
    "save_checkpoint serialize".split()
)
_MODULES = (
    *("joblib.", "pickle.", "cPickle.", "_pickle.", "dill.", "cloudpickle.", "torch.", "json."),
    *("numpy.", "skops.", "mlflow.", "bentoml.", "onnx", "skl2onnx", "sklearn.externals.joblib."),
    *("keras.", "tensorflow.", "wandb.", "neptune", "comet_ml", "sklearn2pmml", "m2cgen", "hdf5"),
    *("coremltools", "tf2onnx", "onnxmltools", "yaml.", "compress_pickle.", "jsonpickle."),
)
_FUNCTIONS = frozenset(
    "dump dumps save savez savez_compressed save_model log_model log_artifact log_artifacts "
    "register_model savetxt convert_sklearn convert_lightgbm convert_xgboost to_onnx export "
    "sklearn2pmml from_keras encode".split()
)
_DEEPEST = 4


def is_saving(name: str) -> bool:
    """Whether a function of a library writes what it is given, or registers it."""
    return name.rpartition(".")[2] in _FUNCTIONS and name.startswith(_MODULES)


def saved(given: Arguments, values: Sequence[Value]) -> None:
    """Values are saved: the models among them, and what else rests on a fit."""
    run = given.run
    for value in flat(values):
        model = run.model_of(value) if isinstance(value, Unknown) else value
        sites, own = _learnt(run, value, _DEEPEST), own_code(run, (value,))
        if isinstance(model, Model):
            fitted = run.learner(model).fitted
            run.record(Saved(given.site, given.name, model.site, fitted, sites, own))
        elif sites or own:
            run.record(Saved(given.site, given.name, None, None, sites, own))


def own_code(run: Run, values: Sequence[Value]) -> tuple[Site, ...]:
    """Where the notebook's classes and functions stand that are part of values."""
    found: dict[Site, None] = {}
    for value in flat(values):
        if isinstance(value, Function):
            found[Site(value.cell_id, place_of(value.node))] = None
        elif isinstance(value, OwnClass) and isinstance(value.site, Site):
            found[value.site] = None
        elif isinstance(value, Instance):
            found |= dict.fromkeys((value.of, *value.own))
        elif isinstance(value, Model):
            found |= dict.fromkeys(run.learner(value).own)
    return tuple(found)


def made(function: OwnClass, given: Arguments) -> Value:
    """An object of a class of the notebook."""
    assert isinstance(function.site, Site)
    parts = tuple(value for value in flat(given.all) if isinstance(value, Model))
    own = own_code(given.run, given.all)
    return Instance(given.site, of=function.site, parts=parts, own=own)


def _learnt(run: Run, value: Value, deep: int) -> frozenset[Site]:
    """The sites of the fits that a value rests on."""
    if not deep:
        return frozenset()
    if isinstance(value, Model):
        learner = run.learner(value)
        fitted = frozenset([learner.fitted] if learner.fitted else [])
        return fitted.union(*(_learnt(run, part, deep - 1) for part in learner.parts))
    if isinstance(value, Instance):
        return frozenset[Site]().union(*(_learnt(run, part, deep - 1) for part in value.parts))
    if isinstance(value, Method):
        return _learnt(run, value.of, deep - 1)
    return frozenset(item.site for data in data_in(value) for item in data.seen)
