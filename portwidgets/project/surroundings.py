"""What the program that started us says: which workspace, which language, who works."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from portwidgets import catalog
from portwidgets.project.user import known_user


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was said through the environment, by `portwidgets serve`, JupyterHub or Binder.

    Attributes:
        workspace: PORTWIDGETS_WORKSPACE, else `portwidgets` in the person's documents.
        language: PORTWIDGETS_LANGUAGE; None where nobody said.
        user: JupyterHub's user or PORTWIDGETS_USER; None where nobody said.
        throwaway: PORTWIDGETS_THROWAWAY: the workspace vanishes with the server.
        shares: PORTWIDGETS_SHARES: the server answers links that open a project to read.
    """

    workspace: Path
    language: str | None
    user: str | None
    throwaway: bool
    shares: bool

    @classmethod
    def now(cls) -> Surroundings:
        """Read the environment."""
        workspace = os.environ.get("PORTWIDGETS_WORKSPACE")
        language = os.environ.get("PORTWIDGETS_LANGUAGE")
        return cls(
            workspace=Path(workspace) if workspace else default_workspace(),
            language=language if language in catalog.LANGUAGES else None,
            user=known_user(),
            throwaway=bool(os.environ.get("PORTWIDGETS_THROWAWAY")),
            shares=bool(os.environ.get("PORTWIDGETS_SHARES")),
        )


def default_workspace() -> Path:
    """Return the folder of projects of a person who named none."""
    from platformdirs import user_documents_path

    return user_documents_path() / "portwidgets"
