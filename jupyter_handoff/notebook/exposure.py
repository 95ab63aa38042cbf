"""What a notebook starts that others can reach: shared links, every network, tunnels."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..report import Span
from .document import Notebook
from .flow import Call
from .knowledge import known, table
from .literals import leading_literal
from .shell import commands, tool
from .shell_lines import ShellLine, shell_lines

# `--host 0.0.0.0`, `-b 0.0.0.0:5000`, `runserver 0.0.0.0:8000`.
_EVERY_NETWORK = re.compile(
    r"(?:(?<=\s)(?:--[\w.-]{0,30}(?:host|ip|bind|address|addr)[\w-]{0,20}|-[bhH])(?:[ ]{1,4}|=)"
    r"|(?<=\srunserver\s))[\"']?(?:0\.0\.0\.0|\[?::\]?)(?![\w.])|(?<=\s)--bind_all(?![\w-])"
)
# SSH's own way to a public address.
_SSH_TUNNEL = re.compile(r"(?:serveo\.net|localhost\.run|pinggy\.io|srv\.us)(?![\w.-])")


_PORT = re.compile(r"(?<=.):\d{1,5}\Z")


@dataclass(frozen=True, slots=True)
class Exposure:
    """A place that lets others in; ``how`` is the way in words."""

    span: Span
    how: str


def exposures(notebook: Notebook) -> Iterator[Exposure]:
    """Calls first, then shell lines and the magic that starts TensorBoard."""
    for call in notebook.calls(*known("exposure", "tunnels")):
        yield Exposure(call.span, "opens a tunnel from the internet to this machine")
    yield from _shared_links(notebook)
    for call in _listening(notebook):
        if _on_every_network(notebook, call):
            yield Exposure(call.span, "listens on every network that the machine is on")
    for line in shell_lines(notebook):
        if how := _exposed_by(line):
            yield Exposure(line.cell.span(line.place), how)
    for cell in notebook.code:
        for magic in cell.facts.plain.magics:
            if magic.name == "tensorboard" and _EVERY_NETWORK.search(f" {magic.text}"):
                how = "listens on every network that the machine is on"
                yield Exposure(cell.span_of(magic.start, magic.end), how)


def _shared_links(notebook: Notebook) -> Iterator[Exposure]:
    """Gradio's `launch(share=True)`."""
    for call in (*notebook.methods("launch"), *notebook.calls("gradio.Interface.launch")):
        share = call.argument("share")
        if isinstance(share, ast.Constant) and share.value is True and _imports_gradio(notebook):
            yield Exposure(call.span, "gives out a public link to this machine (`share=True`)")


def _imports_gradio(notebook: Notebook) -> bool:
    return any(
        item.target.partition(".")[0] == "gradio"
        for cell in notebook.code
        for item in cell.facts.imports
    )


def _listening(notebook: Notebook) -> Iterator[Call]:
    names = known("exposure", "listens")
    pattern = re.compile("(?:" + "|".join(sorted(names)) + r")\Z")
    hosts = known("exposure", "every_network")
    if any(host in cell.source for cell in notebook.code for host in hosts):
        yield from notebook.links.calls_like(pattern)


def _on_every_network(notebook: Notebook, call: Call) -> bool:
    told_by = known("exposure", "told_by")
    given = [item.value for item in call.node.keywords if item.arg in told_by]
    if call.fact.method[:1].isupper() or call.fact.method in ("bind", "run_simple", "make_server"):
        # The address, or the pair of it and a port, comes first.
        given += call.node.args[:1]
    for value in given:
        first = value.elts[0] if isinstance(value, ast.Tuple) and value.elts else value
        literal = leading_literal(notebook, first, call)
        host = _PORT.sub("", literal.text.strip().rpartition("//")[2]) if literal else ""
        if host in known("exposure", "every_network"):
            return True
    return False


def _exposed_by(line: ShellLine) -> str:
    for words in commands(line.text):
        program = tool(words)
        if program == "npx":
            words = [word for word in words[1:] if word not in ("-y", "--yes")]
            program = tool(words)
        if words and _opens_tunnel(program, words):
            return "opens a tunnel from the internet to this machine"
        listens = program not in known("exposure", "clients.programs") and program != "docker"
        if listens and _EVERY_NETWORK.search(" ".join(words)):
            return "listens on every network that the machine is on"
    return ""


def _opens_tunnel(program: str, words: Sequence[str]) -> bool:
    if program == "ssh":
        return "-R" in words and any(_SSH_TUNNEL.search(word) for word in words)
    # As it is downloaded: `./cloudflared-linux-amd64`.
    name = words[0].strip("\"'").rpartition("/")[2].partition("-")[0]
    programs = table("exposure")["tunnel_programs"]
    wanted = programs.get(program, programs.get(name, ()))
    return any(word in wanted for word in words[1:])
