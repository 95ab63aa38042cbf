"""Finds who ran a notebook in its outputs: home folders, owners of files, the user's name.

Only the way is told, never the name.
"""

from __future__ import annotations

import re

from .knowledge import known

_NAME = r"(?P<name>[^\W_][\w.@+~-]{0,39})"
# By what a text must hold to be searched: in lower case.
_WAYS: tuple[tuple[str, tuple[str, ...], re.Pattern[str]], ...] = (
    (
        "a home folder in a path",
        ("/home/", "/users/"),
        re.compile(
            rf"(?:(?<![\w.~%}}/-])(?<!href=[\"'])(?<!src=[\"'])|(?<=file://)|(?<=/mnt/[a-z]))"
            rf"/(?:home|Users)/{_NAME}/"
        ),
    ),
    (
        "a home folder in a path",
        ("users\\", "users/"),
        re.compile(
            r"(?<![A-Za-z])[A-Za-z]:[\\/]{1,4}Users[\\/]{1,4}"
            r"(?P<name>[^\W_][^\\/:\"'*?<>|\r\n]{0,39})[\\/]",
            re.IGNORECASE,
        ),
    ),
    (
        "the owner of a file",
        ("-rw", "drw"),
        re.compile(
            rf"^[-dl]r[w-][rwxsStT-]{{7}}[.@+]?[ ]{{1,4}}\d{{1,6}}[ ]{{1,4}}{_NAME}[ ]",
            re.MULTILINE,
        ),
    ),
    (
        "the user's name in the environment",
        ("user", "logname"),
        re.compile(
            r"(?:^(?:USER|LOGNAME|USERNAME)=|[\"'](?:USER|LOGNAME|USERNAME)[\"']: ?[\"'])"
            rf"{_NAME}(?!\w)",
            re.MULTILINE,
        ),
    ),
    (
        "a prompt with the user's name",
        ("@",),
        re.compile(
            rf"^(?:\([\w.-]{{1,40}}\) )?{_NAME}@[\w.-]{{1,60}}:[~/][^\s$#]{{0,200}}[$#] ", re.M
        ),
    ),
)
# Made of a word for a role, or a stand-in.
_ROLE = re.compile(
    r"(?:your|my|some|the|x{2,}|default|wd[ua]gutility|runner~|admin|guest|service|svc|test)[\w.@~-]*\Z"
    r"|[\w.-]*(?:user|admin|student|server|agent|builder|docker|jupyter)[\w.-]{0,4}\Z",
    re.IGNORECASE,
)


def identity_in(text: str) -> str:
    """The way in which a text tells who ran the notebook, in words; empty where it does not."""
    lower = text.lower()
    for way, markers, pattern in _WAYS:
        if any(marker in lower for marker in markers):
            for found in pattern.finditer(text):
                if not _is_neutral(found["name"]):
                    return way
    return ""


def _is_neutral(name: str) -> bool:
    return name.lower() in known("identities", "neutral") or bool(_ROLE.match(name))
