"""What one person can take back in this session, and do again."""

from __future__ import annotations

from portwidgets.domain.edit import Change


class UndoSteps:
    """Two stacks of changes: those to undo and those to redo."""

    def __init__(self) -> None:
        self._done: list[Change] = []
        self._undone: list[Change] = []

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._undone)

    @property
    def undo_size(self) -> int:
        """How many operations the step to take back has."""
        return len(self._done[-1].ops) if self._done else 0

    @property
    def redo_size(self) -> int:
        """How many operations the step to do again has."""
        return len(self._undone[-1].ops) if self._undone else 0

    def did(self, change: Change) -> None:
        """Note a new step; what was undone before it can no longer be redone."""
        self._done.append(change)
        self._undone.clear()

    def take_undo(self) -> Change | None:
        """Return the last step and forget it."""
        return self._done.pop() if self._done else None

    def keep_done(self, step: Change) -> None:
        """Note a step again that was taken to be undone and was not."""
        self._done.append(step)

    def keep_undone(self, step: Change) -> None:
        """Note a step again that was taken to be redone and was not."""
        self._undone.append(step)

    def take_redo(self) -> Change | None:
        """Return the step undone last and forget it."""
        return self._undone.pop() if self._undone else None

    def undid(self, taken_back: Change) -> None:
        """Note the change that took a step back, so that it can be redone."""
        self._undone.append(taken_back)

    def redid(self, change: Change) -> None:
        """Note a step that was done again, so that it can be undone."""
        self._done.append(change)
