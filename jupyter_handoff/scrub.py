"""Keeps secrets out of findings: no message, title or edit repeats one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from .notebook import Notebook
from .notebook.secrets import find_secrets
from .report import CellEdit, Edit, FileEdit, Finding, Fix, NotChecked, Related, SourceEdit

# So many characters of a secret in a row give it away, as where a message is cut short.
_TOO_MANY = 8


def scrubbed(
    findings: Iterable[Finding], notebook: Notebook, texts: frozenset[str] = frozenset()
) -> list[Finding]:
    """The findings with every secret of the notebook's sources hidden, and parts of them.

    ``texts`` are others that findings may repeat, those of the contract. An edit that
    replaces a secret says nothing of the text that it replaces; a fix that would write
    one is left out.
    """
    hide = _Hide(notebook, texts)
    return [hide.finding(finding) for finding in findings] if hide.parts else list(findings)


def scrubbed_gaps(missing: Iterable[NotChecked], notebook: Notebook) -> list[NotChecked]:
    """What was not checked, with every secret of the notebook's sources hidden."""
    hide = _Hide(notebook)
    return [
        msgspec.structs.replace(item, what=hide.text(item.what), why=hide.text(item.why))
        for item in missing
    ]


class _Hide:
    def __init__(self, notebook: Notebook, texts: frozenset[str] = frozenset()) -> None:
        # Names of variables are made of what stands in the code, in upper case.
        self.parts = {
            part
            for secret in (*notebook.known_secrets.kinds, *_secrets_in(texts))
            for text in (secret, secret.upper())
            for part in _parts(text)
            # Indentation and rulers in a private key are no part of what is secret.
            if not re.search(r"\s", part) and len(set(part)) > 2
        }

    def finding(self, finding: Finding) -> Finding:
        fixes = (self.fix(fix) for fix in finding.fixes)
        return msgspec.structs.replace(
            finding,
            message=self.text(finding.message),
            reason=self.text(finding.reason),
            related=tuple(self.related(place) for place in finding.related),
            fixes=tuple(fix for fix in fixes if fix is not None),
        )

    def text(self, text: str) -> str:
        shown = list(text)
        for start, part in enumerate(_parts(text)):
            if part in self.parts:
                shown[start : start + _TOO_MANY] = "\0" * _TOO_MANY
        return re.sub("\0+", "•••", "".join(shown))

    def in_text(self, text: str) -> bool:
        return any(part in self.parts for part in _parts(text))

    def related(self, place: Related) -> Related:
        return msgspec.structs.replace(place, message=self.text(place.message))

    def fix(self, fix: Fix) -> Fix | None:
        if any(self.writes(edit) for edit in fix.edits):
            return None
        edits = tuple(self.edit(edit) for edit in fix.edits)
        return Fix(self.text(fix.title), fix.applicability, edits)

    def writes(self, edit: Edit) -> bool:
        if isinstance(edit, SourceEdit):
            return self.in_text(edit.new)
        return isinstance(edit, FileEdit) and self.in_text(edit.append)

    def edit(self, edit: Edit) -> Edit:
        old = edit.old if isinstance(edit, SourceEdit | CellEdit) else None
        if old is not None and self.in_text(old):
            return msgspec.structs.replace(edit, old=None)
        return edit


# A contract is the same from one keystroke to the next.
@lru_cache(maxsize=16)
def _secrets_in(texts: frozenset[str]) -> frozenset[str]:
    return frozenset(
        text[secret.start : secret.end] for text in texts for secret in find_secrets(text)
    )


def _parts(text: str) -> Iterator[str]:
    return (text[start : start + _TOO_MANY] for start in range(len(text) - _TOO_MANY + 1))
