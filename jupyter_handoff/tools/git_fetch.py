"""Fetches one file of a git repository at a tag or a commit, into no place but memory."""

from __future__ import annotations

import re
import tempfile

from .git import GitError, run_git

_MOST_BYTES = 1_000_001
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
# No other way of reaching a repository, none that could run a program.
_ALONE = {"GIT_ALLOW_PROTOCOL": "https:ssh:file", "GIT_TERMINAL_PROMPT": "0"}


def fetched_file(url: str, revision: str, path: str) -> tuple[str, bytes]:
    """The commit that a tag or a full commit hash means, and the bytes of a file there.

    Nothing of the repository is checked out or run. Raises `GitError`.
    """
    if url.startswith("-") or revision.startswith("-"):
        raise GitError("an address or a revision cannot begin with a dash")
    wanted = revision if _COMMIT.fullmatch(revision) else f"refs/tags/{revision}"
    with tempfile.TemporaryDirectory(prefix="handoff-") as folder:
        _git(folder, "init", "--bare", "--quiet", ".")
        _git(folder, "fetch", "--quiet", "--depth=1", "--no-tags", "--", url, wanted)
        commit = _git(folder, "rev-parse", "FETCH_HEAD^{commit}").decode().strip()
        return commit, _git(folder, "cat-file", "blob", f"{commit}:{path}")[:_MOST_BYTES]


def _git(folder: str, *arguments: str) -> bytes:
    done = run_git(folder, arguments, _ALONE)
    if done.returncode:
        raise GitError(_why(done.stderr.decode("utf-8", "replace")))
    return done.stdout


def _why(said: str) -> str:
    if "couldn't find remote ref" in said:
        return "there is no such tag there (a branch will not do: it moves)"
    if "does not exist in" in said:
        return "there is no such file at that tag"
    # An address may hold a password, and git repeats addresses.
    words = re.sub(r"//[^/@\s]+@", "//", " ".join(said.split()))
    return f"git says: {words[:300]}"
