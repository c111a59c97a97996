"""Putting a project back to how it was when a backup was made: as a change of its own."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path

from portwidgets.domain.edit import Op
from portwidgets.domain.schema import TABLES
from portwidgets.storage import backups, doctor, durable, history_lines, outside, project_toml
from portwidgets.storage.backups import Backup, Reason
from portwidgets.storage.commit import Commit
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.table_reading import read_table


def restore(folder: Path, name: str, *, by: str) -> tuple[Commit, Backup]:
    """Put the tables and project.toml back; the history goes on, and the step can be undone.

    A file that is damaged is replaced as a whole. What stands now is copied first.

    Returns:
        The change, and the copy of what stood before it.

    Raises:
        Refused: There is no such backup.
        DamagedFile: The backup cannot be read; nothing was changed.
        OSError: The disk did not take it.
    """
    files = backups.read(folder, name)
    wanted = {
        table.name: read_table(table, files[table.file])
        if table.file in files
        else StoredTable(table)
        for table in TABLES
    }
    with FolderLock(folder).held():
        copy = backups.make(folder, Reason.RESTORE)
        _replace(folder, files)
    opened = ProjectFolder(folder)
    return opened.commit(_difference(opened, wanted), by=by, backed_up=True), copy


def _replace(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace what no change can: files that are damaged, and project.toml."""
    whole = {project_toml.FILE: files[project_toml.FILE]} if project_toml.FILE in files else {}
    for finding in doctor.examine(folder).findings:
        is_history = finding.file == history_lines.FILE or finding.file not in files
        data = finding.mended if is_history else files[finding.file]
        if data is not None:
            whole[finding.file] = data
    for file, data in whole.items():
        found = durable.read(folder / file)
        if found is None or found[0] != data:
            durable.replace(folder / file, data, secrets.token_hex(6))


def _difference(folder: ProjectFolder, wanted: Mapping[str, StoredTable]) -> list[Op]:
    ops: list[Op] = []
    for name, table in wanted.items():
        now = folder.table(name)
        found = outside.difference(now, table, folder.meta.region).ops
        # A column that only the backup has, somebody's own, is in no change that can be made.
        ops += (op for op in found if getattr(op, "column", now.header[0]) in now.header)
    return ops
