"""Looking at every file of a project, saying what is wrong, and mending it with a backup first.

What a file held is known from three places: what can still be read of it, the last backup that is
whole, and the history since that backup.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portwidgets.domain.edit import Change
from portwidgets.domain.schema import TABLES
from portwidgets.domain.table import Table
from portwidgets.errors import DamagedFile, PortError, Refused
from portwidgets.storage import (
    backups,
    durable,
    history_end,
    history_files,
    history_lines,
    project_toml,
    recovery,
)
from portwidgets.storage.backups import Backup, Reason
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.last_known import last_change, readable
from portwidgets.storage.salvage import Wound, salvage
from portwidgets.storage.table_reading import read_table

NEWER = "storage.newer_schema"
"""What no repair mends: another version of this program wrote the file."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A file that cannot be read as it stands.

    Attributes:
        file: Its name.
        problem: Why, with the line and the remedy by hand.
        wounds: What is wrong in it, line by line, and what a repair makes of each.
        mended: The file as a repair writes it; None where there is no repair.
    """

    file: str
    problem: DamagedFile
    wounds: tuple[Wound, ...] = ()
    mended: bytes | None = None


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found in a project's folder.

    Attributes:
        findings: The files that are damaged.
        tables: How the tables that are damaged would be after a repair.
        meta: What project.toml says or, where that is damaged, would say after a repair.
    """

    findings: tuple[Finding, ...]
    tables: Mapping[str, StoredTable]
    meta: project_toml.Meta


def examine(folder: Path) -> Examination:
    """Look at every file of a project; nothing is written."""
    return _Doctor(Path(folder)).examine()


def repair(folder: Path) -> tuple[Examination, Backup | None]:
    """Mend what is damaged; the files are copied first as they lie.

    Returns:
        What was found and mended, and the backup; None where nothing had to be.

    Raises:
        Refused: There is no project in that folder, or somebody holds the lock.
        OSError: The disk did not take it; what was not replaced stands as it was.
    """
    folder = Path(folder)
    with FolderLock(folder).held():
        found = examine(folder)
        mended = [each for each in found.findings if each.mended is not None]
        if not mended:
            return found, None
        backup = backups.make(folder, Reason.REPAIR, also=[each.file for each in mended])
        for each in mended:
            durable.replace(folder / each.file, each.mended or b"", secrets.token_hex(6))
    return found, backup


class _Doctor:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._findings: list[Finding] = []
        self._copies: list[dict[str, bytes]] | None = None

    def examine(self) -> Examination:
        if not any((self._folder / name).is_file() for name in backups.FILES):
            raise Refused("storage.no_project", path=str(self._folder))
        meta = self._examine_meta()
        changes = self._examine_history()
        tables = {}
        for table in TABLES:
            made = self._examine_table(table, changes)
            if made is not None:
                tables[table.name] = made
        return Examination(tuple(self._findings), tables, meta)

    # --- project.toml --------------------------------------------------------------------------

    def _examine_meta(self) -> project_toml.Meta:
        found = durable.read(self._folder / project_toml.FILE)
        problem = DamagedFile("storage.no_meta", file=project_toml.FILE)
        if found is not None:
            try:
                return project_toml.read_meta(found[0])
            except DamagedFile as damage:
                problem = damage
        data = found[0] if found else b""
        if problem.code == NEWER:
            self._findings.append(Finding(project_toml.FILE, problem))
            return project_toml.legible_meta(data, self._folder.name)
        return self._mend_meta(problem, data)

    def _mend_meta(self, problem: DamagedFile, data: bytes) -> project_toml.Meta:
        for copy in self._backups():
            try:
                mended = copy[project_toml.FILE]
                meta = project_toml.read_meta(mended)
            except (KeyError, DamagedFile):
                continue
            how = PortError("doctor.file_from_backup")
            break
        else:
            meta = project_toml.legible_meta(data, self._folder.name)
            mended = project_toml.new_meta(meta)
            how = PortError("doctor.meta_as_read")
        wound = Wound(0, problem, how)
        self._findings.append(Finding(project_toml.FILE, problem, (wound,), mended))
        return meta

    # --- history -------------------------------------------------------------------------------

    def _examine_history(self) -> list[Change]:
        """Return the changes that can be read, oldest first."""
        changes: list[Change] = []
        for path in history_files.paths(self._folder):
            found = durable.read(path)
            if found is None:
                continue
            try:
                read = [each.change for each in history_files.read_groups(path)]
                history_end.check_whole(found[0], path.name)
                changes += read
            except DamagedFile as damage:
                changes += self._mend_history(path.name, found[0], damage)
        return changes

    def _mend_history(self, name: str, data: bytes, problem: DamagedFile) -> list[Change]:
        """Take the history of the last backup, and behind it what can be read of the file."""
        copies = (copy[name] for copy in self._backups() if name in copy)
        old = next((each for each in copies if _is_whole(each)), b"")
        mended = bytearray(old or history_lines.HEADER)
        known = {span.change for span in history_lines.spans(old)}
        lost = 0
        for span in history_lines.spans(data):
            if span.change in known:
                continue
            begin = data.find(span.change.encode() + b",", span.begin, span.end)
            part = data[begin : span.end]
            if begin >= 0 and _is_group(part):
                mended += part
            else:
                lost += 1
        try:
            history_end.check_whole(data, name)
        except DamagedFile:
            lost += 1
        how = PortError("doctor.history_put_together", count=lost)
        wound = Wound(0, problem, how)
        self._findings.append(Finding(name, problem, (wound,), bytes(mended)))
        whole = bytes(mended)
        groups = history_lines.groups(whole[len(history_lines.HEADER) :], 0)
        return [each.change for each in groups]

    # --- tables --------------------------------------------------------------------------------

    def _examine_table(self, table: Table, changes: Sequence[Change]) -> StoredTable | None:
        """Return a table as it would be mended, None where it is whole."""
        found = durable.read(self._folder / table.file)
        if found is None:
            return None  # a table that was deleted is empty, as before any row
        try:
            read_table(table, found[0])
        except DamagedFile as damage:
            known = self._known(table, changes)
            salvaged = salvage(table, found[0], known)
            mended = b"".join(salvaged.table.encoded())
            wounds = tuple(salvaged.wounds)
            self._findings.append(Finding(table.file, damage, wounds, mended))
            return salvaged.table
        return None

    def _known(self, table: Table, changes: Sequence[Change]) -> StoredTable | None:
        """Return a table as the last backup that is whole and the history since know it."""
        for copy in self._backups():
            try:
                base = read_table(table, copy[table.file])
            except (KeyError, DamagedFile):
                continue
            last = last_change(copy.get(history_lines.FILE, b""))
            ids = [change.id for change in changes]
            since = changes[ids.index(last) + 1 :] if last in ids else changes
            return recovery.replayed(base, since)
        return recovery.replayed(StoredTable(table), changes) if changes else None

    def _backups(self) -> list[dict[str, bytes]]:
        """Return the files of every backup that can be read, newest first."""
        if self._copies is None:
            self._copies = readable(self._folder)
        return self._copies


def _is_whole(log: bytes) -> bool:
    if not log.startswith(history_lines.HEADER):
        return False
    try:
        history_lines.groups(log[len(history_lines.HEADER) :], 0)
    except DamagedFile:
        return False
    return True


def _is_group(part: bytes) -> bool:
    try:
        return history_lines.group(part, 0) is not None
    except DamagedFile:
        return False
