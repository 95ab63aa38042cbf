"""The sizes of the files beside a notebook that may be models."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Mapping

from .reading import Reader

_MODELS = tuple(
    ".bin .cbm .ckpt .gguf .h5 .hdf5 .joblib .keras .model .onnx .pb .pickle .pkl .pmml .pt .pth "
    ".safetensors .skops .tflite .ubj".split()
)
_NO_MODELS = ("__", ".", "node_modules", "site-packages", "venv")
# A folder of more is one of data or of checkpoints: it is not looked through at each keystroke.
_MOST_FOLDERS, _MOST_FILES = 100, 500


def read_sizes(reader: Reader, folder: str) -> Mapping[str, int] | None:
    """Bytes by path from ``folder``; None where there is too much below it to be looked through."""
    sizes: dict[str, int] = {}
    left, seen = deque([folder]), 0
    while left:
        place = left.popleft()
        seen += 1
        listing = reader.listing(place)
        left += (
            os.path.join(place, name)
            for name in sorted(listing.folders)
            if not name.startswith(_NO_MODELS) and not os.path.islink(os.path.join(place, name))
        )
        for name in sorted(listing.files):
            if name.endswith(_MODELS) and (stamp := reader.note(os.path.join(place, name))):
                path = os.path.relpath(os.path.join(place, name), folder)
                sizes[path.replace(os.sep, "/")] = stamp[1]
        if seen + len(left) > _MOST_FOLDERS or len(sizes) > _MOST_FILES:
            return None
    return sizes
