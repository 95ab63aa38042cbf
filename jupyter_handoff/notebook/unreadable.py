"""What is raised for a file that is no notebook, or that cannot be written as one."""

from __future__ import annotations


class UnreadableNotebook(Exception):
    """A file that is no notebook; ``why`` is a sentence for the person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class UnwritableNotebook(Exception):
    """A change that cannot be written into a file as it is; ``why`` is for the person."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
