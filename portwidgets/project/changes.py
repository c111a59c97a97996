"""A project's changes: written with what follows from them, told to its observers, undone."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator

from portwidgets.domain.edit import Change, Op, inverse, undoing
from portwidgets.domain.steps import Steps, ToldSteps, collected, finish, further, told, within
from portwidgets.errors import Refused
from portwidgets.project.events import Event, Observer, Origin, Result
from portwidgets.project.following import following
from portwidgets.project.undo import UndoSteps
from portwidgets.storage import new_change
from portwidgets.storage.commit import Commit
from portwidgets.storage.project_folder import ProjectFolder

_FOLLOWED = 0.1  # how much of a change is done when it is known what follows from it

_log = logging.getLogger(__name__)

Note = Callable[[Change], None]
"""Remembers a change as a step to undo or to redo."""

Take = Callable[[], Change | None]
"""Returns such a step and forgets it; None where there is none."""


class Changes:
    """The one way in which a project is changed.

    What each method does in detail, and raises, is told by the one of `Project` that is called so.

    Args:
        folder: The project's folder.
        user: Returns who works here now.

    Attributes:
        steps: What can be undone and redone.
    """

    def __init__(self, folder: ProjectFolder, user: Callable[[], str]) -> None:
        self._folder = folder
        self._user = user
        self._observers: list[Observer] = []
        self.steps = UndoSteps()

    def apply(self, ops: Iterable[Op]) -> Result:
        """Write operations, with what follows from them, as one change that can be undone."""
        return self.write(finish(self._following(ops)))

    def apply_in_steps(self, ops: Iterable[Op]) -> ToldSteps[Result]:
        """Do the same in steps."""
        finding = self._following(ops)
        whole = yield from told(within(finding, 0, _FOLLOWED), "storage.preparing")
        writing = self._commit_in_steps(whole, Origin.OWN, self.steps.did)
        return (yield from further(writing, _FOLLOWED))

    def write(self, ops: tuple[Op, ...]) -> Result:
        """Write operations as they are, as one change that can be undone."""
        return self._commit(ops, Origin.OWN, self.steps.did)

    def undo(self) -> Result:
        """Take the last own change back."""
        steps = self.steps
        return self._take_back(steps.take_undo, steps.undid, steps.keep_done, Origin.UNDO)

    def undo_in_steps(self) -> ToldSteps[Result]:
        """Do the same in steps."""
        steps = self.steps
        return self._take_back_in_steps(steps.take_undo, steps.undid, steps.keep_done, Origin.UNDO)

    def redo(self) -> Result:
        """Do the change again that was undone last."""
        steps = self.steps
        return self._take_back(steps.take_redo, steps.redid, steps.keep_undone, Origin.REDO)

    def redo_in_steps(self) -> ToldSteps[Result]:
        """Do the same in steps."""
        steps = self.steps
        return self._take_back_in_steps(
            steps.take_redo, steps.redid, steps.keep_undone, Origin.REDO
        )

    def observe(self, callback: Observer) -> None:
        """Call `callback(event)` after each change."""
        self._observers.append(callback)

    def unobserve(self, callback: Observer) -> None:
        """Stop calling `callback`; one that is not known is no error."""
        if callback in self._observers:
            self._observers.remove(callback)

    def tell(self, event: Event) -> None:
        """Tell the observers of a change that is on disk, in the order in which they came."""
        for observer in tuple(self._observers):
            try:
                observer(event)
            except Exception:  # noqa: BLE001  the change is on disk: one broken observer must not hide it
                _log.exception("an observer of project %r failed", self._folder.path.name)

    def _following(self, ops: Iterable[Op]) -> Steps[tuple[Op, ...]]:
        return following(tuple(ops), self._folder, new_change.now())

    def _take_back(self, take: Take, note: Note, keep: Note, origin: Origin) -> Result:
        step = take()
        if step is None:
            return Result(None)
        try:
            return self._commit(undoing(step), origin, note)
        except BaseException:
            keep(step)
            raise

    def _take_back_in_steps(
        self, take: Take, note: Note, keep: Note, origin: Origin
    ) -> ToldSteps[Result]:
        step = take()  # only now: who closes steps that never began must lose nothing
        if step is None:
            return Result(None)
        try:
            collecting: Steps[list[Op]] = collected(map(inverse, reversed(step.ops)), len(step.ops))
            ops = yield from told(within(collecting, 0, _FOLLOWED), "storage.preparing")
            writing = self._commit_in_steps(tuple(ops), origin, note)
            return (yield from further(writing, _FOLLOWED))
        except BaseException:
            keep(step)
            raise

    def _commit(self, ops: tuple[Op, ...], origin: Origin, note: Note) -> Result:
        with self._saying_why():
            commit = self._folder.commit(ops, by=self._user())
        return self._committed(commit, origin, note)

    def _commit_in_steps(
        self, ops: tuple[Op, ...], origin: Origin, note: Note
    ) -> ToldSteps[Result]:
        with self._saying_why():
            commit = yield from self._folder.commit_in_steps(ops, by=self._user())
        return self._committed(commit, origin, note)

    @contextlib.contextmanager
    def _saying_why(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            path, reason = str(self._folder.path), error.strerror or str(error)
            raise Refused("project.not_saved", path=path, reason=reason) from error

    def _committed(self, commit: Commit, origin: Origin, note: Note) -> Result:
        """Remember a change and tell the observers."""
        if commit.others:
            self.tell(Event(commit.others, Origin.OTHER))
        if commit.change:
            change = commit.change
            note(change)
            self.tell(Event(change.ops, origin, change.at, change.by))
        return Result(commit.change, commit.conflicts)
