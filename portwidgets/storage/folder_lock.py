"""The lock beside a project's files: one writer at a time, on every operating system."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, SoftFileLock, Timeout

from portwidgets.errors import Refused
from portwidgets.storage import durable

LOCK_FILE = ".lock"
_STAND_IN = ".lock-held"
_WAIT = 20.0  # seconds; a change of 100,000 rows holds it for well under one
_POLL = 0.002
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EINVAL}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


class FolderLock:
    """Held while files of a folder are written, or read as one whole.

    The data files are never locked themselves: a rename would leave the lock on the old file.
    Where a file system knows no locks, a file that only one can make stands in for it; one that a
    dead process left is taken away. Where there is not even that we go on without: what follows
    what in the history decides between two writers.

    Attributes:
        alone: Whether a lock is held that keeps others out.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.alone = False
        self._lock: BaseFileLock = FileLock(
            folder / LOCK_FILE, timeout=_WAIT, poll_interval=_POLL, mode=durable.MODE
        )
        self._stand_in: BaseFileLock | None = SoftFileLock(
            folder / _STAND_IN, timeout=_WAIT, poll_interval=_POLL, mode=durable.MODE
        )

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock.

        Raises:
            Refused: Another process holds it and does not let go, or the folder is gone.
            OSError: The folder cannot be written.
        """
        if not self._folder.is_dir():  # the lock would bring it back, empty
            raise Refused("storage.gone", path=str(self._folder))
        self.alone = self._acquire()
        try:
            yield
        finally:
            if self.alone:
                self.alone = False
                self._lock.release()

    @contextmanager
    def held_for_reading(self) -> Iterator[bool]:
        """Hold the lock where we may; yields False where the folder is read-only for us."""
        try:
            holding = self.held()
            holding.__enter__()
        except OSError as error:
            if error.errno not in _READ_ONLY:
                raise
            yield False
            return
        try:
            yield True
        finally:
            holding.__exit__(None, None, None)

    def _acquire(self) -> bool:
        try:
            self._lock.acquire()
        except Timeout:
            if self._took_away_unsigned():
                return self._acquire()
            raise Refused("storage.busy", path=str(self._folder)) from None
        except NotImplementedError:
            return self._acquire_stand_in()
        except OSError as error:
            if error.errno in _NO_LOCKS:
                return self._acquire_stand_in()
            raise
        return True

    def _acquire_stand_in(self) -> bool:
        """Take the stand-in for a lock; the file system is not asked for a real one again."""
        if self._stand_in is None:
            return False
        self._lock, self._stand_in = self._stand_in, None
        return self._acquire()

    def _took_away_unsigned(self) -> bool:
        """Take away a stand-in that says of nobody that he holds it, as old as we have waited.

        A process that was killed between making and signing it leaves it so, for ever.
        """
        path = self._folder / _STAND_IN
        try:
            is_unsigned = self._stand_in is None and path.stat().st_size == 0
        except FileNotFoundError:
            return False
        if is_unsigned:
            path.unlink(missing_ok=True)
        return is_unsigned
