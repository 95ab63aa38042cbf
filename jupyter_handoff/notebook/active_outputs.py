"""Finds what a stored output would run: JavaScript, scripts and handlers in HTML, frames."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from .knowledge import table

JAVASCRIPT = ("application/javascript", "text/javascript")

# Scripts that hold data, formulas or templates, and run nothing.
_SCRIPT = re.compile(
    r"<script(?![^<>]{0,300}\stype\s?=\s?[\"']?(?:application/(?:json|ld\+json|vnd)|math/|text/"
    r"(?:template|html|x-template|x-mathjax|latex)))[\s>]",
    re.IGNORECASE,
)
_HANDLER = re.compile(r"<[a-z][^<>]{0,1000}?[\s\"']on[a-z]{3,20}\s?=\s?[\"']", re.IGNORECASE)
_FRAME = re.compile(r"<iframe[\s>]", re.IGNORECASE)
_LINK = re.compile(r"(?:href|src)\s?=\s?[\"']\s{0,5}javascript:", re.IGNORECASE)
_PARTS = (
    ("a script", "<script", _SCRIPT),
    ("a frame that loads another page", "<iframe", _FRAME),
    ("a link that runs JavaScript", "javascript:", _LINK),
    ("HTML that runs JavaScript on a click or another event", "on", _HANDLER),
)


@dataclass(frozen=True, slots=True)
class Active:
    """What an output runs, in words, and the libraries that it may well come from."""

    what: str
    producers: frozenset[str]


def producers() -> Collection[str]:
    """The libraries whose outputs are known."""
    marks: Collection[str] = table("producers")["marks"].keys()
    return marks


def active_in(texts: Mapping[str, str]) -> Active | None:
    """What the texts of one output run, by MIME type; None where they run nothing."""
    for kind in JAVASCRIPT:
        if texts.get(kind, "").strip():
            return Active("JavaScript", _producers(texts[kind]))
    html = texts.get("text/html", "")
    if not html:
        return None
    lower = html.lower()
    for what, marker, pattern in _PARTS:
        if marker in lower and pattern.search(html):
            return Active(what, _producers(html))
    return None


def _producers(text: str) -> frozenset[str]:
    marks: Mapping[str, list[str]] = table("producers")["marks"]
    return frozenset(name for name, words in marks.items() if any(word in text for word in words))
