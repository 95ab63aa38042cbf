"""Finds the passwords that stand in addresses: in a URL, in a connection string.

Whether such a value is a password is judged by `secrets`. Every repetition has an end:
the searched text may be hostile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .named_secrets import Given, Look

_VALUE = r"(?P<value>[^\s;\"'`{}$<>][^\s;\"'`{}<>]{5,100})"
# `scheme://user:password@host`; a password may hold an `@`, so the last one counts.
_URL = re.compile(
    r"(?<=\w)://(?P<user>[^\s/?:@\"'`<>{}|\\$]{0,80})"
    r":(?P<value>[^\s/?\"'`<>{}|\\$][^\s/?\"'`<>{}|\\]{5,200})@(?P<host>[\w.-]{1,200})"
)
# By what a text must hold to be searched, in lower case.
_STRINGS: dict[str, re.Pattern[str]] = {
    # ODBC and its like: `…;UID=sa;PWD=…`, with a semicolon in front or behind.
    "pwd": re.compile(rf"(?:(?<=;)|(?<=; )|(?<=[\"']))PWD\s?=\s?{_VALUE}(?=[;\"'])", re.IGNORECASE),
    "password": re.compile(
        rf"(?:(?:(?<=;)|(?<=; ))Password\s?=\s?|(?<=[\"'])Password=(?=[^;\"']{{1,100}};)){_VALUE}"
        r"(?=[;\"'])",
        re.IGNORECASE,
    ),
    # libpq's: `host=… user=… password=…`.
    "password=": re.compile(
        r"(?<![\w.])(?:host|hostaddr|port|dbname|user)=[^\s;,\"'`]{1,80}[ ]{1,4}password="
        r"(?P<value>[^\s;,\"'`{}$<>][^\s;,\"'`{}<>]{5,100})"
    ),
    # JDBC's: `…/db?user=…&password=…`.
    "assword=": re.compile(
        r"://[^\s\"'`<>{}]{1,200}?[?&]password=(?P<value>[^\s&\"'`{}$<>][^\s&\"'`{}<>]{5,100})"
    ),
}
_STAND_IN_HOST = re.compile(
    r"(?:host|hostname|server|domain|address|addr|ip|endpoint|url)\Z"
    r"|(?:.*[.-])?(?:example|your\w*|my[-_]?(?:host|server|db|domain)\w*|test|invalid)(?:[.-].*)?\Z",
    re.IGNORECASE,
)
# A host that others reach, so that even a plain word is its password.
_FAR_HOST = re.compile(
    r"(?:[a-z\d-]{1,63}\.){1,6}[a-z]{2,24}|(?!127\.|0\.)\d{1,3}(?:\.\d{1,3}){3}", re.IGNORECASE
)
_STAND_IN_USER = re.compile(
    r"user(?:name)?|usr|login|name|me|foo|u|scott|\w*user\w*", re.IGNORECASE
)
# What tutorials and fresh installations have as a password, digits at its end left out.
_COMMON = frozenset(
    "abc admin adminadmin changeme default demo foobar guest hello hunter letmein minioadmin "
    "mongo mypass mypwd mysql neo pass postgres postgresql pswd pwd rabbitmq redis root sample "
    "scott test testing testtest tiger welcome".split()
)


def passwords_in_addresses(text: str) -> Iterator[Given]:
    """What stands in the password's place of addresses, plain stand-ins left out."""
    if "://" in text:
        for found in _URL.finditer(text):
            if not _is_stand_in(found):
                yield _given(found, _look(found))
    lower = text.lower()
    for marker, pattern in _STRINGS.items():
        if marker in lower:
            for found in pattern.finditer(text):
                yield _given(found, "any")


def _given(found: re.Match[str], look: Look) -> Given:
    return Given("password", *found.span("value"), look, in_address=True)


def _is_stand_in(found: re.Match[str]) -> bool:
    """Whether an address is an example, or has the password that everyone knows."""
    user, value, host = found["user"].lower(), found["value"].lower(), found["host"]
    word = value.rstrip("0123456789!")
    return value == user or word in _COMMON or word == user or bool(_STAND_IN_HOST.match(host))


def _look(found: re.Match[str]) -> Look:
    far = _FAR_HOST.fullmatch(found["host"]) and not _STAND_IN_USER.fullmatch(found["user"])
    return "word" if far else "any"
