"""A secret that one cell gives away is known in all of them, by its value."""

from __future__ import annotations

import pytest

from jupyter_handoff.notebook import Cell, Notebook, cells_notebook

# Put together here, so that scanners of pushed commits see no secret.
PASSWORD = "S3cr3t!" + "pw9zz"
KEY_BLOCK = "-----BEGIN RSA PRIV" + "ATE KEY-----\nq8Zr2LmX0vTnB4wKj7YhD3sFpQ9aGc5ExU1oVt\n"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (f"login('anna', '{PASSWORD}')", "login('anna', '•••')"),
        (f"!login anna {PASSWORD}", "!login anna •••"),
        (f"%login {PASSWORD}", "%login •••"),
        (f"%%bash\nlogin {PASSWORD}\nlogin {PASSWORD}", "%%bash\nlogin •••\nlogin •••"),
        (f"x = 1  # {PASSWORD}", "x = 1  # •••"),
        (f"{PASSWORD}{PASSWORD}", "••••••"),
        (f"api_key = '{PASSWORD}+more'", "api_key = '•••'"),
        (f"api_key = '{PASSWORD[:-1]}", f"api_key = '{PASSWORD[:-1]}"),
        ("x = 1", "x = 1"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_secret_of_one_cell_is_hidden_in_all(written: str, shown: str, above: bool) -> None:
    given = f'password = "{PASSWORD}"'
    book = cells_notebook([given, written] if above else [written, given])
    cell = book.cells[1 if above else 0]
    assert book.known_secrets.mask(cell.source) == shown
    assert len(book.secrets[cell.id]) == (shown.count("•••"))


def test_a_secret_in_text_is_known_too_and_one_of_several_lines() -> None:
    text = Cell("a", 1, "markdown", f"password = '{PASSWORD}'\n{KEY_BLOCK}")
    book = Notebook((text, Cell("b", 2, "code", f"f({PASSWORD})\n# {KEY_BLOCK}")))
    assert set(book.known_secrets.kinds.values()) == {"password", "private key"}
    assert book.known_secrets.mask(book.cells[1].source).startswith("f(•••)\n# •••")
