"""Who is working: the name that a change is written under."""

from __future__ import annotations

import getpass
import os


def known_user() -> str | None:
    """Return JupyterHub's user or the one given to the command line; None where nobody said."""
    return os.environ.get("JUPYTERHUB_USER") or os.environ.get("PORTWIDGETS_USER") or None


def system_user() -> str:
    """Return the operating system's name for the person, the last resort."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # a container without a user entry
        return "unknown"
