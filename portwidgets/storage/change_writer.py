"""Writing a change to disk: first the new tables beside the old, then the log, then the renames.

The top of project_folder.py says what can come in between, and why it does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from portwidgets.domain.edit import Change
from portwidgets.errors import Refused
from portwidgets.storage import durable
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.durable import Stamp
from portwidgets.storage.fitting import Fitted
from portwidgets.storage.history_lines import Group
from portwidgets.storage.table_files import TableFiles
from portwidgets.storage.write_ahead_log import End, Log

Staged = Mapping[str, Path]


class ChangeWriter:
    """Writes changes of one project, under its lock.

    Args:
        folder: The project's folder.
        files: Its tables.
        log: Its log.
        complete: Makes on the files what a group of the log says and they lack.
    """

    def __init__(
        self, folder: Path, files: TableFiles, log: Log, complete: Callable[[Group], None]
    ) -> None:
        self._folder = folder
        self._files = files
        self._log = log
        self._complete = complete

    def write(self, change: Change, fitted: Fitted) -> bool:
        """Write a change; False where a file was replaced under our hands and nothing was done.

        Raises:
            Refused: Some files were renamed and others not; the next look completes the change.
            OSError: The disk did not take it; nothing was changed.
        """
        try:
            written = self._write(change, fitted.tables)
        except BaseException:
            fitted.discard()
            raise
        if written:
            self._files.settle_cut(change.ops)
        else:
            fitted.discard()
        return written

    def _write(self, change: Change, tables: Mapping[str, StoredTable]) -> bool:
        staged: dict[str, Path] = {}
        before = {name: self._files.versions[name] for name in tables}
        try:
            for name, table in tables.items():
                path = self._files.path(name)
                durable.check_writable(path)
                staged[name] = durable.stage(path, table.encoded(), change.id)
            after = {name: durable.stamp(path) for name, path in staged.items()}
            moved = (self._files.version(name) != before[name] for name in tables)
            if self._log.grown() or any(moved):
                _discard(staged)
                return False
            group = self._group(change, before, after)
            end = self._log.append(group)
            if end is None:
                _discard(staged)
                return False
        except BaseException:
            _discard(staged)
            raise
        is_ours = self._publish(staged, end)
        self._files.written(tables, after)
        self._log.advance(end, group)
        if not is_ours:  # another found us slow and made the change for us, or will not
            self._complete(group)
            self._files.forget(tables)
        return True

    def _group(
        self, change: Change, before: Mapping[str, Stamp], after: Mapping[str, Stamp]
    ) -> Group:
        # Others cannot follow by the log what they may have read otherwise: row ids that we
        # gave, cells that a spreadsheet had rendered. They read such a file anew.
        told = {name: after[name] if self._files.tables[name].plain else None for name in after}
        return Group(change, before, told, {**self._files.versions, **after})

    def _publish(self, staged: Staged, end: End) -> bool:
        """Rename; a failure after the first rename leaves the rest to be completed later.

        Returns:
            False where another took the files away: without a lock, it thought that we had died.
        """
        done = 0
        try:
            for name, path in staged.items():
                durable.publish(path, self._files.path(name))
                done += 1
            durable.sync_folder(self._folder)
        except FileNotFoundError:
            return False
        except OSError as error:
            if done == 0 and self._taken_back(staged, end):
                raise
            file = self._files.path(list(staged)[min(done, len(staged) - 1)]).name
            reason = error.strerror or str(error)
            raise Refused("storage.unfinished", file=file, reason=reason) from error
        return True

    def _taken_back(self, staged: Staged, end: End) -> bool:
        try:
            if not self._log.take_back(end):
                return False
        except OSError:
            return False
        _discard(staged)
        return True


def _discard(staged: Staged) -> None:
    for path in staged.values():
        durable.discard(path)
