"""Completing a change that a crash interrupted between its log entry and its last rename."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from portwidgets.domain.edit import Change
from portwidgets.storage import durable, fitting
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.history_lines import Group

_PATIENCE = 5.0  # seconds for a writer's renames, which take milliseconds
_POLL = 0.002
_OLD = 60.0  # seconds after which a temporary file has no writer any more


def complete(
    folder: Path,
    groups: Sequence[Group],
    tables: Mapping[str, StoredTable],
    load: Callable[[str], StoredTable],
    *,
    alone: bool,
) -> None:
    """Make on each table's file what the log says and the file lacks; clear what lies about.

    Doing this twice does no harm: what already stands is left out. A change's temporary files
    go last, so that a crash in here is completed too.

    Args:
        folder: The project's folder, locked.
        groups: The last changes of the log, oldest first.
        tables: The tables by name.
        load: Reads a table from its file.
        alone: Whether a lock keeps others out. Else what looks interrupted may be underway: its
            writer gets time to finish, and finds its temporary file gone if it did not.
    """
    files = {name: folder / table.table.file for name, table in tables.items()}
    waiting = durable.staged_files(folder)
    if not alone:
        waiting = _left_behind(folder, groups, files)
    mended: dict[str, Path] = {}
    for name, changes in unfinished(groups, files, waiting).items():
        table = replayed(load(name), changes)
        mended[name] = durable.stage(files[name], table.encoded(), secrets.token_hex(6))
    for name, path in mended.items():
        durable.publish(path, files[name])
    if mended:
        durable.sync_folder(folder)
    for path in waiting.values():
        durable.discard(path)


def _left_behind(
    folder: Path, groups: Sequence[Group], files: Mapping[str, Path]
) -> dict[tuple[str, str], Path]:
    """Wait for a writer that is underway; return the temporary files that nobody will rename."""
    end = time.monotonic() + _PATIENCE
    while (waiting := durable.staged_files(folder)) and time.monotonic() < end:
        if not unfinished(groups, files, waiting):
            break
        time.sleep(_POLL)
    logged = {group.change.id for group in groups}
    return {key: path for key, path in waiting.items() if key[1] in logged or _is_old(path)}


def _is_old(path: Path) -> bool:
    found = durable.stamp(path)
    return found is not None and time.time() - found[1] / 1e9 > _OLD


def unfinished(
    groups: Sequence[Group],
    files: Mapping[str, Path],
    waiting: Iterable[tuple[str, str]],
) -> dict[str, list[Change]]:
    """Return for each table the changes in the log that its file lacks, oldest first.

    Args:
        groups: The last changes of the log, oldest first.
        files: Each table's file.
        waiting: The temporary files as (file name, change).
    """
    lacking = {}
    for name, file in files.items():
        present = durable.stamp(file)
        for place in reversed(range(len(groups))):
            group = groups[place]
            if name not in group.before:
                continue
            # A missing file says "before" only of the last change: later it was deleted.
            lost = group.before[name] == present
            lost = lost and (present is not None or place == len(groups) - 1)
            if lost or (file.name, group.change.id) in waiting:
                later = (each for each in groups[place:] if name in each.before)
                lacking[name] = [each.change for each in later]
                break
    return lacking


def replayed(table: StoredTable, changes: Iterable[Change]) -> StoredTable:
    """Return a table with changes made on it, as far as they are of it and still fit."""
    name = table.table.name
    for change in changes:
        ops = (op for op in change.ops if op.table == name)
        fitted = fitting.fit(
            ops, {name: table}, at=change.at, by=change.by, new_id=StoredTable.next_id
        )
        table = fitted.tables.get(name, table)
        table.settle()
    return table
