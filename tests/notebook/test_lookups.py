"""Which secrets are a look-up's default, and how the default is taken away."""

from __future__ import annotations

import pytest

from jupyter_handoff.fixes import apply_fixes
from jupyter_handoff.notebook import Cell, Notebook, secrets_as_defaults
from jupyter_handoff.report import Fix

KEY = "q8Zr2LmX0v" + "TnB4wK"
IMPORTS = "import os\nfrom os import getenv, environ\nimport environs\nenv = environs.Env()\n"


@pytest.mark.parametrize(
    ("written", "without"),
    [
        ("key = os.environ.get('API_KEY', '§')", "key = os.environ.get('API_KEY')"),
        ("key = getenv('API_KEY', default='§')", "key = getenv('API_KEY')"),
        ("key = environ.get('API_KEY',\n  '§',\n)", "key = environ.get('API_KEY',\n)"),
        ("key = env.str('API_KEY', default='§')", "key = env.str('API_KEY')"),
        ("key = env('API_KEY', default='§')", "key = env('API_KEY')"),
        ("key = os.getenv('API_KEY') or '§'", "key = os.getenv('API_KEY')"),
        ("key = os.getenv('A') or os.getenv('API_KEY') or '§'", None),
        ("key = os.getenv('API_KEY', ('§'))", ""),
        ("os.environ.setdefault('API_KEY', '§')", ""),
        ("x = os.environ['K'] if 'K' in os.environ else dict(api_key='§')", ""),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_default_is_known_and_taken_away(written: str, without: str | None, newline: str) -> None:
    source = (IMPORTS + "é = 1; " + written.replace("§", KEY)).replace("\n", newline)
    book = Notebook((Cell("a", 1, "code", source),))
    ((secret, default),) = secrets_as_defaults(book, book.cells[0]).items()
    assert source[secret.start : secret.end] == KEY
    if without == "":
        assert default.removal is None
    else:
        assert default.removal is not None
        fixed = apply_fixes(book, [Fix("", "unsafe", (default.removal,))]).notebook
        wanted = written.removesuffix(" or '§'") if without is None else without
        assert fixed.cells[0].source == f"{IMPORTS}é = 1; {wanted}".replace("\n", newline)


@pytest.mark.parametrize(
    "written",
    [
        "api_key = '§'",
        "settings.get('api_key', '§')",
        "os.environ['API_KEY'] = '§'",
        "login(os.getenv('USER'), token='§')",
        "key = flag or '§'",
    ],
)
def test_what_is_no_default_of_a_look_up_is_left_to_others(written: str) -> None:
    book = Notebook((Cell("a", 1, "code", IMPORTS + written.replace("§", KEY)),))
    assert secrets_as_defaults(book, book.cells[0]) == {}


def test_a_locked_cell_is_not_edited() -> None:
    source = f"{IMPORTS}key = os.getenv('API_KEY', '{KEY}')"
    book = Notebook((Cell("a", 1, "code", source, {"editable": False}),))
    ((_, default),) = secrets_as_defaults(book, book.cells[0]).items()
    assert default.removal is None
