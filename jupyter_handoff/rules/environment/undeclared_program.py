"""HE111: a system program is called that the contract does not list."""

from __future__ import annotations

from collections.abc import Iterator

from ...notebook import Notebook, ProgramCall, known, program_calls
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

_MOST_RELATED = 10


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """One finding a program, at its first call; only where the contract lists programs."""
    listed = contract.code.programs
    calls: dict[str, list[ProgramCall]] = {}
    if listed is not None:
        there = {*listed, *known("programs", "python"), *_shells_own(contract)}
        for item in program_calls(notebook):
            if item.name not in there:
                calls.setdefault(item.name, []).append(item)
    for name, items in calls.items():
        first, *others = items
        yield Match(
            f"`{name}` is called, and the contract does not list it: where it is not installed, "
            "this step fails or is passed over.",
            first.span,
            related=tuple(related(item.span, "called here too") for item in others[:_MOST_RELATED]),
            at_most="error" if any(item.works for item in items) else "info",
        )


def _shells_own(contract: Requirements) -> frozenset[str]:
    """What the shells of the contract's operating systems know by themselves."""
    systems = set(contract.runtime.os or ("linux",))
    unix, windows = known("programs", "unix"), known("programs", "windows")
    if "windows" not in systems:
        return unix
    return windows if systems == {"windows"} else windows & unix


RULE = Rule(
    code="HE111",
    name="undeclared-program",
    artifact="environment",
    owner="both",
    severities=severities("-iw"),
    summary="A system program is called that the contract does not list.",
    why=(
        "It was installed on your machine once. The image of production has what is listed, and "
        "a shell line that does not find its program does not even stop the notebook."
    ),
    find=find,
    given=("contract",),
    key="code.programs",
    contract='[code]\nprograms = ["git", "pandoc"]',
    examples=(
        Example(
            bad="""
                # %%
                «!ffmpeg -i talk.mp4 talk.wav»
                # %%
                import subprocess
                «subprocess.run(["dot", "-Tpng", "tree.dot"], check=True)»
                # %%
                «%%bash»
                cd data
                bcftools view rows.vcf | gzip > rows.gz
            """,
            good="""
                # %%
                !git pull
                # %%
                import subprocess
                subprocess.run(["pandoc", "notes.md"], check=True)
            """,
        ),
    ),
    silent=(
        "!ls -la data | head -3\n!mkdir -p out\n!cp a b\n!tar xzf a.tar.gz",
        "!git clone https://host.org/a.git\n!cd a && git pull",
        "!pip install shap\n%pip install shap\n!apt-get install -y graphviz\n!conda list",
        "!python train.py\n!{sys.executable} -m mine\n!jupyter nbconvert a.ipynb",
        "!./build.sh\n!scripts/fetch.sh a\n!bash fetch.sh",
        "!{command} a\n!$TOOL a",
        "import os\nos.system('ls')\nos.system(command)\nbox.system('ffmpeg')",
        "import subprocess\nsubprocess.run([program, 'a'])\nsubprocess.run(f'{program} a')",
        "# !ffmpeg a\nprint('!ffmpeg a')",
        "import sys\nif 'google.colab' in sys.modules:\n    !wget https://host.org/a.csv",
        "!X=1 Y=2 git status",
        "%%html\n<b>ffmpeg</b>",
    ),
)
