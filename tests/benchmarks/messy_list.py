"""Lists as customers send them: seeded, as long as wanted, with the numbers that each row says.

Most cells are one number, written in the usual ways; the others are spread evenly over what else
is found in such lists: ranges, several numbers, extensions, words, lost digits.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

UNUSUAL = 0.2  # one cell in five
NUMBER = 2  # the column of the numbers
HEADER = ("Lokation", "Bruger", "Telefonnummer", "Type", "Beslutning", "Bemærkning")
_SITES = ("Odense C", "Århus, Søndergade", "København K", "Esbjerg", "Aalborg Øst", "")
_TYPES = ("fastnet", "mobil", "IP", "")
_DECISIONS = ("Portér", "flyttes", "behold", "")
_USUAL = [
    "{d}",
    "{pairs}",
    "{pairs}",
    "+45{d}",
    "+45 {pairs}",
    "0045{d}",
    "45{d}",
    "45 {pairs}",
    "{a} {b}",
    "{a}-{b}",
    "{dots}",
    "{hard}",
]
_ONE = [
    "'{d}",
    "'+45{d}",
    "{d}.0",
    "45{d}.0",
    "+45 (0) {pairs}",
    "tel:+45{d}",
    "Tlf. {pairs}",
    "{pairs} (hovednummer)",
    "\u202a+45{d}\u202c",
    "{dashes}",
    "{letter}",
    "(+45) {pairs}",
    " {pairs} ",
    "{pairs},",
    "{pairs} lok. 12",
    "tel:+45{d};ext=12",
    "{d}x12",
    "Reception: {pairs}",
]
_MORE = ("{pairs} - {c}9", "{d}-{c}9", "{d} / {next}", "{d} og {next}", "{d}, {next}", "{d}/{end}")
_NONE = ("", "-", "4,57E+09", "22-11-2026", "ukendt", "{a}", "{d}00", "12{b}{a}")


@dataclass(frozen=True)
class Row:
    """A line of a list.

    Attributes:
        cells: Its cells.
        says: The numbers that it says, as E.164.
    """

    cells: tuple[str, ...]
    says: tuple[str, ...] = ()


def rows(count: int, unusual: float = UNUSUAL, seed: int = 1) -> Iterator[Row]:
    """Yield so many rows, those between the numbers among them; the numbers are nobody's.

    Args:
        count: How many rows.
        unusual: The share of cells that are more, or less, than one number in a usual way.
        seed: Other rows for another seed.
    """
    chance = random.Random(seed)
    yield Row(("Nummeroversigt, eksempel",))
    yield Row(HEADER)
    for place in range(count - 3):
        if place % 500 == 499:
            yield Row((f"Afdeling {place // 500}",))
        elif place % 5_000 == 1_200:
            yield Row(HEADER)
        else:
            yield _row(place, chance, unusual)
    yield Row(("I alt", "", str(count)))


def _row(place: int, chance: random.Random, unusual: float) -> Row:
    # +45 67 and 68 are held in reserve; each row has ten numbers of its own.
    first = 67_000_000 + place * 10 % 2_000_000
    d, following = str(first), str(first + 1)
    parts = {
        "d": d,
        "a": d[:4],
        "b": d[4:],
        "c": d[6:7],
        "end": following[6:],
        "next": following,
        "pairs": _pairs(d, " "),
        "dots": _pairs(d, "."),
        "hard": _pairs(d, "\u00a0"),
        "dashes": _pairs(d, "\u2012"),
        "letter": d.replace("0", "O"),
    }
    if chance.random() >= unusual:
        shape, says = chance.choice(_USUAL), range(1)
    else:
        shape = chance.choice((*_ONE, *_MORE, *_NONE))
        says = range(0 if shape in _NONE else 1 if shape in _ONE else 10 if "9" in shape else 2)
    cells = (
        chance.choice(_SITES),
        f"Bruger {chance.randrange(100_000)}",
        shape.format(**parts),
        chance.choice(_TYPES),
        chance.choice(_DECISIONS),
        'Står som "hoved" på faktura' if place % 10 == 0 else "",
    )
    return Row(cells, tuple(f"+45{first + more}" for more in says))


def _pairs(digits: str, mark: str) -> str:
    return mark.join(digits[at : at + 2] for at in range(0, len(digits), 2))


def write(path: Path, count: int, unusual: float = UNUSUAL) -> list[Row]:
    """Write a list as Danish Excel does, and return its rows."""
    written = list(rows(count, unusual))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        for row in written:
            cells = (*row.cells, *("" for _ in HEADER[len(row.cells) :]))
            file.write(";".join(map(_quoted, cells)) + "\r\n")
    return written


def _quoted(cell: str) -> str:
    if any(mark in cell for mark in ';"\n'):
        return '"' + cell.replace('"', '""') + '"'
    return cell
