"""Finds secrets in text: the one module that knows detect-secrets.

Only the places are kept, never the secrets. Text is searched as decoded text, cell by
cell; nothing is verified over the network.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from .address_passwords import passwords_in_addresses
from .named_secrets import Look, given_values
from .recent import Recent

if TYPE_CHECKING:
    from detect_secrets.plugins.base import RegexBasedDetector

# A line longer than this is data (an image, a pasted file), and slow to search.
LONGEST_LINE = 10_000
_SHORTEST = 8

# Formats that detect-secrets does not know yet, knows in part, or takes quadratic time to
# find, with the characters that they all hold: a text without them is not searched.
_MORE_FORMATS = {
    "Anthropic API key": ("sk-ant-", r"sk-ant-[A-Za-z0-9_-]{24,}"),
    "Databricks token": ("dapi", r"\bdapi[0-9a-f]{32}\b"),
    "GitHub token": ("github_pat_", r"github_pat_[A-Za-z0-9_]{60,}"),
    "Google API key": ("AIza", r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "Hugging Face token": ("hf_", r"\bhf_[A-Za-z]{34}\b"),
    "JSON web token": ("eyJ", r"eyJ[\w-]{8,1000}\.eyJ[\w-]{8,4000}\.[\w-]{16,}"),
    "npm token": (
        "_authToken=",
        r"(?<=:_authToken=)(?:npm_[A-Za-z0-9]{36}|[A-Fa-f0-9]{8}(?:-[A-Fa-f0-9]{4}){3}-[A-Fa-f0-9]{12})",
    ),
    "OpenAI API key": ("sk-", r"\bsk-(?:proj-)?[A-Za-z0-9_-]{32,}"),
    "Telegram bot token": (":AA", r"\b\d{8,10}:AA[0-9A-Za-z_-]{33}\b"),
}
# Of what detect-secrets puts in a group: the longest that is no secret (`glsoat`).
_LONGEST_PREFIX = 8
_PRIVATE_KEY = re.compile(
    r"-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----"
    r"(?:(?!-----(?:BEGIN|END) ).){40,}?(?:-----END [A-Z0-9 ]{1,60}-----|(?=-----BEGIN )|\Z)",
    re.DOTALL,
)
_PLACEHOLDER = re.compile(
    r"your|x{3,}|example|sample|change|placeholder|insert|replace|redacted|dummy|fake|mock|fill|enter"
    r"|here|todo|\*{3}|\.{3}|<|>|\$\{|\{|%\(|passw|secret|api.?key|token|user|none|null"
    r"|foobar|default|undefined|localhost",
    re.IGNORECASE,
)
_NO_SECRET = re.compile(
    r"[^\W\d_]{,20}|[A-Z][A-Z0-9_]+|[a-z]+(?:[-_./ ][a-z]+)*|[A-Za-z]+(?:[-_./:][A-Za-z]+)+|[a-z][a-z\d+.-]{0,30}://.*|arn:.*"
    r"|[./~].*|\w+\.\w+(?:\.\w+)*\(?.*\(.*|[\w./-]+\.(?:json|ya?ml|txt|csv|pem|key|env|ini|toml|cfg|pkl)"
    r"|[\d.,:/ -]+"
)


_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_STEPS = frozenset(row[start : start + 2] for row in _ROWS for start in range(len(row) - 1))
_LOOKS: dict[Look, re.Pattern[str]] = {
    "word": re.compile(""),
    "any": re.compile(""),
    # Small letters, capitals and digits, or two of them and a sign that stands in no name.
    "chosen": re.compile(
        r"(?=.*[a-z])(?=.*\d)(?=.*[A-Z]|.*[^\w./:-])|(?=.*[a-zA-Z])(?=.*\d)(?=.*[^\w./:-])"
    ),
    # Hexadecimal, or long and mixed.
    "made": re.compile(
        r"(?=\D*\d)(?:[0-9a-fA-F]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\Z"
        r"|(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[\w.~+/=-]{20,}\Z"
    ),
}


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret's kind, in words, and its place as indexes in the searched text.

    ``in_address`` is true for the password of an address.
    """

    kind: str
    start: int
    end: int
    in_address: bool = False


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
        else:
            kept[-1] = _joined(kept[-1], secret)
    return tuple(kept)


