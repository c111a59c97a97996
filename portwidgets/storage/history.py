"""The whole history of a project: history-0001.csv, history-0002.csv, ... and then history.csv.

Nothing in it is rewritten.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from portwidgets.domain.edit import Add, Change, Conflict, Delete, Set
from portwidgets.domain.table import Table
from portwidgets.storage import attribution, history_files, history_lines
from portwidgets.storage.durable import Stamp
from portwidgets.storage.history_lines import HEADER, Group
from portwidgets.storage.write_ahead_log import End, file_number


class Place(NamedTuple):
    """Where in the history a change ends: the number of its file, which it keeps, and the byte."""

    number: int
    end: int


class History:
    """The changes of one project.

    Args:
        folder: The project's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._counted: dict[int, int] = {}  # by file: up to where its ids were counted
        self._seen: dict[str, int] = {}

    def changes(self) -> Iterator[Change]:
        """Yield every change, oldest first."""
        for _, path in history_files.numbered(self._folder):
            groups = history_files.read_groups(path)
            yield from (group.change for group in groups if not group.is_note)

    def beginning(self) -> Mapping[str, Stamp]:
        """Return the versions of the files that a new project began with, where it is known."""
        groups = history_files.read_groups(history_files.paths(self._folder)[0])
        return groups[0].stands if groups and groups[0].is_note else {}

    def newest_first(self, before: Place | None = None) -> Iterator[tuple[Place, Change]]:
        """Yield every change with its place, newest first, or those that end before a place."""
        groups = self.groups_newest_first(before)
        return ((place, group.change) for place, group in groups if not group.is_note)

    def groups_newest_first(self, before: Place | None = None) -> Iterator[tuple[Place, Group]]:
        """Yield every group with its place, notes of versions too."""
        for number, path in reversed(history_files.numbered(self._folder)):
            if before is not None and number > before.number:
                continue
            data, _ = history_files.read(path)
            if before is not None and number == before.number:
                data = data[: before.end - 1]
            for span in reversed(history_lines.spans(data)):
                begin = max(span.begin, len(HEADER))
                group = history_lines.group(data[begin : span.end], begin, path.name)
                if group is not None:
                    yield Place(number, span.end), group

    def writers(self) -> set[str]:
        """Return everybody who wrote a change."""
        found: set[str] = set()
        for path in history_files.paths(self._folder):
            found |= history_lines.writers(history_files.read(path)[0])
        return found

    def highest_id(self, table: Table, end: End) -> int:
        """Return the highest number in any row id of ours that the log has seen up to `end`."""
        for _, path in history_files.numbered(self._folder):
            file = file_number(path)
            counted = self._counted.get(file, 0)
            if file != end.file or counted < end.size:
                until = end.size if file == end.file else None
                self._counted[file] = self._count(path, counted, until)
        return self._seen.get(f"{table.name},{table.prefix}", 0)

    def last_cells(self, table: str) -> dict[str, dict[str, str]]:
        """Return the text last written into each cell of a table, as far as the log goes."""
        rows: dict[str, dict[str, str]] = {}
        for change in self.changes():
            for op in change.ops:
                if op.table != table:
                    continue
                match op:
                    case Set():
                        rows.setdefault(op.row, {})[op.column] = op.after
                    case Add():
                        rows[op.row] = dict(op.cells)
                    case Delete():
                        rows.pop(op.row, None)
        return rows

    def attributed(self, conflicts: Iterable[Conflict]) -> list[Conflict]:
        """Say for each conflict who wrote what stands there and when, where the log knows."""
        return attribution.attributed(conflicts, (change for _, change in self.newest_first()))

    def _count(self, path: Path, start: int, until: int | None) -> int:
        with path.open("rb") as file:
            file.seek(start)
            data = file.read() if until is None else file.read(until - start)
        # A cell's text may look like an id here: then a number is skipped, which does no harm.
        for match in re.finditer(rb",(?:set|add|delete),([a-z]+,[a-z]+)([0-9]{1,9}),", data):
            key = match[1].decode()
            self._seen[key] = max(self._seen.get(key, 0), int(match[2]))
        return start + len(data)
