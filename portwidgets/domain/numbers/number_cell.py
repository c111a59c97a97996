"""All that a cell of other people's lists says: numbers, ranges, extensions, and words around them.

A cell is taken as a whole or refused as a whole: what is left of it beside its numbers is words,
which become a note, and never digits that could belong to a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from portwidgets.domain.numbers import number_text, phone_number
from portwidgets.domain.numbers.number_range import (
    NumberRange,
    between,
    check_range,
    with_last_digits,
)
from portwidgets.domain.numbers.phone_number import Examined, Look, PhoneNumber
from portwidgets.errors import Refused

if TYPE_CHECKING:
    from portwidgets.domain.numbers.cell_recipes import RecipeBook

Found = PhoneNumber | NumberRange

_HOPELESS = frozenset({"number.empty", "number.digits_lost", "number.date"})
_ALIKE = 8  # cells of one shape from which on a recipe is worth its making
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


def read_cell_numbers(text: str, region: str, look: Look | None = None) -> CellReading:
    """Return what a cell where numbers belong says.

    Args:
        text: The cell as it came.
        region: The country whose national numbers are meant.
        look: Looks numbers up, where they are known already.
    """
    return _Reader(region, look or (lambda part: phone_number.examine(part, region))).read(text)


def read_many_cells(texts: Sequence[str], region: str) -> list[CellReading]:
    """Return what each cell says, as whole texts looked up together."""
    from portwidgets.domain.numbers.number_reader import read_many  # it loads numpy

    return _read_others(texts, read_many(texts, region), region)


def read_column(texts: Sequence[str], region: str) -> list[str | CellReading]:
    """Return what each cell says: E.164 where that is one number and nothing else.

    Most cells of a column are that, and a list may have a million of them.
    """
    from portwidgets.domain.numbers.number_reader import read_plain  # it loads numpy

    said: list[str | CellReading] = []
    found = read_plain(texts, region)
    others = [(at, each) for at, each in enumerate(found) if not isinstance(each, str)]
    readings = _read_others([texts[at] for at, _ in others], [each for _, each in others], region)
    said = [*found]  # type: ignore[list-item]  # those that are no text are replaced
    for (at, _), reading in zip(others, readings, strict=True):
        said[at] = reading
    return said


def _read_others(
    texts: Sequence[str], examined: Sequence[Examined], region: str
) -> list[CellReading]:
    """Return what cells say of which it is known what they say as a whole."""
    from portwidgets.domain.numbers.single_reader import remembering

    known: dict[str, Examined] = {}
    look = remembering(region, known)
    reader = _Reader(region, look)
    read = _read_alike(texts, examined, region)  # "ukendt" and the like come again and again
    for text, each in zip(texts, examined, strict=True):
        if text in read:
            continue
        if len(text) > number_text.LONGEST:
            read[text] = CellReading(fault=Refused("number.too_long"))
            continue
        tidied = number_text.tidy(text)
        known[tidied] = each
        read[text] = reader.read_tidied(tidied)
    return [read[text] for text in texts]


def _read_alike(
    texts: Sequence[str], examined: Sequence[Examined], region: str
) -> dict[str, CellReading]:
    """Return what cells say that look like others: they are read together, by one recipe."""
    from portwidgets.domain.numbers.cell_recipes import SHAPE  # it loads numpy

    shapes: dict[str, dict[str, None]] = {}
    for text, (number, fault) in zip(texts, examined, strict=True):
        if number is None and fault not in _HOPELESS and len(text) <= number_text.LONGEST:
            shapes.setdefault(text.translate(SHAPE), {})[text] = None
    common = {shape: list(alike) for shape, alike in shapes.items() if len(alike) >= _ALIKE}
    return {text: CellReading(*said) for text, said in _recipes(region).read(common).items()}


@cache
def _recipes(region: str) -> RecipeBook:
    from portwidgets.domain.numbers.cell_recipes import RecipeBook

    return RecipeBook(region, partial(_taken_apart, region))


def _taken_apart(
    region: str, text: str, noting: Callable[[Look], Look]
) -> tuple[tuple[Found, ...], str] | None:
    """Return what a cell says that is no number as a whole, its look-ups noted."""
    tidied = number_text.tidy(text)
    whole = phone_number.examine(tidied, region)

    def look(part: str) -> Examined:
        return phone_number.examine(part, region)

    noted = noting(look)
    reader = _Reader(region, lambda part: whole if part == tidied else noted(part))
    reading = reader.read_tidied(tidied)
    return None if reading.fault else (reading.found, reading.note)


class _Reader:
    """Reads cells of one country with one way to look numbers up."""

    def __init__(self, region: str, look: Look) -> None:
        self._region = region
        self._look = look

    def read(self, text: str) -> CellReading:
        if len(text) > number_text.LONGEST:
            return CellReading(fault=Refused("number.too_long"))
        return self.read_tidied(number_text.tidy(text))

    def read_tidied(self, tidied: str) -> CellReading:
        """Read a cell whose text is tidy."""
        number, fault = self._look(tidied)
        if number is not None:
            return CellReading((number,))
        if fault in _HOPELESS or number_text.digits_in(tidied) < _SHORT or tidied.isdecimal():
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
