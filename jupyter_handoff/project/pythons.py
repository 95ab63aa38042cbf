"""Which Python the files of a project ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from packaging.specifiers import InvalidSpecifier, SpecifierSet

from .reading import Reader

_VERSION = re.compile(r"\s*(?:c?python-?)?(\d+\.\d+)(?:\.\d+)?\s*$", re.MULTILINE)
_FROM = re.compile(r"FROM\s+(?:--\S+\s+)*(?P<image>\S+)(?:\s+AS\s+(?P<name>\S+))?", re.IGNORECASE)
_ARGUMENT = re.compile(r"ARG\s+(\w+)=[\"']?([\w.-]*)[\"']?\s*$", re.IGNORECASE)
_VARIABLE = re.compile(r"\$\{?(\w+)(?::-([\w.-]*))?\}?")
_IN_TAG = re.compile(r"(?:^|[-_.])py(?:thon)?-?(3)\.?(\d{1,2})(?![\d.]*\d{3})")
_OFFICIAL_TAG = re.compile(r"(\d+\.\d+)")


def one_line(text: str) -> str:
    """``.python-version`` and ``runtime.txt``: the first version that is named."""
    found = _VERSION.match(text.lstrip())
    return f"=={found[1]}.*" if found else ""


def dockerfile(text: str) -> str:
    """The Python of the last stage of a Dockerfile that names one in its image's tag."""
    arguments: dict[str, str] = {}
    version, stages = "", dict[str, str]()
    for line in text.splitlines():
        line = line.strip()
        if argument := _ARGUMENT.match(line):
            arguments[argument[1]] = argument[2]
        elif found := _FROM.match(line):
            image = _filled(found["image"], arguments)
            version = stages.get(image) or _of_image(image)
            if found["name"]:
                stages[found["name"]] = version
    return f"=={version}.*" if version else ""


def _filled(image: str, arguments: Mapping[str, str]) -> str:
    def value(found: re.Match[str]) -> str:
        return arguments.get(found[1]) or found[2] or ""

    return _VARIABLE.sub(value, image)


def _of_image(image: str) -> str:
    name, _, tag = image.partition("@")[0].rpartition(":")
    if name.rpartition("/")[2] == "python":
        official = _OFFICIAL_TAG.match(tag)
        return official[1] if official else ""
    in_tag = _IN_TAG.search(tag)
    return f"{in_tag[1]}.{in_tag[2]}" if in_tag else ""


# Files that say it and nothing else.
READERS: Mapping[str, Callable[[str], str]] = {
    "runtime.txt": one_line,
    ".python-version": one_line,
    "Dockerfile": dockerfile,
}


def python_of(reader: Reader, path: str, name: str) -> str:
    """The range of versions that one of those files asks for, empty where it names none."""
    text = reader.text(path, most=100_000)
    return READERS[name](text) if text else ""


def plain_range(text: str) -> str:
    """A range of versions, empty where it is none that can be read."""
    try:
        return str(SpecifierSet(text))
    except InvalidSpecifier:
        return ""
