"""The formats that a run over files can be written in beside text, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from . import github_format, gitlab_format, html_page, junit_format, sarif_format
from .located import Results

FORMATS: Mapping[str, Callable[[Results], str]] = {
    "sarif": sarif_format.written,
    "github": github_format.written,
    "gitlab": gitlab_format.written,
    "junit": junit_format.written,
    "html": html_page.written,
}
