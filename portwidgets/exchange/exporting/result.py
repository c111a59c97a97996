"""What an export gives: files, the numbers that they could not take, and what to know of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from portwidgets import catalog
from portwidgets.domain.export_target import Target
from portwidgets.errors import Refused

_MEDIA_TYPES = {
    "csv": "text/csv;charset=utf-8",
    "txt": "text/plain;charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file, whole in memory.

    Attributes:
        name: As "Head-office-microsoft_teams-2.csv": safe on every system.
        content: Its bytes.
        count: How many numbers stand in it.
    """

    name: str
    content: bytes = field(repr=False)
    count: int

    @property
    def media_type(self) -> str:
        """What a browser is told about it."""
        return _MEDIA_TYPES[self.name.rpartition(".")[2]]


@dataclass(frozen=True, slots=True, init=False)
class Told:
    """Something to know of an export: a text's code (data/texts/export.toml) with its values."""

    code: str
    values: Mapping[str, object]

    def __init__(self, code: str, **values: object) -> None:
        object.__setattr__(self, "code", code)
        object.__setattr__(self, "values", values)

    def text(self, language: str) -> str:
        """Return the sentence in `language`."""
        return catalog.text(self.code, language, **self.values)


@dataclass(frozen=True, slots=True)
class RefusedNumber:
    """A number that was selected and stands in no file.

    Attributes:
        row: Its row id.
        number: Its text as it stands in the inventory.
        reason: What keeps it out, and what to do.
    """

    row: str
    number: str
    reason: Refused


@dataclass(frozen=True)
class Export:
    """The files of one target.

    `count + len(refused)` is the number of rows that were selected.

    Attributes:
        target: What they were written for.
        name: What the names of the files begin with, as "Head-office-microsoft_teams".
        files: One, or several where the target takes only so many numbers at once; none where no
            number could be taken.
        refused: The numbers that could not be taken, each with its reason.
        notes: What a person should know before sending the files.
    """

    target: Target
    name: str
    files: tuple[ExportFile, ...]
    refused: tuple[RefusedNumber, ...] = ()
    notes: tuple[Told, ...] = ()

    @property
    def count(self) -> int:
        """How many numbers stand in the files."""
        return sum(file.count for file in self.files)

    @property
    def text(self) -> str:
        """The content of the only file as text, for the clipboard.

        Raises:
            ValueError: There are several files, or the file is no text.
        """
        if len(self.files) != 1 or self.target.format == "xlsx":
            raise ValueError("only one file of text can be put on the clipboard")
        return self.files[0].content.decode("utf-8-sig")

    @cached_property
    def bundle(self) -> ExportFile | None:
        """One file for a browser to download: the only one, or a zip file of them."""
        if len(self.files) < 2:  # noqa: PLR2004  several go into a zip file
            return next(iter(self.files), None)
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in self.files:
                archive.writestr(file.name, file.content)
        return ExportFile(f"{self.name}.zip", packed.getvalue(), self.count)
