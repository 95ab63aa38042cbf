"""Finds secrets in text: the one module that knows detect-secrets.

Only the places are kept, never the secrets. Text is searched as decoded text, cell by
cell; nothing is verified over the network.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b
from itertools import islice
from typing import TYPE_CHECKING

from .recent import Recent

if TYPE_CHECKING:
    from detect_secrets.plugins.base import RegexBasedDetector

# A line longer than this is data (an image, a pasted file), and slow to search.
LONGEST_LINE = 10_000
_SHORTEST = 8

# Formats that detect-secrets does not know yet, or only in part, and that notebooks are full
# of, with the characters that they all hold: a text without them is not searched.
_MORE_FORMATS = {
    "Anthropic API key": ("sk-ant-", r"sk-ant-[A-Za-z0-9_-]{24,}"),
    "Databricks token": ("dapi", r"\bdapi[0-9a-f]{32}\b"),
    "GitHub token": ("github_pat_", r"github_pat_[A-Za-z0-9_]{60,}"),
    "Google API key": ("AIza", r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "Hugging Face token": ("hf_", r"\bhf_[A-Za-z]{34}\b"),
    "JSON web token": ("eyJ", r"eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}"),
    "OpenAI API key": ("sk-", r"\bsk-(?:proj-)?[A-Za-z0-9_-]{32,}"),
    "Telegram bot token": (":AA", r"\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b"),
}
# Of what detect-secrets puts in a group: the longest that is no secret (`glsoat`).
_LONGEST_PREFIX = 8
_NAME_PARTS = ("key", "secret", "pass", "pwd", "token", "credential")
_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"
    r"(?:(?!-----END ).){40,}?(?:-----END [A-Z0-9 ]+-----|\Z)",
    re.DOTALL,
)
# A name that says secret, then the value it is given: in Python, in a dictionary, in an
# environment (`%env NAME=value`, `export NAME=value`).
_NAMED = re.compile(
    r"""(?P<name>(?:(?:api|access|account|auth|service|private)[_-]?key|secret
        |passw(?:or)?d|passwd|pwd|token|credential)\w*)
        (?:["']?\s?\]?\s*(?::\s?str\s*)?(?P<sign>[=:,])\s*\(?\s*[rbuRBU]?(?P<quote>["'])(?P<quoted>[^"'\s]{8,200})(?P=quote)
        |=(?P<bare>[^\s"'`;|&<>(){}\[\],]{8,200}))""",
    re.IGNORECASE | re.VERBOSE,
)
# `%env NAME value` and `%set_env NAME value`.
_ENVIRONMENT = re.compile(
    r"(?<![^\r\n])[ \t]*%(?:set_)?env[ \t]+(?P<name>\w+)[ \t]+(?P<bare>[^\s\"'`{}$]{8,200})"
)
# What stands in front of a name that is looked up with a default: `getenv("NAME", "value")`.
_LOOK_UP = re.compile(r"\w\(\s*[\"']\w*\Z")
_NAME_BEGUN = re.compile(r"\w+\Z")
_LONGEST_NAME = 60
_SHELL_LINE = re.compile(r"\s*(?:[%!]|export\s|set\s)")
# A name that only speaks about a secret: where it is, what it is called, how it is read.
_ABOUT = re.compile(
    r"(?:_?(?:name|id|ids|file|path|url|uri|arn|env|var|type|field|col|column|header|length|size|count"
    r"|prefix|suffix|format|version|key_name|str|text|(?<!pass)word|map|location|region|label|regex|pattern|mode|class|idx|index))$"
    r"|token(?:s|iz|ise)|^(?:pad|eos|bos|sep|cls|unk|mask|special|stop|start|end)_?token|_token_|token_type",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(
    r"your|x{3,}|example|sample|change|placeholder|insert|replace|redacted|dummy|fake|mock|fill|enter"
    r"|here|todo|\*{3}|\.{3}|<|>|\$\{|\{|%\(|passw|secret|api.?key|token|user|none|null|123456|abcdef"
    r"|qwerty|foobar|default|undefined|localhost",
    re.IGNORECASE,
)
_NO_SECRET = re.compile(
    r"[^\W\d_]{,20}|[A-Z][A-Z0-9_]+|[a-z]+(?:[-_./ ][a-z]+)*|[A-Za-z]+(?:[-_./:][A-Za-z]+)+|https?://.*|arn:.*"
    r"|[./~].*|\w+\.\w+(?:\.\w+)*\(?.*\(.*|[\w./-]+\.(?:json|ya?ml|txt|csv|pem|key|env|ini|toml|cfg|pkl)"
    r"|[\d.,:/ -]+"
)


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret's kind, in words, and its place as indexes in the searched text."""

    kind: str
    start: int
    end: int


# By digest: the texts, long outputs among them, are not kept.
_RECENT: Recent[bytes, tuple[Secret, ...]] = Recent(
    most=20_000, cost=lambda secrets: 1 + len(secrets)
)


def find_secrets(text: str) -> tuple[Secret, ...]:
    """The secrets in a text, in order; those that overlap are one."""
    if len(text) < _SHORTEST:
        return ()
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
    return _RECENT.get(digest, lambda: in_order(_search(text)))


def in_order(found: Iterable[Secret]) -> tuple[Secret, ...]:
    """Secrets of one text, in order; those that overlap are one."""
    kept: list[Secret] = []
    for secret in sorted(found, key=lambda secret: (secret.start, -secret.end)):
        if not kept or secret.start >= kept[-1].end:
            kept.append(secret)
        elif secret.end > kept[-1].end:
            kept[-1] = replace(kept[-1], end=secret.end)
    return tuple(kept)


def masked(text: str, secrets: tuple[Secret, ...], *, start: int = 0) -> str:
    """A piece of a searched text, from index ``start``, with its secrets hidden."""
    parts, position = [], 0
    nearest = bisect_right(secrets, start, key=lambda secret: secret.end)
    for secret in islice(secrets, nearest, None):
        first = max(secret.start - start, position)
        last = min(secret.end - start, len(text))
        if first >= last:
            break
        parts += [text[position:first], "•••"]
        position = last
    return "".join([*parts, text[position:]])


def too_long_to_search(text: str) -> bool:
    """Whether a line of the text is so long that it was not searched."""
    return len(text) > LONGEST_LINE and any(len(line) > LONGEST_LINE for line in text.split("\n"))


def _search(text: str) -> Iterator[Secret]:
    searched = _without_long_lines(text)
    for found in _PRIVATE_KEY.finditer(searched):
        yield Secret("private key", *found.span())
    for kind, (marker, pattern) in _MORE_FORMATS.items():
        for found in re.finditer(pattern, searched) if marker in searched else ():
            if not _is_filler(found.group()):
                yield Secret(kind, *found.span())
    yield from _by_format(searched)
    lower = searched.lower()
    if any(part in lower for part in _NAME_PARTS):
        yield from _by_name(searched)
        yield from _in_environment(searched)


def _without_long_lines(text: str) -> str:
    if not too_long_to_search(text):
        return text
    lines = text.split("\n")
    return "\n".join(line if len(line) <= LONGEST_LINE else " " * len(line) for line in lines)


def _by_format(text: str) -> Iterator[Secret]:
    for kind, detector in _detectors():
        for value in set(_values(detector, text)):
            if _is_filler(value):
                continue
            start = text.find(value)
            while start >= 0:
                yield Secret(kind, start, start + len(value))
                start = text.find(value, start + len(value))


def _values(detector: RegexBasedDetector, text: str) -> Iterator[str]:
    for pattern in detector.denylist:
        for found in pattern.finditer(text):
            if any(detector.analyze_string(found.group())):
                # A group is the secret in its surroundings, or no more than its prefix.
                in_group = found.lastindex and len(found[1]) > _LONGEST_PREFIX
                yield found[1] if in_group else found.group()


def _by_name(text: str) -> Iterator[Secret]:
    for found in _NAMED.finditer(text):
        group = "quoted" if found["quoted"] else "bare"
        before = text[max(0, found.start() - _LONGEST_NAME) : found.start()]
        if group == "bare" and not _on_shell_line(text, found.start()):
            continue
        if found["sign"] == "," and not _LOOK_UP.search(before):
            continue
        begun = _NAME_BEGUN.search(before)
        name = f"{begun.group() if begun else ''}{found['name']}"
        if not _ABOUT.search(name) and _looks_secret(found[group]):
            yield Secret(_kind(name), *found.span(group))


def _in_environment(text: str) -> Iterator[Secret]:
    for found in _ENVIRONMENT.finditer(text):
        name = found["name"]
        says_secret = any(part in name.lower() for part in _NAME_PARTS)
        if says_secret and not _ABOUT.search(name) and _looks_secret(found["bare"]):
            yield Secret(_kind(name), *found.span("bare"))


def _on_shell_line(text: str, position: int) -> bool:
    return bool(_SHELL_LINE.match(text, text.rfind("\n", 0, position) + 1))


def _kind(name: str) -> str:
    name = name.lower()
    if "pass" in name or "pwd" in name:
        return "password"
    return "token" if "token" in name else "key"


def _looks_secret(value: str) -> bool:
    """Whether a value under a secret's name is one, and no name, path or stand-in for it."""
    from detect_secrets.filters import heuristic

    if _PLACEHOLDER.search(value) or _NO_SECRET.fullmatch(value) or _is_filler(value):
        return False
    return not (
        heuristic.is_sequential_string(value)
        or heuristic.is_templated_secret(value)
        or heuristic.is_not_alphanumeric_string(value)
    )


def _is_filler(value: str) -> bool:
    """Whether a value is made of few different characters (``AKIAXXXXXXXXXXXXXXXX``)."""
    return len(set(value.lower())) < 6 or bool(re.search(r"(.)\1{5}|EXAMPLE|example", value))


@lru_cache(maxsize=1)
def _detectors() -> tuple[tuple[str, RegexBasedDetector], ...]:
    # Imported here: it brings requests along, which takes a tenth of a second.
    from detect_secrets.plugins import (
        aws,
        azure_storage_key,
        discord,
        github_token,
        gitlab_token,
        jwt,
        mailchimp,
        npm,
        openai,
        pypi_token,
        sendgrid,
        slack,
        square_oauth,
        stripe,
    )

    return (
        ("AWS access key", aws.AWSKeyDetector()),
        ("Azure storage key", azure_storage_key.AzureStorageKeyDetector()),
        ("Discord bot token", discord.DiscordBotTokenDetector()),
        ("GitHub token", github_token.GitHubTokenDetector()),
        ("GitLab token", gitlab_token.GitLabTokenDetector()),
        ("JSON web token", jwt.JwtTokenDetector()),
        ("Mailchimp key", mailchimp.MailchimpDetector()),
        ("npm token", npm.NpmDetector()),
        ("OpenAI API key", openai.OpenAIDetector()),
        ("PyPI token", pypi_token.PypiTokenDetector()),
        ("SendGrid key", sendgrid.SendGridDetector()),
        ("Slack token", slack.SlackDetector()),
        ("Square token", square_oauth.SquareOAuthDetector()),
        ("Stripe key", stripe.StripeDetector()),
    )