def _joined(one: Secret, other: Secret) -> Secret:
    """Two secrets that overlap as one; an address tells the most of what it is."""
    kind = other.kind if other.in_address else one.kind
    in_address = one.in_address or other.in_address
    return Secret(kind, one.start, max(one.end, other.end), in_address)


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
    for given in (*given_values(searched), *passwords_in_addresses(searched)):
        if _looks_secret(searched[given.start : given.end], given.look):
            yield Secret(given.kind, given.start, given.end, given.in_address)


def _without_long_lines(text: str) -> str:
    if not too_long_to_search(text):
        return text
    lines = text.split("\n")
    return "\n".join(line if len(line) <= LONGEST_LINE else " " * len(line) for line in lines)


def _by_format(text: str) -> Iterator[Secret]:
    lower = text.lower()
    possible = {kind for marker, kind in _markers() if marker in lower}
    for kind, _, detector in _detectors() if possible else ():
        for value in set(_values(detector, text)) if kind in possible else ():
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


def _looks_secret(value: str, look: Look) -> bool:
    """Whether a value that stands in a secret's place is one, and no stand-in for it."""
    from detect_secrets.filters import heuristic

    if _PLACEHOLDER.search(value) or _is_filler(value):
        return False
    if look != "word" and _NO_SECRET.fullmatch(value):
        return False
    if _is_sequence(value) or not _LOOKS[look].match(value):
        return False
    return not (
        heuristic.is_sequential_string(value)
        or heuristic.is_templated_secret(value)
        or heuristic.is_not_alphanumeric_string(value)
    )


def _is_sequence(value: str) -> bool:
    """Whether half of a value or more is counted up or typed along the keyboard."""
    lower = value.lower()
    steps = "".join("+" if "".join(pair) in _STEPS else " " for pair in pairwise(lower))
    runs = (len(run) + 1 for run in steps.split() if len(run) >= 3)
    return 2 * sum(runs) >= len(value)


def _is_filler(value: str) -> bool:
    """Whether a value is made of few different characters (``AKIAXXXXXXXXXXXXXXXX``)."""
    return len(set(value.lower())) < 6 or bool(re.search(r"(.)\1{5}|EXAMPLE|example", value))


@lru_cache(maxsize=1)
def _markers() -> tuple[tuple[str, str], ...]:
    return tuple((marker, kind) for kind, markers, _ in _detectors() for marker in markers)


@lru_cache(maxsize=1)
def _detectors() -> tuple[tuple[str, tuple[str, ...], RegexBasedDetector], ...]:
    """Kinds of secrets, what a text with one holds in lower case, and who finds them."""
    # Imported here: it brings requests along, which takes a tenth of a second.
    from detect_secrets.plugins import (
        aws,
        azure_storage_key,
        discord,
        github_token,
        gitlab_token,
        mailchimp,
        pypi_token,
        sendgrid,
        slack,
        square_oauth,
        stripe,
    )

    return (
        ("AWS access key", ("aws", "a3t", "abia", "acca", "akia", "asia"), aws.AWSKeyDetector()),
        ("Azure storage key", ("accountkey=",), azure_storage_key.AzureStorageKeyDetector()),
        ("Discord bot token", (".",), discord.DiscordBotTokenDetector()),
        (
            "GitHub token",
            ("ghp", "gho", "ghu", "ghs", "ghr"),
            github_token.GitHubTokenDetector(),
        ),
        ("GitLab token", ("gl", "gr1348941"), gitlab_token.GitLabTokenDetector()),
        ("Mailchimp key", ("-us",), mailchimp.MailchimpDetector()),
        ("PyPI token", ("pypi-",), pypi_token.PypiTokenDetector()),
        ("SendGrid key", ("sg.",), sendgrid.SendGridDetector()),
        ("Slack token", ("xox", "hooks"), slack.SlackDetector()),
        ("Square token", ("sq0csp-",), square_oauth.SquareOAuthDetector()),
        ("Stripe key", ("k_live_",), stripe.StripeDetector()),
    )
