"""What texts say as numbers, asked of the numbering plan once each and remembered."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from portwidgets.domain.numbers import phone_number
from portwidgets.domain.numbers.phone_number import Examined
from portwidgets.domain.orders.cohort import Said
from portwidgets.domain.schema import NumberType
from portwidgets.domain.steps import uncollected

_MANY = 1_000  # texts from which on they are looked up together


class NumberLookup:
    """Looks texts up.

    Args:
        region: The country whose national numbers are meant.
    """

    def __init__(self, region: str) -> None:
        self._region = region
        self._plain: dict[str, str] = {}
        self._said: dict[str, Said | None] = {}
        self._digits: dict[str, int] = {}  # of the valid numbers; plain values cost no collector
        self._shared: dict[tuple[str, NumberType], Said] = {}

    @property
    def plain(self) -> Mapping[str, str]:
        """The E.164 of each text that was looked up, the text itself where it is no number."""
        return self._plain

    def e164(self, text: str) -> str:
        """Return the E.164 of a text, or the text itself where it is not a valid number."""
        number = self._plain.get(text)
        if number is None:
            number = self._note(text, phone_number.examine(text, self._region))
        return number

    def said(self, text: str) -> Said | None:
        """Return what a number says by itself, None where it is not a valid one."""
        return self._said[self.e164(text)]

    def all_said(self, numbers: Iterable[str]) -> list[Said | None]:
        """Return the same for numbers that were looked up, as `e164` returned them."""
        return [*map(self._said.__getitem__, numbers)]

    def digits(self, numbers: Iterable[str]) -> tuple[int, ...]:
        """Return the digits of such numbers, all of them valid."""
        return tuple(map(self._digits.__getitem__, numbers))

    def learn(self, texts: Collection[str]) -> None:
        """Look many texts up at once, which is faster from some number on."""
        if len(texts) < _MANY:
            return
        from portwidgets.domain.numbers.number_reader import read_many  # it brings numpy along

        ordered = [*texts]
        with uncollected():
            for text, examined in zip(ordered, read_many(ordered, self._region), strict=True):
                self._note(text, examined)

    def _note(self, text: str, examined: Examined) -> str:
        found, fault = examined
        if found is None or fault:
            self._plain[text], self._said[text] = text, None
            return text
        number = text if text == found.e164 else found.e164  # one object is found faster than two
        key = (found.region, found.type)
        self._plain[text] = number
        self._said[number] = self._shared.setdefault(key, Said(*key))
        self._digits[number] = int(number[1:])
        return number
