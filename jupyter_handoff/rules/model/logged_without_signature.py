"""HM116: a model is logged with MLflow, and nothing says what goes in and what comes out."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...notebook import Call, Cell, Notebook, dotted, known
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

_LOGS = re.compile(r"log_model\Z")
_AUTOMATIC = re.compile(r"autolog\Z")
_NO_SIGNATURE = (
    "This model is logged without a signature or an input example: whoever serves it must guess "
    "the columns, their types and what comes out."
)
_SIGNATURE = (
    "This model is logged without a signature, which the contract asks for: whoever serves it must "
    "guess the columns, their types and what comes out."
)
_EXAMPLE = (
    "This model is logged without an input example, which the contract asks for: whoever serves it "
    "has nothing to try it with."
)


def find(notebook: Notebook, required: Requirements) -> Iterator[Match]:
    """Each call that logs a model without them."""
    asked = required.model
    calls = [call for call in notebook.links.calls_like(_LOGS) if _takes_signature(notebook, call)]
    if not calls or _given_otherwise(notebook):
        return
    for call in calls:
        signature, example = (_is_given(call, name) for name in ("signature", "input_example"))
        if call.open_ended:
            continue
        if asked.input_example and not example and (signature or not asked.signature):
            yield _match(notebook, call, _EXAMPLE, "model.input-example")
        elif asked.signature and not signature:
            yield _match(notebook, call, _SIGNATURE, "model.signature")
        elif not (signature or example):
            yield _match(notebook, call, _NO_SIGNATURE, "")


def _takes_signature(notebook: Notebook, call: Call) -> bool:
    library, _, flavour = call.name.removesuffix(".log_model").partition(".")
    if flavour == "pyfunc" and any(map(_has_typed_predict, notebook.code)):
        return False  # MLflow reads the signature from the annotations
    return library == "mlflow" and flavour in known("mlflow", "flavours")


def _has_typed_predict(cell: Cell) -> bool:
    return any(
        function.name == "predict" and any(item.annotation for item in function.node.args.args)
        for function in cell.facts.functions
    )


def _is_given(call: Call, keyword: str) -> bool:
    value = call.argument(keyword)
    return value is not None and not (isinstance(value, ast.Constant) and value.value is None)


def _given_otherwise(notebook: Notebook) -> bool:
    """Whether models get a signature later, or by automatic logging."""
    later = next(notebook.calls(*known("mlflow", "later")), None)
    automatic = (call for call in notebook.links.calls_like(_AUTOMATIC) if _signs(call))
    return later is not None or next(automatic, None) is not None


def _signs(call: Call) -> bool:
    """Whether automatic logging is on, with models and their signatures."""
    off = (("disable", True), ("log_models", False), ("log_model_signatures", False))
    given = ((call.argument(keyword), value) for keyword, value in off)
    turned_off = any(isinstance(node, ast.Constant) and node.value is to for node, to in given)
    return call.name.startswith("mlflow.") and not turned_off


def _match(notebook: Notebook, call: Call, message: str, key: str) -> Match:
    rows = _fitted_on(notebook, call)
    given = f"input_example={rows}[:5]" if rows else "input_example= with a few of its rows"
    words = f"Add {given}: MLflow works the signature out of it"
    return Match(message, call.span, fixes=(Fix(words, "suggestion"),), key=key)


def _fitted_on(notebook: Notebook, call: Call) -> str:
    """The name of the data that the model was fitted on, where both are plain names."""
    model = dotted(call.node.args[0]) if call.node.args else ""
    fits = (fit.node for fit in notebook.methods("fit") if fit.node.args)
    wanted = f"{model}.fit"
    return next((dotted(fit.args[0]) for fit in fits if model and dotted(fit.func) == wanted), "")


_USE = "import mlflow\n"

RULE = Rule(
    code="HM116",
    name="logged-without-signature",
    artifact="model",
    severities=severities("-iE"),
    summary="A model is logged without a signature and without an input example.",
    why=(
        "The signature is what a served model checks its input by. Without it swapped columns and "
        "numbers sent as text are answered with a wrong prediction, not with an error."
    ),
    find=find,
    given=("contract",),
    examples=(
        Example(
            bad="""
                # %%
                import mlflow
                from mlflow.sklearn import log_model
                model.fit(X_train, y_train)
                with mlflow.start_run():
                    «mlflow.sklearn.log_model(model, "model")»
                    «log_model(sk_model=model, artifact_path="model", signature=None)»
                    «mlflow.xgboost.log_model(boosted, name="boosted")»
            """,
            good="""
                # %%
                import mlflow
                from mlflow.models import infer_signature
                model.fit(X_train, y_train)
                signature = infer_signature(X_train, model.predict(X_train))
                with mlflow.start_run():
                    mlflow.sklearn.log_model(model, "model", signature=signature)
                    mlflow.xgboost.log_model(boosted, name="boosted", input_example=X_train[:5])
            """,
        ),
    ),
    silent=(
        _USE + "mlflow.sklearn.log_model(model, 'm', signature=sign(X))",
        _USE + "mlflow.sklearn.log_model(model, 'm', input_example=X[:3])",
        _USE + "mlflow.sklearn.log_model(model, 'm', **options)",
        _USE + "mlflow.autolog()\nmlflow.sklearn.log_model(model, 'm')",
        _USE + "mlflow.sklearn.autolog(log_models=True)\nmlflow.sklearn.log_model(model, 'm')",
        _USE + "info = mlflow.sklearn.log_model(model, 'm')\n"
        "mlflow.models.set_signature(info.model_uri, signature)",
        _USE + "mlflow.langchain.log_model(chain, 'm')\nmlflow.transformers.log_model(pipe, 'm')",
        _USE + "class Mine(mlflow.pyfunc.PythonModel):\n    def predict(self, rows: list[str]):\n"
        "        return rows\nmlflow.pyfunc.log_model(name='m', python_model=Mine())",
        "import wandb\nrun.log_model(path='m')\nwandb.log_model('m')",
        "from mine import mlflow\nmlflow.sklearn.log_model(model, 'm')",
        _USE + "mlflow.sklearn.load_model('m')\nmlflow.log_artifact('m.pkl')",
    ),
)
