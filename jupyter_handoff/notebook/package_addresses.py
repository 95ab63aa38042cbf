"""What distribution lies behind an address that pip or conda is given."""

from __future__ import annotations

import re

from packaging.utils import canonicalize_name

_EGG = re.compile(r"[#&]egg=([A-Za-z0-9][\w.-]*)")
_ARCHIVE = re.compile(r"-\d|\.whl|\.tar|\.zip")
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


def name_at(address: str) -> str:
    """The normalised name of a distribution, as far as a repository's, an archive's or a
    conda package's address tells it; else empty.
    """
    if egg := _EGG.search(address):
        return canonicalize_name(egg[1])
    last = address.partition("#")[0].rpartition("::")[2].rstrip("/").rpartition("/")[2]
    if last.endswith((".whl", ".tar.gz", ".zip")):
        last = _ARCHIVE.split(last)[0]
    last = re.split(r"[@=<>!\s]", last)[0].removesuffix(".git")
    return canonicalize_name(last) if _NAME.fullmatch(last) else ""
