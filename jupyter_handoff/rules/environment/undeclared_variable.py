"""HE110: a variable of the environment is read that the contract does not list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from ...notebook import Notebook, VariableRead, variables_read
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

# Set by the system, the shell, Python or a platform, on each machine in its own way.
_GIVEN = re.compile(
    r"PATH|HOME|USER|USERNAME|LOGNAME|SHELL|PWD|TMPDIR|TMP|TEMP|LANG|LC_\w+|TZ|HOSTNAME|DISPLAY"
    r"|TERM|CI|CUDA_\w+|PYTHON[A-Z]+|\w+_NUM_THREADS|COLAB_\w+|KAGGLE_\w+|JPY_\w+|CONDA_\w+"
    r"|VIRTUAL_ENV|APPDATA|LOCALAPPDATA|USERPROFILE|USERDOMAIN|COMPUTERNAME|SYSTEMROOT"
    r"|PROGRAMFILES|SPARK_HOME|JAVA_HOME|DATABRICKS_RUNTIME_VERSION|XDG_\w+|LD_LIBRARY_PATH"
)
_MOST_RELATED = 10


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """One finding a variable, at the first place that fails without it."""
    listed = contract.code.variables
    reads: dict[str, list[VariableRead]] = {}
    for item in variables_read(notebook) if listed is not None else ():
        known = any(fnmatchcase(item.name, pattern) for pattern in listed or ())
        if not known and not _GIVEN.fullmatch(item.name):
            reads.setdefault(item.name, []).append(item)
    for name, items in reads.items():
        items.sort(key=lambda item: item.optional)
        first, *others = items
        ends = (
            "there it is never set, and the code goes the other way."
            if first.optional
            else "the code stops there, or goes on without it."
        )
        yield Match(
            f"`{name}` is read from the environment, and the contract does not list it: {ends}",
            first.span,
            related=tuple(related(item.span, "read here too") for item in others[:_MOST_RELATED]),
            at_most="info" if first.optional else "error",
        )


RULE = Rule(
    code="HE110",
    name="undeclared-variable",
    artifact="environment",
    severities=severities("-iE"),
    summary="A variable of the environment is read that the contract does not list.",
    why=(
        "It is set in your shell and in nobody else's. Production sets what the contract lists: "
        "add it there, and who runs the service knows that it is needed."
    ),
    find=find,
    given=("contract",),
    key="code.variables",
    contract='[code]\nvariables = ["MODEL_BUCKET", "AWS_*"]',
    examples=(
        Example(
            bad="""
                # %%
                import os
                from os import environ
                bucket = os.environ["MODEL_BUCKET"]
                owner = «os.environ["CHURN_OWNER"]»
                # %%
                rate = «os.getenv("RATE")»
                level = «environ.get("LEVEL", "info")»
                «%env REGION»
                rate = os.environ.get("RATE", 3)
                token = «os.getenv("TOKEN")» or ask()
            """,
            good="""
                # %%
                import os
                bucket = os.environ["MODEL_BUCKET"]
                region = os.getenv("AWS_REGION")
            """,
        ),
    ),
    silent=(
        "import os\nos.environ['MODEL_BUCKET']\nos.environ.get('AWS_PROFILE')",
        "import os\nos.environ['PATH']\nos.getenv('HOME')\nos.environ['CUDA_VISIBLE_DEVICES']",
        "import os\nos.environ['RATE'] = '1'\n# %%\nos.environ['RATE']",
        "%env RATE=1\nimport os\nos.environ['RATE']",
        "import os\nos.environ.setdefault('RATE', '1')\nos.getenv('RATE')",
        (
            "import os\nos.environ.update({'RATE': '1'}, LEVEL='x')\n"
            "os.getenv('RATE')\nos.getenv('LEVEL')"
        ),
        "import os\nos.environ[name]\nos.getenv(f'{name}_KEY')",
        "import os\n'RATE' in os.environ\ndict(os.environ)\n%env",
        "environ = {'RATE': 1}\nenviron['RATE']\nenviron.get('RATE')",
        "# os.environ['RATE']\nprint('os.environ[\"RATE\"]')",
        "config['RATE']\nbox.getenv('RATE')",
    ),
)
