"""Where a notebook's data come from and go to: paths, URLs, buckets, databases and tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal, TypeAlias

from ..report import Span
from .cells import Cell
from .document import Notebook
from .file_uses import PathText, Way, file_uses
from .flow import Call
from .knowledge import known, table
from .literals import leading_literal
from .names import dotted
from .shell import commands, shell_command, tool

AddressKind: TypeAlias = Literal["path", "table"]

# What stands in an address for what the notebook does not say.
HOLE = "{}"
_USER = re.compile(r"(?<=://)[^/@\s]*@")
_HOST = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:/{2,3}(?P<host>[^/{}\s:?]+)(?=[/:?]|$)")
_SCHEME = re.compile(r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]+):")
_ABSOLUTE = re.compile(r"(?:/|~|[A-Za-z]:[\\/]|\\\\)[^{}\s]")
# Every machine has its own: what lies there is made in passing, or is no data.
_OWN = re.compile(r"(?:/private)?/(?:tmp|var/tmp|dev|proc|sys|etc|usr)(?:/|$)")
_WILD = re.compile(r"[*?\[]")
# A date, a number of a version, a checksum or what an object's version is called.
_VERSIONED = re.compile(
    r"(?i)\d{4}[-_/.]?\d\d(?!\d)|\d{8}|(?:^|[^a-z])v\d|version|snapshot|@|[0-9a-f]{32}|timestamp"
)
# Spark's session, by the names that platforms and people give it.
_SESSIONS = frozenset(("spark", "sqlContext", "session", "sess"))
_DEEPEST = 12
_LONGEST = 2000
_DATABASES = ("database", "dbname", "db")
# A server and a database in the text of a connection.
_SERVER = re.compile(r"(?i)(?:^|[;\s])(?:host|server)\s?=\s?(?:tcp:)?(?P<host>[^;,\s]{1,200})")
_DATABASE = re.compile(r"(?i)(?:^|[;\s])(?:database|dbname)\s?=\s?(?P<name>[^;,\s]{1,200})")
# Options of curl and wget with which they send something.
_SENDS = re.compile(
    r"(?:-X|--request)[ =]?(?:POST|PUT|PATCH|DELETE)"
    r"|(?:^| )(?:-d|-T|-F|--data\S*|--upload-file|--post-\S+)(?: |=|$)"
)
# Code and programs are fetched as well: they are no data.
_CODE = (".py", ".sh", ".ipynb", ".whl", ".deb", ".js", ".jar", ".pem", ".gpg")
# Builders that load files, which are given beside them.
_BUILDERS = frozenset(("csv", "json", "parquet", "text", "arrow", "pandas", "imagefolder"))


@dataclass(frozen=True, slots=True)
class Address:
    """An address that is read or written, ``{}`` in it for what cannot be told.

    A user and a password are left out. ``argument`` is the expression that says it, where
    it is one; ``kind`` is ``table`` for a table's name alone.
    """

    cell: Cell
    span: Span
    way: Way
    text: str
    kind: AddressKind = "path"
    call: Call | None = None
    argument: ast.expr | None = None

    @property
    def start(self) -> str:
        """The address as far as it is known."""
        return self.text.partition("{")[0]

    @property
    def whole(self) -> bool:
        return "{" not in self.text

    @property
    def is_remote(self) -> bool:
        """Whether it is known to lie on another machine: by its host, bucket or database."""
        scheme, host = _SCHEME.match(self.text), _HOST.match(self.text)
        if scheme is None or host is None:
            return False
        near = scheme["scheme"].partition("+")[0].lower() in known("addresses", "local_schemes")
        return not near and host["host"].lower() not in known("addresses", "local_hosts")

    @property
    def is_absolute(self) -> bool:
        """Whether it is a path from the top of this machine's files, its own places left out."""
        return _ABSOLUTE.match(self.text) is not None and _OWN.match(self.text) is None

    @property
    def is_versioned(self) -> bool:
        """Whether it holds a version or a date, or something that may be one."""
        return not self.whole or _VERSIONED.search(self.text) is not None

    def matches(self, pattern: str) -> bool:
        """Whether a contract's pattern is sure to mean this address."""
        return fnmatchcase(self.text, pattern)

    def may_match(self, pattern: str) -> bool:
        """Whether a pattern means this address, whatever stands where it cannot be told."""
        if self.whole:
            return self.matches(pattern)
        wild = _WILD.search(pattern)
        head = pattern[: wild.start()] if wild else pattern
        return head.startswith(self.start) or (wild is not None and self.start.startswith(head))


