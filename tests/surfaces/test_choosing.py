"""Shards: every file in exactly one of them, evenly, however the folders were listed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_handoff.surfaces.choosing import Shard, WrongShard, read_shard

NAMES = st.lists(
    st.text("abcé/_ 1\udcff", min_size=1, max_size=8).map(Path), unique=True, max_size=60
)


@given(paths=NAMES, of=st.integers(1, 12), seed=st.randoms())
def test_every_file_is_in_exactly_one_shard_however_they_are_listed(
    paths: list[Path], of: int, seed: object
) -> None:
    listings = []
    for _ in range(of):
        listing = list(paths)
        seed.shuffle(listing)  # type: ignore[attr-defined]
        listings.append(listing)
    parts = [Shard(n, of).of_files(listing) for n, listing in enumerate(listings, 1)]
    assert sorted(path for part in parts for path in part) == sorted(paths)
    sizes = [len(part) for part in parts]
    assert max(sizes) - min(sizes) <= 1
    for part, listing in zip(parts, listings, strict=True):
        assert part == [path for path in listing if path in part]


def test_neighbours_go_to_different_shards() -> None:
    paths = [Path(f"{folder}/{n}.ipynb") for folder in "ab" for n in range(4)]
    assert Shard(1, 4).of_files(paths) == [Path("a/0.ipynb"), Path("b/0.ipynb")]


@pytest.mark.parametrize(("text", "shard"), [("2/8", Shard(2, 8)), (" 1/1 ", Shard(1, 1))])
def test_a_shard_is_read(text: str, shard: Shard) -> None:
    assert read_shard(text) == shard


@pytest.mark.parametrize("text", ["0/8", "9/8", "1/0", "8", "1/8/2", "-1/8", "a/b", "", "1.5/8"])
def test_what_is_no_shard_is_refused(text: str) -> None:
    with pytest.raises(WrongShard, match="--shard"):
        read_shard(text)
