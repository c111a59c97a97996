"""Writing so that it survives a power cut: temporary file, fsync, rename, fsync of the folder.

A temporary file carries the id of its change in its name. While it lies beside its table, the
table's rename has not happened: that is what recovery looks for.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from portwidgets.domain.steps import Steps, finish

Stamp = tuple[int, int, int] | None
"""What tells two versions of a file apart: size, mtime_ns, inode; None where there is no file."""

PORTION = 2**20
"""Bytes that are written and made durable between two looks at the clock."""

_ENDING = ".new"
FOLDER_MODE = 0o770
MODE = 0o660  # a customer's numbers are nobody's business but the owner's and the group's
_BINARY = getattr(os, "O_BINARY", 0)  # Windows would turn LF into CRLF
_RENAMES = 10
_PAUSE = 0.02
_NO_FOLDER_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS}


def stamp(path: Path) -> Stamp:
    """Return the version of the file at `path`."""
    try:
        return stamp_of(path.stat())
    except FileNotFoundError:
        return None


def stamp_of(status: os.stat_result) -> Stamp:
    """Return the version that a stat shows."""
    return status.st_size, status.st_mtime_ns, status.st_ino


def read(path: Path) -> tuple[bytes, Stamp] | None:
    """Return the bytes of a file and their version; None where there is no file."""
    try:
        with path.open("rb") as file:
            data = file.read()
            return data, stamp_of(os.fstat(file.fileno()))
    except FileNotFoundError:
        return None


def staged_path(path: Path, change: str) -> Path:
    """Return where the new version of `path` waits for its rename."""
    return path.with_name(f".{path.name}.{change}{_ENDING}")


def staged_files(folder: Path) -> dict[tuple[str, str], Path]:
    """Return the temporary files in a folder by (file, change)."""
    found = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") and entry.name.endswith(_ENDING):
                file, _, change = entry.name[1 : -len(_ENDING)].rpartition(".")
                found[file, change] = Path(entry.path)
    return found


def stage(path: Path, data: Iterable[bytes], change: str, *, mode: int = MODE) -> Path:
    """Write the new version of `path` beside it, durably, and return where it lies.

    Args:
        path: The file; where it exists, its own mode is kept.
        data: The new content.
        change: The change that it belongs to.
        mode: Who may read a file that is new.
    """
    return finish(staging(path, data, change, mode=mode, portion=None))


def staging(
    path: Path,
    data: Iterable[bytes],
    change: str,
    *,
    mode: int = MODE,
    portion: int | None = PORTION,
) -> Steps[Path]:
    """Do the same in steps, each of so many bytes; None: at once."""
    temporary = staged_path(path, change)
    descriptor = os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, mode)
    try:
        _keep_mode(path, descriptor)
        yield from writing(descriptor, data, portion)
        os.fsync(descriptor)
    except BaseException:
        os.close(descriptor)
        discard(temporary)
        raise
    os.close(descriptor)
    return temporary


def writing(descriptor: int, data: Iterable[bytes], portion: int | None) -> Steps[None]:
    """Write in portions of so many bytes that are made durable, save the last one.

    One fsync of everything would keep others waiting for as long as all of these together.
    """
    waiting = portions = 0
    for part in data:
        write_all(descriptor, part)
        waiting += len(part)
        if portion is not None and waiting >= portion:
            os.fsync(descriptor)
            waiting, portions = 0, portions + 1
            yield portions / (portions + 1)  # how many there will be, nobody knows


def write_all(descriptor: int, data: bytes) -> None:
    """Write every byte: a single write may take only a part."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def discard(temporary: Path) -> None:
    """Remove a temporary file; one that cannot be removed is cleared away on the next open."""
    with contextlib.suppress(OSError):
        temporary.unlink()


def publish(temporary: Path, path: Path) -> None:
    """Put the new version in the place of the old in one step."""
    for _ in range(_RENAMES if os.name == "nt" else 0):
        try:
            temporary.replace(path)
        except PermissionError:  # a virus scanner or an indexer holds the file for a moment
            time.sleep(_PAUSE)
        else:
            return
    temporary.replace(path)


def check_writable(path: Path) -> None:
    """Raise PermissionError where a file is read-only, or held open by Excel on Windows.

    A rename would pass over the first and fail on the second too late.
    """
    with contextlib.suppress(FileNotFoundError):
        os.close(os.open(path, os.O_RDWR | _BINARY))


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable, where the system has such a thing."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:  # some network file systems have none
            raise
    finally:
        os.close(descriptor)


def replace(path: Path, data: bytes, change: str, *, mode: int = MODE) -> None:
    """Give a file new content: after this it is on disk, before it the old stands untouched."""
    temporary = stage(path, (data,), change, mode=mode)
    try:
        publish(temporary, path)
    except BaseException:
        discard(temporary)
        raise
    sync_folder(path.parent)


@contextlib.contextmanager
def building_folder(parent: Path) -> Iterator[Path]:
    """Give a hidden folder to fill; what `finish_folder` did not take is thrown away."""
    building = parent / f".{secrets.token_hex(6)}{_ENDING}"
    building.mkdir(FOLDER_MODE)
    try:
        yield building
    finally:
        shutil.rmtree(building, ignore_errors=True)


def finish_folder(building: Path, path: Path) -> None:
    """Give a filled folder its name, so that it never shows half."""
    sync_folder(building)
    building.rename(path)
    sync_folder(path.parent)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """Give a new file to write; it is durable at the end."""
    descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, MODE)
    with os.fdopen(descriptor, "wb") as file:
        yield file
        file.flush()
        os.fsync(descriptor)


def _keep_mode(path: Path, descriptor: int) -> None:
    if hasattr(os, "fchmod"):
        with contextlib.suppress(FileNotFoundError, PermissionError):
            os.fchmod(descriptor, stat.S_IMODE(path.stat().st_mode))
