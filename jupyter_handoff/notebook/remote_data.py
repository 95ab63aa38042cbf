"""Where a notebook takes data from an address that nothing pins to one state."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..report import Span
from .cells import Cell
from .document import Notebook
from .file_uses import file_uses, whole_text
from .flow import Call
from .knowledge import known, table
from .literals import whole_literal
from .shell import commands, shell_command, tool

_ADDRESS = re.compile(r"(?:https?|ftp|s3a?|gs|az|abfss?|wasbs?|adl|r2|hdfs)://[^\s/]+/\S+", re.I)
_NEARBY = re.compile(r"\w+://(?:localhost|127\.|0\.0\.0\.0|10\.|192\.168\.)")
# No address that a person writes is longer.
_LONGEST = 1000
# The state of a repository: a commit or a tag stays, a branch moves on.
_HOSTED = re.compile(
    r"//(?:raw|media)\.githubusercontent\.com/(?:media/)?[^/]+/[^/]+/(?P<raw>refs/[^/]+/[^/]+|[^/]+)/"
    r"|//(?:www\.)?(?:github|gitlab)\.com/[^/]+/[^/]+/(?:-/)?"
    r"(?:raw|blob|archive)/(?P<repository>refs/[^/]+/[^/]+|[^/]+)"
    r"|//huggingface\.co/[^?#]*?/resolve/(?P<hub>[^/]+)/"
)
_BRANCH = re.compile(
    r"refs/heads/.*|(?:main|master|HEAD|trunk|dev|develop|gh-pages)(?:\.zip|\.tar\.gz|\.tgz)?"
)
# Places that never change what lies at an address, and addresses that name one state.
_FIXED = re.compile(
    r"zenodo\.org/(?:api/)?records?/\d|figshare\.com/(?:files|articles)/|doi\.org/|/releases/download/"
    r"|openml\.org/data/\S*?\d|[?&](?:version|versionid|generation|rev|revision|date|sha256|md5)="
    r"|#(?:sha|md5|\d{10})|/ipfs/|archive\.org/(?:web/\d|download/)|vega-datasets@|@v?\d",
    re.I,
)
_INTERFACE = re.compile(r"/(?:api|rest)/v\d+(?:\.\d+)*/|/v\d+(?:\.\d+)*/(?:api|rest)/", re.I)
# A version, a year, or a hash.
_STATE = re.compile(
    r"(?<![a-z])(?:v|ver|version|release|rel)[-_.]?\d|(?<!\d)\d+\.\d+\.\d+(?!\d)|(?<!\d)(?:19|20)\d\d(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)"
    r"|(?<![0-9a-z])(?=[a-f]{0,39}\d)[0-9a-f]{7,64}(?![0-9a-z])",
    re.I,
)
# Programs and their like, in archives.
_OTHER = re.compile(r"linux|darwin|macos|windows|win(?:32|64)|amd64|x86|arm64|^requirements")
# What an interface on the web answers.
_ANSWERS = (".json", ".xml")
_ASKS = ("requests.get", "urllib.request.urlopen")
_CHECKERS = re.compile(r"(?:hexdigest|check_integrity|check_md5|verify_checksum|file_digest)\Z")
_SHELL_CHECKERS = re.compile(r"\b(?:md5|sha\d*|b2)sum\b|\bshasum\b|--checksum\b")
_SAVES = re.compile(r"-[a-zA-Z]*[oO].*|--output.*|--remote-name.*|>")
_SPARK = re.compile(r".*\.read(?:\.\w+\(\))?\.(?:csv|parquet|json|orc|text|table|load)")


@dataclass(frozen=True, slots=True)
class RemoteRead:
    """A read from an address; ``branch`` is true where a branch of a repository is read.

    ``address`` is empty where a name stands for the data (`fetch_openml`).
    """

    cell: Cell
    span: Span
    address: str
    branch: bool = False


def loose_remote_reads(notebook: Notebook) -> list[RemoteRead]:
    """Such reads in document order; none where the notebook compares a checksum."""
    found = [*_read_by_calls(notebook), *_read_by_shell(notebook), *_openml(notebook)]
    if not found or _checks(notebook):
        return []
    return sorted(found, key=lambda read: (read.cell.number, read.span.line or 0))


def _read_by_calls(notebook: Notebook) -> Iterator[RemoteRead]:
    for use in file_uses(notebook):
        if use.way == "read" and not _is_versioned(use.call):
            yield from _loose(notebook, use.call, use.argument, any_file=True)
    for call in notebook.methods("csv", "parquet", "json", "orc", "text", "load"):
        if call.node.args and _SPARK.fullmatch(call.fact.path):
            yield from _loose(notebook, call, call.node.args[0], any_file=True)
    for name, row in table("remote")["fetches"].items():
        position, keyword = row["address"]
        for call in notebook.calls(name):
            checks = [call.argument(check) for check in row.get("checks", ())]
            address = call.argument(keyword, position)
            if address is None or any(map(_is_given, checks)):
                continue
            for read in _loose(notebook, call, address, any_file=False):
                if not (name in _ASKS and read.address.endswith(_ANSWERS)):
                    yield read


def _is_given(node: ast.expr | None) -> bool:
    return node is not None and not (isinstance(node, ast.Constant) and not node.value)


def _is_versioned(call: Call) -> bool:
    """Whether the options of a reader name a version."""
    options = call.argument("storage_options")
    keys = options.keys if isinstance(options, ast.Dict) else []
    return any(isinstance(key, ast.Constant) and "version" in str(key.value) for key in keys)


def _loose(
    notebook: Notebook, call: Call, node: ast.expr, *, any_file: bool
) -> Iterator[RemoteRead]:
    address = whole_text(notebook, node, call)
    branch = is_loose(address, any_file=any_file)
    if branch is not None:
        span = call.cell.span(call.cell.facts.place(node))
        yield RemoteRead(call.cell, span, address, branch)


def is_loose(address: str, *, any_file: bool) -> bool | None:
    """Whether an address of data leads to a branch; None where it names one state, or may.

    Without ``any_file``, only what by its name is a file of data or a model.
    """
    if not 0 < len(address) < _LONGEST or not _ADDRESS.match(address) or _NEARBY.match(address):
        return None
    if not any_file and not _is_data(address):
        return None
    hosted = _HOSTED.search(address)
    reference = hosted and next(filter(None, hosted.groups()), "")
    if reference and _BRANCH.fullmatch(reference):
        return True
    unknown = "{" in address or "$" in address or "*" in address
    path = _INTERFACE.sub("/", address)
    if reference or unknown or _FIXED.search(path) or _STATE.search(path.partition("://")[2]):
        return None
    return False


def _is_data(address: str) -> bool:
    name = re.split(r"[?#]", address, maxsplit=1)[0].rpartition("/")[2].lower()
    ending = name.rpartition(".")[2] if "." in name else ""
    return ending in known("remote", "files.endings") and not _OTHER.search(name)


def _read_by_shell(notebook: Notebook) -> Iterator[RemoteRead]:
    """Lines with `wget`, `curl` and their like, in shell cells too."""
    for cell in notebook.code:
        if "://" not in cell.source:
            continue
        for command, start, end in _shell_lines(cell):
            for words in commands(command):
                if fetched := _fetched(words):
                    yield RemoteRead(cell, cell.span_of(start, end), *fetched)
                    break


def _shell_lines(cell: Cell) -> Iterator[tuple[str, int, int]]:
    """The shell's lines of a cell, with their indexes in it."""
    for magic in cell.facts.plain.magics:
        if (command := shell_command(magic)) is not None:
            yield command, magic.start, magic.end
        elif magic.kind == "cell" and magic.name in known("magics", "shell_cells"):
            start = magic.end
            for line in cell.source[magic.end :].splitlines(keepends=True):
                yield line, start, start + len(line.rstrip("\r\n"))
                start += len(line)


