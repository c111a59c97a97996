"""Keeps the projects that were last asked for open: the next to ask reads only what changed."""

from portwidgets.errors import PortError
from portwidgets.project.project import Project
from portwidgets.project.workspace import Workspace

KEPT = 3
"""So many, since each is in memory whole."""


class RecentProjects:
    """The projects of a workspace, as they stand on disk when they are asked for.

    Args:
        workspace: Where they are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._kept: dict[str, tuple[Project, object]] = {}

    def open(self, name: str, *, user: str | None = None) -> Project:
        """Open a project, to be read only where a file of it is damaged.

        Args:
            name: The folder's name.
            user: The name that edits are written under; by default as `Project` has it.

        Raises:
            Refused: There is no such project.
        """
        project = self._again(name) or self._workspace.open(name, lenient=True)
        if user:
            project.user = user
        self._kept[name] = (project, _folder(project))
        while len(self._kept) > KEPT:
            del self._kept[next(iter(self._kept))]
        return project

    def _again(self, name: str) -> Project | None:
        """Return the project that is kept, with what others wrote since."""
        project, folder = self._kept.pop(name, (None, None))
        if project is None or folder != _folder(project):
            return None
        try:
            project.refresh()
        except (PortError, OSError):
            return None  # who opens it anew is told what is wrong
        return project


def _folder(project: Project) -> object:
    """Return what tells a project's folder from another that came to have its name."""
    try:
        found = project.path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
