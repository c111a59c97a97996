"""Makes the pages that can be read before their widgets are there, each from the state on disk."""

import threading

from portwidgets.project import Workspace
from portwidgets.project.recent import RecentProjects
from portwidgets.widgets.html import Html
from portwidgets.widgets.readable import readable_page


class ReadablePages:
    """The pages of a workspace's projects; may be called from several threads.

    Args:
        workspace: Where the projects are.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._recent = RecentProjects(workspace)
        self._reading = threading.Lock()  # a project is one thread's at a time

    def html(self, language: str, project: str, page: str, *, start: int, order: str) -> Html:
        """Return a page; see `readable_page`.

        Raises:
            PortError: It cannot be shown.
            OSError: A file cannot be read.
        """
        with self._reading:
            return readable_page(
                self._workspace,
                language,
                project,
                page,
                start=start,
                order=order,
                recent=self._recent,
            )