def _fetched(words: list[str]) -> tuple[str, bool] | None:
    """The first address that a command fetches which is loose, and whether it is a branch's."""
    name = tool(words)
    copies = (name == "gsutil" and "cp" in words) or words[:3] == ["aws", "s3", "cp"]
    saves = name == "wget" or (name == "curl" and any(map(_SAVES.fullmatch, words)))
    if not (copies or saves):
        return None
    # What is copied stands in front of where to.
    for word in words[:-1] if copies else words:
        branch = is_loose(word.strip("\"'"), any_file=False)
        if branch is not None:
            return word, branch
    return None


def _openml(notebook: Notebook) -> Iterator[RemoteRead]:
    """`fetch_openml` of a name in whatever version is active."""
    for call in notebook.calls("sklearn.datasets.fetch_openml"):
        name, version = call.argument("name", 0), call.argument("version", 1)
        literal = whole_literal(notebook, name, call) if name else None
        active = version is None or ast.unparse(version) == "'active'"
        if literal and active and not call.open_ended and call.argument("data_id") is None:
            yield RemoteRead(call.cell, call.span, "")


def _checks(notebook: Notebook) -> bool:
    if next(notebook.links.calls_like(_CHECKERS), None) is not None:
        return True
    return any(
        _SHELL_CHECKERS.search(magic.text)
        for cell in notebook.code
        for magic in cell.facts.plain.magics
        if magic.kind in ("shell", "cell")
    )
