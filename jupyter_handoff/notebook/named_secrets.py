"""Finds what stands where a secret is given: under its name, in a header, in a command.

Whether such a value is a secret is judged by `secrets`. Every repetition has an end: the
searched text may be hostile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

# What a value must look like: anything but a stand-in, as people choose passwords, or as
# machines make keys. The less a place says of its value, the more is asked of it.
# In an address of a host that others reach, even a word of letters is one.
Look: TypeAlias = Literal["word", "any", "chosen", "made"]

_PARTS = ("key", "secret", "pass", "pw", "token", "credential", "authorization", "curl", "wandb")
# A name that says secret, then the value it is given: in Python, in a dictionary, in an
# environment (`%env NAME=value`, `export NAME=value`).
_NAMED = re.compile(
    r"""(?P<name>(?:(?:api|access|account|auth|service|private|kaggle)[_-]?key|secret|passw(?:or)?d
        |passphrase|pwd|token|credential)\w{0,60}
        |(?P<short>(?<![^\W_])(?:pass|pw)_?\d{0,2}(?!\w)))
        (?:["']?(?:\s{0,5}\])?\s{0,40}(?::\s?str\s{0,40})?(?P<sign>[=:,]|\)\s{0,5}or(?=\s))
            \s{0,40}(?:default\s?=\s?)?(?:\(\s{0,40})?[rbu]?
            (?P<quote>(?P<long>\"{3}|'{3})|["'])(?(long)\s{0,20})
            (?P<quoted>[^"'\s]{8,200})(?(long)\s{0,20})(?P=quote)
        |=(?P<bare>[^\s"'`;|&<>(){}\[\],]{8,200}))""",
    re.IGNORECASE | re.VERBOSE,
)
# What stands in front of a name that is looked up with a default: `getenv("NAME", "value")`,
# `config("NAME", default="value")`, `getenv("NAME") or "value"`.
_LOOK_UP = re.compile(r"\w\(\s{0,40}[\"']\w{0,60}\Z")
_NAME_BEGUN = re.compile(r"\w+\Z")
_LONGEST_NAME = 60
_SHELL_LINE = re.compile(r"[ \t]*(?:[%!]|export[ \t]|set[ \t])")
# `%env NAME value` and `%set_env NAME value`.
_ENVIRONMENT = re.compile(
    r"(?<![^\r\n])[ \t]{0,40}%(?:set_)?env[ \t]{1,40}"
    r"(?P<name>\w{1,60})[ \t]{1,40}(?P<value>[^\s\"'`{}$]{8,200})"
)
# A name that only speaks about a secret: where it is, what it is called, how it is read.
_ABOUT = re.compile(
    r"(?:_?(?:name|id|ids|file|path|url|uri|arn|env|var|type|field|col|column|header|length|size|count"
    r"|prefix|suffix|format|version|key_name|str|text|(?<!pass)word|map|location|region|label|regex|pattern|mode|class|idx|index))$"
    r"|token(?:s|iz|ise)|^(?:pad|eos|bos|sep|cls|unk|mask|special|stop|start|end)_?token|_token_|token_type",
    re.IGNORECASE,
)
_QUOTE = r"\\?[\"']"
_TO = rf"(?:{_QUOTE})?\]?\s{{0,20}}[:=,]\s{{0,20}}[fbru]?(?:{_QUOTE})?"


@dataclass(frozen=True, slots=True)
class _Place:
    """A place that says by itself what it is given; a text without a marker has none."""

    kind: str
    look: Look
    markers: tuple[str, ...]
    pattern: re.Pattern[str]


_PLACES = (
    _Place(
        *("token", "made", ("authorization",)),
        re.compile(
            rf"\b(?:Proxy-)?Authorization{_TO}(?:Bearer|Token|Basic)\s{{1,4}}"
            r"(?P<value>[\w.~+/=-]{16,1000})",
            re.IGNORECASE,
        ),
    ),
    _Place(
        *("key", "made", ("key=", "token=", "secret=")),
        re.compile(
            r"[?&](?:api[_-]?key|access[_-]?(?:key|token)|auth[_-]?token|client[_-]?secret"
            r"|subscription-key|token|key)=(?P<value>[\w.~-]{20,300})",
            re.IGNORECASE,
        ),
    ),
    _Place(
        *("key", "made", ("wandb",)),
        re.compile(
            r"\bwandb(?:\.login\([^()]{0,100}?(?<![\w.])(?:key\s?=\s?)?[\"']"
            r"|[ ]login[ ](?:--?\w{1,20}[ ]){0,3})(?P<value>[0-9a-f]{40})\b"
        ),
    ),
    # Kaggle's kaggle.json.
    _Place(
        *("key", "made", ("username",)),
        re.compile(
            rf"{_QUOTE}username{_QUOTE}\s{{0,5}}:\s{{0,5}}{_QUOTE}[\w.-]{{1,60}}{_QUOTE}\s{{0,5}},"
            rf"\s{{0,40}}{_QUOTE}key{_QUOTE}\s{{0,5}}:\s{{0,5}}{_QUOTE}(?P<value>[0-9a-f]{{32}})\b"
        ),
    ),
    _Place(
        *("password", "any", ("curl ",)),
        re.compile(
            r"\bcurl[ ](?:[^\n\\]|\\(?:\r\n|[^\r])){0,300}?(?<=\s)(?:-u|--user)[ =]?[\"']?"
            r"[\w.@+-]{1,60}:(?P<value>[^\s\"'`:${}\\]{8,100})"
        ),
    ),
    _Place(
        *("password", "any", (" --",)),
        re.compile(
            r"(?<=[ ]--)(?:[\w-]{0,20}-)?(?:password|passphrase|token|secret|api-key)[ ]{1,4}[\"']?"
            r"(?P<value>[^\s\"'`${}<>\[\]|&;-][^\s\"'`${}<>\[\]|&;]{7,200})"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Given:
    """A value that stands where a secret is given; ``start`` and ``end`` are indexes.

    ``in_address`` is true for the password of an address.
    """

    kind: str
    start: int
    end: int
    look: Look = "any"
    in_address: bool = False


def given_values(text: str) -> Iterator[Given]:
    """What is given where a secret would be, stand-ins and all."""
    lower = text.lower()
    if not any(part in lower for part in _PARTS):
        return
    yield from _by_name(text)
    for found in _ENVIRONMENT.finditer(text):
        name = found["name"]
        if any(part in name.lower() for part in _PARTS) and not _ABOUT.search(name):
            yield Given(_kind(name), *found.span("value"))
    for place in _PLACES:
        if any(marker in lower for marker in place.markers):
            for found in place.pattern.finditer(text):
                yield Given(place.kind, *found.span("value"), place.look)


def _by_name(text: str) -> Iterator[Given]:
    for found in _NAMED.finditer(text):
        group = "quoted" if found["quoted"] else "bare"
        before = text[max(0, found.start() - _LONGEST_NAME) : found.start()]
        if group == "bare" and not _on_shell_line(text, found.start()):
            continue
        if found["sign"] not in ("=", ":", None) and not _LOOK_UP.search(before):
            continue
        begun = _NAME_BEGUN.search(before)
        name = f"{begun.group() if begun else ''}{found['name']}"
        if not _ABOUT.search(name):
            look: Look = "chosen" if found["short"] else "any"
            yield Given(_kind(name), *found.span(group), look)


def _on_shell_line(text: str, position: int) -> bool:
    return bool(_SHELL_LINE.match(text, text.rfind("\n", 0, position) + 1))


def _kind(name: str) -> str:
    name = name.lower()
    if "pass" in name or "pwd" in name or "pw" in name.split("_"):
        return "password"
    return "token" if "token" in name else "key"
