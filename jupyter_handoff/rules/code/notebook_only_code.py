"""HC110: a step of the work that only a notebook can do."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import (
    Cell,
    Magic,
    Notebook,
    ShellInPython,
    commands,
    does_work,
    is_databricks,
    known,
    platform_lines,
    shell_command,
    table,
    tool,
)
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities

_LOST = "exported to a script, this step is lost"
_BY_SUBPROCESS = "Start it with subprocess.run([…], check=True), or keep it out of the notebook"


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """Shell lines and magics that do work; one finding for each, or for each shell cell.

    Magics that production knows, by the contract, are code like any other there. A job of
    Databricks runs its notebooks as they are.
    """
    if is_databricks(notebook.metadata):
        return
    python = ShellInPython(notebook)
    allowed = contract.code.magics
    there = {name.lstrip("%") for name in allowed or ()}
    key = "" if allowed is None else "code.magics"
    for cell in notebook.code:
        magics = (magic for magic in cell.facts.plain.magics if (magic.name or "!") not in there)
        found = [(magic, said) for magic in magics if (said := _said(cell, magic))]
        hosted = platform_lines(cell) if found else frozenset()
        for magic, said in found:
            span = cell.span_of(magic.start, magic.end)
            if span.line not in hosted:
                fix = python.fix(cell, magic) or Fix(_words(magic), "suggestion")
                message = f"{said} works only in a notebook: {_LOST}."
                yield Match(message, span, fixes=(fix,), key=key)


def _said(cell: Cell, magic: Magic) -> str:
    """What stands there, where it does work; empty where it does not."""
    if (command := shell_command(magic)) is not None:
        given = commands(command)
        # What is bound to a name is part of the work, whatever it is.
        working = given if magic.target else list(filter(does_work, given))
        if working:
            name = tool(working[0])
            return f"`{'!' if magic.kind == 'shell' else '%'}{name}`" if name else "This shell line"
    elif magic.kind == "cell":
        body = cell.source[magic.end :]
        if magic.name in known("magics", "shell_cells"):
            script = f"{magic.text}\n{body}" if magic.name == "!" else body
            return f"`%%{magic.name}`" if any(map(does_work, commands(script))) else ""
        if magic.name in table("magics")["instead"] and body.strip():
            return f"`%%{magic.name}`"
    elif magic.kind == "line" and magic.name in table("magics")["instead"]:
        return f"`%{magic.name}`" if magic.text or magic.name == "pylab" else ""
    return ""


def _words(magic: Magic) -> str:
    words: str = table("magics")["instead"].get(magic.name, _BY_SUBPROCESS)
    return words


RULE = Rule(
    code="HC110",
    name="notebook-only-code",
    artifact="code",
    severities=severities("-iE"),
    summary="A shell line or a magic does a part of the work.",
    why=(
        "Production runs a script or a module. What `!wget` fetched and `%run` defined is not "
        "there, and the code below it fails, or goes on with what an old run left. "
        "A shell line that fails does not even stop the notebook."
    ),
    fix="Writes the same in Python for the plain cases: folders, copies, downloads, archives.",
    find=find,
    given=("contract",),
    contract='[code]\nmagics = ["%%sql", "spark"]',
    examples=(
        Example(
            bad="""
                # %%
                import os
                «!mkdir -p data/raw»
                «!wget -q https://host.org/churn.zip -O data/churn.zip»
                «!unzip -q data/churn.zip -d data/raw»
                # %%
                FILE = "a.csv"
                paths = «!ls data/*.csv»
                if FILE not in paths:
                    «!cp data/raw/{FILE} $FILE»
            """,
            good="""
                # %%
                import os
                os.makedirs("data/raw", exist_ok=True)
                import urllib.request
                urllib.request.urlretrieve("https://host.org/churn.zip", "data/churn.zip")
                import shutil
                shutil.unpack_archive("data/churn.zip", "data/raw")
                # %%
                FILE = "a.csv"
                import glob
                paths = sorted(glob.glob("data/*.csv"))
                if FILE not in paths:
                    import shutil
                    shutil.copy(f"data/raw/{FILE}", FILE)
            """,
        ),
        Example(
            bad="""
                # %%
                «!python train.py --rate 0.1 > log.txt»
                «%run features.py»
                # %%
                «%%bash»
                cd data
                gzip rows.csv
                # %%
                «%%writefile train.py»
                print(1)
            """,
            good="""
                # %%
                import subprocess, sys
                subprocess.run([sys.executable, "train.py", "--rate", "0.1"], check=True)
                from features import build
            """,
        ),
    ),
    silent=(
        "%matplotlib inline\n%load_ext autoreload\n%autoreload 2\n%config x.y = 1",
        "%time model.fit(x)\n%timeit f(x)",
        "%%time\nmodel.fit(x)",
        "!pip install shap\n%pip install shap\n!apt-get update && apt-get install -y git",
        "!ls -la data\n!head -n 3 data/rows.csv | cut -d, -f1\n!nvidia-smi",
        "!echo done\n!python --version\n!pip list | grep torch",
        "!git status\n!gsutil ls gs://bucket\n!gcloud config list 2>/dev/null",
        "%cd data\n%env MODE=test\n%pwd\n%who",
        "import sys\nif 'google.colab' in sys.modules:\n    !git clone https://host.org/a.git",
        "%%html\n<b>x</b>\n# %%\n%%javascript\nalert(1)",
        "%%bash\nls data\n# a comment\nwc -l data/rows.csv",
        "%%capture\nimport os",
        "# !wget https://host.org/a.csv\nx = 1",
        "%handoff_lint\n%%handoff_lint\nx = 1",
        "%%spark\nsales = spark.table('sales')",
        "%%sql\nSELECT 1",
        (
            '# %% [notebook] metadata={"application/vnd.databricks.v1+notebook": {}}\n'
            "# %%\n%run ./setup\n# %%\n%%sh\ncp a.csv b.csv\n# %%\n%%sql\nselect 1"
        ),
    ),
)
