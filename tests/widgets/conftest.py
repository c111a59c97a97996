"""Widgets outside of a kernel: as in a plain script, no event loop is running."""

import asyncio

import pytest

from portwidgets.widgets import intent_widget


@pytest.fixture(autouse=True)
def no_running_loop():
    """Take away the loop that Playwright leaves running once a browser test was here."""
    left = asyncio._get_running_loop()
    asyncio._set_running_loop(None)
    yield
    asyncio._set_running_loop(left)


@pytest.fixture
def small_slices(monkeypatch):
    """Let every step be a slice."""
    monkeypatch.setattr(intent_widget, "SLICE_SECONDS", 0)
