"""What a call is given."""

from __future__ import annotations

import ast
from collections.abc import Hashable

from msgspec import Struct, field

from .rows import Site
from .run import Run
from .values import Constant, Value


class Arguments(Struct, frozen=True):
    """The values given to a call; ``spread`` where more came by ``*`` or ``**``.

    ``name`` is what is called: a qualified name, or that of a method.
    """

    run: Run
    name: str
    site: Site
    node: ast.Call
    positional: tuple[Value, ...] = ()
    keywords: dict[str, Value] = field(default_factory=dict)
    spread: bool = False

    def get(self, keyword: str, position: int | None = None) -> Value | None:
        if keyword in self.keywords:
            return self.keywords[keyword]
        if position is not None and position < len(self.positional):
            return self.positional[position]
        return None

    def constant(self, keyword: str, position: int | None = None) -> Hashable:
        """The value of an argument that is written out; ``...`` where it is not."""
        value = self.get(keyword, position)
        if value is None:
            return None
        return value.value if isinstance(value, Constant) else Ellipsis

    @property
    def all(self) -> tuple[Value, ...]:
        return (*self.positional, *self.keywords.values())
