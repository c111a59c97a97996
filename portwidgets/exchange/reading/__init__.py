"""Reads other people's files into rows of texts; what the rows mean is not asked here."""

from collections.abc import Iterator

from portwidgets.exchange.reading.kinds import Kind, kind_of
from portwidgets.exchange.reading.rows import SheetRows
from portwidgets.exchange.reading.source import Given, Pasted, Source, Upload
from portwidgets.exchange.reading.text import read_text
from portwidgets.exchange.reading.workbook import read_workbook

__all__ = ["Given", "Pasted", "SheetRows", "Source", "Upload", "read"]


def read(source: Source, into: list[SheetRows]) -> Iterator[float]:
    """Read every sheet of a source, yielding how far it is; close the generator to stop.

    Raises:
        Refused: It cannot be read; the error names it and says what to do.
    """
    readers = {Kind.TEXT: read_text, Kind.WORKBOOK: read_workbook}
    return readers[kind_of(source)](source, into)
