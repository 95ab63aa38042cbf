"""What production requires, as a contract says it and as rules are given it.

Every key tells what it means and, for locks, which of two values is the tighter one.
The contract's schema is made of these types; nothing here is validated by hand.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from msgspec import Meta, Struct, field

from .orders import (
    ALLOWED,
    DENIED,
    EQUAL,
    RANGE,
    REQUIRED,
    SMALLER,
    Order,
    upwards,
)
from .report import STAGES, Stage

DataClass: TypeAlias = Literal["public", "internal", "personal", "secret"]
Outputs: TypeAlias = Literal["keep", "strip"]
Pickles: TypeAlias = Literal["allow", "deny"]
Document: TypeAlias = Literal["purpose", "inputs", "outputs", "decisions"]

DATA_CLASSES: tuple[DataClass, ...] = ("public", "internal", "personal", "secret")
_PICKLES: tuple[Pickles, ...] = ("allow", "deny")


# A range of versions, and a package with or without one.
_RELEASE = r"\d{1,6}(?:\.\d{1,9}){0,5}"
_BEFORE = r"(?:(?:a|b|rc|\.post|\.dev)\d{1,9})?"
_RANGE = (
    rf"(?:(?:==|!=)\s*{_RELEASE}(?:\.\*|{_BEFORE})|(?:<=|>=|<|>)\s*{_RELEASE}{_BEFORE}"
    rf"|~=\s*\d{{1,6}}(?:\.\d{{1,9}}){{1,5}}{_BEFORE})"
)
_RANGES = rf"^\s*{_RANGE}(?:\s*,\s*{_RANGE})*\s*$"
_PACKAGE = rf"^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?\s*(?:{_RANGE}(?:\s*,\s*{_RANGE})*)?\s*$"

_MOST_WORDS = 300
_MOST_NAME = 80
_LONGEST_RANGE = 200

_Range: TypeAlias = Annotated[
    str, Meta(pattern=_RANGES, max_length=_LONGEST_RANGE, examples=[">=3.10,<3.13"])
]
_Amount: TypeAlias = Annotated[float, Meta(gt=0)]
_Count: TypeAlias = Annotated[int, Meta(ge=1)]


def says(description: str, order: Order) -> Meta:
    """What a key means, and its order."""
    return Meta(description=description, extra={"order": order})


def sentence(text: str) -> str:
    """Words of a contract as a sentence of a message."""
    said = line(text)
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."


def line(text: str, *, most: int = _MOST_WORDS) -> str:
    """A text as it may stand in a message: printable, one line, not too long."""
    said = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return f"{said[:most]}…" if len(said) > most else said


class _Section(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A table of a contract."""


class Denied(_Section, frozen=True):
    """A framework or package that must not be used, why, and what to use in its place.

    ``name`` may hold a range of versions: ``tensorflow<2.10``.
    """

    name: Annotated[
        str, Meta(pattern=_PACKAGE, max_length=_LONGEST_RANGE, examples=["tensorflow<2.10"])
    ]
    reason: str
    alternative: str

    @property
    def words(self) -> str:
        """What a finding says of it: the name, the reason and the alternative."""
        reason, alternative = sentence(self.reason), sentence(self.alternative)
        return f"The contract denies `{self.name[:_MOST_NAME]}`: {reason} Instead: {alternative}"


class DataSource(_Section, frozen=True):
    """Data that may be read: ``pattern`` is matched with addresses and paths.

    ``*`` in it stands for anything, slashes too. ``replaces`` are patterns of what was
    read before it. A name alone (``sales.*``) is a table's. Of a ``snapshot`` the address
    holds a version or a date.
    """

    pattern: str
    owner: str = ""
    data_class: DataClass = field(default="internal", name="class")
    snapshot: bool = False
    replaces: tuple[str, ...] = ()


class Runtime(_Section, frozen=True):
    """Where the code will run."""

    python: Annotated[
        _Range | None,
        says("The versions of Python, as `>=3.10,<3.13`.", RANGE),
    ] = None
    os: Annotated[
        tuple[Literal["linux", "windows", "macos"], ...] | None, says("Operating systems.", ALLOWED)
    ] = None
    accelerator: Annotated[
        Literal["none", "cuda", "rocm", "mps", "tpu"] | None,
        says("The accelerator that is there; `none` where there is no GPU.", EQUAL),
    ] = None
    memory_gb: Annotated[_Amount | None, says("Memory of one process, in GB.", SMALLER)] = None


class Frameworks(_Section, frozen=True):
    """Machine learning frameworks, by the name that is imported."""

    allow: Annotated[
        tuple[str, ...] | None,
        says("Frameworks that may be used; without it all but the denied ones.", ALLOWED),
    ] = None
    deny: Annotated[
        tuple[Denied, ...], says("Frameworks that must not be used, each with a way out.", DENIED)
    ] = ()


