"""Files that only their owner reads, kept outside every workspace: secrets, and keys of links."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock

from portwidgets.storage import durable

FOLDER_MODE = 0o700
MODE = 0o600
_LOCK = ".lock"
_WAIT = 20.0  # seconds


def private_folder() -> Path:
    """Return the folder: PORTWIDGETS_PRIVATE, else the system's place for a person's data."""
    given = os.environ.get("PORTWIDGETS_PRIVATE")
    if given:
        return Path(given).expanduser()
    from platformdirs import user_data_path

    return user_data_path("portwidgets", appauthor=False)


def read(path: Path) -> bytes | None:
    """Return a file's bytes, None where there is none; others lose the right to read it."""
    with suppress(FileNotFoundError):
        _close_to_others(path, MODE)
        return path.read_bytes()
    return None


def write(path: Path, data: bytes) -> None:
    """Give a file new content, durably and whole, for its owner only."""
    _make_folder(path.parent)
    _close_to_others(path, MODE)
    durable.replace(path, data, secrets.token_hex(6), mode=MODE)


@contextmanager
def lock(folder: Path) -> Iterator[None]:
    """Be the only one who changes the files of a private folder.

    Raises:
        OSError: Another process holds the lock and does not let go.
    """
    _make_folder(folder)
    with FileLock(folder / _LOCK, timeout=_WAIT, mode=MODE):
        yield


def _make_folder(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    _close_to_others(folder, FOLDER_MODE)


def _close_to_others(path: Path, mode: int) -> None:
    with suppress(FileNotFoundError):
        if os.name == "posix" and path.stat().st_mode & 0o077:
            path.chmod(mode)
