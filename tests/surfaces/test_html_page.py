"""The HTML page: sound, closed to everything outside, and true to what was found."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest

from jupyter_handoff.surfaces import html_page
from jupyter_handoff.surfaces.files import Linter
from jupyter_handoff.surfaces.located import Results
from jupyter_handoff.surfaces.work import placed

from ..notebook_files import code, markdown, write
from .command_line import run
from .golden import every_style, write_style

pytestmark = pytest.mark.usefixtures("wide_terminal")

LOCAL = 'import pandas as pd\npd.read_csv("/home/ana/churn.csv")'
_EMPTY = {"meta", "wbr"}


class Page(HTMLParser):
    """A page's elements, each closed; its text, its identifiers and its links."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str, str]] = []
        self.said: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open
        self.text = "".join(self.said)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attribute, value in self.attributes if attribute == name]


def written(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    _, out, _ = run(capsys, "lint", *arguments, "--format", "html", "--stage", "handoff")
    return out


@every_style
def test_a_finding_shows_its_line_and_what_is_meant(
    style: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_style(tmp_path, style)
    text = written(capsys, "a.ipynb", "--select", "HD101")
    start = text.index('<pre class="source">')
    source = text[start : text.index("</pre>", start)]
    assert "<mark>&quot;/home/ana/churn.csv&quot;</mark>" in source
    page = Page(text)
    line, carets = re.findall(r"(x = .*)\n( *\^+)\n?", page.text)[0]
    assert line == 'x = "🎉é"; df = pd.read_csv("/home/ana/churn.csv")'
    assert carets.strip() == "^" * 21
    for said in ("Cell 2", "line 2", "machine-local-path", "Fix: Use the relative path"):
        assert said in page.text


def test_the_page_is_closed_to_everything_outside(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL))
    text = written(capsys, ".")
    page = Page(text)
    (policy,) = (value for value in page.values("content") if "default-src" in value)
    style = text[text.index("<style>") + 7 : text.index("</style>")]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert text.index("Content-Security-Policy") < text.index("<style>")
    assert not page.tags & {"script", "link", "img", "iframe", "object", "base", "form", "svg"}
    assert not page.values("style") + page.values("src")
    assert not [name for _, name, _ in page.attributes if name.startswith("on")]
    assert "url(" not in style
    assert "@import" not in style


def test_links_lead_to_rules_on_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL), code("import os"), code("print(later)\n\nlater = 1"))
    write(tmp_path / "b.ipynb", code(LOCAL))
    page = Page(written(capsys, "."))
    identifiers = page.values("id")
    assert len(identifiers) == len(set(identifiers))
    assert {link.removeprefix("#") for link in page.values("href")} == set(identifiers)


def test_nothing_from_a_notebook_is_markup(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = '</pre><script>alert(1)</script><img src=x onerror="y">'
    write(
        tmp_path / "<b>&\x1b\u202e.ipynb",
        code(f"x = 1  # TODO: {evil}\x1b\u202e"),
        code(f"# {evil}\nimport os"),
        code("%%</summary><b>\nls"),
    )
    text = written(capsys, ".")
    page = Page(text)
    assert not page.tags & {"script", "img"}
    assert evil in page.text
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "<b>&\N{REPLACEMENT CHARACTER}" in page.text


def test_the_table_counts_by_artifact_and_owner(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code(LOCAL), code("import os"))
    write(tmp_path / "b.ipynb", code(LOCAL))
    text = written(capsys, ".", "--select", "HD101,HC116")
    table = text[text.index("<tbody>") : text.index("</tbody>")]
    rows = {
        name: re.findall(r"<td[^>]*>([^<]*)", row)
        for name, row in re.findall(r'<th scope="row">(\w+)</th>(.*)</tr>', table)
    }
    assert rows["data"] == ["2", "–", "–", "2", "–", "–"]
    assert rows["code"] == ["–", "1", "–", "1", "–", "–"]
    assert rows["all"] == ["2", "1", "–", "3", "–", "–"]
    assert rows["model"] == ["–"] * 6
    assert "2 of 2 notebooks have errors." in Page(text).text


def test_why_is_told_once_for_each_notebook(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("a", "b"):
        write(tmp_path / f"{name}.ipynb", code(LOCAL), code(LOCAL))
    page = Page(written(capsys, ".", "--select", "HD101"))
    # And once more with the rules.
    assert page.text.count("The receiving side has no such folder") == 3


def test_what_was_not_checked_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path / "a.ipynb", code("%%bash\nls"))
    (tmp_path / "b.ipynb").write_text("{]")
    page = Page(written(capsys, ".", "nowhere"))
    assert "What was not checked" in page.text
    assert "b.ipynb: it is not JSON" in page.text
    assert "nowhere: there is no such file or folder" in page.text
    assert "%%bash is not known to hold Python" in page.text
    assert "2 could not be read." in page.text
    page = Page(written(capsys, "nowhere"))
    assert "No notebook was checked." in page.text


def test_the_contract_and_the_day_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "a.ipynb", code("x = 1"))
    (tmp_path / "handoff.toml").write_text('title = "<Churn>"\nversion = "3"\n')
    text = written(capsys, ".")
    assert re.search(r"20\d\d-\d\d-\d\d · contract: &lt;Churn&gt; 3 \([0-9a-f]{8}\)", text)


def test_what_the_contract_gives_for_a_finding_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "handoff.toml").write_text(
        'title = "<b>Acme</b>"\nlocked = ["rules.HD101"]\n[rules.HD101]\nreason = "<i>No</i>."',
        encoding="utf-8",
    )
    write(tmp_path / "a.ipynb", code(LOCAL))
    page = Page(written(capsys, "a.ipynb"))
    assert "contract: <i>No</i>. · locked by <b>Acme</b>" in page.text


def test_many_notebooks_are_folded_and_a_few_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(4):
        write(tmp_path / f"n{number}.ipynb", *[code(LOCAL)] * (number + 1))
    write(tmp_path / "quiet.ipynb", markdown("é"))
    select = ("--select", "HD101")
    text = written(capsys, ".", *select)
    assert '<details class="file" open>' not in text
    assert text.count('<details class="file">') == 4
    order = re.findall(r"<b>(n\d)\.ipynb</b>", text)
    assert order == ["n3", "n2", "n1", "n0"]
    assert "1 notebook with nothing to say" in Page(text).text
    few = written(capsys, "n0.ipynb", "n1.ipynb", *select)
    assert few.count('<details class="file" open>') == 2


def test_a_thousand_notebooks_make_a_page_of_a_few_megabytes(tmp_path: Path) -> None:
    file = placed(Linter("handoff").judge(write(tmp_path / "a.ipynb", code(LOCAL))))
    files = tuple(msgspec.structs.replace(file, path=f"{n}.ipynb") for n in range(1000))
    text = html_page.written(Results(files, (), (), "2026-11-24"))
    assert len(text) < 3_000_000
    assert '<main class="many">' in text
