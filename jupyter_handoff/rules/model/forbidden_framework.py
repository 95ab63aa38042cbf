"""HM101: a machine learning framework that the contract denies, or does not allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from packaging.utils import canonicalize_name

from ...notebook import (
    Notebook,
    PackageUse,
    banned,
    briefly,
    framework_of,
    package_uses,
    pinned_versions,
)
from ...requirements import Frameworks, Requirements
from ...rule import Example, Match, Project, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook, project: Project | None, contract: Requirements) -> Iterator[Match]:
    """One finding a framework, at its first import; an import that may fail is one too."""
    wanted = contract.frameworks
    if wanted.allow is None and not wanted.deny:
        return
    pins = pinned_versions(notebook, project.declared if project else {})
    for use in package_uses(notebook):
        match = _judged(use, wanted, pins) if use.way == "import" else None
        if match is not None:
            places = tuple(related(span, "imported here too") for span in use.places[1:])
            yield replace(match, related=places[:_MOST_RELATED])


def _judged(use: PackageUse, wanted: Frameworks, pins: dict[str, str]) -> Match | None:
    for denied in wanted.deny:
        if banned(denied.name).is_met(use.modules | use.distribution, pins):
            return Match(denied.words, use.places[0], key="frameworks.deny")
    if wanted.allow is None or not framework_of(use.name):
        return None
    allowed = {canonicalize_name(name) for name in wanted.allow}
    if allowed & use.names:
        return None
    return Match(
        f"`{use.name}` is none of the frameworks that the contract allows "
        f"({briefly(wanted.allow)}): production will not have it.",
        use.places[0],
        key="frameworks.allow",
    )


RULE = Rule(
    code="HM101",
    name="forbidden-framework",
    artifact="model",
    owner="both",
    severities=severities("wwE"),
    summary="A machine learning framework is imported that the contract denies or does not allow.",
    why=(
        "Who operates the model must build, patch and watch what it runs on. A framework that is "
        "not theirs means a rewrite at the handoff, and another model than the one you tested."
    ),
    find=find,
    given=("project", "contract"),
    key="frameworks",
    contract="""
        [frameworks]
        allow = ["scikit-learn", "xgboost", "torch", "tensorflow"]

        [[frameworks.deny]]
        name = "caffe"
        reason = "Nobody patches it."
        alternative = "PyTorch"

        [[frameworks.deny]]
        name = "tensorflow<2.10"
        reason = "It has open vulnerabilities"
        alternative = "tensorflow 2.16"

        [[frameworks.deny]]
        name = "pyspark.ml"
        reason = "The scoring service has no Spark"
        alternative = "train with xgboost"
    """,
    examples=(
        Example(
            bad="""
                # %%
                «import caffe»
                # %%
                try:
                    «import lightgbm as lgb»
                except ImportError:
                    lgb = None
            """,
            good="""
                # %%
                import torch
                # %%
                import xgboost as xgb
            """,
        ),
        Example(
            bad="""
                # %%
                %pip install tensorflow==2.9.1
                # %%
                «from tensorflow import keras»
                # %%
                from tensorflow.keras import layers
                «from pyspark.ml.classification import LogisticRegression»
            """,
            good="""
                # %%
                %pip install tensorflow==2.16.1
                # %%
                from tensorflow import keras
            """,
        ),
    ),
    silent=(
        "import sklearn\nfrom sklearn.linear_model import LogisticRegression",
        "from xgboost import XGBClassifier",
        "import tensorflow as tf",
        "%pip install 'tensorflow>=2.9'\nimport tensorflow",
        "from tensorflow.keras import layers",
        "import pandas, numpy, matplotlib\nimport shap",
        "from pyspark.sql import functions as F",
        "from .lightgbm import fit\nfrom mine.caffe import net",
        "# import caffe\nprint('import lightgbm')",
        "%pip install lightgbm",
        "import torch\nimport torchvision\nfrom torch import nn",
        "caffe = 3\nlightgbm = caffe",
    ),
)