def addresses(notebook: Notebook) -> list[Address]:
    """Addresses that the notebook reads and writes, in document order, each place once."""
    found: dict[tuple[Span, Way, str], Address] = {}
    ways = (_in_calls, _servers, _tables, _by_spark, _in_buckets, _in_shell)
    for item in (item for way in ways for item in way(notebook)):
        if item.start and len(item.text) <= _LONGEST:
            found.setdefault((item.span, item.way, item.text), item)
    return sorted(found.values(), key=lambda item: (item.span.cell, item.span.line or 0))


def approved_classes(
    notebook: Notebook, sources: Sequence[tuple[str, str]]
) -> Iterator[tuple[str, Address]]:
    """The classes of the data that are read; ``sources`` are patterns with their classes."""
    if sources:
        for item in addresses(notebook):
            for pattern, data_class in sources if item.way == "read" else ():
                if item.matches(pattern):
                    yield data_class, item


def _in_calls(notebook: Notebook) -> Iterator[Address]:
    for use in file_uses(notebook):
        if not use.call.name.endswith("ExcelWriter"):
            yield _address(notebook, use.call, use.argument, use.way)
    tables = table("addresses")
    ways: tuple[tuple[str, Way, AddressKind], ...] = (
        ("reads", "read", "path"),
        ("writes", "write", "path"),
        ("reads_table", "read", "table"),
    )
    for section, way, kind in ways:
        for name, (position, keyword) in tables[section].items():
            for call in notebook.calls(name):
                argument = call.argument(keyword, position)
                if argument is not None:
                    yield _address(notebook, call, argument, way, kind)


def _servers(notebook: Notebook) -> Iterator[Address]:
    """Connections to databases, by the address that their parts make."""
    for name, (scheme, keyword) in table("addresses")["servers"].items():
        for call in notebook.calls(name):
            given = call.argument(keyword, 0)
            host = _text(notebook, given, call) if given is not None else HOLE
            database = next(filter(None, map(call.argument, _DATABASES)), None)
            rest = _text(notebook, database, call) if database is not None else ""
            if found := _SERVER.search(host):
                part = _DATABASE.search(host)
                host, rest = found["host"], part["name"] if part else rest
            if "://" not in host:
                host = f"{scheme}://{host}/{rest}".rstrip("/")
            clean = _USER.sub("", host)
            yield Address(call.cell, call.span, "read", clean, call=call, argument=given)


def _tables(notebook: Notebook) -> Iterator[Address]:
    """Tables that methods of data write, and that Spark reads."""
    for name, (position, keyword) in table("addresses")["writes_table"].items():
        for call in notebook.methods(name):
            if (argument := call.argument(keyword, position)) is not None:
                yield _address(notebook, call, argument, "write", "table")
            if name == "to_sql" and (connection := call.argument("con", 1)) is not None:
                yield _address(notebook, call, connection, "write")
    for call in notebook.methods("table"):
        if _is_spark_table(call) and call.node.args:
            yield _address(notebook, call, call.node.args[0], "read", "table")


def _by_spark(notebook: Notebook) -> Iterator[Address]:
    for name, (position, keyword) in table("addresses")["spark"].items():
        for call in notebook.methods(name):
            way, argument = _spark_way(call), call.argument(keyword, position)
            if way is not None and argument is not None:
                yield _address(notebook, call, argument, way)


def _in_buckets(notebook: Notebook) -> Iterator[Address]:
    for name, (position, way) in table("addresses")["buckets"].items():
        for call in notebook.methods(name):
            bucket, key = _in_bucket(call, position)
            if bucket is not None:
                place = _text(notebook, bucket, call).strip("/")
                rest = _text(notebook, key, call) if key is not None else HOLE
                yield Address(call.cell, call.span, way, f"s3://{place}/{rest}", call=call)


