"""What is read: a file on the disk, a file that came through the browser, or a pasted text."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import BinaryIO

from portwidgets.errors import Refused

LARGEST = 200 * 1024 * 1024
"""Bytes; a list of a million rows of six cells has a quarter of it."""

HEAD = 64 * 1024
"""So many bytes tell what kind of file it is."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came through the browser."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pasted:
    """A block from the clipboard, or a text with numbers in it."""

    text: str


Given = str | Path | Upload | Pasted


class Source:
    """Something to read: its name for people, its size, and its bytes as often as asked for.

    Args:
        given: A path, an upload or a pasted text.

    Raises:
        Refused: It is not there, empty, too large, or Excel's lock file instead of the workbook.
    """

    def __init__(self, given: Given) -> None:
        self.path = Path(given).expanduser() if isinstance(given, str | Path) else None
        self._data = b""
        self.pasted = isinstance(given, Pasted)
        match given:
            case Pasted():
                self.name, self._data = "", given.text.encode("utf-8", "surrogatepass")
            case Upload():
                self.name, self._data = _last_part(given.name), given.data
            case _:
                self.name = Path(given).name
        self.size = len(self._data)
        if self.path:
            with self._told():
                self.size = self.path.stat().st_size
        self._check()

    @contextlib.contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Give the bytes to read.

        Raises:
            Refused: Another program holds the file, or there is no access to it.
        """
        if self.path is None:
            yield io.BytesIO(self._data)
            return
        with self._told():
            file = self.path.open("rb")
        with file:
            yield file

    def head(self) -> bytes:
        """Return the first bytes."""
        with self.open() as file:
            return file.read(HEAD)

    @property
    def open_in_excel(self) -> bool:
        """Whether Excel or LibreOffice has the file open: what is not saved is not in it."""
        if self.path is None:
            return False
        locks = (f"~${self.path.name}", f"~${self.path.name[2:]}", f".~lock.{self.path.name}#")
        return any(self.path.with_name(name).exists() for name in locks if name != self.path.name)

    def _check(self) -> None:
        if self.name.startswith(("~$", ".~lock.")):
            raise Refused("import.lock_file", file=self.name)
        if self.path and self.path.is_dir():
            raise Refused("import.folder", file=self.name)
        if not self.size:
            raise Refused(
                "import.nothing_pasted" if self.pasted else "import.empty", file=self.name
            )
        if self.size > LARGEST:
            megabytes = LARGEST // 1024 // 1024
            raise Refused("import.too_large", file=self.name, limit=megabytes)

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what the operating system refuses."""
        try:
            yield
        except (FileNotFoundError, ValueError):  # the latter for a NUL, which no path can hold
            raise Refused("import.no_file", path=str(self.path)) from None
        except PermissionError:
            raise Refused("import.no_access", path=str(self.path)) from None
        except OSError as error:
            reason = error.strerror or str(error)
            raise Refused("import.not_readable", path=str(self.path), reason=reason) from None


def _last_part(name: str) -> str:
    """Return a file's name without the folders that some browsers put before it."""
    return PurePosixPath(PureWindowsPath(name).name).name
