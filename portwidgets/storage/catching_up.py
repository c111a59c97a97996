"""Taking over what others wrote: from the log what is in it, from the tables' files the rest.

What something other than portwidgets wrote into a table, a spreadsheet or a person's editor, is
noted in the history as a change of nobody's, so that it can be seen there and taken back. That is
so too for what was written while nobody had the project open: the last lines of the history say
which version of each file holds what it tells, and where another lies there, the table is put
together from the last backup and the history since and compared with it. Whoever opens a project
whose files are in those versions pays nothing for this.

Where the table as it was cannot be put together, or where so much is different that the history
would swell with it, one line says that the table was changed, and that is all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from portwidgets.domain.edit import Act, Change, Op, Replaced
from portwidgets.storage import durable, history_files, new_change, recovery
from portwidgets.storage.durable import Stamp
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.history import History
from portwidgets.storage.history_lines import Group
from portwidgets.storage.last_known import LastKnown
from portwidgets.storage.meta_file import MetaFile
from portwidgets.storage.outside import Difference
from portwidgets.storage.table_files import TableFiles
from portwidgets.storage.write_ahead_log import Log

_LARGEST = 32 * 2**20  # bytes of a table that is put together: some 200,000 numbers
_MOST_OPS = 100_000  # that one change of nobody's may have
_log = logging.getLogger(__name__)


class CatchingUp:
    """Keeps the tables of one project in memory as others write them, under its lock.

    Args:
        folder: The project's folder.
        meta: Its project.toml.
        files: Its tables.
        history: All that was written.
        log: Its end.
        lock: The folder's lock.
    """

    def __init__(
        self,
        folder: Path,
        *,
        meta: MetaFile,
        files: TableFiles,
        history: History,
        log: Log,
        lock: FolderLock,
    ) -> None:
        self._folder = folder
        self._meta = meta
        self._files = files
        self._history = history
        self._log = log
        self._lock = lock
        self._untold: list[Op] = []

    def looks_changed(self) -> bool:
        """Tell whether others wrote since; the files are looked at, not read."""
        return self._log.grown() or bool(self._files.moved()) or self._meta.moved()

    def open(self, *, writable: bool) -> None:
        """Read all, for the first time.

        Raises:
            DamagedFile: A file cannot be read.
        """
        self._meta.read()
        region = self._meta.meta.region
        self.complete(self._log.tail(cut=writable), writable=writable)
        moved = self._moved_since() if writable else {}
        found = {}
        known = LastKnown(self._folder, self._history)
        for name, table in self._files.tables.items():
            is_asked = name in moved and not self._is_too_large(name, moved[name])
            before = known.table(table.table) if is_asked else None
            if before is None:
                self._files.open(name, region)
            else:
                found[name] = self._files.open_after(name, before, region)
        if moved:
            self._note(moved, found)

    def catch_up(self, *, writable: bool) -> None:
        """Take over what others wrote since.

        Raises:
            DamagedFile: A file cannot be read; what is in memory of it stays.
        """
        if self._meta.moved():
            self._meta.read()
        if self._log.grown():
            groups = self._log.news(cut=writable)
            if groups is None:  # somebody put another log there
                self.complete(self._log.tail(cut=writable), writable=writable)
                self._files.forget(self._files.tables)
            else:
                self.complete(groups, writable=writable)
                for group in groups:
                    self._untold += self._files.follow(group)
        region = self._meta.meta.region
        before = {name: self._files.versions[name] for name in self._files.moved()}
        found = {name: self._files.read_again(name, region) for name in before}
        outsiders = [op for each in found.values() for op in each.ops]
        self._untold += outsiders
        if outsiders and writable:
            self._note({name: before[name] for name, each in found.items() if each.ops}, found)

    def take_untold(self) -> tuple[Op, ...]:
        """Return what was taken over since the last call, for somebody to tell of it."""
        told, self._untold = self._untold, []
        return tuple(told)

    def leave_untold(self, ops: Iterable[Op]) -> None:
        """Keep operations that are in memory until somebody asks what there is to tell."""
        self._untold += ops

    def complete(self, groups: list[Group], *, writable: bool) -> None:
        """Make on the files what these groups say and a crash kept from them."""
        if writable:
            recovery.complete(
                self._folder,
                groups,
                self._files.tables,
                lambda name: self._files.load(name)[0],
                alone=self._lock.alone,
            )

    def _moved_since(self) -> dict[str, Stamp]:
        """Return the tables whose files are not as the history last told, with how they were."""
        told = self._log.stands
        return {
            name: told[name]
            for name in self._files.tables.keys() & told.keys()
            if not _is_same(told[name], self._files.version(name))
        }

    def _note(self, before: Mapping[str, Stamp], found: Mapping[str, Difference]) -> None:
        """Write into the history what something other than portwidgets wrote into tables."""
        ops: list[Op] = []
        acts: list[Act] = []
        for name in sorted(before):
            told = found[name].ops if name in found else []
            is_other = name in found or self._has_other_size(name, before[name])
            if told and len(ops) + len(told) <= _MOST_OPS:
                ops += told
            elif told or (is_other and name not in found):
                acts.append(Replaced(name, len(self._files.tables[name])))
        change = Change(new_change.new_id(), self._when(before), "", tuple(ops), tuple(acts))
        # None: the others read the file anew, they may have read it otherwise than we did.
        group = Group(change, before, dict.fromkeys(before), self._files.versions)
        try:
            end = self._log.append(group)
        except OSError as error:  # a full disk: what was read stands nevertheless
            _log.warning("%s: a change from outside is not in the history: %s", self._folder, error)
            return
        if end is not None:
            self._log.advance(end, group)

    def _is_too_large(self, name: str, before: Stamp) -> bool:
        return max(_size(before), _size(self._files.version(name))) > _LARGEST

    def _has_other_size(self, name: str, before: Stamp) -> bool:
        """Tell whether a file that cannot be compared is certainly another: no mere copy of it."""
        return _size(before) != _size(self._files.versions[name])

    def _when(self, names: Mapping[str, Stamp]) -> str:
        """Return when the newest of these files was written, if that was after the last change."""
        versions = (self._files.versions[name] for name in names)
        newest = max((version[1] for version in versions if version), default=0)
        log = durable.stamp(history_files.paths(self._folder)[-1])
        now = datetime.now(UTC)
        is_after = log is not None and log[1] <= newest <= now.timestamp() * 1e9
        return new_change.moment(datetime.fromtimestamp(newest / 1e9, UTC) if is_after else now)


def _size(version: Stamp) -> int:
    return version[0] if version else 0


def _is_same(told: Stamp, now: Stamp) -> bool:
    """Tell whether a file is the one that was told, or a copy that kept its size and time."""
    if told is None or now is None:
        return told is now
    return told[:2] == now[:2]
