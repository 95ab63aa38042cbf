"""Which files beside a notebook may be models, and how large they are."""

from __future__ import annotations

from pathlib import Path

from jupyter_handoff.project import read_project
from jupyter_handoff.project.sizes import read_sizes
from jupyter_handoff.surroundings import look_around

from .folder import reader, written


def test_models_below_the_folder_are_sized_and_nothing_else(tmp_path: Path) -> None:
    folder = written(
        tmp_path / "nb",
        {
            "m.onnx": "12345",
            "out/deep/m.joblib": "12",
            "rows.csv": "123",
            ".venv/m.pt": "1",
            "__pycache__/m.bin": "1",
        },
    )
    written(tmp_path, {"above.onnx": "1", "elsewhere/m.pt": "1"})
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    assert read_sizes(reader(tmp_path), str(folder)) == {"m.onnx": 5, "out/deep/m.joblib": 2}


def test_a_folder_of_too_many_is_not_looked_through(tmp_path: Path) -> None:
    written(tmp_path, {f"f{number}/x.pt": "" for number in range(120)})
    assert read_sizes(reader(tmp_path), str(tmp_path.resolve())) is None
    flat = written(tmp_path / "flat", {f"{number}.pt": "" for number in range(600)})
    assert read_sizes(reader(flat), str(flat.resolve())) is None


def test_sizes_are_read_where_the_contract_limits_them_and_follow_the_file(tmp_path: Path) -> None:
    written(tmp_path, {".git/x": "", "m.onnx": "1"})
    assert read_project(tmp_path).sizes is None
    assert look_around(tmp_path).project == read_project(tmp_path)
    written(tmp_path, {"handoff.toml": "model.max-size-mb = 1"})
    project = look_around(tmp_path).project
    assert project is not None and project.sizes == {"m.onnx": 1}
    written(tmp_path, {"m.onnx": "123"})
    project = look_around(tmp_path).project
    assert project is not None and project.sizes == {"m.onnx": 3}
