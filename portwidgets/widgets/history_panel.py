"""Who changed what when, found by row, person or text, and the way back: to a moment, or of one."""

from collections.abc import Sequence
from typing import Any

from portwidgets.project import Event, Place, Result, Wanted
from portwidgets.widgets.history_words import HistoryWords
from portwidgets.widgets.intent_widget import Answer, Intent, Short, static
from portwidgets.widgets.project_widget import ProjectWidget

AT_ONCE = 40
"""Changes that are sent at a time."""
LOOKED_AT = 4_000
"""Changes looked at for one answer: a kernel that searches for longer would let others wait."""
_TOLD = 200  # conflicts that are told one by one


class Look(Intent, frozen=True, tag="look"):
    """Send changes, newest first: those that are wanted, behind what was sent before."""

    text: Short = ""
    by: Short | None = None
    row: tuple[Short, Short] | None = None
    before: tuple[int, int] | None = None


class Undo(Intent, frozen=True, tag="undo"):
    """Take one change back."""

    change: Short


class Behind(Intent, frozen=True, tag="behind"):
    """Say what going back to a change would take back."""

    change: Short
    newest: Short


class GoBack(Intent, frozen=True, tag="go_back"):
    """Take back all that came behind a change."""

    change: Short
    newest: Short


class HistoryPanel(ProjectWidget):
    """A project's history: every change with who made it and when, and the way back from it.

        panel = HistoryPanel(project)

    Args:
        project: The project whose history it is.
        language: "da" or "en"; the project's own where nothing is said.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("history_panel.js")
    _css = static("history_panel.css")
    _intents = Look | Undo | Behind | GoBack
    _text_prefix = "history"

    def _whole_state(self) -> dict[str, object]:
        return {"news": 0}

    def _follow(self, _event: Event) -> None:
        self.publish({"news": self._state["news"] + 1})

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        past = self._project.past
        match intent:
            case Look():
                return self._look(intent)
            case Undo(change=change):
                return self._told(past.undo(change))
            case Behind():
                found = past.behind(intent.change, intent.newest)
                return Answer({"count": len(found), "people": sorted({each.by for each in found})})
            case GoBack():
                return self._told(past.undo_behind(intent.change, intent.newest))
        return None

    def _look(self, look: Look) -> Answer:
        past = self._project.past
        found = past.find(
            Wanted(look.text, look.by, look.row),
            Place(*look.before) if look.before else None,
            most=AT_ONCE,
            look_at=LOOKED_AT,
            language=self.language,
        )
        words = HistoryWords(self._project, self.language)
        told: dict[str, object] = {
            "changes": [words.change(change) for _, change in found.changes],
            "last": found.last,
            "complete": found.complete,
        }
        if look.before is None:
            told["people"] = past.people()
        return Answer(told)

    def _told(self, result: Result) -> Answer:
        words = HistoryWords(self._project, self.language)
        conflicts = [words.conflict(each) for each in result.conflicts[:_TOLD]]
        return Answer(
            {
                "done": len(result.change.ops) if result.change else 0,
                "left": len(result.conflicts),
                "conflicts": conflicts,
            }
        )
