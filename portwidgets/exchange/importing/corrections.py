"""What a person typed in the place of rows that were not understood, or left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from portwidgets.domain.numbers.number_cell import read_cell_numbers
from portwidgets.exchange.importing.account import Remark
from portwidgets.exchange.importing.said import No, Said, said_by, words_of

_BY_HAND = Remark("import.left_out_by_hand")


@dataclass(slots=True)
class Corrections:
    """The corrected rows, by key.

    Attributes:
        texts: What was typed; "" where the row was left out.
        said: What they say now.
        notes: The words that were typed with their numbers.
        reasons: Why they still say no number.
    """

    region: str
    texts: dict[int, str] = field(default_factory=dict)
    said: dict[int, Said] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, Remark] = field(default_factory=dict)

    def correct(self, key: int, text: str) -> None:
        """Read a text in the place of a row's numbers; "" takes the correction back."""
        self._forget(key)
        if not text.strip():
            return
        reading = read_cell_numbers(text, self.region)
        self.texts[key] = text
        if reading.fault:
            self.said[key], self.reasons[key] = No.SENSE, Remark.of(reading.fault)
        else:
            self.said[key] = said_by(reading.found)
            if words := words_of(reading.found, [reading.note]):
                self.notes[key] = words

    def leave_out(self, key: int) -> None:
        """Note that a row has no number that is wanted."""
        self._forget(key)
        self.texts[key], self.said[key], self.reasons[key] = "", No.NUMBER, _BY_HAND

    def take_as_typed(self, key: int, text: str) -> None:
        """Take a text for a number that the inventory shall show as invalid."""
        self._forget(key)
        self.texts[key], self.said[key] = text, text

    def _forget(self, key: int) -> None:
        for kept in (self.texts, self.said, self.notes, self.reasons):
            kept.pop(key, None)
