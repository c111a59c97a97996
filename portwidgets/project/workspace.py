"""A workspace: a folder of port projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portwidgets import catalog
from portwidgets.domain.checklist import ItemProgress, progress
from portwidgets.domain.schema import PROGRESS, ItemState
from portwidgets.errors import PortError, Refused
from portwidgets.project import values
from portwidgets.project.checklist import guide_of
from portwidgets.project.description import check_description
from portwidgets.project.project import Project
from portwidgets.project.user import known_user, system_user
from portwidgets.storage import backups, doctor, restoring
from portwidgets.storage.backups import Backup
from portwidgets.storage.doctor import Examination
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.project_zip import LARGEST_UPLOAD
from portwidgets.storage.workspace_folder import WorkspaceFolder


@dataclass(frozen=True, slots=True)
class ProjectSummary:
    """A project as a list shows it.

    Attributes:
        name: The folder's name, for links and commands.
        done: Steps done, of `total` that apply.
        critical_open: Critical steps that are open.
        numbers: Rows of the inventory.
        problem: Why the project cannot be read, None where it can.
    """

    name: str
    title: str
    customer: str = ""
    region: str = ""
    archived: bool = False
    done: int = 0
    total: int = 0
    critical_open: int = 0
    numbers: int = 0
    problem: PortError | None = None

    @property
    def searched(self) -> str:
        """What a search looks through, in lower case."""
        return f"{self.title} {self.customer} {self.name}".casefold()


class Workspace:
    """A folder of projects; it is made when the first project is.

    Args:
        path: The folder.
    """

    def __init__(self, path: str | Path) -> None:
        self._folder = WorkspaceFolder(Path(path).expanduser())

    def __repr__(self) -> str:
        return f"<Workspace {str(self.path)!r}>"

    @property
    def path(self) -> Path:
        """The folder."""
        return self._folder.path

    @property
    def upload_limit(self) -> int:
        """The most bytes that a zip file may have."""
        return LARGEST_UPLOAD

    def projects(self, search: str = "") -> list[ProjectSummary]:
        """Return the projects, archived ones last, each part by title.

        Args:
            search: Only those whose title, customer or name contains this, in any case.
        """
        found = [self._summary(name) for name in self._folder.names()]
        wanted = search.casefold()
        return sorted(
            (each for each in found if wanted in each.searched),
            key=lambda each: (each.archived, each.title.casefold(), each.name),
        )

    def create(
        self,
        title: str,
        *,
        customer: str = "",
        region: str = "DK",
        language: str = "en",
        gaining_carrier: str = "",
        user: str | None = None,
    ) -> Project:
        """Make a project with every step open and no numbers yet.

        Raises:
            Refused: The title is empty, or the region unknown.
        """
        check_description({"title": title, "region": region, "language": language})
        meta = Meta(
            title=title.strip(),
            customer=customer.strip(),
            region=region,
            language=language,
            gaining_carrier=gaining_carrier.strip(),
        )
        steps = [
            {"item": item.id, "state": ItemState.OPEN.value}
            for item in catalog.checklist(region).items
        ]
        path = self._folder.create(meta, {PROGRESS.name: steps})
        return Project(path, user=user)

    def demo(self, *, language: str = "da", today: date | None = None) -> Project:
        """Make a demo project: a Danish company with about forty numbers and some mistakes.

        What its people did in the last weeks stands in its history.
        """
        demo = catalog.demo(today or values.today(), language)
        meta = Meta(
            title=demo.title.of(language),
            customer=demo.customer,
            region=demo.region,
            language=language,
            gaining_carrier=demo.gaining_carrier,
        )
        path = self._folder.create(meta, demo.rows_before(), name="demo")
        folder = ProjectFolder(path)
        for change in demo.changes:
            folder.commit(change.ops, by=change.by, at=change.at, backed_up=True)
        return Project(path)

    def open(self, name: str, *, user: str | None = None, lenient: bool = False) -> Project:
        """Open a project by its name.

        Args:
            name: The folder's name.
            user: The name that edits are written under.
            lenient: Open it, to be read only, where a file is damaged too; see `Project.damage`.

        Raises:
            Refused: There is no such project here.
            DamagedFile: A file of it cannot be read.
        """
        return Project(self._folder.path_of(name), user=user, lenient=lenient)

    def examine(self, name: str) -> Examination:
        """Look at every file of a project and say what is damaged; nothing is written.

        Raises:
            Refused: There is no such project here.
        """
        return doctor.examine(self._folder.place_of(name))

    def repair(self, name: str) -> tuple[Examination, Backup | None]:
        """Mend what is damaged in a project, as `examine` says; the files are copied first.

        Returns:
            What was found, and the copy; None where nothing had to be mended.

        Raises:
            Refused: There is no such project here, or somebody holds its lock.
            OSError: The disk did not take it; what was not mended stands as it was.
        """
        return doctor.repair(self._folder.place_of(name))

    def backups(self, name: str) -> list[Backup]:
        """Return the copies that were made of a project, newest first."""
        return backups.made(self._folder.place_of(name))

    def restore(self, name: str, backup: str, *, user: str | None = None) -> Backup:
        """Put a project back to how it was when a copy was made; its history goes on.

        Args:
            name: The folder's name.
            backup: The copy's name, as `backups` tells it.
            user: The name that the change is written under.

        Returns:
            A copy of what stood before: restoring that one takes this step back.

        Raises:
            Refused: There is no such project or backup.
            DamagedFile: The backup cannot be read; nothing was changed.
        """
        by = user or known_user() or system_user()
        return restoring.restore(self._folder.place_of(name), backup, by=by)[1]

    def duplicate(self, name: str, title: str = "") -> str:
        """Copy a project, its history included; return the copy's name."""
        return self._folder.duplicate(name, title)

    def rename(self, name: str, title: str) -> str:
        """Give a project another title and the folder that goes with it; return its new name.

        Raises:
            Refused: The title is empty, or there is no such project.
        """
        check_description({"title": title})
        return self._folder.rename(name, title.strip())

    def archive(self, name: str) -> str:
        """Put a project away; return its name."""
        return self._folder.archive(name)

    def unarchive(self, name: str) -> str:
        """Get an archived project back; return its name."""
        return self._folder.unarchive(name)

    def download(self, name: str) -> bytes:
        """Return a project's folder as a zip file."""
        return self._folder.zip(name)

    def upload(self, content: bytes) -> str:
        """Add a project from such a zip file; return its name.

        Raises:
            Refused: It is no zip file of a project, or a dangerous one; nothing was added.
        """
        return self._folder.unzip(content)

    def _summary(self, name: str) -> ProjectSummary:
        try:
            brief = self._folder.brief(name)
        except PortError as error:
            return ProjectSummary(name, title=name, problem=error)
        except OSError as error:
            reason = error.strerror or str(error)
            problem = Refused("project.not_readable", path=str(self.path / name), reason=reason)
            return ProjectSummary(name, title=name, problem=problem)
        guide = guide_of(brief.meta.region, brief.progress)
        noted = {item: ItemProgress.of(cells) for item, cells in brief.progress.items()}
        every = progress(guide.items, noted)
        critical = progress(guide.items, noted, critical_only=True)
        return ProjectSummary(
            name=name,
            title=brief.meta.title or name,
            customer=brief.meta.customer,
            region=brief.meta.region,
            archived=brief.archived,
            done=every.done,
            total=every.total,
            critical_open=critical.total - critical.done,
            numbers=brief.numbers,
        )
