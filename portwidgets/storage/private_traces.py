"""What is kept of a project outside its folder: its PINs, and the links that open it to others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from portwidgets.storage.secret_store import SecretStore
from portwidgets.storage.share_links import ShareLinks


@contextmanager
def following(folder: Path, target: Path) -> Iterator[None]:
    """Let it follow a project that is moved to another folder meanwhile.

    Raises:
        Refused: It could not be written; the project is not moved then.
    """
    secrets = SecretStore(folder)
    secrets.copy_to(target)
    yield
    secrets.leave()
    ShareLinks().move(folder, target)


def forget(folder: Path) -> None:
    """Forget it: a new project shall not inherit what one of the same name left behind."""
    SecretStore(folder).clear()
    ShareLinks().forget(folder)
