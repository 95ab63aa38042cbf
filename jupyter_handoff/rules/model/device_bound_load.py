"""HM109: a model that only loads, or only runs, where there is a GPU."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from ...notebook import Call, FixedDevice, Notebook, above, dotted, fixed_devices, set_argument
from ...report import Fix, SourceEdit
from ...requirements import Requirements
from ...rule import Example, Match, Rule, related, severities

_CHOSEN = '"cuda" if torch.cuda.is_available() else "cpu"'
_MOST_RELATED = 10


# The accelerators that torch calls `cuda`.
_CUDA = ("cuda", "rocm")


def find(notebook: Notebook, contract: Requirements) -> Iterator[Match]:
    """What is bound to a device, as loud as the accelerator of the contract makes it."""
    there = contract.runtime.accelerator
    for match in _bound(notebook):
        if there is None:
            yield match
        elif there in _CUDA:
            yield replace(match, at_most="info", key="runtime.accelerator")
        else:
            what = "no GPU" if there == "none" else f"`{there}` and no `cuda`"
            said = f"{match.message} The contract's runtime has {what}."
            louder = severities("-wE")
            yield replace(match, message=said, key="runtime.accelerator", at_least=louder)


def _bound(notebook: Notebook) -> Iterator[Match]:
    """Each load without a device; and once a notebook, the devices that are written in."""
    for call in notebook.calls("torch.load") if not _stays_here(notebook) else ():
        if call.argument("map_location", 1) is None and not call.open_ended:
            yield Match(
                "This loads onto the device that the file was saved from: it fails where there "
                "is no such device.",
                call.span,
                fixes=tuple(_map_location(notebook, call)),
            )
    if devices := list(fixed_devices(notebook)):
        yield Match(
            "The device is fixed to `cuda` and nothing checks that there is one: this fails on "
            "a machine without a GPU.",
            devices[0].span,
            related=tuple(
                related(item.span, "fixed here as well") for item in devices[1:_MOST_RELATED]
            ),
            fixes=(_choose(notebook, devices),),
        )


def _stays_here(notebook: Notebook) -> bool:
    """Whether what is loaded was saved by this notebook, which never leaves the CPU."""
    sources = [cell.source for cell in notebook.code]
    moved = any(word in source for source in sources for word in ("cuda", "device", "accelerat"))
    return not moved and any(notebook.calls("torch.save"))


def _map_location(notebook: Notebook, call: Call) -> Iterator[Fix]:
    bound = above(notebook.links, "device", call.index, call.fact.order)
    value = bound.binding.value if bound and bound.binding.certain else None
    known = isinstance(value, ast.Call) and dotted(value.func) == "torch.device"
    device = "device" if known and not call.fact.deferred else '"cpu"'
    if edit := set_argument(call, "map_location", device):
        yield Fix(f"Load with map_location={device}", "unsafe", (edit,))


def _choose(notebook: Notebook, devices: list[FixedDevice]) -> Fix:
    """Choose the device at every place, where each can call torch by its name."""
    edits: list[SourceEdit] = []
    for item in devices:
        torch = notebook.links.qualified("torch", item.index, item.order)
        if torch != "torch" or not item.cell.editable:
            return Fix("Choose it by `torch.cuda.is_available()`", "suggestion")
        start, end = item.cell.offsets(item.cell.facts.place(item.node))
        new = _CHOSEN
        if isinstance(item.node, ast.Call) and isinstance(item.node.func, ast.Attribute):
            start = item.cell.offsets(item.cell.facts.place(item.node.func.value))[1]
            new = f".to({_CHOSEN})"
        edits.append(item.cell.replace(item.cell.place_between(start, end), new))
    return Fix("Take the CPU where there is no GPU", "unsafe", tuple(edits))


RULE = Rule(
    code="HM109",
    name="device-bound-load",
    artifact="model",
    severities=severities("-iw"),
    summary="A model loads or runs only where there is a GPU.",
    why=(
        "Services, tests and colleagues often have no GPU. There the load or the first call "
        "stops with an error, although the model would run on the CPU."
    ),
    fix="Adds `map_location=`, or chooses the device by what there is.",
    find=find,
    given=("contract",),
    examples=(
        Example(
            bad="""
                # %%
                import torch
                state = «torch.load("model.pt", weights_only=True)»
            """,
            good="""
                # %%
                import torch
                state = torch.load("model.pt", weights_only=True, map_location="cpu")
            """,
        ),
        Example(
            bad="""
                # %%
                import torch
                device = torch.device(«"cuda"»)
                state = «torch.load("model.pt")»
                # %%
                model = model.cuda()
                rows = torch.zeros(3, device="cuda:0")
            """,
            good="""
                # %%
                import torch
                device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
                state = torch.load("model.pt", map_location=device)
                # %%
                model = model.to("cuda" if torch.cuda.is_available() else "cpu")
                rows = torch.zeros(3, device="cuda" if torch.cuda.is_available() else "cpu")
            """,
        ),
    ),
    silent=(
        "import torch\ntorch.load('m.pt', map_location='cpu')",
        "import torch\ntorch.load('m.pt', device)",
        "import torch\ntorch.load('m.pt', **options)",
        "import torch\nd = 'cuda' if torch.cuda.is_available() else 'cpu'\nm.to(d)\nx.to('cuda')",
        "import torch\ndevice = 'cuda'\nmodel.to(device)",
        "import torch\nif use_gpu:\n    model.cuda()",
        "import torch\nmodel.to('cpu')\ntorch.cuda.empty_cache()\ntorch.cuda.manual_seed(1)",
        "import torch\nx.to(torch.float32)\nprint('cuda')",
        "import numba\nnumba.cuda.jit()\nbox.to('cuda')",
        "import tensorflow as tf\nmodel.cuda()",
        "import torch\ntorch.save(model, 'm.pt')\ntorch.load('m.pt')",
        "from mine import load\nload('m.pt')",
        "import json\njson.load(file)",
        "# %%\n!nvidia-smi | grep cuda\n# %%\nimport torch\nmodel.to('cuda')",
    ),
)
