"""Keeps secrets out of findings: no message, title or edit repeats one."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from .notebook import Notebook
from .report import CellEdit, Edit, FileEdit, Finding, Fix, Related, SourceEdit


def scrubbed(findings: Iterable[Finding], notebook: Notebook) -> list[Finding]:
    """The findings with every secret of the notebook's sources hidden.

    An edit that replaces a secret says nothing of the text that it replaces; a fix
    that would write one is left out.
    """
    secrets = {
        cell.source[secret.start : secret.end] for cell in notebook.cells for secret in cell.secrets
    }
    if not secrets:
        return list(findings)
    hide = _Hide(sorted(secrets, key=len, reverse=True))
    return [hide.finding(finding) for finding in findings]


class _Hide:
    def __init__(self, secrets: list[str]) -> None:
        self.secrets = secrets

    def finding(self, finding: Finding) -> Finding:
        fixes = (self.fix(fix) for fix in finding.fixes)
        return msgspec.structs.replace(
            finding,
            message=self.text(finding.message),
            related=tuple(self.related(place) for place in finding.related),
            fixes=tuple(fix for fix in fixes if fix is not None),
        )

    def text(self, text: str) -> str:
        for secret in self.secrets:
            text = text.replace(secret, "•••")
        return text

    def related(self, place: Related) -> Related:
        return msgspec.structs.replace(place, message=self.text(place.message))

    def fix(self, fix: Fix) -> Fix | None:
        if any(self.writes(edit) for edit in fix.edits):
            return None
        edits = tuple(self.edit(edit) for edit in fix.edits)
        return Fix(self.text(fix.title), fix.applicability, edits)

    def writes(self, edit: Edit) -> bool:
        new = ""
        if isinstance(edit, SourceEdit):
            new = edit.new
        elif isinstance(edit, FileEdit):
            new = edit.append
        return any(secret in new for secret in self.secrets)

    def edit(self, edit: Edit) -> Edit:
        old = edit.old if isinstance(edit, SourceEdit | CellEdit) else None
        if old is not None and any(secret in old for secret in self.secrets):
            return msgspec.structs.replace(edit, old=None)
        return edit
