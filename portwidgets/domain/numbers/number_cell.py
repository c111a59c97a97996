"""What cells say where numbers belong: one, many, or a column, those that look alike at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from portwidgets.domain.numbers import number_text, phone_number
from portwidgets.domain.numbers.cell_reader import HOPELESS, CellReader, CellReading, Found
from portwidgets.domain.numbers.phone_number import Examined, Look
from portwidgets.errors import Refused

if TYPE_CHECKING:
    from portwidgets.domain.numbers.recipe_book import RecipeBook

_ALIKE = 8  # cells of one shape from which on a recipe is worth its making


def read_cell_numbers(text: str, region: str, look: Look | None = None) -> CellReading:
    """Return what a cell where numbers belong says.

    Args:
        text: The cell as it came.
        region: The country whose national numbers are meant.
        look: Looks numbers up, where they are known already.
    """
    return CellReader(region, look or (lambda part: phone_number.examine(part, region))).read(text)


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
    reader = CellReader(region, look)
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
    from portwidgets.domain.numbers.cell_recipes import SHAPE

    shapes: dict[str, dict[str, None]] = {}
    for text, (number, fault) in zip(texts, examined, strict=True):
        if number is None and fault not in HOPELESS and len(text) <= number_text.LONGEST:
            shapes.setdefault(text.translate(SHAPE), {})[text] = None
    common = {shape: list(alike) for shape, alike in shapes.items() if len(alike) >= _ALIKE}
    return {text: CellReading(*said) for text, said in _recipes(region).read(common).items()}


@cache
def _recipes(region: str) -> RecipeBook:
    from portwidgets.domain.numbers.recipe_book import RecipeBook  # it loads numpy

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
    reader = CellReader(region, lambda part: whole if part == tidied else noted(part))
    reading = reader.read_tidied(tidied)
    return None if reading.fault else (reading.found, reading.note)
