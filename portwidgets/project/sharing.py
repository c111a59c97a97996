"""A project's links to read it: made, listed and closed by those who work on it."""

from __future__ import annotations

from portwidgets.errors import Refused
from portwidgets.project.project import Project
from portwidgets.storage.share_links import ShareLink, ShareLinks


class ProjectShares:
    """The links that open one project, and no others of this machine.

        shares = ProjectShares(project)
        link = shares.make(days=14)
        shares.address(link)  # "shared/...", behind the address of the server

    Args:
        project: What the links open.
    """

    def __init__(self, project: Project) -> None:
        self._project = project
        self._links = ShareLinks()

    def __repr__(self) -> str:
        return f"<ProjectShares of {self._project.name}>"

    def make(self, days: int) -> ShareLink:
        """Make a link that opens the project for some days.

        Raises:
            Refused: It could not be written down.
            DamagedFile: The list of links cannot be read.
        """
        return self._links.create(self._project.path, days=days, by=self._project.user)

    def address(self, link: ShareLink) -> str:
        """Return the end of a link's address, behind that of the server.

        Raises:
            Refused: The key that signs links cannot be written down.
        """
        return self._links.address(link)

    def all(self) -> list[ShareLink]:
        """Return the project's open links, the oldest first.

        Raises:
            DamagedFile: The list of links cannot be read.
        """
        here = str(self._project.path.resolve())
        return [link for link in self._links.all() if link.folder == here]

    def revoke(self, identity: str) -> ShareLink:
        """Close one of the project's links for good; return it.

        Raises:
            Refused: The project has no such link, or it could not be written down.
            DamagedFile: The list of links cannot be read.
        """
        if identity not in {link.id for link in self.all()}:
            raise Refused("share.unknown", id=identity)
        return self._links.revoke(identity)
