"""A workspace on disk: a folder of projects, and those put away in its subfolder `archive`."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from portwidgets.domain.schema import NUMBERS, PROGRESS
from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage import durable, private_traces, project_toml, project_zip
from portwidgets.storage.csv_text import read_sheet
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.safe_names import ARCHIVE, check_name, folder_name


@dataclass(frozen=True, slots=True)
class Brief:
    """What a list shows of a project, read without opening it.

    Attributes:
        name: The folder's name.
        archived: Whether it is put away.
        progress: The rows of the checklist by item, each by column.
        numbers: Rows of the inventory.
    """

    name: str
    meta: Meta
    archived: bool
    progress: Mapping[str, Mapping[str, str]]
    numbers: int


class WorkspaceFolder:
    """A folder of projects; it is made when the first project is.

    A name stands for one project only, put away or not. Every method that takes a name raises
    Refused where it would leave the workspace, or no project has it.

    Args:
        path: The folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = Path(path)

    def names(self) -> list[str]:
        """Return the names of all projects, those put away last."""
        return [*_projects(self.path), *_projects(self.path / ARCHIVE)]

    def path_of(self, name: str) -> Path:
        """Return the folder of a project."""
        check_name(name)
        for parent in (self.path, self.path / ARCHIVE):
            folder = parent / name
            if name.casefold() == ARCHIVE or not (folder / project_toml.FILE).is_file():
                continue
            # A link may lead anywhere; only a real folder that stands here is a project.
            stands = self.path.resolve() / folder.relative_to(self.path)
            if os.path.normcase(folder.resolve()) != os.path.normcase(stands):
                raise Refused("workspace.bad_name", name=name)
            return folder
        raise Refused("workspace.unknown_name", name=name)

    def place_of(self, name: str) -> Path:
        """Return the folder of a project, also of one whose project.toml is gone."""
        try:
            return self.path_of(name)
        except Refused:
            check_name(name)
            folder = self.path / name
            stands = self.path.resolve() / name
            if folder.resolve() != stands or not (folder / PROGRESS.file).is_file():
                raise
            return folder

    def brief(self, name: str) -> Brief:
        """Return what a list shows of a project.

        Raises:
            DamagedFile: A file of it cannot be read.
        """
        folder = self.path_of(name)
        meta = project_toml.read_meta((folder / project_toml.FILE).read_bytes())
        return Brief(
            name=name,
            meta=meta,
            archived=folder.parent != self.path,
            progress=_progress(folder),
            numbers=_count_numbers(folder),
        )

    def create(
        self,
        meta: Meta,
        rows: Mapping[str, Iterable[Mapping[str, str]]] | None = None,
        *,
        name: str = "",
    ) -> Path:
        """Make a project and return its folder, named after its title unless `name` is given."""
        self.path.mkdir(durable.FOLDER_MODE, parents=True, exist_ok=True)
        return ProjectFolder.create(self._free(name or meta.title), meta, rows).path

    def duplicate(self, name: str, title: str = "") -> str:
        """Copy a project with its history, under another title if given; return the new name."""
        source = self.path_of(name)
        _complete(source)
        meta = project_toml.read_meta((source / project_toml.FILE).read_bytes())
        target = self._free(title or meta.title or name)
        with FolderLock(source).held_for_reading(), durable.building_folder(self.path) as building:
            for file in project_zip.files_of(source):
                copy = building / file.relative_to(source)
                copy.parent.mkdir(parents=True, exist_ok=True, mode=durable.FOLDER_MODE)
                with durable.new_file(copy) as written:
                    written.write(file.read_bytes())
            if title:
                toml = building / project_toml.FILE
                durable.replace(
                    toml, project_toml.write_meta(toml.read_bytes(), {"title": title}), "title"
                )
            durable.finish_folder(building, target)
        return target.name

    def rename(self, name: str, title: str) -> str:
        """Give a project another title and the folder that goes with it; return its new name.

        Whoever has it open under the old name is told that it is gone.
        """
        folder = self.path_of(name)
        ProjectFolder(folder).save_meta(title=title)
        new = folder_name(title, (each for each in self._taken() if each != name))
        return self._move(folder, folder.with_name(new))

    def archive(self, name: str) -> str:
        """Put a project away into the subfolder `archive`; return its name."""
        folder = self.path_of(name)
        (self.path / ARCHIVE).mkdir(durable.FOLDER_MODE, exist_ok=True)
        return self._move(folder, self.path / ARCHIVE / name)

    def unarchive(self, name: str) -> str:
        """Get a project back; return its name."""
        return self._move(self.path_of(name), self.path / name)

    def zip(self, name: str) -> bytes:
        """Return a project as a zip file."""
        folder = self.path_of(name)
        _complete(folder)
        with FolderLock(folder).held_for_reading():
            return project_zip.pack(folder, name)

    def unzip(self, content: bytes) -> str:
        """Add a project from a zip file; return its name.

        Raises:
            Refused: It is too large, no zip file of a project, or dangerous; nothing was added.
            DamagedFile: Its project.toml cannot be read; nothing was added.
        """
        self.path.mkdir(durable.FOLDER_MODE, parents=True, exist_ok=True)
        with durable.building_folder(self.path) as building:
            top = project_zip.unpack(content, building)
            meta = project_toml.read_meta((building / project_toml.FILE).read_bytes())
            target = self._free(top or meta.title)
            durable.finish_folder(building, target)
        return target.name

    def _move(self, folder: Path, target: Path) -> str:
        if folder != target:
            with private_traces.following(folder, target):
                folder.rename(target)
                durable.sync_folder(folder.parent)
                durable.sync_folder(target.parent)
        return target.name

    def _free(self, title: str) -> Path:
        free = self.path / folder_name(title, self._taken())
        private_traces.forget(free)
        return free

    def _taken(self) -> list[str]:
        """Return every name in use, of whatever stands there."""
        folders = [each for each in (self.path, self.path / ARCHIVE) if each.is_dir()]
        return [entry.name for folder in folders for entry in folder.iterdir()]


def _complete(folder: Path) -> None:
    """Complete what a crash interrupted; a damaged project is copied as it lies."""
    with suppress(DamagedFile):
        ProjectFolder(folder)


def _projects(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(
        entry.name
        for entry in folder.iterdir()
        if not entry.name.startswith(".")
        and not entry.is_symlink()
        and entry.name.casefold() != ARCHIVE
        and (entry / project_toml.FILE).is_file()
    )


def _progress(folder: Path) -> dict[str, dict[str, str]]:
    found = durable.read(folder / PROGRESS.file)
    if found is None:
        return {}
    sheet = read_sheet(found[0], file=PROGRESS.file, key=PROGRESS.key)
    key = sheet.header.index(PROGRESS.key)
    return {cells[key]: dict(zip(sheet.header, cells, strict=True)) for cells in sheet.rows}


def _count_numbers(folder: Path) -> int:
    found = durable.read(folder / NUMBERS.file)
    if found is None:
        return 0
    data = found[0]
    if b'"' in data or data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return len(read_sheet(data, file=NUMBERS.file, key=NUMBERS.key).rows)
    return sum(1 for line in data.splitlines() if line.strip(b",;\t")) - 1
