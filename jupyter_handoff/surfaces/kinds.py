"""Which files are notebooks: by their name, and text files by how they begin."""

from __future__ import annotations

import os

from .. import TEXT_SUFFIXES, is_paired, text_kind

JSON_SUFFIX = ".ipynb"
SUFFIXES = (JSON_SUFFIX, *TEXT_SUFFIXES)
# As much of a file as is looked at for its header or its first marker.
_HEAD_BYTES = 65_536


def is_notebook(path: str) -> bool:
    """Whether a file in a folder is a notebook.

    A text file is one if it has cells, and no ``.ipynb`` file with the same cells stands
    beside it. Only its beginning is read.
    """
    stem, suffix = os.path.splitext(path)
    if suffix == JSON_SUFFIX or suffix not in TEXT_SUFFIXES:
        return suffix == JSON_SUFFIX
    try:
        with open(path, "rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError:
        return False
    if text_kind(head, suffix) is None:
        return False
    return not (os.path.exists(stem + JSON_SUFFIX) and is_paired(head, suffix))
