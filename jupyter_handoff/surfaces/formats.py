"""The formats that a run over files can be written in beside text, by name."""

from __future__ import annotations

from importlib import import_module

from .located import Results

# Each is a module of its own, which few runs need.
FORMATS = {
    "sarif": "sarif_format",
    "github": "github_format",
    "gitlab": "gitlab_format",
    "junit": "junit_format",
    "html": "html_page",
}


def written(name: str, results: Results) -> str:
    """What a run found, in the format of that name."""
    module = import_module(f".{FORMATS[name]}", __package__)
    text: str = module.written(results)
    return text
