"""HM102: random numbers from a library that nothing seeds."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...notebook import (
    LIBRARIES,
    Bound,
    Call,
    Notebook,
    add_line_after,
    all_draws,
    known,
    seed_fix,
    seeding,
    stands_for,
    table,
    unseeded_generators,
)
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook) -> Iterator[Match]:
    """One finding a library, at its first draw; and each generator made without a seed."""
    for library in LIBRARIES:
        for stateful in unseeded_generators(notebook, library):
            yield Match(
                "This generator has no seed: it gives other numbers on each run.",
                stateful.call.span,
                fixes=tuple(seed_fix(notebook, stateful)),
            )
        drawn = all_draws(notebook, library)
        if drawn and not any(seeding(notebook, library)):
            yield _unseeded(notebook, library, drawn)


def _unseeded(notebook: Notebook, library: str, drawn: list[Call]) -> Match:
    first, name = drawn[0], table(library)["library"]
    layer = first.name in known(library, "layers")
    does = "starts with other weights" if layer else "gives others"
    return Match(
        f"Nothing seeds the random numbers of {name}: `{first.fact.method}` {does} on each run.",
        first.span,
        related=tuple(related(call.span, "also draws") for call in drawn[1 : _MOST_RELATED + 1]),
        fixes=tuple(_seed(notebook, library, first)),
    )


def _seed(notebook: Notebook, library: str, first: Call) -> Iterator[Fix]:
    """Seed behind the imports of the cell that imports the library."""
    seed = table(library)["seed"]
    for bound in sorted(_modules(notebook, seed), key=lambda item: item.index):
        binding, cell = bound.binding, bound.cell
        if bound.index > first.index or not binding.certain or not cell.editable:
            continue
        imports = [
            item
            for item in cell.facts.tree.body
            if isinstance(item, ast.Import | ast.ImportFrom)
            and (bound.index < first.index or item.lineno < first.fact.statement.lineno)
        ]
        if binding.node not in imports or not stands_for(
            notebook, cell, binding.name, binding.target
        ):
            continue
        function = seed.replace(binding.target, binding.name, 1)
        line = f"{function}(42)"
        yield Fix(f"Seed with {line}", "safe", (add_line_after(cell, imports[-1], line),))
        return


def _modules(notebook: Notebook, seed: str) -> Iterator[Bound]:
    """Imports through whose name the seeding function can be called."""
    for bindings in notebook.links.bindings.values():
        for bound in bindings:
            if bound.binding.kind == "import" and seed.startswith(f"{bound.binding.target}."):
                yield bound


RULE = Rule(
    code="HM102",
    name="unseeded-randomness",
    artifact="model",
    severities=severities("-wE"),
    summary="Random numbers are drawn and nothing seeds them.",
    why=(
        "Nobody can get your result again, not even you. When the model behaves oddly in "
        "production, the run that made it cannot be repeated."
    ),
    fix="Seeds the library behind the imports.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import numpy as np
                import math
                # %%
                noise = «np.random.normal(size=3)»
            """,
            good="""
                # %%
                import numpy as np
                import math
                np.random.seed(42)
                # %%
                noise = np.random.normal(size=3)
            """,
        ),
        Example(
            bad="""
                # %%
                import numpy as np
                rng = «np.random.default_rng()»
            """,
            good="""
                # %%
                import numpy as np
                rng = np.random.default_rng(seed=42)
            """,
        ),
        Example(
            bad="""
                # %%
                import random
                import torch
                from torch import nn
                # %%
                layer = «nn.Linear(3, 1)»
                row = «random.choice(rows)»
            """,
            good="""
                # %%
                import random
                import torch
                from torch import nn
                torch.manual_seed(42)
                random.seed(42)
                # %%
                layer = nn.Linear(3, 1)
                row = random.choice(rows)
            """,
        ),
    ),
    silent=(
        "import numpy as np\nnp.random.seed(0)\nnp.random.normal()",
        "import numpy as np\nrng = np.random.default_rng(7)\nrng.normal()",
        "# %%\nimport random\ndef seed_everything(n):\n    random.seed(n)\n# %%\nrandom.random()",
        "import random\nfrom mine import seed_everything\nseed_everything(1)\nrandom.random()",
        "import torch, lightning\nlightning.seed_everything(1)\ntorch.rand(3)",
        "import tensorflow as tf\ntf.keras.utils.set_random_seed(1)\ntf.random.normal([2])",
        "def f(random):\n    return random.choice()",
        "import jax\njax.random.normal(key)",
        "import secrets\nsecrets.choice(rows)",
        "from sklearn.datasets import make_blobs\nmake_blobs(random_state=0)",
        "np.random.normal()",
        "from torch import nn\nnet = nn.Linear(3, 1)\nnet.load_state_dict(state)\nnet(rows)",
        "import random, string\n''.join(random.choices(string.ascii_lowercase, k=8))",
    ),
)
