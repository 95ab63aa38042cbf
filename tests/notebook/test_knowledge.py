"""The tables say of well-known libraries what is known of them, in words that are listed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from jupyter_handoff.notebook.knowledge import table

CLASSES: Mapping[str, Mapping[str, Any]] = table("estimators")["classes"]
FUNCTIONS: Mapping[str, Mapping[str, Any]] = table("estimators")["functions"]
SCORING: Mapping[str, Mapping[str, Mapping[str, Any]]] = table("scoring")

ROLES = set(
    """classifier regressor clusterer outlier transformer resampler pipeline columns search meta
    splitter dummy""".split()
)
LEARNED = set(
    """scale statistics bins vocabulary selection components clusters neighbours target
    categories nothing""".split()
)
KEYS = set(
    """role of learns makes wraps which fits proba proba_with cv random shuffles groups ordered
    removed""".split()
)
# Modules that scikit-learn had before: all that is known in them is of an old release.
OLD_MODULES = (
    "sklearn.cross_validation.",
    "sklearn.grid_search.",
    "sklearn.learning_curve.",
    "sklearn.lda.",
    "sklearn.qda.",
    "sklearn.preprocessing.data.",
    "sklearn.preprocessing.imputation.",
    "sklearn.preprocessing.label.",
    "sklearn.ensemble.forest.",
    "sklearn.datasets.samples_generator.",
)


def test_every_class_has_a_known_role_and_known_keys() -> None:
    for name, row in CLASSES.items():
        assert row["role"] in ROLES, name
        assert row.keys() <= KEYS, name
        assert row.get("learns", "nothing") in LEARNED, name


def test_each_role_tells_what_it_must() -> None:
    for name, row in CLASSES.items():
        role = row["role"]
        assert ("learns" in row) or role != "transformer", name
        assert (row.get("makes") in ("synthetic", "subset")) == (role == "resampler"), name
        assert ("which" in row) == (role == "search"), name
        assert ("random" in row) == (role == "splitter"), name
        if role in ("meta", "pipeline", "columns"):
            assert row["wraps"], name
        if role == "meta":
            assert row["of"] in ROLES, name
        if "proba_with" in row:
            assert row["proba"] is True, name


def test_old_paths_are_flagged() -> None:
    names = {
        **CLASSES,
        **{n: r for s in SCORING.values() if isinstance(s, dict) for n, r in s.items()},
    }
    old = [name for name in names if name.startswith(OLD_MODULES)]
    assert len(old) > 30
    assert all(names[name].get("removed") is True for name in old)


# What a reader of the tables relies on: a name, and what is known of it.
FACTS: dict[str, dict[str, Any]] = {
    "sklearn.preprocessing.StandardScaler": {"role": "transformer", "learns": "scale"},
    "sklearn.preprocessing.QuantileTransformer": {"learns": "scale"},
    "sklearn.preprocessing.Normalizer": {"learns": "nothing"},
    "sklearn.preprocessing.PolynomialFeatures": {"learns": "nothing"},
    "sklearn.preprocessing.LabelEncoder": {"learns": "categories"},
    "sklearn.preprocessing.OneHotEncoder": {"learns": "categories"},
    "sklearn.preprocessing.KBinsDiscretizer": {"learns": "bins"},
    "sklearn.preprocessing.TargetEncoder": {"learns": "target", "cv": True},
    "sklearn.preprocessing.Imputer": {"learns": "statistics", "removed": True},
    "sklearn.preprocessing.CategoricalEncoder": {"learns": "categories", "removed": True},
    "sklearn.impute.KNNImputer": {"learns": "statistics"},
    "sklearn.feature_extraction.text.TfidfVectorizer": {"learns": "vocabulary"},
    "sklearn.feature_extraction.text.HashingVectorizer": {"learns": "nothing"},
    "sklearn.feature_selection.SelectKBest": {"role": "transformer", "learns": "selection"},
    "sklearn.feature_selection.RFE": {"role": "transformer", "wraps": "estimator"},
    "sklearn.decomposition.PCA": {"learns": "components"},
    "sklearn.manifold.TSNE": {"role": "transformer", "learns": "components"},
    "sklearn.random_projection.SparseRandomProjection": {"learns": "nothing"},
    "sklearn.kernel_approximation.RBFSampler": {"learns": "nothing"},
    "sklearn.cluster.KMeans": {"role": "clusterer", "learns": "clusters"},
    "sklearn.mixture.GaussianMixture": {"role": "clusterer"},
    "sklearn.ensemble.RandomForestClassifier": {"role": "classifier", "proba": True},
    "sklearn.ensemble.RandomForestRegressor": {"role": "regressor"},
    "sklearn.ensemble.IsolationForest": {"role": "outlier"},
    "sklearn.covariance.EllipticEnvelope": {"role": "outlier"},
    "sklearn.ensemble.StackingClassifier": {"role": "meta", "wraps": "estimators", "cv": True},
    "sklearn.calibration.CalibratedClassifierCV": {"role": "meta", "of": "classifier"},
    "sklearn.linear_model.LassoCV": {"role": "regressor", "cv": True},
    "sklearn.linear_model.LogisticRegressionCV": {"role": "classifier", "cv": True},
    "sklearn.svm.SVC": {"proba": True, "proba_with": {"probability": [True]}},
    "sklearn.discriminant_analysis.LinearDiscriminantAnalysis": {"role": "classifier"},
    "sklearn.dummy.DummyRegressor": {"role": "dummy"},
    "sklearn.pipeline.make_pipeline": {"role": "pipeline", "wraps": "*steps"},
    "imblearn.pipeline.Pipeline": {"role": "pipeline", "wraps": "steps"},
    "sklearn.compose.ColumnTransformer": {"role": "columns", "wraps": "transformers"},
    "sklearn.model_selection.GridSearchCV": {"role": "search", "which": "estimator"},
    "sklearn.grid_search.GridSearchCV": {"role": "search", "removed": True},
    "sklearn.model_selection.HalvingGridSearchCV": {"role": "search"},
    "sklearn.model_selection.KFold": {"role": "splitter", "random": False, "shuffles": True},
    "sklearn.model_selection.ShuffleSplit": {"role": "splitter", "random": True},
    "sklearn.model_selection.GroupKFold": {"groups": True},
    "sklearn.model_selection.TimeSeriesSplit": {"random": False, "ordered": True},
    "imblearn.over_sampling.SMOTE": {"role": "resampler", "makes": "synthetic"},
    "imblearn.combine.SMOTEENN": {"makes": "synthetic"},
    "imblearn.under_sampling.RandomUnderSampler": {"makes": "subset"},
    "imblearn.ensemble.BalancedRandomForestClassifier": {"role": "classifier"},
    "xgboost.XGBClassifier": {"role": "classifier", "proba": True},
    "xgboost.sklearn.XGBRegressor": {"role": "regressor"},
    "lightgbm.LGBMClassifier": {"role": "classifier", "proba": True},
    "catboost.CatBoostRegressor": {"role": "regressor"},
    "category_encoders.LeaveOneOutEncoder": {"learns": "target"},
    "category_encoders.OrdinalEncoder": {"learns": "categories"},
    "keras.preprocessing.text.Tokenizer": {"fits": "fit_on_texts", "learns": "vocabulary"},
}


@pytest.mark.parametrize("name", FACTS)
def test_a_class_is_known(name: str) -> None:
    assert FACTS[name].items() <= CLASSES[name].items()


def test_what_does_not_transform_learns_nothing_to_transform_by() -> None:
    for name in ("tree.DecisionTreeClassifier", "linear_model.Ridge", "cluster.DBSCAN"):
        assert "learns" not in CLASSES[f"sklearn.{name}"]


def test_functions_that_transform_are_no_classes() -> None:
    assert FUNCTIONS["sklearn.preprocessing.scale"] == {"learns": "scale"}
    assert FUNCTIONS["sklearn.preprocessing.normalize"] == {"learns": "nothing"}
    assert all(row["learns"] in LEARNED for row in FUNCTIONS.values())
    assert not FUNCTIONS.keys() & CLASSES.keys()


# What each score is given, and what it must not be mistaken for.
WANTED = {
    "labels": "accuracy_score f1_score classification_report confusion_matrix cohen_kappa_score",
    "scores": "roc_auc_score log_loss brier_score_loss average_precision_score roc_curve "
    "precision_recall_curve top_k_accuracy_score hinge_loss",
    "values": "mean_squared_error mean_absolute_error r2_score median_absolute_error max_error",
}


@pytest.mark.parametrize("wants", WANTED)
def test_a_score_wants_what_it_compares(wants: str) -> None:
    for name in WANTED[wants].split():
        row = SCORING["scores"][f"sklearn.metrics.{name}"]
        assert row == {"truth": 0, "given": 1, "wants": wants}


def test_scores_without_a_truth_are_left_out() -> None:
    for name in ("silhouette_score", "auc", "pairwise_distances", "make_scorer"):
        assert f"sklearn.metrics.{name}" not in SCORING["scores"]
    assert SCORING["scores"]["sklearn.metrics.adjusted_rand_score"]["clusters"]


def test_every_row_of_scoring_is_whole() -> None:
    assert all(row["wants"] in WANTED for row in SCORING["scores"].values())
    for section in ("scored_estimators", "cross_validation"):
        for row in SCORING[section].values():
            assert [row[name] for name in ("estimator", "X", "y")] == [0, 1, 2]
    known = {"bunch", "pair", "train-test", "frame"}
    assert {row["gives"] for row in SCORING["datasets"].values()} == known
    assert all("ordered" in row for row in SCORING["splits"].values())


def test_data_are_known_by_what_they_give() -> None:
    given = {name: row["gives"] for name, row in SCORING["datasets"].items()}
    assert given["sklearn.datasets.load_iris"] == "bunch"
    assert given["sklearn.datasets.load_boston"] == "bunch"
    assert given["sklearn.datasets.make_classification"] == "pair"
    assert given["tensorflow.keras.datasets.mnist.load_data"] == "train-test"
    assert given["keras.datasets.imdb.load_data"] == "train-test"
    assert given["seaborn.load_dataset"] == "frame"
    assert "sklearn.datasets.make_low_rank_matrix" not in given
    assert "sklearn.datasets.get_data_home" not in given


METHODS = ("row_methods", "reductions", "windows", "ranks", "counts", "looks")
LISTS = {
    (library, key): names
    for library in ("pandas", "polars", "arrays")
    for key, names in table(library).items()
}
# A method may be in two lists where it is two things.
SHARED = {
    "describe",  # shows the numbers that it takes from the rows
    *("bfill", "ffill", "interpolate"),  # give the same rows, by the rows near them
    "unique",  # of a frame some of its rows, of a series its values
}


@pytest.mark.parametrize(("library", "key"), LISTS)
def test_a_list_is_sorted_and_names_each_thing_once(library: str, key: str) -> None:
    names = LISTS[library, key]
    assert names == sorted(set(names))


@pytest.mark.parametrize(("library", "key"), LISTS)
def test_functions_are_qualified_and_methods_are_not(library: str, key: str) -> None:
    start = {"arrays": "numpy."}.get(library, f"{library}.")
    functions = key not in METHODS or (library == "arrays" and key != "row_methods")
    assert all(name.startswith(start) == functions for name in LISTS[library, key])


def test_a_name_is_in_one_list_unless_it_is_two_things() -> None:
    twice = set()
    for library in ("pandas", "polars", "arrays"):
        listed = [name for (own, _), names in LISTS.items() if own == library for name in names]
        twice |= {name for name in listed if listed.count(name) > 1 and "." not in name}
    assert twice == SHARED


# What a rule must find in a list, and what it must not.
KNOWN: dict[tuple[str, str], tuple[str, str]] = {
    ("pandas", "reductions"): ("mean median mode quantile value_counts", "fillna head isna map"),
    ("pandas", "windows"): ("rolling shift diff ewm", "mean rank sort_values"),
    ("pandas", "counts"): ("isnull nunique duplicated", "mean value_counts dropna"),
    ("pandas", "looks"): ("head info describe plot", "dropna fillna mean"),
    ("pandas", "row_methods"): ("dropna fillna merge astype", "mean groupby"),
    ("pandas", "rank_functions"): ("pandas.qcut pandas.cut", "pandas.get_dummies"),
    ("polars", "readers"): ("polars.read_csv polars.scan_parquet", "polars.DataFrame"),
    ("polars", "row_methods"): ("with_columns filter cast", "mean group_by"),
    ("polars", "reductions"): ("mean std quantile", "filter shift"),
    ("arrays", "elementwise"): ("numpy.log numpy.where numpy.clip", "numpy.mean numpy.cumsum"),
    ("arrays", "reductions"): ("numpy.mean numpy.nanmean numpy.percentile", "numpy.log"),
}


@pytest.mark.parametrize(("library", "key"), KNOWN)
def test_a_list_has_what_is_known_and_nothing_else(library: str, key: str) -> None:
    inside, outside = KNOWN[library, key]
    assert set(inside.split()) <= set(LISTS[library, key])
    assert not set(outside.split()) & set(LISTS[library, key])
