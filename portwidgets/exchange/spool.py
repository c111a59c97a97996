"""Files that come in pieces: kept in a temporary folder until they were read, then gone.

A list of numbers is the customer's: it never lies in the project's folder, where it would be
passed on with it, nor where another user of the machine can read it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from portwidgets.errors import Refused
from portwidgets.exchange.reading.source import LARGEST
from portwidgets.exchange.temporary_folder import TemporaryFolder

MEGABYTE = 1024 * 1024

_EARLY = 16  # pieces that may wait; a browser has fewer underway


@dataclass(slots=True)
class _Coming:
    path: Path
    size: int
    there: int = 0
    early: dict[int, bytes] = field(default_factory=dict)
    """Pieces behind a gap, by where they begin: sent anew, one may overtake another."""

    def write(self, piece: bytes | memoryview) -> None:
        """Write a piece behind those that are there, and what was waiting for it."""
        with self.path.open("ab") as out:
            out.write(piece)
            self.there += len(piece)
            while (waiting := self.early.pop(self.there, None)) is not None:
                out.write(waiting)
                self.there += len(waiting)


class Spool:
    """The files of one import.

    Args:
        limit: How many bytes they may have together.
    """

    def __init__(self, limit: int = LARGEST) -> None:
        self._limit = limit
        self._folder = TemporaryFolder("import")
        self._files: list[_Coming] = []

    @property
    def size(self) -> int:
        """How many bytes were announced."""
        return sum(file.size for file in self._files)

    @property
    def there(self) -> int:
        """How many of them are there."""
        return sum(file.there for file in self._files)

    def begin(self, name: str, size: int) -> int:
        """Announce a file of that name and size; return the number that its pieces name.

        Raises:
            Refused: It is empty, or the files are too large together.
        """
        if size == 0:
            raise Refused("import.empty", file=name)
        if self.size + size > self._limit:
            raise Refused("import_panel.too_large", megabytes=self._limit // MEGABYTE)
        number = len(self._files)
        # A folder each: two files may have the same name, which the account of rows tells.
        folder = self._folder.path / str(number)
        folder.mkdir()
        path = folder / _plain(name)
        path.touch()
        self._files.append(_Coming(path, size))
        return number

    def take(self, number: int, offset: int, piece: bytes | memoryview) -> None:
        """Take a piece; one that comes twice is passed over, one too early waits for its turn.

        Raises:
            Refused: It is none of this file's, or too many before it are missing; or the disk is
                full.
        """
        if not 0 <= number < len(self._files):
            raise Refused("import_panel.no_upload")
        file = self._files[number]
        end = offset + len(piece)
        if end <= file.there:
            return
        is_early = offset > file.there
        if offset < file.there or end > file.size or (is_early and len(file.early) >= _EARLY):
            raise Refused("import_panel.no_upload")
        if is_early:
            file.early[offset] = bytes(piece)
            return
        try:
            file.write(piece)
        except OSError as error:
            raise Refused("import_panel.no_space", reason=error.strerror or str(error)) from error

    def paths(self) -> list[Path]:
        """Return where the files lie, in the order in which they were announced.

        Raises:
            Refused: They are not there as a whole.
        """
        if not self._files or self.there != self.size:
            raise Refused("import_panel.no_upload")
        return [file.path for file in self._files]

    def close(self) -> None:
        """Remove the files."""
        self._folder.close()
        self._files.clear()


_FORBIDDEN = frozenset('<>:"/\\|?*')
_LONGEST = 60  # characters of up to four bytes; most file systems take 255


def _plain(name: str) -> str:
    """Return a file's name without what is no part of a name on some system; its ending stays."""
    kept = "".join("_" if char in _FORBIDDEN or not char.isprintable() else char for char in name)
    return kept.strip(". ")[-_LONGEST:].strip(". ") or "list"