class Packages(_Section, frozen=True):
    """Distributions, by the name that is installed."""

    allow: Annotated[
        tuple[str, ...] | None,
        says("Packages that may be used; without it all but the denied ones.", ALLOWED),
    ] = None
    deny: Annotated[
        tuple[Denied, ...], says("Packages that must not be used, each with a way out.", DENIED)
    ] = ()


class Data(_Section, frozen=True):
    """Where data may come from."""

    sources: Annotated[
        tuple[DataSource, ...] | None,
        says("Approved sources; without it any source will do.", ALLOWED),
    ] = None

    @property
    def classes(self) -> tuple[tuple[str, DataClass], ...]:
        """The patterns of the sources, each with its class."""
        return tuple((source.pattern, source.data_class) for source in self.sources or ())


class Model(_Section, frozen=True):
    """What is expected of a model that is handed over."""

    formats: Annotated[
        tuple[str, ...] | None,
        says("Formats that are accepted, as `onnx`, `skops`, `safetensors`.", ALLOWED),
    ] = None
    pickle: Annotated[Pickles, says("Whether pickles are accepted.", upwards(_PICKLES))] = "allow"
    max_size_mb: Annotated[_Amount | None, says("The largest model file, in MB.", SMALLER)] = None
    signature: Annotated[bool, says("A logged model has a signature.", REQUIRED)] = False
    input_example: Annotated[bool, says("A logged model has an input example.", REQUIRED)] = False
    saved: Annotated[bool, says("A model that is scored is saved.", REQUIRED)] = False
    baseline: Annotated[bool, says("A score is compared with a baseline.", REQUIRED)] = False


class Code(_Section, frozen=True):
    """How code is written that production runs."""

    logging: Annotated[
        Literal["logging", "loguru", "structlog"] | None, says("The library that logs.", EQUAL)
    ] = None
    parameters_cell: Annotated[bool, says("A cell is tagged `parameters`.", REQUIRED)] = False
    magics: Annotated[tuple[str, ...] | None, says("Magics that production knows.", ALLOWED)] = None
    python_magics: Annotated[
        tuple[str, ...], says("Your own cell magics whose body is Python.", DENIED)
    ] = ()
    production: Annotated[
        tuple[str, ...], says("Patterns of what only production may write to.", DENIED)
    ] = ()
    variables: Annotated[
        tuple[str, ...] | None,
        says("Environment variables that are set there; `*` is anything.", ALLOWED),
    ] = None
    programs: Annotated[
        tuple[str, ...] | None, says("System programs that are installed there.", ALLOWED)
    ] = None


class NotebookFile(_Section, frozen=True):
    """The notebook's own file."""

    outputs: Annotated[
        Outputs | None, says("Whether stored outputs are kept or stripped.", EQUAL)
    ] = None
    strip_classes: Annotated[
        tuple[DataClass, ...],
        says("Classes of data whose notebooks store no outputs, whatever `outputs` says.", DENIED),
    ] = ()
    active_outputs: Annotated[
        tuple[str, ...],
        says("Libraries of your own whose outputs may hold scripts.", ALLOWED),
    ] = ()
    max_cells: Annotated[_Count | None, says("The most cells of a notebook.", SMALLER)] = None
    max_lines: Annotated[_Count | None, says("The most lines of code of a notebook.", SMALLER)] = (
        None
    )
    name: Annotated[
        str | None, says("The pattern of notebook names, as `[0-9][0-9]-*.ipynb`.", EQUAL)
    ] = None


class Secrets(_Section, frozen=True):
    """How secrets are treated."""

    store: Annotated[
        str, says("Where secrets belong, in words for people: which vault, and how to ask.", EQUAL)
    ] = ""
    placeholders: Annotated[
        tuple[str, ...], says("Texts that look like secrets and are none.", ALLOWED)
    ] = ()

    @property
    def words(self) -> str:
        """What a finding says of the place for secrets, behind its own words."""
        return f" The contract keeps secrets here: {sentence(self.store)}" if self.store else ""


class Documentation(_Section, frozen=True):
    """What a notebook must say in words."""

    required: Annotated[
        tuple[Document, ...], says("Fields that a notebook must document.", DENIED)
    ] = ()


class Owners(_Section, frozen=True):
    """Who answers for what is handed over."""

    data: Annotated[str, says("Who answers for the data.", EQUAL)] = ""
    model: Annotated[str, says("Who answers for the model.", EQUAL)] = ""
    operation: Annotated[str, says("Who answers for its operation.", EQUAL)] = ""


class Requirements(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """All that production requires of a notebook; the empty value requires nothing."""

    stage: Annotated[
        Stage | None, says("The stage of notebooks that name none.", upwards(STAGES))
    ] = None
    owners: Owners = Owners()
    runtime: Runtime = Runtime()
    frameworks: Frameworks = Frameworks()
    packages: Packages = Packages()
    data: Data = Data()
    model: Model = Model()
    code: Code = Code()
    notebook: NotebookFile = NotebookFile()
    secrets: Secrets = Secrets()
    documentation: Documentation = Documentation()
