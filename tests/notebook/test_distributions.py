"""Modules lead to the distributions that give them, the same way on every machine."""

from __future__ import annotations

import pytest
from packaging.utils import canonicalize_name

from jupyter_handoff.notebook import candidates, is_declared
from jupyter_handoff.notebook.knowledge import table, words

TABLE = table("distributions")


@pytest.mark.parametrize(
    ("module", "first"),
    [
        ("sklearn.svm.SVC", "scikit-learn"),
        ("cv2", "opencv-python"),
        ("PIL.Image", "pillow"),
        ("yaml", "pyyaml"),
        ("numpy", "numpy"),
        ("pandas.io", "pandas"),
        ("google.cloud.bigquery", "google-cloud-bigquery"),
        ("google.cloud.bigquery.Client", "google-cloud-bigquery"),
        ("google.cloud.aiplatform", "google-cloud-aiplatform"),
        ("google.protobuf", "protobuf"),
        ("azure.identity.DefaultAzureCredential", "azure-identity"),
        ("azure.storage.blob.BlobClient", "azure-storage-blob"),
        ("azureml.core.Workspace", "azureml-core"),
        ("mpl_toolkits.mplot3d", "matplotlib"),
        ("mpl_toolkits.basemap.Basemap", "basemap"),
        ("torch.nn", "torch"),
    ],
)
def test_well_known_modules(module: str, first: str) -> None:
    assert candidates(module)[0] == first


@pytest.mark.parametrize(
    "module", ["ours", "google", "google.cloud", "azure", "utils.cv2", "Numpy"]
)
def test_nothing_is_claimed_of_others(module: str) -> None:
    assert not candidates(module) or candidates(module) == ("azure",)


@pytest.mark.parametrize(
    ("module", "declared"),
    [
        ("cv2", "opencv-contrib-python-headless"),
        ("torch", "pytorch"),
        ("tensorflow.keras", "tensorflow-cpu"),
        ("sklearn", "scikit-learn-gpu"),
        ("psycopg2", "psycopg2-binary"),
        ("pandas", "anaconda"),
        ("azure.ai.ml.MLClient", "azure-ai-ml"),
        ("google.cloud.bigquery_datatransfer", "google-cloud-bigquery-datatransfer"),
        ("ours_x", "ours-x"),
        ("ours", "python-ours"),
        ("ourslib", "ours"),
    ],
)
def test_what_gives_a_module_declares_it(module: str, declared: str) -> None:
    assert is_declared(module, {"something-else", declared})


@pytest.mark.parametrize(
    ("module", "declared"),
    [
        ("torch", "torchvision"),
        ("pandas", "geopandas"),
        ("numpy", "pandas"),
        ("keras", "tensorflow"),
        ("azure.ai.ml", "azure-identity"),
        ("google.cloud.bigquery", "google-cloud-storage"),
        ("ours", "theirs"),
        ("cv2", "cv2"),
        ("ab", "abc"),
    ],
)
def test_what_does_not_give_a_module_does_not_declare_it(module: str, declared: str) -> None:
    assert not is_declared(module, {declared})


def test_what_is_installed_here_adds_to_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    from jupyter_handoff.notebook import distributions

    given = {"forked": frozenset({"sklearn", "strange"})}
    monkeypatch.setattr(distributions, "_provided", lambda name: given.get(name, frozenset()))
    assert is_declared("sklearn.svm", {"forked"})
    assert is_declared("strange", {"forked"})
    assert not is_declared("other", {"forked"})


def test_an_installed_distribution_tells_its_modules() -> None:
    from jupyter_handoff.notebook.distributions import _provided

    assert "hypothesis" in _provided("hypothesis")
    assert "yaml" in _provided("pyyaml")
    assert _provided("no-such-distribution-anywhere") == frozenset()


def test_the_table_is_in_its_own_words() -> None:
    for module, names in TABLE["imports"].items():
        assert names and all(name == canonicalize_name(name) for name in names), module
        assert len(names) == len(set(names)), module
    same, rows = words("distributions", "same"), TABLE["imports"]
    assert not same & rows.keys()
    assert not same & words("distributions", "given")
    assert not same & words("distributions", "standard")
    redundant = [
        key
        for key, names in rows.items()
        if names == [canonicalize_name(key)] and key.isidentifier()
    ]
    assert redundant == []
