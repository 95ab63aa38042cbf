"""What shell commands do: work, or only a look at something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .knowledge import known
from .magics import Magic

_TOKEN = re.compile(
    r"""(?P<end>&&|\|\||[;|\r\n]|&(?!>))|(?P<word>(?:\d?>>?|<)(?:&\d)?|"[^"]*"|'[^']*'|[^\s;|&"'<>]+|["'])"""
)
_LOOKS = frozenset(
    "ls ll dir cat head tail less more pwd wc nvidia-smi tree du df which whereis echo printf date "
    "uname whoami hostname free lscpu lsb_release top ps env printenv export unset set cd source . "
    "file stat md5sum sha256sum history man clear true false sleep pygmentize grep egrep zgrep "
    "find sort uniq cut tr column xxd nproc ulimit id ldd nvcc saved_model_cli nl time yes jq "
    "fold fmt zcat ffprobe mediainfo tensorboard neofetch type test [ [[ "
    "for while until if case esac fi done".split()
)
# What may stand in front of a command's own name.
_IN_FRONT = frozenset("sudo time nohup do then else".split())
# Of tools that do many things: what only tells.
_TELLS = frozenset(
    "list ls describe show status version info help get-value log diff freeze check -h -l -V "
    "--version --help -version --list cat head inspect images logs".split()
)
_INSTALLS = frozenset(
    "pip pip2 pip3 apt apt-get apt-key add-apt-repository conda mamba brew npm yarn uv dpkg "
    "aptitude yum apk snap poetry".split()
)
_NAMES_OF_TOOL = 6
_KNOWN_WORD = re.compile(r"[a-z][a-z0-9_.-]{0,20}")


def commands(text: str) -> list[list[str]]:
    """The commands of a shell line or script, as words with their quotes."""
    return [words for pipeline in pipelines(text) for words in pipeline]


def pipelines(text: str) -> list[list[list[str]]]:
    """The same, those together of which each reads what the one in front of it writes."""
    found: list[list[list[str]]] = [[[]]]
    for token in _TOKEN.finditer(text):
        if token["end"] == "|":
            found[-1].append([])
        elif token["end"]:
            found.append([[]])
        else:
            found[-1][-1].append(token["word"])
    told = ([words for words in pipe if words and words[0][0] != "#"] for pipe in found)
    return [pipeline for pipeline in told if pipeline]


def tool(words: Sequence[str]) -> str:
    """The program that a command starts, without its folder; empty where that is not plain."""
    rest = [word for word in words if "=" not in word and word not in _IN_FRONT]
    name = rest[0].strip("\"'").rpartition("/")[2] if rest else ""
    return name if _KNOWN_WORD.fullmatch(name) else ""


def does_work(words: Sequence[str]) -> bool:
    """Whether a command changes or makes something, and does not only tell or install."""
    if "install" in words[:_NAMES_OF_TOOL] or tool(words) in _INSTALLS:
        return False
    for place, word in enumerate(words):
        into_file = word.startswith((">", "1>")) and not word.startswith(">&")
        if into_file and words[place + 1 : place + 2] != ["/dev/null"]:
            return True
    return tool(words) not in _LOOKS and not _TELLS.intersection(words[1:_NAMES_OF_TOOL])


def shell_command(magic: Magic) -> str | None:
    """The command of a shell line, or of a line magic that is one; None for anything else."""
    if magic.kind == "shell" or (magic.kind == "line" and magic.name in ("system", "sx")):
        return magic.text
    if magic.kind == "line" and magic.name in known("magics", "shell_lines"):
        return f"{magic.name} {magic.text}"
    return None
