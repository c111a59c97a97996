"""Writing a change to disk: first the new tables beside the old, then the log, then the renames.

The top of committing.py says what can come in between, and why it does no harm.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from portwidgets.domain.edit import Change
from portwidgets.domain.steps import Steps, within
from portwidgets.errors import Refused
from portwidgets.storage import durable
from portwidgets.storage.commit import Ready
from portwidgets.storage.durable import Stamp
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

    def write(self, ready: Ready, portion: int | None) -> Steps[bool]:
        """Write a change; False where a file was replaced under our hands and nothing was done.

        Args:
            ready: The change.
            portion: How many bytes are written in a step; None: all at once.

        Raises:
            Refused: Some files were renamed and others not; the next look completes the change.
            OSError: The disk did not take it; nothing was changed.
        """
        try:
            written = yield from self._write(ready, portion)
        except BaseException:
            ready.fitted.discard()
            raise
        if written:
            self._files.settle_cut(ready.change.ops)
        else:
            ready.fitted.discard()
        return written

    def _write(self, ready: Ready, portion: int | None) -> Steps[bool]:
        tables = ready.fitted.tables
        staged: dict[str, Path] = {}
        before = {name: self._files.versions[name] for name in tables}

        def stand() -> bool:
            return all(self._files.version(name) == before[name] for name in tables)

        try:
            yield from within(self._stage(ready, portion, staged), 0, 0.4)
            after = {name: durable.stamp(path) for name, path in staged.items()}
            group = self._group(ready.change, before, after)
            end = None
            if not self._log.grown() and stand():
                appending = self._log.appending(group, ready.lines, portion=portion, holds=stand)
                end = yield from within(appending, 0.4, 1)
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

    def _stage(self, ready: Ready, portion: int | None, staged: dict[str, Path]) -> Steps[None]:
        """Write the new tables beside the old."""
        count = len(ready.fitted.tables)
        for at, (name, table) in enumerate(ready.fitted.tables.items()):
            path = self._files.path(name)
            durable.check_writable(path)
            staging = durable.staging(path, table.encoded(), ready.change.id, portion=portion)
            staged[name] = yield from within(staging, at / count, (at + 1) / count)

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
