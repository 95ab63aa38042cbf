"""HS112: a stored output runs something where the notebook is opened."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ...notebook import Active, Notebook, Output, output_facts, producers
from ...report import Fix
from ...requirements import Requirements
from ...rule import Example, Match, Rule, severities


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """JavaScript and HTML that runs, of no library that is known to draw with it."""
    own = [name for name in contract.notebook.active_outputs if name.strip()]
    for cell in notebook.cells:
        for number, output in enumerate(cell.outputs):
            active = output_facts(output).active
            if active is not None and not _is_expected(active, output, own):
                fix = Fix("Clear this output", "safe", (cell.clear_output(number),))
                yield Match(
                    f"This cell's output holds {active.what}: it runs where somebody opens the "
                    "notebook and trusts it, or is lost where it may not.",
                    cell.whole(),
                    fixes=(fix,),
                )


def _is_expected(active: Active, output: Output, own: Collection[str]) -> bool:
    """Whether an output comes from a library that may put out what runs.

    One of the team's ``own`` is known by its name in what it puts out.
    """
    if not active.producers.isdisjoint(producers()):
        return True
    return any(name in text for name in own for text in output.text.values())


RULE = Rule(
    code="HS112",
    name="active-output",
    artifact="security",
    owner="both",
    severities=severities("-iw"),
    summary="A stored output runs something where the notebook is opened.",
    why=(
        "Whoever opens a notebook that they trust runs what its outputs hold, with their own "
        "session and rights. Code hosts and wikis take it out, and what it showed is lost."
    ),
    fix="Clears that output.",
    find=find,
    given=("contract",),
    key="notebook.active-outputs",
    examples=(
        Example(
            bad="""
                # %% «html="<script>code_show = true; toggle();</script>"»
                toggle_code()
                # %% «javascript="IPython.notebook.execute_all_cells()"»
                run_all()
                # %% «html="<div onclick=\\"run()\\">Run</div>"»
                button()
                # %% «html="<iframe src=\\"https://a.com\\"></iframe>"»
                show_page()
            """,
            good="""
                # %% html="<b>0.93</b>"
                show(score)
            """,
        ),
    ),
    silent=(
        '# %% html="<table><tr><td>1</td></tr></table>"\nrows',
        '# %% html="<div id=\\"a\\"></div><script>Plotly.newPlot(1)</script>"\nf()',
        '# %% html="<script>require([\\"vega-embed\\"], show)</script>"\nchart',
        '# %% javascript="(function(root) { root.Bokeh = undefined })(window)"\nshow(plot)',
        '# %% html="<div class=\\"colab-df-container\\"><button onclick=\\"convert()\\">"\nrows',
        '# %% html="<div id=\\"sk-container-id-1\\"><script>f()</script></div>"\nmodel',
        '# %% html="<iframe src=\\"https://www.youtube.com/embed/x\\"></iframe>"\nvideo',
        '# %% html="<script type=\\"application/json\\">{}</script>"\nrows',
        '# %% html="<iframe srcdoc=\\"leaflet\\"></iframe>"\nmap',
        '# %% output="<script>alert(1)</script>"\nprint(page)',
        '# %% html="&lt;script&gt;f()&lt;/script&gt;"\nrows',
        '# %% html="<td>the option on=\\"left\\" of merge</td>"\nrows',
    ),
)
