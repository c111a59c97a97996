"""The checklist as one widget: ticks, who, when, notes, own steps, progress and filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Literal

import traitlets

from portwidgets.domain.checklist import UNTOUCHED, Guide, Item, ItemProgress, Notice, Section
from portwidgets.domain.edit import Conflict, Op, Set
from portwidgets.domain.schema import PROGRESS, ItemState
from portwidgets.errors import Refused
from portwidgets.project import Event, Project, Result
from portwidgets.widgets.intent_widget import Answer, Intent, static
from portwidgets.widgets.later import Later
from portwidgets.widgets.project_widget import ProjectWidget

_WORDS = ("section", "title", "critical")
"""The columns that say what an own step is; the others say how far it has come."""


class SetCell(Intent, frozen=True, tag="set"):
    """Note something about a step; `before` is what the person saw there."""

    item: str
    column: Literal["state", "assignee", "due", "note"]
    before: str
    value: str


class AddStep(Intent, frozen=True, tag="add_step"):
    """Add a step of the project's own."""

    section: str
    title: str
    critical: bool


class RemoveStep(Intent, frozen=True, tag="remove_step"):
    """Remove a step of the project's own."""

    item: str


class ChecklistPanel(ProjectWidget):
    """A project's checklist, to tick and to note who does what until when.

    Every change is on disk before the panel says so, and changes by others appear by themselves.

        panel = ChecklistPanel(project)
        panel.observe(lambda change: print(change.new), "value")

    Args:
        project: The project whose checklist it is.
        section: Show this section only, as "loa"; None shows them all.
        language: "da" or "en"; the project's own where nothing is said.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    _esm = static("checklist_panel.js")
    _css = static("checklist_panel.css")
    _intents = SetCell | AddStep | RemoveStep
    _text_prefix = "panel"

    value = traitlets.Tuple(read_only=True)
    """The ids of the steps that are done, in the checklist's order. To tick a step from Python,
    use `project.checklist.tick(id)`; writing to this trait raises TraitError."""

    def __init__(
        self,
        project: Project,
        section: str | None = None,
        language: str | None = None,
        **traits: object,
    ) -> None:
        self._project = project
        self._section = section
        self._rewarning = Later(self._show_warning)  # it looks at all numbers: when they settled
        if section not in {None, *(each.id for each in project.checklist.guide.sections)}:
            raise Refused("project.unknown_section", section=section)
        super().__init__(project, language, **traits)
        self._show_value()

    @property
    def section(self) -> str | None:
        """The section that is shown; None where all are."""
        return self._section

    def close(self) -> None:
        """Take the widget from the page and stop following the project."""
        self._rewarning.cancel()
        super().close()

    def _answer(self, intent: object, buffers: Sequence[memoryview]) -> Answer | None:
        checklist = self._project.checklist
        match intent:
            case SetCell():
                return self._set(intent)
            case AddStep():
                added = checklist.add_step(intent.section, intent.title, critical=intent.critical)
                return Answer({"item": added})
            case RemoveStep():
                return _refuse_conflicts(checklist.remove_step(intent.item), "")
        return None

    def _set(self, intent: SetCell) -> Answer | None:
        noted = self._project.checklist.noted().get(intent.item, UNTOUCHED)
        current = str(getattr(noted, intent.column))
        if current not in {intent.before, intent.value}:
            return _conflict(intent.value, current, noted.changed_by)
        result = self._project.checklist.set(intent.item, intent.column, intent.value)
        return _refuse_conflicts(result, intent.value)

    def _warning(self) -> Mapping[str, object] | None:
        """Return what may be cancelled; a part of the checklist leaves it to the whole."""
        return None if self._section else self._words_of_notice(self._project.warning)

    def _show_warning(self) -> None:
        warning = self._warning()
        if self.comm is not None and warning != self._state["warning"]:
            self.publish({"warning": warning})

    def _follow(self, event: Event) -> None:
        if self._section is None and any(op.table != PROGRESS.name for op in event.ops):
            self._rewarning.ask()
        ops = [op for op in event.ops if op.table == PROGRESS.name]
        if not ops:
            return
        guide = self._guide()
        touched = {op.row for op in ops}
        patch: dict[str, object] = {"user": self._project.user}
        if any(_changes_steps(op) for op in ops):
            known = {item.id for item in guide.items}
            gone = (set(self._state["items"]) | touched) - known
            removed = dict.fromkeys(sorted(gone))
            patch["sections"] = [self._words_of_section(section) for section in guide.sections]
            patch["items"] = {**self._words(guide.items), **removed}
            patch["noted"] = {**self._noted(guide.items), **removed}
        else:
            items = [item for item in guide.items if item.id in touched]
            if not items:
                return
            patch["noted"] = self._noted(items)
        self.publish(patch)
        self._show_value()

    def _show_value(self) -> None:
        noted = self._project.checklist.noted()
        done = (
            item.id
            for item in self._guide().items
            if noted.get(item.id, UNTOUCHED).state is ItemState.DONE
        )
        self.set_trait("value", tuple(done))

    def _whole_state(self) -> dict[str, object]:
        guide = self._guide()
        # A part of the checklist stands beside others: what holds for the whole is not repeated.
        problems = () if self._section else guide.problems
        return {
            "title": self._project.title,
            "user": self._project.user,
            "sections": [self._words_of_section(section) for section in guide.sections],
            "items": self._words(guide.items),
            "noted": self._noted(guide.items),
            "warning": self._warning(),
            "problems": [self._words_of_notice(problem) for problem in problems],
        }

    def _guide(self) -> Guide:
        guide = self._project.checklist.guide
        if self._section is None:
            return guide
        sections = (section for section in guide.sections if section.id == self._section)
        return Guide(guide.warning, tuple(sections), guide.problems)

    def _noted(self, items: Iterable[Item]) -> Mapping[str, object]:
        noted = self._project.checklist.noted()
        return {item.id: _cells(noted.get(item.id, UNTOUCHED)) for item in items}

    def _words(self, items: Iterable[Item]) -> Mapping[str, object]:
        return {
            item.id: {
                "label": item.label.of(self.language),
                "hint": item.hint.of(self.language),
                "critical": item.critical,
                "own": item.own,
            }
            for item in items
        }

    def _words_of_section(self, section: Section) -> Mapping[str, object]:
        return {
            "id": section.id,
            "title": section.title.of(self.language),
            "hint": section.hint.of(self.language),
            "items": [item.id for item in section.items],
        }

    def _words_of_notice(self, notice: Notice) -> Mapping[str, object]:
        return {"title": notice.title.of(self.language), "text": notice.text.of(self.language)}


def _cells(noted: ItemProgress) -> dict[str, str]:
    return {name: str(text) for name, text in asdict(noted).items()}


def _changes_steps(op: Op) -> bool:
    return not isinstance(op, Set) or op.column in _WORDS


def _refuse_conflicts(result: Result, mine: str) -> Answer | None:
    for conflict in result.conflicts:
        return _conflict_of(conflict, mine)
    return None


def _conflict_of(conflict: Conflict, mine: str) -> Answer:
    if conflict.current is None:
        return Answer(refused=Refused("panel.step_gone"))
    return _conflict(mine, conflict.current, conflict.by)


def _conflict(mine: str, theirs: str, by: str) -> Answer:
    fields = {"conflict": {"mine": mine, "theirs": theirs, "by": by}}
    return Answer(fields, refused=Refused("panel.conflict"))
