"""An import that was written: what it did, and whether undo would take back just that."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING

from portwidgets.domain.edit import Add, Set
from portwidgets.domain.steps import ToldSteps
from portwidgets.project import Event, Origin, Project, Result

if TYPE_CHECKING:
    from portwidgets.project.importing import ImportPreview

_SHOWN = 5
"""Numbers that were left out whose reasons are told at once; the account has them all."""


class AppliedImport:
    """What became of an import.

    Args:
        project: Whose numbers they are now.
        result: What was written.
        preview: What became of the rows.
    """

    def __init__(self, project: Project, result: Result, preview: ImportPreview) -> None:
        self._project = project
        self._result = result
        self._not_understood = preview.account.not_understood
        self._refused = preview.refused
        self._overtaken: Callable[[], None] = lambda: None
        self.is_last = result.change is not None
        """Whether nothing was done by the same person since."""
        project.observe(self._follow)

    def observe(self, overtaken: Callable[[], None]) -> None:
        """Call `overtaken` when something else was done since."""
        self._overtaken = overtaken

    def forget(self) -> None:
        """Follow the project no longer."""
        self._project.unobserve(self._follow)

    def undo(self) -> ToldSteps[Result]:
        """Take the import back, in steps."""
        self.forget()  # it is not overtaken by its own undo
        try:
            return (yield from self._project.undo_in_steps())
        except BaseException:
            self._project.observe(self._follow)
            raise

    def told(self, language: str) -> dict[str, object]:
        """Return it as the browser is told."""
        ops = self._result.change.ops if self._result.change else ()
        return {
            "added": sum(isinstance(op, Add) for op in ops),
            "changed": sum(isinstance(op, Set) for op in ops),
            "conflicts": len(self._result.conflicts),
            "not_understood": self._not_understood,
            "refused": len(self._refused),
            "why": [each.text(language) for each in islice(self._refused.values(), _SHOWN)],
        }

    def _follow(self, event: Event) -> None:
        if event.origin is not Origin.OTHER and self.is_last:
            self.is_last = False
            self._overtaken()
