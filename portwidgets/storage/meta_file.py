"""project.toml of an open project: read, looked at, and changed value by value."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from portwidgets.errors import Refused
from portwidgets.storage import backups, durable, new_change, project_toml
from portwidgets.storage.backups import Reason
from portwidgets.storage.durable import Stamp
from portwidgets.storage.project_toml import Meta


class MetaFile:
    """What a project's folder says of the project.

    Args:
        folder: The project's folder.

    Attributes:
        meta: What it says.
    """

    meta: Meta

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / project_toml.FILE
        self._version: Stamp = None

    def check_there(self) -> None:
        """Refuse a folder without such a file.

        Raises:
            Refused: There is no project in that folder.
        """
        if not self._path.is_file():
            raise Refused("storage.no_project", path=str(self._folder))

    def moved(self) -> bool:
        """Tell whether the file is not in the version that we know."""
        return durable.stamp(self._path) != self._version

    def read(self) -> None:
        """Read it.

        Raises:
            DamagedFile: It cannot be read; what is in memory stays.
        """
        data, self._version = durable.read(self._path) or (b"", None)
        self.meta = project_toml.read_meta(data)

    def save(self, values: dict[str, Any]) -> None:
        """Change values, under the folder's lock; all else stays as a person wrote it.

        Raises:
            DamagedFile: It cannot be read, and is not written over.
        """
        data = self._path.read_bytes()
        project_toml.read_meta(data)
        if values.keys() - {"layouts"}:
            backups.make(self._folder, Reason.DESCRIBE)
        data = project_toml.write_meta(data, values)
        project_toml.read_meta(data)
        durable.replace(self._path, data, new_change.new_id())
        self.read()


def check_values(values: dict[str, Any]) -> None:
    """Refuse what is no value of a project's.

    Raises:
        Refused: There is no such value.
    """
    unknown = values.keys() - {*Meta.__dataclass_fields__} | values.keys() & {"schema"}
    if unknown:
        raise Refused("storage.unknown_value", key=min(unknown))