def _in_bucket(call: Call, position: int) -> tuple[ast.expr | None, ast.expr | None]:
    if position < 0:
        return call.argument("Bucket"), call.argument("Key")
    return call.argument("Bucket", position), call.argument("Key", position + 1)


def _is_spark_table(call: Call) -> bool:
    owner = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    return owner is not None and (
        (isinstance(owner, ast.Name) and owner.id in _SESSIONS) or _spark_way(call) == "read"
    )


def _spark_way(call: Call) -> Way | None:
    """Whether a method hangs on ``….read`` or ``….write``, options in between."""
    node: ast.expr = call.node.func
    for _ in range(_DEEPEST):
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            if node.attr in ("read", "readStream") and node is not call.node.func:
                return "read"
            if node.attr in ("write", "writeStream") and node is not call.node.func:
                return "write"
            node = node.value
    return None


def _in_shell(notebook: Notebook) -> Iterator[Address]:
    """What `wget`, `curl`, `aws s3 cp` and `gsutil cp` fetch and bring."""
    for cell in notebook.code:
        if "://" not in cell.source:
            continue
        for magic in cell.facts.plain.magics:
            command = shell_command(magic)
            for words in commands(command) if command else ():
                for way, text in _fetched(words):
                    clean = _USER.sub("", re.sub(r"\$?\{[^{}]*\}|\$\w+", HOLE, text))
                    yield Address(cell, cell.span_of(magic.start, magic.end), way, clean)


def _fetched(words: Sequence[str]) -> Iterator[tuple[Way, str]]:
    bare = [word.strip("\"'") for word in words if not word.lower().strip("\"'").endswith(_CODE)]
    if (name := tool(words)) in ("wget", "curl"):
        posts = _SENDS.search(" ".join(bare)) is not None
        yield from (("write" if posts else "read", word) for word in bare if "://" in word)
    elif (name == "gsutil" and "cp" in bare) or (name == "aws" and "s3" in bare):
        given = [word for word in bare[1:] if "://" in word or "/" in word or "." in word]
        if len(given) >= 2:
            yield from (("read", word) for word in given[:-1] if "://" in word)
            yield from (("write", word) for word in given[-1:] if "://" in word)


def _address(
    notebook: Notebook, call: Call, argument: ast.expr, way: Way, kind: AddressKind = "path"
) -> Address:
    text = _text(notebook, argument, call)
    if call.name == "datasets.load_dataset":
        text = "" if text in _BUILDERS or text.startswith((".", "/")) else f"hf://datasets/{text}"
    text = _USER.sub("", text)
    return Address(call.cell, call.span, way, text, kind, call, argument)


def _text(notebook: Notebook, node: ast.expr, call: Call) -> str:
    """The address that an expression makes, with holes for what cannot be told."""
    text = _AddressText(notebook, call.fact.deferred).text(node, call.index, call.fact.order)
    return (text or HOLE).replace("\\", "/")


class _AddressText(PathText):
    """Puts an address together; unlike a path, what is known of it counts, holes or not."""

    def text(self, node: ast.expr | None, index: int, order: int) -> str:
        if isinstance(node, ast.Attribute):
            return HOLE
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
            return self.text(node.left, index, order).partition("%")[0] + HOLE
        return super().text(node, index, order) or HOLE

    def called(self, node: ast.Call, index: int, order: int) -> str | None:
        """A path that is joined, a text that is filled in, or what a connection is made to."""
        if isinstance(node.func, ast.Attribute) and node.func.attr == "format":
            return self.text(node.func.value, index, order)
        name = self.notebook.links.qualified(dotted(node.func), index, order)
        if name == "sqlalchemy.create_engine" and node.args:
            return self.text(node.args[0], index, order)
        return super().called(node, index, order)

    def named(self, name: str, index: int, order: int) -> str | None:
        found = super().named(name, index, order)
        return HOLE if found and found.startswith(f"{{{name} ") else found


def literal_of(notebook: Notebook, item: Address) -> tuple[Cell, tuple[int, int, int, int]] | None:
    """Where a plain literal says all of an address, in the call or behind a name."""
    if item.call is None or item.argument is None:
        return None
    literal = leading_literal(notebook, item.argument, item.call)
    if literal is None or not literal.whole or literal.text != item.text:
        return None
    return (literal.cell, literal.place) if literal.written[1:-1] == item.text else None
