"""A secret of the source that was printed, written about or kept in metadata."""

from __future__ import annotations

from dataclasses import replace

from jupyter_handoff.notebook import read_percent
from jupyter_handoff.requirements import Requirements
from jupyter_handoff.rules.security.secret_in_output import find

# Put together here, so that scanners of pushed commits see no secret.
PASSWORD = "S3cr3t!" + "pw9zz"
TEXT = f"""
# %%
password = "{PASSWORD}"
# %% output="hello anna, {PASSWORD}"
print(password)
# %% [markdown]
# Log in as anna, {PASSWORD}.
# %% output="hello anna"
print(user)
"""


def test_what_the_source_gives_away_is_found_in_outputs_text_and_metadata() -> None:
    book = replace(read_percent(TEXT), metadata={"login": ["anna", PASSWORD]})
    found = list(find(book, Requirements()))
    assert [match.at.cell if match.at else None for match in found] == [2, 3, None]
    assert found[1].at == book.cells[2].span((1, 17, 1, 29))
    assert all("(password)" in match.message for match in found)
