"""Making the folder of a new project: it appears whole, or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from portwidgets.domain.edit import Change
from portwidgets.domain.schema import TABLES
from portwidgets.errors import Refused
from portwidgets.storage import durable, fitting, history_lines, new_change, project_toml
from portwidgets.storage.history_lines import Group
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.write_ahead_log import FIRST


def create(path: Path, meta: Meta, rows: Mapping[str, Iterable[Mapping[str, str]]]) -> None:
    """Make a project's folder.

    Args:
        path: The new folder.
        meta: What project.toml says.
        rows: The rows that each table starts with, by column; one without an id gets one.

    Raises:
        Refused: A column is unknown, an id stands twice, or there is such a folder.
    """
    if path.exists():
        raise Refused("storage.exists", path=str(path))
    with durable.building_folder(path.parent) as building:
        files = {project_toml.FILE: project_toml.new_meta(meta)}
        for table in TABLES:
            files[table.file] = fitting.first_rows(table, rows.get(table.name, ()))
        for name, data in files.items():
            _write(building / name, data)
        _write(building / history_lines.FILE, _beginning(building))
        durable.finish_folder(building, path)


def _write(path: Path, data: bytes) -> None:
    with durable.new_file(path) as file:
        file.write(data)


def _beginning(folder: Path) -> bytes:
    """Return the history of a new project: that its tables stand as they were made."""
    nothing = Change(new_change.new_id(), new_change.now(), "", ())
    stands = {table.name: durable.stamp(folder / table.file) for table in TABLES}
    return history_lines.HEADER + history_lines.encode(Group(nothing, {}, {}, stands), FIRST)
