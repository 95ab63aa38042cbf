"""Places where one machine, one person or one office keeps files: a desktop, a network share."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

PersonalPlace: TypeAlias = Literal["desktop", "downloads", "synchronised", "share"]

_BEFORE = (
    r"(?:~|/Users/|/home/|/root/|/mnt/[a-z]/Users/|[A-Za-z]:[\\/]|(?:\.\.[\\/]){1,12}|%USERPROFILE%)"
    r"(?:[^\\/\n]*[\\/]+){0,12}?"
)
_BEHIND = r"(?:[\\/].*)?"
_PLACES: dict[PersonalPlace, re.Pattern[str]] = {
    "synchronised": re.compile(
        rf"{_BEFORE}(?:OneDrive|Dropbox|Google ?Drive|iCloudDrive)(?:[ -][^\\/\n]*)?{_BEHIND}"
    ),
    "desktop": re.compile(rf"{_BEFORE}(?:Desktop|Schreibtisch|Bureau|Escritorio){_BEHIND}"),
    "downloads": re.compile(rf"{_BEFORE}(?:Downloads|Téléchargements|Descargas){_BEHIND}"),
    "share": re.compile(
        r"\\\\(?![?.]\\)[\w.$-]+\\[^\\].*|//[\w-][\w.$-]*/[^/\s].*|(?:smb|cifs)://.+"
        r"|/(?:mnt|media)/(?:nas|network|smb|samba|cifs|nfs|fileserver)(?:[-_\d][^/]*)?/.*"
        r"|/Volumes/(?=[^/]*[ A-Z])[^/]+/.+"
    ),
}
_LOCAL = re.compile(r"(?:/(?=[^/\s])|~[\w.-]*/|[A-Za-z]:(?:\\|/(?!/)))[^\n]*")
# Part of every machine, of a container image, or of a hosted platform.
_EVERYBODYS = re.compile(
    r"(?:~|/root)/\.|/(?:tmp|var/tmp|dev|proc|sys|etc|usr|bin|lib|opt/ml|kaggle|content|gdrive|dbfs|databricks"
    r"|Volumes|Workspace|FileStore|input|output|workspace|app)(?:/|$)"
)
# No path that a person writes is longer.
_LONGEST = 1000


def personal_place(path: str, project: str = "") -> PersonalPlace | None:
    """Which such place a path leads into; None where it leads elsewhere, or may.

    What lies below ``project``, the folder of the project, is the project's own.
    """
    own = project and path.replace("\\", "/").startswith(f"{project.rstrip('/')}/")
    if own or len(path) > _LONGEST:
        return None
    return next((place for place, form in _PLACES.items() if form.fullmatch(path)), None)


def is_machine_local(path: str) -> bool:
    """Whether a path leads into folders that only one machine has."""
    local = _LOCAL.fullmatch(path) and not _EVERYBODYS.match(path)
    return bool(local) and len(path.strip("/~")) >= 3
