"""HM103: the seed comes after the first draw."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import LIBRARIES, Call, Notebook, all_draws, move_line, seeds_run, table
from ...report import Fix
from ...rule import Example, Match, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook) -> Iterator[Match]:
    """One finding a library, at its first seed."""
    if any(magic.name == "run" for cell in notebook.code for magic in cell.facts.plain.magics):
        return  # another notebook may have seeded
    for library in LIBRARIES:
        drawn = [call for call in all_draws(notebook, library) if not call.fact.deferred]
        seeds = seeds_run(notebook, library) if drawn else []
        if not seeds:
            continue
        early = [call for call in drawn if _place(call) < _place(seeds[0])]
        if early:
            yield _match(notebook, library, seeds[0], early)


def _place(call: Call) -> tuple[int, int]:
    return call.index, call.fact.order


def _match(notebook: Notebook, library: str, seed: Call, early: list[Call]) -> Match:
    first, name = early[0], table(library)["library"]
    edits = move_line(notebook, seed, first)
    return Match(
        f"This seeds {name} too late: `{first.fact.method}` in cell {first.cell.number} has drawn "
        "by then, and gives other numbers on each run.",
        seed.span,
        related=tuple(
            related(call.span, "drawn before the seed") for call in early[:_MOST_RELATED]
        ),
        fixes=(Fix("Move the seed in front of the first draw", "unsafe", edits),) if edits else (),
    )


RULE = Rule(
    code="HM103",
    name="seed-after-use",
    artifact="model",
    severities=severities("-wE"),
    summary="Random numbers are drawn before the seed is set.",
    why=(
        "The seed looks as if it made the run repeatable, and it does not: what was drawn before "
        "it differs each time. Whoever repeats the run gets other numbers and looks for a bug."
    ),
    fix="Moves the seed in front of the first draw.",
    find=find,
    examples=(
        Example(
            bad="""
                # %%
                import numpy as np
                # %%
                noise = np.random.normal(size=3)
                # %%
                «np.random.seed(42)»  # the same each time
                order = np.random.permutation(9)
            """,
            good="""
                # %%
                import numpy as np
                # %%
                np.random.seed(42)  # the same each time
                noise = np.random.normal(size=3)
                # %%
                order = np.random.permutation(9)
            """,
        ),
        Example(
            bad="""
                # %%
                import random
                SEED = 7
                for row in rows:
                    row.place = random.random()
                «random.seed(SEED)»
                random.shuffle(rows)
            """,
            good="""
                # %%
                import random
                SEED = 7
                random.seed(SEED)
                for row in rows:
                    row.place = random.random()
                random.shuffle(rows)
            """,
        ),
        Example(
            bad="""
                # %%
                import torch
                def fix():
                    torch.manual_seed(0)
                noise = torch.rand(3)
                # %%
                «fix()»
            """,
            good="""
                # %%
                import torch
                def fix():
                    torch.manual_seed(0)
                fix()
                noise = torch.rand(3)
                # %%
            """,
        ),
    ),
    silent=(
        "import numpy as np\nnp.random.seed(0)\nnp.random.normal()\nnp.random.seed(1)",
        "import numpy as np\nnp.random.normal()",
        "import random\ndef draw():\n    return random.random()\nrandom.seed(1)\ndraw()",
        "# %%\nimport random\nimport numpy as np\nrandom.random()\n# %%\nnp.random.seed(0)",
        "import numpy as np\nrng = np.random.default_rng(0)\nrng.normal()\nnp.random.seed(0)",
        "# %%\n%run setup.ipynb\n# %%\nimport random\nrandom.random()\n# %%\nrandom.seed(0)",
        "import random\nclass Run:\n    def start(self):\n        random.seed(0)\nrandom.random()",
        "# %%\nimport torch\ndef seed_all():\n    torch.manual_seed(0)\nseed_all()\ntorch.rand(3)",
        "import random, string\n''.join(random.choices(string.ascii_letters))\nrandom.seed(0)",
        "import sklearn.datasets as d, numpy\nd.make_blobs(random_state=0)\nnumpy.random.seed(0)",
        "draw()\nseed(0)",
    ),
)
