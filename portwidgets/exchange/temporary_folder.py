"""A temporary folder that goes with its process; what a killed one left goes with the next start.

A process that is killed clears nothing away. Its folder holds a customer's list, so it must not lie
about until the machine is started anew. As long as a process lives it holds a lock in its folder:
one that has such a lock, and it can be had, belongs to nobody.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "portwidgets-"
_ALIVE = ".alive"
_NEW_SECONDS = 60.0  # a lock so young may not be held yet


class TemporaryFolder:
    """A folder that only its owner can look into.

    Args:
        purpose: A word that its name has.
    """

    def __init__(self, purpose: str) -> None:
        sweep()
        self._folder = tempfile.TemporaryDirectory(
            prefix=f"{PREFIX}{purpose}-", ignore_cleanup_errors=True
        )
        self.path = Path(self._folder.name)
        self._alive = FileLock(self.path / _ALIVE, blocking=False)
        with contextlib.suppress(OSError, NotImplementedError):  # no locks here: nobody sweeps
            self._alive.acquire()

    def close(self) -> None:
        """Remove it with all that is in it."""
        self._alive.release()
        self._folder.cleanup()

    def __enter__(self) -> Path:
        return self.path

    def __exit__(self, *_: object) -> None:
        self.close()


def sweep() -> None:
    """Remove the folders of this user's processes that were killed."""
    with os.scandir(tempfile.gettempdir()) as entries:
        found = [Path(entry.path) for entry in entries if entry.name.startswith(PREFIX)]
    for folder in found:
        with contextlib.suppress(OSError, NotImplementedError, Timeout):
            if _is_own(folder) and not _is_new(folder / _ALIVE):
                _remove(folder)


def _is_own(folder: Path) -> bool:
    status = folder.lstat()
    is_ours = not hasattr(os, "getuid") or status.st_uid == os.getuid()
    return stat.S_ISDIR(status.st_mode) and is_ours


def _is_new(alive: Path) -> bool:
    """Tell whether a lock was made just now; it raises OSError where there is none."""
    return time.time() - alive.lstat().st_mtime < _NEW_SECONDS


def _remove(folder: Path) -> None:
    alive = FileLock(folder / _ALIVE, blocking=False)
    with alive:
        for entry in folder.iterdir():
            if entry.name == _ALIVE:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink()
    shutil.rmtree(folder, ignore_errors=True)
