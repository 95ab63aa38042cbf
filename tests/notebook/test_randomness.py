"""What draws random numbers without a seed is told from what does not."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import (
    LIBRARIES,
    Notebook,
    all_draws,
    cells_notebook,
    draws,
    seed_fix,
    seed_name,
    seeding,
    seeds_run,
    unseeded,
    unseeded_generators,
)

IMPORTS = (
    "import random, string, secrets\nimport numpy as np, torch, tensorflow as tf, sklearn\n"
    "from sklearn.model_selection import train_test_split, KFold, ShuffleSplit\n"
    "from sklearn.ensemble import RandomForestClassifier\n"
    "from sklearn.linear_model import LogisticRegression\n"
    "from sklearn.svm import SVC\nfrom sklearn.datasets import make_blobs, load_iris\n"
    "from torch.utils.data import random_split"
)


def notebook(*cells: str) -> Notebook:
    return cells_notebook([IMPORTS, *cells])


# A call, its kind, and whether it draws without a state.
STATEFUL = {
    "train_test_split(a)": ("splitter", True),
    "train_test_split(a, random_state=None)": ("splitter", True),
    "train_test_split(a, random_state=1)": ("splitter", False),
    "train_test_split(a, random_state=seed)": ("splitter", False),
    "train_test_split(a, **options)": ("splitter", False),
    "train_test_split(*a)": ("splitter", False),
    "train_test_split(a, shuffle=False)": ("splitter", False),
    "train_test_split(a, shuffle=True)": ("splitter", True),
    "train_test_split(a, shuffle=maybe)": ("splitter", False),
    "KFold(5)": ("splitter", False),
    "KFold(5, shuffle=True)": ("splitter", True),
    "KFold(5, shuffle=maybe)": ("splitter", False),
    "ShuffleSplit()": ("splitter", True),
    "random_split(a, [1, 2])": ("splitter", True),
    "random_split(a, [1, 2], generator=g)": ("splitter", False),
    "RandomForestClassifier()": ("estimator", True),
    "RandomForestClassifier(random_state=0)": ("estimator", False),
    "LogisticRegression()": ("estimator", False),
    "LogisticRegression(solver='saga')": ("estimator", True),
    "SVC(probability=True)": ("estimator", True),
    "SVC()": ("estimator", False),
    "make_blobs()": ("draw", True),
    "load_iris()": ("draw", False),
    "other.train_test_split(a)": ("splitter", False),
}


@pytest.mark.parametrize("source", STATEFUL, ids=repr)
def test_a_call_without_a_state_is_found_where_it_draws(source: str) -> None:
    kind, found = STATEFUL[source]
    for name in ("splitter", "estimator", "draw"):
        assert len(list(unseeded(notebook(source), name))) == (found and name == kind)


@pytest.mark.parametrize(
    ("library", "source"),
    [
        ("random", "random.random()"),
        ("random", "random.shuffle(a)"),
        ("numpy", "np.random.rand(3)"),
        ("numpy", "from numpy.random import normal\nnormal()"),
        ("torch", "torch.randn(3)"),
        ("torch", "torch.nn.Linear(3, 4)"),
        ("tensorflow", "tf.random.normal([3])"),
    ],
)
def test_a_draw_belongs_to_its_library(library: str, source: str) -> None:
    book = notebook(source)
    assert [name for name in LIBRARIES if any(draws(book, name))] == [library]


@pytest.mark.parametrize(
    "source",
    [
        *(
            "rng.random()",
            "random = f()\nrandom.random()",
            "secrets.choice(a)",
            "np.random.seed(1)",
        ),
        *("random.choice(string.ascii_letters)", "np.random.default_rng(1).normal()"),
        *(
            "random.choices(string.ascii_lowercase + string.digits, k=8)",
            "np.random.RandomState(1)",
        ),
    ],
)
def test_what_draws_from_no_global_generator_is_no_draw(source: str) -> None:
    assert not any(any(draws(notebook(source), name)) for name in LIBRARIES)


# What seeds, and which libraries.
SEEDS = {
    "random.seed(1)": "random",
    "np.random.seed(1)": "numpy",
    "torch.manual_seed(1)": "torch",
    "tf.random.set_seed(1)": "tensorflow",
    "import transformers\ntransformers.set_seed(1)": "random numpy torch tensorflow",
    "from lightning import seed_everything\nseed_everything(1)": "random numpy torch",
    "seed_everything(1)": "random numpy torch tensorflow",
    "utils.set_random_seeds()": "random numpy torch tensorflow",
    "fix_seed(1)": "random numpy torch tensorflow",
    "def f(): np.random.seed(1)": "numpy",
    "seed = 1": "",
    "df.set_index('seed')": "",
    "seeded(1)": "",
    "reset_all()": "",
}


@pytest.mark.parametrize("source", SEEDS, ids=repr)
def test_what_seeds_a_library_is_known(source: str) -> None:
    book = notebook(source)
    assert [name for name in LIBRARIES if any(seeding(book, name))] == SEEDS[source].split()


# A generator, and what the fix makes of it; None where it has a seed.
GENERATORS = {
    "np.random.default_rng()": "np.random.default_rng(seed=42)",
    "np.random.default_rng(None)": "np.random.default_rng(42)",
    "np.random.default_rng(seed=None)": "np.random.default_rng(seed=42)",
    "np.random.RandomState()": "np.random.RandomState(seed=42)",
    "random.Random()": "random.Random(x=42)",
    "np.random.default_rng(7)": None,
    "np.random.default_rng(seed=SEED)": None,
    "np.random.default_rng(*a)": None,
    "rng()": None,
}


@pytest.mark.parametrize("source", GENERATORS, ids=repr)
def test_a_generator_without_a_seed_is_given_one_that_it_takes(source: str) -> None:
    import random

    numpy = pytest.importorskip("numpy")

    from jupyter_handoff.fixes import apply_fixes

    book = notebook(source)
    found = [item for library in LIBRARIES for item in unseeded_generators(book, library)]
    if GENERATORS[source] is None:
        assert not found
        return
    (fix,) = seed_fix(book, found[0])
    fixed = apply_fixes(book, [fix]).notebook.cells[1].source
    assert fixed == GENERATORS[source]
    assert eval(fixed, {"np": numpy, "random": random}) is not None


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (["KFold(shuffle=True)"], "42"),
        (["SEED = 7", "KFold(shuffle=True)"], "SEED"),
        (["random_state = 7\nKFold(shuffle=True)"], "random_state"),
        (["KFold(shuffle=True)", "SEED = 7"], "42"),
        (["SEED = 7", "SEED = 8", "KFold(shuffle=True)"], "42"),
        (["if a:\n    SEED = 7", "KFold(shuffle=True)"], "42"),
        (["SEED = True", "KFold(shuffle=True)"], "42"),
        (["SEED = '7'", "KFold(shuffle=True)"], "42"),
        (["SEED = f()", "seed = 3", "KFold(shuffle=True)"], "seed"),
        (["def f():\n    SEED = 7", "KFold(shuffle=True)"], "42"),
    ],
)
def test_a_notebooks_own_seed_is_used_where_it_is_sure(cells: list[str], name: str) -> None:
    book = notebook(*cells)
    (stateful,) = unseeded(book, "splitter")
    assert seed_name(book, stateful.call) == name
    (fix,) = seed_fix(book, stateful)
    assert fix.title == f"Add random_state={name}"


@pytest.mark.parametrize(
    ("source", "applicability"),
    [
        ("KFold(shuffle=True)", "safe"),
        ("if a:\n    KFold(shuffle=True)", "safe"),
        ("for a in b:\n    KFold(shuffle=True)", "unsafe"),
        ("[KFold(shuffle=True) for a in b]", "unsafe"),
        ("def f():\n    KFold(shuffle=True)", "unsafe"),
    ],
)
def test_a_seed_is_safe_where_it_runs_once(source: str, applicability: str) -> None:
    book = notebook(source)
    (stateful,) = unseeded(book, "splitter")
    (fix,) = seed_fix(book, stateful)
    assert fix.applicability == applicability


def test_all_draws_come_in_document_order_with_those_of_scikit_learn() -> None:
    book = notebook("b = make_blobs()", "np.random.rand()\nmake_blobs(random_state=0)")
    assert [call.fact.method for call in all_draws(book, "numpy")] == ["make_blobs", "rand"]


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("net = torch.nn.Linear(3, 1)", 1),
        ("net = torch.nn.Linear(3, 1)\nnet.load_state_dict(state)", 0),
        ("net = torch.nn.Linear(3, 1)\nnet.load_state_dict(state)\nloss.backward()", 1),
        ("net.load_state_dict(state)\ntorch.rand(3)", 1),
    ],
)
def test_weights_that_are_only_loaded_are_not_drawn(source: str, drawn: int) -> None:
    assert len(all_draws(notebook(source), "torch")) == drawn


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("np.random.seed(1)\nnp.random.seed(2)", [1, 2]),
        ("def fix():\n    np.random.seed(1)\nfix()", [3]),
        ("def fix():\n    np.random.seed(1)\nfix()\nfix()\nnp.random.seed(2)", [3, 4, 5]),
        ("def fix():\n    np.random.seed(1)", []),
        ("np.random.seed(1)\ndef fix():\n    np.random.seed(1)", []),
        ("def fix():\n    np.random.seed(1)\ndef run():\n    fix()\nrun()", []),
        ("class A:\n    def fix(self):\n        np.random.seed(1)\nA().fix()", []),
        ("random.seed(1)", []),
    ],
)
def test_a_seed_counts_where_it_runs(source: str, lines: list[int]) -> None:
    assert [call.node.lineno for call in seeds_run(notebook(source), "numpy")] == lines
