"""Asks git which files changed since a revision; it changes nothing and fetches nothing."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

_SECONDS = 120
# A repository's own configuration may name programs to run: none of them is wanted here.
_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.quotepath=off")
_DIFF = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv")
_ALONE = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}

_ELSEWHERE = frozenset(
    "GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_COMMON_DIR GIT_OBJECT_DIRECTORY GIT_NAMESPACE "
    "GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_PREFIX".split()
)


class GitError(Exception):
    """Git did not do what was asked; the message is for the person, and says what to do."""


def changed_since(revision: str, folders: Iterable[Path]) -> frozenset[Path]:
    """The files that differ from where this branch left ``revision``.

    Committed, uncommitted and untracked ones (not those that git ignores) of the
    repositories that the folders lie in, by full path. A file that was renamed counts
    under its new name, one that was removed does not count. Raises `GitError`.
    """
    if revision.startswith("-") or not revision.strip() or "\0" in revision:
        raise GitError(f"{revision!r} is no revision: name a branch, a tag or a commit")
    tops = {_top(folder) for folder in {folder.resolve() for folder in folders}}
    return frozenset(path for top in tops for path in _changed(revision, top))


def _top(folder: Path) -> Path:
    found = _git(folder, "rev-parse", "--show-toplevel")
    if found is None:
        raise GitError(f"{folder} lies in no git repository")
    return Path(os.fsdecode(found.rstrip(b"\n")))


def _changed(revision: str, top: Path) -> Iterable[Path]:
    base = _base(revision, top)
    differing = _git(top, *_DIFF, "--diff-filter=d", base, "--")
    untracked = _git(top, "ls-files", "-z", "--others", "--exclude-standard")
    if differing is None or untracked is None:
        raise GitError(f"git cannot compare {top} with {revision}")
    return (top / os.fsdecode(name) for name in (differing + untracked).split(b"\0") if name)


def _base(revision: str, top: Path) -> str:
    """The commit that this branch and ``revision`` have in common."""
    named = f"{revision}^{{commit}}"
    commit = _git(top, "rev-parse", "--verify", "--quiet", named)
    if commit is None:
        raise GitError(f"git knows no revision {revision}{_shallow(top)}")
    if _git(top, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise GitError("the branch has no commit yet, so nothing can have changed since one")
    base = _git(top, "merge-base", commit.decode().strip(), "HEAD")
    if base is None:
        raise GitError(f"this branch and {revision} have no commit in common{_shallow(top)}")
    return base.decode().strip()


def _shallow(top: Path) -> str:
    answer = _git(top, "rev-parse", "--is-shallow-repository")
    if answer is None or answer.strip() != b"true":
        return ""
    return (
        "; this is a shallow clone, which lacks most of the history: fetch all of it"
        " (git fetch --unshallow; fetch-depth: 0 in a GitHub workflow, GIT_DEPTH: 0 in GitLab's)"
    )


def run_git(
    folder: Path | str, arguments: Sequence[str], alone: Mapping[str, str]
) -> subprocess.CompletedProcess[bytes]:
    """Git's answer in a folder, whatever it is; ``alone`` are settings for its environment.

    Nothing points it at another repository, as hooks do. Raises `GitError` where it did
    not run.
    """
    command = ["git", "-C", str(folder), *arguments]
    kept = {name: os.environ[name] for name in os.environ if name not in _ELSEWHERE}
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            env=kept | dict(alone),
            check=False,
        )
    except FileNotFoundError:
        raise GitError("git is not installed here") from None
    except subprocess.TimeoutExpired:
        raise GitError(f"git did not answer within {_SECONDS} seconds") from None
    except OSError as error:
        raise GitError(f"git could not be started ({error.strerror})") from None


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git answers, None where it refuses. Raises `GitError` where there is no git."""
    done = run_git(folder, [*_QUIET, *arguments], _ALONE)
    if b"dubious ownership" in done.stderr:
        words = " ".join(re.sub(rb"[^ -~]+", b" ", done.stderr).decode().split())
        raise GitError(f"git refuses to read {folder}: {words[:300]}")
    return done.stdout if done.returncode == 0 else None
