"""What a new change is called, and when and by whom it is made."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


def new_id() -> str:
    """Return an id that no other change has."""
    # A letter first: a spreadsheet would take 12e45678 for a number.
    return f"c{secrets.token_hex(6)}"


def now() -> str:
    """Return the time in UTC."""
    return moment(datetime.now(UTC))


def moment(at: datetime) -> str:
    """Return a moment as the tables and the history keep it: in UTC, with seconds and "Z"."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def storable_name(by: str) -> str:
    """Return a person's name as a file can hold it."""
    return by.encode("utf-8", "replace").decode().replace("\0", "")
