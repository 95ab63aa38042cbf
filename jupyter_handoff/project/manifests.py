"""Reads the files in which a project describes itself: pyproject, setup, Pipfile, pixi."""

from __future__ import annotations

import ast
import configparser
import os
import sys
from typing import Any

from packaging.utils import canonicalize_name

from .declared import (
    Declarations,
    from_list,
    from_lists,
    from_table,
    mapping,
    poetry_specifier,
)
from .reading import Reader
from .requirements import read_requirements

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


def toml(reader: Reader, path: str) -> dict[str, Any]:
    """A TOML file's content; empty where it cannot be read."""
    text = reader.text(path)
    if text is None:
        return {}
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        reader.broken(path, "it is not valid TOML")
        return {}


def read_pyproject(reader: Reader, path: str) -> Declarations:
    """The dependencies of ``[project]``, of groups, and of Poetry, PDM, uv, Hatch and pixi."""
    data = toml(reader, path)
    project, tool = mapping(data, "project"), mapping(data, "tool")
    poetry = mapping(tool, "poetry")
    found = Declarations(whole=path not in reader.unread, package="build-system" in data)
    add = found.distributions.extend
    add(from_list(project.get("dependencies")))
    add(from_lists(project.get("optional-dependencies")))
    add(from_lists(data.get("dependency-groups")))
    add(from_table(poetry.get("dependencies")))
    add(from_table(poetry.get("dev-dependencies"), main=False))
    for group in mapping(poetry, "group").values():
        add(from_table(mapping(group, "dependencies"), main=False))
    add(from_lists(mapping(tool, "pdm").get("dev-dependencies")))
    add(from_list(mapping(tool, "uv").get("dev-dependencies"), main=False))
    for environment in mapping(tool, "hatch", "envs").values():
        add(from_list(mapping(environment).get("dependencies"), main=False))
    _pixi(mapping(tool, "pixi"), found)
    _dynamic(reader, path, data, found)
    found.own = own_name(project.get("name") or poetry.get("name"))
    python = project.get("requires-python")
    if isinstance(python, str):
        found.python = python
    found.python = found.python or _poetry_python(poetry)
    found.lists = found.lists and (
        bool(found.distributions)
        or "dependencies" in {**project, **poetry, **mapping(tool, "pixi")}
    )
    return found


def _poetry_python(poetry: Any) -> str:
    python = mapping(poetry, "dependencies").get("python")
    return poetry_specifier(python) if isinstance(python, str) else ""


def _dynamic(reader: Reader, path: str, data: Any, found: Declarations) -> None:
    """Dependencies that setuptools reads from files; others nobody can read."""
    dynamic = mapping(data, "project").get("dynamic")
    if not isinstance(dynamic, list) or "dependencies" not in dynamic:
        return
    named = mapping(data, "tool", "setuptools", "dynamic", "dependencies").get("file")
    files = [named] if isinstance(named, str) else named
    if not isinstance(files, list):
        found.whole = found.lists = False
        return
    for file in files[:10]:
        if isinstance(file, str):
            read = read_requirements(reader, os.path.join(os.path.dirname(path), file))
            found.distributions += read.distributions
            found.whole &= read.whole


def _pixi(table: Any, found: Declarations) -> None:
    features = [table, *mapping(table, "feature").values()]
    for number, feature in enumerate(features):
        for key in ("dependencies", "pypi-dependencies"):
            rows = mapping(feature, key)
            found.distributions += from_table(rows, main=not number)
            if isinstance(rows.get("python"), str):
                found.python = found.python or poetry_specifier(rows["python"])


def own_name(name: Any) -> str:
    """A distribution's own name, normalised; empty where it is no text."""
    return canonicalize_name(name) if isinstance(name, str) else ""


def read_pixi(reader: Reader, path: str) -> Declarations:
    """``pixi.toml``."""
    found = Declarations()
    _pixi(toml(reader, path), found)
    found.whole = path not in reader.unread
    return found


def read_pipfile(reader: Reader, path: str) -> Declarations:
    """``Pipfile``."""
    data = toml(reader, path)
    found = Declarations(whole=path not in reader.unread)
    found.distributions += from_table(data.get("packages"))
    found.distributions += from_table(data.get("dev-packages"), main=False)
    requires = mapping(data, "requires")
    python = requires.get("python_full_version") or requires.get("python_version")
    found.python = poetry_specifier(f"{python}.*") if isinstance(python, str) else ""
    return found


def read_setup_cfg(reader: Reader, path: str) -> Declarations:
    """``setup.cfg``."""
    text = reader.text(path)
    parser = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parser.read_string(text or "")
    except configparser.Error:
        reader.broken(path, "it is not a valid configuration file")
    found = Declarations(whole=path not in reader.unread, package=True)
    found.own = own_name(parser.get("metadata", "name", fallback=""))
    options = dict(parser["options"]) if parser.has_section("options") else {}
    wanted = options.get("install_requires", "")
    if "file:" in wanted:
        found.whole = found.lists = False
        wanted = ""
    found.distributions += from_list(_lines(wanted))
    if parser.has_section("options.extras_require"):
        for extra in parser["options.extras_require"].values():
            found.distributions += from_list(_lines(extra), main=False)
    found.python = options.get("python_requires", "").strip()
    found.lists = found.lists and "install_requires" in options
    return found


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace(";\n", "\n").splitlines() if line.strip()]


def read_setup_py(reader: Reader, path: str) -> Declarations:
    """``setup.py``, read and never run: what it writes out plainly in its call of ``setup``."""
    found = Declarations(lists=False, package=True)
    try:
        tree = ast.parse(reader.text(path) or "")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        reader.broken(path, "it is not valid Python")
        tree = ast.Module([], [])
    values = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("setup"):
            for keyword in node.keywords:
                _setup_argument(found, keyword, values)
    found.whole &= path not in reader.unread
    return found


def _setup_argument(found: Declarations, keyword: ast.keyword, values: dict[str, ast.expr]) -> None:
    node = keyword.value
    if isinstance(node, ast.Name):
        node = values.get(node.id, node)
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, MemoryError, RecursionError):
        value = None
    if keyword.arg == "name":
        found.own = own_name(value)
    elif keyword.arg == "install_requires":
        found.lists = found.whole = isinstance(value, list | tuple)
        found.distributions += from_list(list(value) if found.whole else [])
    elif keyword.arg == "extras_require":
        found.distributions += from_lists(value)
    elif keyword.arg == "python_requires" and isinstance(value, str):
        found.python = value
