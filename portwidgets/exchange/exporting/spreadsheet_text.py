"""Cells that a spreadsheet must read as text: it computes what begins like a formula.

Excel, LibreOffice and Google Sheets take a cell of a CSV file, or of a pasted block, for a formula
when it begins with "=", "+", "-" or "@", after a tab or a line break too; a name in our inventory
could so run a command on the machine of whoever opens the export. An apostrophe in front makes it
text. A number must stay usable, so it is not written with its "+" there but as it is dialled.
"""

from __future__ import annotations

import re

from portwidgets.domain.numbers import phone_number

# Full-width signs too: spreadsheets in East Asian languages take them alike.
_COMPUTES = re.compile(r"[\s\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\x00]")


def computes(text: str) -> bool:
    """Return whether a spreadsheet could take a cell for a formula."""
    return _COMPUTES.match(text) is not None


def as_text(text: str) -> str:
    """Return a cell that stays text, with an apostrophe in front where it needs one."""
    return f"'{text}" if computes(text) else text


def number_as_text(text: str, region: str) -> str:
    """Return a number as it is dialled in `region`, "70 12 34 00" or "00 44 20 7946 0958".

    The spaces keep a spreadsheet from making a quantity of it, which would drop a zero in front
    and round what is long. A text that is no valid number stands as it is, as text.
    """
    return as_text(phone_number.dialled(text, region))
