"""The order of a table's rows: where new ones are put, and where those that go stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Reversible, Sequence


def in_place(rows: Reversible[str], behind: Mapping[str, Sequence[str]]) -> list[str]:
    """Return rows in their order, when new ones are put to their places, all in one pass.

    Args:
        rows: All of them, the new ones wherever they stand.
        behind: The new ones by the row that they go behind, "" for the top; the one inserted
            last stands nearest to it, as if each had been put there in its turn. Those whose
            place is gone come last.
    """
    left = dict(behind)
    new = {row for each in behind.values() for row in each}
    order: list[str] = []
    waiting = [row for row in reversed(rows) if row not in new]
    waiting += left.pop("", ())
    while waiting:
        row = waiting.pop()
        order.append(row)
        waiting += left.pop(row, ())
    return order + [row for each in left.values() for row in each]


def places(rows: Iterable[str], going: Sequence[str]) -> dict[str, str]:
    """Return for each row that goes the one above it, "" at the top, when those before are gone.

    Put back in the opposite order, each row finds its place again.

    Args:
        rows: All of them in their order.
        going: Those that go, in the order in which they go.
    """
    wanted = set(going)
    above: dict[str, str] = {}
    last = ""
    for row in rows:
        if row in wanted:
            above[row] = last
        last = row
    gone: set[str] = set()
    for row in going:
        while above.get(row) in gone:
            above[row] = above[above[row]]
        gone.add(row)
    return above
