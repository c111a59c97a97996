"""Knows where the dashboard's notebook lies."""

from pathlib import Path

_PACKED = Path(__file__).with_name("dashboard.ipynb")
_IN_CHECKOUT = Path(__file__).parents[2] / "notebooks" / "dashboard.ipynb"


def dashboard_notebook() -> Path:
    """Return the dashboard's notebook: the one packed into the wheel, else the checkout's."""
    return _PACKED if _PACKED.exists() else _IN_CHECKOUT
