"""The letters of authorization of a project: made, their contents noted, signed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from portwidgets.domain.edit import Set
from portwidgets.domain.orders.stated_numbers import LONGEST, write_numbers
from portwidgets.domain.orders.transitions import SUBMITTABLE
from portwidgets.domain.schema import ORDERS
from portwidgets.exchange.papers.letter import Letter, letter_pdf
from portwidgets.project.events import Apply, Result
from portwidgets.project.letter_facts import Cells, Gap, LetterReader
from portwidgets.project.values import as_day
from portwidgets.storage.project_folder import ProjectFolder


class Letters:
    """Makes the letters of a project's orders; nothing in them may be blank."""

    def __init__(self, folder: ProjectFolder, apply: Apply) -> None:
        self._reader = LetterReader(folder)
        self._apply = apply

    def gaps(self, order: str) -> list[Gap]:
        """Return the cells that must be filled before the letter of an order can be made.

        Raises:
            Refused: There is no such order.
        """
        return self._reader.gaps(order)

    def all_gaps(self) -> dict[str, list[Gap]]:
        """Return the same for each order."""
        return self._reader.all_gaps()

    def differing(self) -> set[str]:
        """Return the orders whose letter states other numbers than they move now."""
        return self._reader.differing()

    def make(self, order: str, language: str, *, made: datetime) -> bytes:
        """Return the cover sheet and the letter of an order as PDF, and note what it states.

        Its numbers and its last day come into the order, as one step that can be undone, so that
        the check sees when the order has other numbers than its letter. A letter that states
        other numbers than the signed one, or follows one that is over, is still to be signed.
        An order that the carriers have keeps what stands there.

        Raises:
            Refused: There is no such order, a field is not filled, or a number is none.
        """
        letter = self._reader.letter(order, made.date())
        content = letter_pdf(letter, language, made)
        cells = self._reader.cells(order)
        if cells["status"] in SUBMITTABLE:
            told = self._stated(cells, letter)
            before = {column: cells[column] for column in told if cells[column]}
            if cells["loa_numbers"] and not before.items() <= told.items():
                told["loa_signed_on"] = ""  # it is another letter than the signed one
            self._note(cells, told)
        return content

    def note_signed(self, order: str, day: date) -> Result:
        """Note that the letter of an order was signed on a day.

        What it states was noted when it was made; of one that was made elsewhere it is taken to
        be what the order has now.

        Raises:
            Refused: As `make` does: what has blanks cannot have been signed.
        """
        letter = self._reader.letter(order, day)
        cells = self._reader.cells(order)
        told = self._stated(cells, letter)
        end = as_day(cells["loa_expires_on"])
        if cells["loa_numbers"]:
            told["loa_numbers"] = cells["loa_numbers"]
        if cells["loa_numbers"] and end and end >= day:
            told["loa_expires_on"] = end.isoformat()
        return self._note(cells, {"loa_signed_on": day.isoformat(), **told})

    def _stated(self, order: Cells, letter: Letter) -> dict[str, str]:
        """Return what is noted of a letter; no numbers where they do not fit into a cell."""
        text = order["loa_numbers"]
        if not text or self._reader.differs(text, letter.numbers):
            text = write_numbers(letter.numbers)
        fits = len(text) <= LONGEST
        return {
            "loa_numbers": text if fits else "",
            "loa_expires_on": letter.expires.isoformat(),
        }

    def _note(self, cells: Cells, told: Mapping[str, str]) -> Result:
        return self._apply(
            [
                Set(ORDERS.name, cells["id"], column, cells[column], text)
                for column, text in told.items()
                if cells[column] != text
            ]
        )
