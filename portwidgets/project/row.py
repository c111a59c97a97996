"""One row of a project's table as Python sees it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Row(Mapping[str, str]):
    """One row as it was when asked for; columns are attributes and keys."""

    __slots__ = ("_cells", "id")

    def __init__(self, row_id: str, cells: Mapping[str, str]) -> None:
        self.id = row_id
        self._cells = dict(cells)

    def __getitem__(self, column: str) -> str:
        return self._cells[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cells)

    def __len__(self) -> int:
        return len(self._cells)

    def __getattr__(self, column: str) -> str:
        try:
            return self._cells[column]
        except KeyError:
            raise AttributeError(column) from None

    def __repr__(self) -> str:
        told = (f"{name}={text!r}" for name, text in self._cells.items() if text and name != "id")
        return f"<{self.id}: {', '.join(told)}>"
