"""Which of the notebooks found are linted in this run: one shard of them, or those that changed."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import changed_since

_SHARD = re.compile(r"(\d{1,6})/(\d{1,6})")


class WrongShard(ValueError):
    """A shard that cannot be; the message says what is right."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One of several equal parts, counted from 1."""

    number: int
    of: int

    def of_files(self, paths: Sequence[Path]) -> list[Path]:
        """This shard's part of the files, in their own order.

        The files are put in the order of their names and dealt out one by one, so that no
        two shards differ by more than one file, however the folders were listed. Only the
        names decide: sizes differ between machines (line ends, Git LFS), and a file that
        two machines put into different shards would silently be linted by neither. Files
        that take long tend to lie side by side, and dealing puts those into different shards.
        """
        dealt = sorted(set(paths), key=_name)[self.number - 1 :: self.of]
        mine = frozenset(dealt)
        return [path for path in paths if path in mine]


def read_shard(text: str) -> Shard:
    """Read ``2/8``. Raises `WrongShard`."""
    found = _SHARD.fullmatch(text.strip())
    if found is None:
        raise WrongShard(f"--shard is a part and a number of parts, as 2/8, not {text!r}")
    number, of = int(found[1]), int(found[2])
    if not 1 <= number <= of:
        raise WrongShard(f"--shard {text}: there are the shards 1/{of} to {of}/{of}")
    return Shard(number, of)


def changed(paths: Sequence[Path], revision: str) -> list[Path]:
    """Those files that git says have changed since a revision. Raises `GitError`."""
    # A link is what git knows, not the file that it leads to.
    full = {path: path.parent.resolve() / path.name for path in paths}
    differing = changed_since(revision, {place.parent for place in full.values()} or {Path.cwd()})
    return [path for path in paths if full[path] in differing]


def _name(path: Path) -> bytes:
    return os.fsencode(path.as_posix())
