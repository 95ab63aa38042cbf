"""A GPU that is asked for without a look whether there is one."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import cells_notebook, fixed_devices

FIXED = (
    "model.to('cuda')",
    "model.to('cuda:0')",
    "model.cuda()",
    "torch.device('cuda')",
    "torch.zeros(3, device='cuda')",
    "def f(model):\n    return model.to('cuda')",
)
OTHER = (
    "model.to(device)",
    "device = 'cuda'",
    "model.to('cpu')",
    "model.to('cuda:1')",
    "model.to('cuda' if torch.cuda.is_available() else 'cpu')",
    "if use_gpu:\n    model.cuda()",
    "torch.cuda.empty_cache()",
    "print('cuda')",
    "numba.cuda(1)",
)


@pytest.mark.parametrize("source", FIXED)
def test_a_fixed_device_is_found(source: str) -> None:
    (device,) = fixed_devices(cells_notebook(["import torch", source]))
    assert "cuda" in device.cell.text_of(device.span)


@pytest.mark.parametrize("source", OTHER)
def test_a_chosen_device_is_none(source: str) -> None:
    assert list(fixed_devices(cells_notebook(["import torch", source]))) == []


@pytest.mark.parametrize("source", FIXED)
def test_nothing_is_said_of_other_libraries_or_after_a_look(source: str) -> None:
    assert list(fixed_devices(cells_notebook(["import numba", source]))) == []
    look = "import torch\nprint(torch.cuda.is_available())"
    assert list(fixed_devices(cells_notebook([look, source]))) == []
