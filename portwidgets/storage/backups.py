"""Dated copies of a project's files in its hidden folder `.backups`, fewer the older they are.

One is made before the first change of each day and before every change of structure: many rows
at once (an import, a paste, a deletion, the undo of one), another title or region, a repair, a
restore. PINs and passcodes are not among the files of a project, and so in no copy either.
"""

from __future__ import annotations

import re
import secrets
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from portwidgets.domain.edit import Delete, Op
from portwidgets.domain.schema import TABLES
from portwidgets.domain.steps import Steps, finish
from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage import durable, history_lines, project_toml

FOLDER = ".backups"
FILES = (project_toml.FILE, history_lines.FILE, *(table.file for table in TABLES))
_NAME = re.compile(r"(\d{8}T\d{6}Z)-([a-z]+)(?:-\d+)?\.zip")
_AT = "%Y%m%dT%H%M%SZ"
_MANY_ROWS = 50
_MANY_DELETED = 10
_QUICK = 1  # the level of compression: a table shrinks to a tenth, ten thousand rows in 10 ms


class Reason(StrEnum):
    """What a copy was made before."""

    DAILY = "daily"
    MANY = "many"
    DELETE = "delete"
    DESCRIBE = "describe"
    REPAIR = "repair"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a project's files.

    Attributes:
        name: The file's name, which is how a person chooses it.
        at: When it was made, in UTC.
        size: Bytes.
    """

    name: str
    at: datetime
    reason: Reason
    size: int


def reason_of(ops: Iterable[Op]) -> Reason | None:
    """Return why a change is one of structure; None where it is a change of some cells."""
    touched = {(op.table, op.row, isinstance(op, Delete)) for op in ops}
    deleted = sum(is_deleted for *_, is_deleted in touched)
    if deleted >= _MANY_DELETED:
        return Reason.DELETE
    return Reason.MANY if len(touched) >= _MANY_ROWS else None


def made(folder: Path) -> list[Backup]:
    """Return the copies of a project, newest first."""
    place = folder / FOLDER
    found = []
    for path in place.iterdir() if place.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match and match[2] in {*Reason}:
            at = datetime.fromisoformat(match[1])  # strptime takes 10 ms when first called
            status = path.stat()
            backup = Backup(path.name, at, Reason(match[2]), status.st_size)
            found.append((at, status.st_mtime_ns, backup))
    return [backup for *_, backup in sorted(found, key=lambda each: each[:2], reverse=True)]


def is_made_on(folder: Path, day: date) -> bool:
    """Tell whether there is a copy from that day."""
    return any(backup.at.date() == day for backup in made(folder))


def make(
    folder: Path, reason: Reason, *, also: Iterable[str] = (), now: datetime | None = None
) -> Backup:
    """Copy a project's files as they lie, damaged or not, and drop copies that grew old.

    Args:
        folder: The project's folder, locked.
        reason: What it is made before.
        also: Names of files that are not always copied: parts of the history put away.
        now: The time, in UTC.

    Raises:
        OSError: The disk did not take it.
    """
    return finish(making(folder, reason, also=also, now=now))


def making(
    folder: Path, reason: Reason, *, also: Iterable[str] = (), now: datetime | None = None
) -> Steps[Backup]:
    """Do the same in steps."""
    now = (now or datetime.now(UTC)).replace(microsecond=0)
    place = folder / FOLDER
    place.mkdir(durable.FOLDER_MODE, exist_ok=True)
    name = _free_name(place, f"{now.strftime(_AT)}-{reason}")
    waiting = place / f".{secrets.token_hex(6)}"
    try:
        with durable.new_file(waiting) as file:
            yield from _pack(file, folder, {*FILES, *also})
            size = file.tell()
        waiting.replace(place / name)
    except BaseException:
        durable.discard(waiting)
        raise
    durable.sync_folder(place)
    _thin_out(folder, now)
    return Backup(name, now, reason, size)


def read(folder: Path, name: str) -> dict[str, bytes]:
    """Return the files in a copy by name.

    Raises:
        Refused: There is no such copy.
        DamagedFile: It cannot be read.
    """
    if name not in {backup.name for backup in made(folder)}:
        raise Refused("storage.no_backup", name=name)
    try:
        with zipfile.ZipFile(folder / FOLDER / name) as archive:
            names = {*archive.namelist()} & {*FILES}
            return {each: archive.read(each) for each in sorted(names)}
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError):
        raise DamagedFile("storage.damaged_backup", file=f"{FOLDER}/{name}") from None


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return which copies stay: all of a day, one a day, one a week, then one a month."""
    spans: tuple[tuple[timedelta, int, Callable[[datetime], object]], ...] = (
        (timedelta(days=1), 24, lambda at: at),
        (timedelta(days=14), 14, lambda at: at.date()),
        (timedelta(weeks=10), 10, lambda at: at.isocalendar()[:2]),
        (timedelta(days=10_000), 36, lambda at: (at.year, at.month)),
    )
    newest_first = sorted(moments, reverse=True)
    stay: set[datetime] = set()
    for age, most, period in spans:
        periods: dict[object, datetime] = {}
        for at in newest_first:
            if now - at <= age:
                periods.setdefault(period(at), at)
        stay.update([*periods.values()][:most])
    return stay


def _thin_out(folder: Path, now: datetime) -> None:
    backups = made(folder)
    stay = kept((backup.at for backup in backups), now)
    for backup in backups:
        if backup.at not in stay:
            durable.discard(folder / FOLDER / backup.name)


def _pack(file: BinaryIO, folder: Path, names: Iterable[str]) -> Steps[None]:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_QUICK) as archive:
        for name in sorted(names):
            found = durable.read(folder / name)
            if found is None:
                continue
            data = memoryview(found[0])
            with archive.open(name, "w") as packed:
                for start in range(0, len(data), durable.PORTION):
                    packed.write(data[start : start + durable.PORTION])
                    yield start / len(data)


def _free_name(place: Path, stem: str) -> str:
    name, count = f"{stem}.zip", 1
    while (place / name).exists():
        count += 1
        name = f"{stem}-{count}.zip"
    return name
