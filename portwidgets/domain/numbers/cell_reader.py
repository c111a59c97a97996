"""Takes one cell of other people's lists apart: numbers, ranges, extensions, and words around them.

A cell is taken as a whole or refused as a whole: what is left of it beside its numbers is words,
which become a note, and never digits that could belong to a number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portwidgets.domain.numbers import number_text, phone_number
from portwidgets.domain.numbers.number_range import (
    NumberRange,
    between,
    check_range,
    with_last_digits,
)
from portwidgets.domain.numbers.phone_number import Look, PhoneNumber
from portwidgets.errors import Refused

Found = PhoneNumber | NumberRange

HOPELESS = frozenset({"number.empty", "number.digits_lost", "number.date"})
_SHORT = 5  # so many digits, and they could be a number that is cut or mistyped
_MOST_GROUPS = 24  # of digits between spaces; more are no list that somebody typed in a cell

_RUN = re.compile(r"[(+]*\d[\d ().+-]*")
_LETTER = re.compile(r"[^\W\d_]")
_BRACKETED = re.compile(r"[(\[]([^()\[\]]*[^\W\d_][^()\[\]]*)[)\]]")
_INSIDE = re.compile(
    r"(?<=[\d)])[ ,;]{0,2}"
    r"(?:ext(?:ension|n)?|lok(?:al)?(?:nr|nummer)?|local|ankn(?:ytning)?|x|#) ?[.:=]? ?(\d{1,7})"
    r"(?![\d]| ?\d{2})",
    re.IGNORECASE,
)
_SIP = re.compile(r"sips?:([^@;>]+)(?:@[^;>]*)?", re.IGNORECASE)
_ANY_DIGITS = re.compile(r"(\+?[\d ().-]*\d[ .-]?)(x{1,4})", re.IGNORECASE)
_IDENTIFIER = re.compile(
    r"\b(?:cvr|cpr|se|ean|gln|iban|swift|vat|moms|imei|iccid?|sim|konto|kunde|account|acct|ordre"
    r"|order|faktura|invoice|sag|case|ticket|ref|postnr|serie|serial|reg|aftale|agreement)"
    r"[ -]?(?:nr|no|number|nummer|id|kort|card)?\b[ .:#]*$",
    re.IGNORECASE,
)
_TIGHT = re.compile(r"\d-\d{2,}$")
_EDGES = " \n\t,;:/|-–.()[]<>=_*&#"
_LABEL = re.compile(
    r"(?:tel|tlf|telefon|phone|fra|from|til|to|nr|no|og|and|samt|eller|or)(?:nr|nummer|number)?[.:]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class CellReading:
    """What a cell says.

    Attributes:
        found: Its numbers and ranges in their order; none where there is a fault.
        note: The words that stood around them.
        fault: Why it is not understood, None where it is.
    """

    found: tuple[Found, ...] = ()
    note: str = ""
    fault: Refused | None = None

    @property
    def plain(self) -> bool:
        """Whether it is one number and nothing else."""
        return (
            len(self.found) == 1
            and not self.note
            and isinstance(self.found[0], PhoneNumber)
            and not self.found[0].extension
        )


class CellReader:
    """Reads cells of one country with one way to look numbers up."""

    def __init__(self, region: str, look: Look) -> None:
        self._region = region
        self._look = look

    def read(self, text: str) -> CellReading:
        """Read a cell as it came."""
        if len(text) > number_text.LONGEST:
            return CellReading(fault=Refused("number.too_long"))
        return self.read_tidied(number_text.tidy(text))

    def read_tidied(self, tidied: str) -> CellReading:
        """Read a cell whose text is tidy."""
        number, fault = self._look(tidied)
        if number is not None:
            return CellReading((number,))
        if fault in HOPELESS or number_text.digits_in(tidied) < _SHORT or tidied.isdecimal():
            return CellReading(fault=Refused(fault or "number.letters"))
        if "sip" in tidied:
            tidied = _SIP.sub(r"\1", tidied)
        try:
            found, words = self._whole(tidied)
        except Refused as reason:
            # What was being read hangs on its traceback, a whole file at last.
            return CellReading(fault=reason.with_traceback(None))
        if not found:
            return CellReading(fault=Refused(self._fault(tidied) or "number.letters"))
        return CellReading(tuple(found), _note(words))

    def _fault(self, text: str) -> str | None:
        """Return why a text is no number; of several numbers, only their digits' fault is known."""
        if number_text.parts(text) or any(number_text.range_ends(text)):
            return phone_number.why_invalid(text, self._region)
        return self._look(text)[1]

    def _whole(self, tidied: str) -> tuple[list[Found], list[str]]:
        """Return what a cell says, its remarks in brackets taken out first."""
        if said := self._range(tidied):
            return [said], []
        body, words = tidied, []
        if "(" in tidied or "[" in tidied:
            words = [found.strip() for found in _BRACKETED.findall(tidied)]
            body = _BRACKETED.sub(" ", tidied)
        if any(map(_many_digits, words)):
            raise Refused("number.several")
        found: list[Found] = []
        for piece in number_text.pieces(body):
            numbers, others = self._piece(piece, found[-1] if found else None)
            found += numbers
            words += others
        return found, words

    def _piece(self, piece: str, before: Found | None) -> tuple[list[Found], list[str]]:
        """Return what a piece between separators says, and the words in it."""
        if said := self._one(piece, before):
            return [said], []
        if not number_text.says_more(piece):
            return self._digits(piece), []
        extension = ""
        if inside := _INSIDE.search(piece):
            extension = inside[1]
            piece = f"{piece[: inside.start()]} | {piece[inside.end() :]}"
        found, words = self._among_words(piece)
        if extension:
            if len(found) != 1 or not isinstance(found[0], PhoneNumber) or found[0].extension:
                raise Refused("number.letters")
            found = [found[0].with_extension(extension)]
        return found, words

    def _one(self, text: str, before: Found | None) -> Found | None:
        """Return the number or the range that a text is as a whole."""
        number, _ = self._look(text)
        if number is not None:
            return number
        return self._range(text) or self._open_range(text) or self._suffix(text, before)

    def _range(self, text: str) -> NumberRange | None:
        for first, last in number_text.range_ends(text):
            if found := between(first, last, self._look):
                return check_range(found)
        return None

    def _open_range(self, text: str) -> NumberRange | None:
        """Read "70 12 34 xx": a hundred numbers."""
        found = _ANY_DIGITS.fullmatch(text.lstrip("_")) if text[-1:] in "xX" else None
        if found is None:
            return None
        first, _ = self._look(found[1] + "0" * len(found[2]))
        last, _ = self._look(found[1] + "9" * len(found[2]))
        if first is None or last is None or len(first.e164) != len(last.e164):
            return None
        return NumberRange(first.e164, last.e164)

    def _suffix(self, text: str, before: Found | None) -> Found | None:
        """Read the "01" of "70123400/01", and the "10-19" of "70123400/10-19"."""
        if before is None or number_text.says_more(text):
            return None
        start = before.last if isinstance(before, NumberRange) else before.e164
        first, dash, last = (part.strip() for part in text.partition("-"))
        if not first.isdecimal() or len(first) >= _SHORT:
            return None
        number, _ = self._look(with_last_digits(start, first))
        if number is None or not dash:
            return number
        found = between(number.e164, last, self._look) if last.isdecimal() else None
        return check_range(found) if found else None

    def _digits(self, piece: str) -> list[Found]:
        """Read numbers with nothing but spaces between them, where there is one way only."""
        if not number_text.digits_in(piece):
            return []
        groups = piece.split(" ")
        if len(groups) == 1:
            raise Refused(self._fault(piece) or "number.several")
        if len(groups) > _MOST_GROUPS:
            raise Refused("number.several")
        ways: list[list[list[Found]]] = [*([] for _ in groups), [[]]]
        for start in range(len(groups) - 1, -1, -1):
            for end in range(start + 1, len(groups) + 1):
                if ways[end] and (number := self._group(groups[start:end])):
                    ways[start] += [[number, *rest] for rest in ways[end][:2]]
        if len(ways[0]) == 1:
            return ways[0][0]
        raise Refused(self._fault(piece) or "number.several")

    def _group(self, groups: list[str]) -> PhoneNumber | None:
        text = " ".join(groups)
        if number_text.digits_in(text) < _SHORT:
            return None
        number, fault = self._look(text)
        return None if fault else number

    def _among_words(self, piece: str) -> tuple[list[Found], list[str]]:
        """Return the numbers between the words of a text; digits of no number are refused."""
        found: list[Found] = []
        words: list[str] = []
        end = 0
        for run in _RUN.finditer(piece):
            if number_text.digits_in(run[0]) < _SHORT:
                continue
            start, stop = run.start(), run.start() + len(run[0].rstrip(" (.-+"))
            before, after = piece[end:start], piece[stop:]
            touched = before[-1:] + after[:1]
            if _LETTER.search(touched) or _IDENTIFIER.search(before):
                raise Refused("number.letters")
            found += self._digits_or_range(piece[start:stop], after)
            words.append(before)
            end = stop
        words.append(piece[end:])
        return found, words

    def _digits_or_range(self, text: str, after: str) -> list[Found]:
        number, fault = self._look(text)
        if number is not None and not fault:
            return [number]
        # "70 12 34 00 - 2. sal" is no range, "70 12 34 00-99 reserved" is one.
        if (not after.strip(_EDGES) or _TIGHT.search(text)) and (said := self._range(text)):
            return [said]
        return self._digits(text)


def _many_digits(words: str) -> bool:
    return any(number_text.digits_in(run) >= _SHORT for run in _RUN.findall(words))


def _note(words: Iterable[str]) -> str:
    """Return the words that say something, without separators and "tel."."""
    told = (word.replace("|", " ").strip(_EDGES) for word in words)
    kept = [" ".join(word.split()) for word in told if word and not _LABEL.fullmatch(word)]
    return ", ".join(kept)
