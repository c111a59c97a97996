"""What a page entered in cells itself: who writes on before the answer has seen none of it yet."""


class OwnEntries:
    """The texts that each cell had by a page's own entries, until somebody else wrote there."""

    def __init__(self) -> None:
        self._had: dict[tuple[str, str], list[str]] = {}

    def is_news(self, row: str, column: str, current: str, seen: str) -> bool:
        """Tell whether what stands in a cell is another's, to who saw `seen` there."""
        had = self._had.get((row, column), [])
        is_own = had[-1:] == [current] and seen in had
        return current != seen and not is_own

    def note(self, row: str, column: str, before: str, typed: str, after: str) -> None:
        """Take note of an entry: what stood there, what was typed, and what that became."""
        had = self._had.get((row, column), [])
        self._had[row, column] = [*(had if had[-1:] == [before] else [before]), typed, after]
