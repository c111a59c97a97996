"""A customer's list previewed, against pandas.read_csv(dtype=str) and a plain phonenumbers loop.

The loop parses each cell of the column of numbers, asks is_valid_number and formats E.164. Both
sides read the same messy list (messy_list.py) in turn; "unusual" is the share of cells that are
more, or less, than one number written in a usual way. Rows are counted in which a side says the
numbers that the row was written for; where the loop is right, the preview must say the same. Peak
memory is that of a process of its own (Linux only). Below: a column of numbers alone, and a large
file.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import phonenumbers
from figures import Figure, How
from inventory import temporary
from messy_list import HEADER, NUMBER, Row, rows, write
from stage import Settings

from portwidgets.domain.numbers import phone_number
from portwidgets.domain.numbers.number_reader import read_many, read_plain
from portwidgets.exchange.importing.preview import Preview

ROWS = 100_000
LARGE = 1_000_000
SHARES = {0.1: 1 / 3, 0.2: 1 / 3, 0.5: 1 / 3}
MOST_MEMORY = 400
REGION = "DK"
ALONE = r"""
import re, sys, time
from pathlib import Path
start = time.perf_counter()
from portwidgets.exchange.importing.preview import Preview
preview = Preview([Path(sys.argv[1])], sys.argv[2])
while preview.work() < 1:
    pass
took = (time.perf_counter() - start) * 1000
# Not getrusage's: until this process ran its own program, that was the benchmark's.
peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
print(took, int(peak[1]) / 1000)
"""
COLUMNS = {
    "DK": ("{}", "+45{}", "0045{}"),
    "GB": ("020 7946 {:04d}", "+44207946{:04d}", "(020) 7946 {:04d}"),
    "US": ("212-555-{:04d}", "(212) 555-{:04d}", "+1 212 555 {:04d}"),
}


def figures(given: Settings) -> Iterator[Figure]:
    """Yield the figures."""
    with temporary(given.folder) as folder:
        for share, most in SHARES.items():
            path = Path(folder) / f"list-{share}.csv"
            yield from compare(path, write(path, ROWS, share), share, most, given.pairs)
        yield from columns(given.pairs)
        large = Path(folder) / "large.csv"
        write_large(large)
        yield from alone(large, LARGE, most=None)


def write_large(path: Path) -> None:
    """Write as many rows as a sheet can hold, some 200 MB of them."""
    with path.open("w", encoding="utf-8", newline="") as file:
        for row in rows(LARGE, 0.1):
            cells = (*row.cells, *("" for _ in HEADER[len(row.cells) :]))
            file.write("\t".join((*cells, "Installationsadresse og aftale " * 5)) + "\r\n")


def compare(
    path: Path, written: list[Row], share: float, most: float | None, pairs: int
) -> Iterator[Figure]:
    """Yield the figures of one list."""
    ours, other = [], []
    for turn in range(pairs + 1):  # the first pair warms up
        took, preview = timed(partial(previewed, path))
        loop, said = timed(partial(plain_loop, path))
        if turn:
            ours.append(took)
            other.append(loop)
    yield Figure(
        name=f"{ROWS:,} rows, {share:.0%} unusual, previewed",
        ours=ours,
        other=other,
        against="pandas.read_csv(dtype=str) and a phonenumbers loop over the same cells",
        how=How.TIMES,
        most=most,
    )
    yield from agreement(written, preview, said)
    yield from alone(path, ROWS, most=MOST_MEMORY)


def agreement(written: list[Row], preview: Preview, said: list[str | None]) -> Iterator[Figure]:
    """Yield how many rows each side reads as they were written."""
    read = [item.numbers for item in preview.rows(limit=len(written)).items]
    looped = [(number,) if number else () for number in said]
    right = [one == row.says for one, row in zip(looped, written, strict=True)]
    apart = sum(
        one and ours != row.says for one, ours, row in zip(right, read, written, strict=True)
    )
    alike = sum(ours == row.says for ours, row in zip(read, written, strict=True))
    yield Figure(
        name="    rows read as they were written", ours=[alike], other=[sum(right)], unit=""
    )
    yield Figure(name="    rows where only the loop is right", ours=[apart], most=0, unit="")


def alone(path: Path, count: int, *, most: float | None) -> Iterator[Figure]:
    """Yield the time and the memory of a process that does nothing else, its imports included."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(path), REGION], capture_output=True, text=True, check=True
    )
    took, peak = map(float, done.stdout.split())
    size = path.stat().st_size / 1e6
    name = f"    {count:,} rows ({size:.0f} MB), in a process of its own"
    yield Figure(name=name, ours=[took])
    yield Figure(name="    its peak memory", ours=[peak], most=most, unit="MB")


def columns(pairs: int) -> Iterator[Figure]:
    """Yield how fast a column of numbers is read, against one number at a time."""
    for region, shapes in COLUMNS.items():
        texts = list(numbers(region, shapes))
        read_many(texts, region)
        for name, read in (("with their types", read_many), ("as E.164", read_plain)):
            ours, other = [], []
            for _ in range(pairs):
                ours.append(timed(partial(read, texts, region))[0])
                other.append(timed(lambda: [phone_number.examine(t, region) for t in texts])[0])  # noqa: B023
            yield Figure(
                name=f"{len(texts):,} numbers of {region}, {name}",
                ours=ours,
                other=other,
                against="phone_number.examine, one by one",
                how=How.TIMES,
            )


def numbers(region: str, shapes: tuple[str, ...]) -> Iterator[str]:
    """Yield numbers that are nobody's, as they are written in a country."""
    chance = random.Random(region)
    for _ in range(ROWS):
        match region:
            case "DK":
                digits = str(chance.randrange(67_000_000, 69_000_000))
                spaced = " ".join(digits[at : at + 2] for at in range(0, 8, 2))
                yield chance.choice((spaced, *(shape.format(digits) for shape in shapes)))
            case "GB":
                yield chance.choice(shapes).format(chance.randrange(1000))
            case _:
                yield chance.choice(shapes).format(chance.randrange(100, 200))


def previewed(path: Path) -> Preview:
    preview = Preview([path], REGION)
    while preview.work() < 1:
        pass
    return preview


def plain_loop(path: Path) -> list[str | None]:
    import pandas as pd

    frame = pd.read_csv(path, dtype=str, sep=";", header=None, names=HEADER, keep_default_na=False)
    return [one(cell) for cell in frame[HEADER[NUMBER]]]


def one(cell: str) -> str | None:
    try:
        number = phonenumbers.parse(cell, REGION)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def timed(call: Callable) -> tuple[float, object]:
    start = time.perf_counter()
    made = call()
    return (time.perf_counter() - start) * 1000, made
