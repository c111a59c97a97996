"""What the import may be asked, as strict messages."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from portwidgets.widgets.intent_widget import Count, Intent

Short = Annotated[str, msgspec.Meta(max_length=500)]
Entry = Annotated[str, msgspec.Meta(max_length=100_000)]
Keys = Annotated[tuple[Short, ...], msgspec.Meta(max_length=10_000)]

OUTCOMES = Literal[
    "",
    "number",
    "range",
    "duplicate_in_file",
    "duplicate_of_inventory",
    "no_number",
    "not_understood",
]


class FileToCome(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file that is about to come in pieces."""

    name: Short
    size: Count


class Receive(Intent, frozen=True, tag="receive"):
    """Files come, each in pieces; or one text that was pasted."""

    files: Annotated[tuple[FileToCome, ...], msgspec.Meta(min_length=1, max_length=100)]
    pasted: bool = False


class Piece(Intent, frozen=True, tag="piece"):
    """A piece of a file, in the message's buffer; files are counted from 0."""

    file: Count
    offset: Count


class Read(Intent, frozen=True, tag="read"):
    """All pieces were sent: read the files."""


class Cancel(Intent, frozen=True, tag="cancel"):
    """Drop everything: what is being received or read, or the preview."""


class ChooseSheets(Intent, frozen=True, tag="sheets"):
    """Import these sheets and no others."""

    keys: Annotated[tuple[Count, ...], msgspec.Meta(max_length=10_000)]


class SetHeadings(Intent, frozen=True, tag="headings"):
    """These rows of a sheet are its headings."""

    sheet: Count
    rows: Annotated[tuple[Count, ...], msgspec.Meta(max_length=10)]


class Columns(Intent, frozen=True, tag="columns"):
    """Send the columns of the chosen sheets, and the words that were found in them."""


class MapColumn(Intent, frozen=True, tag="map_column"):
    """Send a column elsewhere."""

    sheet: Count
    index: Count
    target: Short


class MapValue(Intent, frozen=True, tag="map_value"):
    """Say what a word in a column stands for."""

    column: Short
    text: Entry
    code: Short


class Rows(Intent, frozen=True, tag="rows"):
    """Send a page of the rows of one outcome, or of all."""

    outcome: OUTCOMES
    offset: Count
    search: Short


class Changes(Intent, frozen=True, tag="changes"):
    """Send a page of the cells in which file and inventory differ."""

    offset: Count


class Missing(Intent, frozen=True, tag="missing"):
    """Send a page of the numbers that the file does not have."""

    offset: Count


class Correct(Intent, frozen=True, tag="correct"):
    """Read this text in the place of a row's numbers; an empty one takes that back."""

    key: Count
    text: Entry


class LeaveOut(Intent, frozen=True, tag="leave_out"):
    """A row has no number that is wanted."""

    key: Count


class TakeAsTyped(Intent, frozen=True, tag="take_as_typed"):
    """Take a row's text as it is, to be mended in the inventory."""

    key: Count


class Decide(Intent, frozen=True, tag="decide"):
    """Write what the file says into cells, or keep what stands there; without keys, in all."""

    accept: bool
    keys: Keys | None = None


class Apply(Intent, frozen=True, tag="apply"):
    """Write the numbers into the inventory."""


class Undo(Intent, frozen=True, tag="undo"):
    """Take the import back."""


class Account(Intent, frozen=True, tag="account"):
    """Send a piece of the account of the rows as a file; the first one starts it anew."""

    piece: Count


class Leave(Intent, frozen=True, tag="leave"):
    """Show what stood here before."""


Intents = (
    Receive
    | Piece
    | Read
    | Cancel
    | ChooseSheets
    | SetHeadings
    | Columns
    | MapColumn
    | MapValue
    | Rows
    | Changes
    | Missing
    | Correct
    | LeaveOut
    | TakeAsTyped
    | Decide
    | Apply
    | Undo
    | Account
    | Leave
)
