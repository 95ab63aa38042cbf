"""Fixtures and settings for all tests."""

from __future__ import annotations

from hypothesis import settings

pytest_plugins = ["pytest_jupyter.jupyter_server"]

# The same examples each time: a run that fails says something of the change it tests.
settings.register_profile("repeatable", max_examples=300, derandomize=True, deadline=None)
# pytest --hypothesis-profile=search looks for new ones.
settings.register_profile("search", max_examples=5000, deadline=None)
settings.load_profile("repeatable")
