"""What an output would run is told, and which library it comes from."""

from __future__ import annotations

import time

import pytest

from jupyter_handoff.notebook import active_in, producers

SCRIPT, FRAME = "a script", "a frame that loads another page"
EVENT, LINK = "HTML that runs JavaScript on a click or another event", "a link that runs JavaScript"


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ("<script>f()</script>", SCRIPT),
        ("<SCRIPT type='text/javascript' src='a.js'></SCRIPT>", SCRIPT),
        ("<script type='module'>f()</script>", SCRIPT),
        ("<div\n onclick='f()'>", EVENT),
        ('<img src="a" onerror="f()">', EVENT),
        ("<iframe src='https://a.com'></iframe>", FRAME),
        ("<a href='javascript:f()'>", LINK),
        ("<script type='application/json'>{}</script>", ""),
        ('<script type="math/tex">x</script>', ""),
        ("<b>on = 'a'</b>", ""),
        ("<td>one='1'</td>", ""),
        ("&lt;script&gt;", ""),
        ("<scripted>", ""),
    ],
)
def test_what_runs_is_told(html: str, what: str) -> None:
    active = active_in({"text/html": html, "text/plain": "<script>"})
    assert (active.what if active else "") == what


def test_javascript_runs_by_its_type() -> None:
    assert active_in({"application/javascript": "f()"})
    assert active_in({"application/javascript": " "}) is None


@pytest.mark.parametrize(
    ("html", "producer"),
    [
        ("<script>Plotly.newPlot('a')</script>", "plotly"),
        ("<script>vegaEmbed('#a')</script>", "altair"),
        ("<div class='bk-root'></div><script>f()</script>", "bokeh"),
        ("<iframe srcdoc='leaflet.js'></iframe>", "folium"),
        ("<script>new LDAvis('#a')</script>", "pyldavis"),
        ("<div id='sk-container-id-1'><script>f()</script></div>", "scikit-learn"),
    ],
)
def test_a_library_is_known_by_its_marks(html: str, producer: str) -> None:
    active = active_in({"text/html": html})
    assert active is not None
    assert producer in active.producers
    assert active.producers <= set(producers())


def test_what_nobody_knows_has_no_producer() -> None:
    active = active_in({"text/html": "<script>code_toggle()</script>"})
    assert active is not None
    assert active.producers == frozenset()


@pytest.mark.parametrize(
    "piece", ["<script", "<a ", "<a on", " on", "<", "type=", "<script type=a "]
)
def test_no_output_takes_long(piece: str) -> None:
    start = time.process_time()
    active_in({"text/html": (piece * 200_000)[:200_000]})
    assert time.process_time() - start < 3
