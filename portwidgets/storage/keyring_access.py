"""The operating system's keyring, asked so that nothing hangs where there is none to answer."""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from portwidgets.domain.secret import Secret
from portwidgets.errors import Refused

SERVICE = "portwidgets"
_PATIENCE = 20.0  # seconds: a person may have to unlock the keyring first
_USABLE = 1.0  # keyring's own mark for backends that are safe to use; its stand-ins are below

Answer = TypeVar("Answer")


class Keyring:
    """A keyring that answered until now; after its first silence it is not asked again."""

    def __init__(self, backend: Any) -> None:
        self._backend = backend
        self._silent = False

    def set(self, name: str, secret: Secret) -> None:
        """Keep a secret.

        Raises:
            Refused: The keyring did not take it.
        """
        self._ask(lambda: self._backend.set_password(SERVICE, name, secret.value))

    def get(self, name: str) -> Secret | None:
        """Return a secret; None where the keyring knows of none.

        Raises:
            Refused: The keyring did not answer.
        """
        return self._ask(lambda: _wrapped(self._backend.get_password(SERVICE, name)))

    def delete(self, name: str) -> None:
        """Forget a secret; one that is gone is no error.

        Raises:
            Refused: The keyring did not answer.
        """

        def forget() -> None:
            if self._backend.get_credential(SERVICE, name) is not None:
                self._backend.delete_password(SERVICE, name)

        self._ask(forget)

    def _ask(self, question: Callable[[], Answer]) -> Answer:
        if self._silent:
            raise Refused("secret.keyring_silent")
        answers: queue.SimpleQueue[tuple[bool, Any]] = queue.SimpleQueue()

        def ask() -> None:
            try:
                answers.put((True, question()))
            except Exception as error:  # noqa: BLE001  each system's keyring has errors of its own
                answers.put((False, type(error).__name__))

        threading.Thread(target=ask, daemon=True, name="keyring").start()
        try:
            answered, answer = answers.get(timeout=_PATIENCE)
        except queue.Empty:
            self._silent = True
            raise Refused("secret.keyring_silent") from None
        if not answered:
            # The error's own words and frames may hold the secret: only its name is told.
            raise Refused("secret.keyring_refused", reason=answer)
        found: Answer = answer
        return found


def find_keyring() -> Keyring | None:
    """Return the system's keyring; None where there is none that could answer."""
    if not _may_answer():
        return None
    import keyring  # slow to import, and most sessions keep no secret

    try:
        backend = keyring.get_keyring()
        usable = float(backend.priority) >= _USABLE
    except Exception:  # noqa: BLE001  a backend that cannot even be set up
        return None
    return Keyring(backend) if usable else None


def _may_answer() -> bool:
    """Whether anybody could unlock a keyring here; without a desktop the question hangs."""
    if os.name == "nt" or sys.platform == "darwin" or os.environ.get("PYTHON_KEYRING_BACKEND"):
        return True
    desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(desktop and os.environ.get("DBUS_SESSION_BUS_ADDRESS"))


def _wrapped(text: str | None) -> Secret | None:
    return None if text is None else Secret(text)
