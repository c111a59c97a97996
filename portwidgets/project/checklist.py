"""A project's checklist: the guide for its region with what the project notes about each step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portwidgets import catalog
from portwidgets.domain import checklist as rules
from portwidgets.domain.cells import read_cell
from portwidgets.domain.checklist import Guide, Item, ItemProgress, Progress
from portwidgets.domain.edit import Add, Delete, Op, Set
from portwidgets.domain.schema import PROGRESS, ItemState
from portwidgets.errors import Refused
from portwidgets.project.events import Apply, Result, raise_conflict
from portwidgets.project.values import as_text
from portwidgets.storage.csv_table import StoredTable
from portwidgets.storage.project_folder import ProjectFolder

NOTED = ("state", "assignee", "due", "note")
"""The columns that a person fills for each step."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step as it was when asked for: what it says, and what is noted about it."""

    item: Item
    noted: ItemProgress

    @property
    def id(self) -> str:
        """The step's permanent id."""
        return self.item.id

    @property
    def state(self) -> ItemState:
        """Open, done or not applicable."""
        return self.noted.state

    def __getattr__(self, name: str) -> Any:
        if name in ItemProgress.__dataclass_fields__:
            return getattr(self.noted, name)
        raise AttributeError(name)

    def __repr__(self) -> str:
        return f"<{self.id}: {self.state.value}{', critical' if self.item.critical else ''}>"


class Checklist:
    """The steps of a project: iterate, look up by id, note what was done.

    Each method that changes something has written it to disk when it returns.
    """

    def __init__(self, folder: ProjectFolder, apply: Apply) -> None:
        self._folder = folder
        self._apply = apply

    @property
    def _rows(self) -> StoredTable:
        return self._folder.table(PROGRESS.name)

    @property
    def _region(self) -> str:
        return self._folder.meta.region

    @property
    def guide(self) -> Guide:
        """The checklist worded for the project's region, with the project's own steps in it."""
        rows = self._rows
        return guide_of(self._region, {row: rows.row(row) for row in rows.ids()})

    def noted(self) -> dict[str, ItemProgress]:
        """Return what is noted, by step id."""
        rows = self._rows
        return {row_id: ItemProgress.of(rows.row(row_id)) for row_id in rows.ids()}

    def __iter__(self) -> Iterator[Step]:
        noted = self.noted()
        return (Step(item, noted.get(item.id, rules.UNTOUCHED)) for item in self.guide.items)

    def __len__(self) -> int:
        return len(self.guide.items)

    def __getitem__(self, item_id: str) -> Step:
        return next((step for step in self if step.id == item_id), None) or _unknown(item_id)

    def __repr__(self) -> str:
        done = self.progress()
        return f"<Checklist of {self._folder.path.name!r}: {done.done} of {done.total} done>"

    def progress(self, section: str | None = None, *, critical_only: bool = False) -> Progress:
        """Count what is done, in all or in one section; what does not apply leaves the total."""
        items = (item for item in self.guide.items if section in (None, item.section))
        return rules.progress(items, self.noted(), critical_only=critical_only)

    def next_critical(self) -> Item | None:
        """Return the first critical step that is open, or None."""
        return rules.next_critical(self.guide.items, self.noted())

    def overdue(self, today: date) -> list[Step]:
        """Return the open steps whose due date has passed."""
        return [step for step in self if step.noted.overdue(today)]

    def tick(self, item_id: str) -> Result:
        """Note a step as done.

        Raises:
            Refused: There is no such step, or someone else changed it in between.
        """
        return self._state(item_id, ItemState.DONE)

    def untick(self, item_id: str) -> Result:
        """Note a step as open again; it raises as `tick` does."""
        return self._state(item_id, ItemState.OPEN)

    def set(self, item_id: str, column: str, value: object) -> Result:
        """Note something about a step, e.g. `set("sign_and_date_loa", "due", "2026-12-01")`.

        Args:
            item_id: The step's id.
            column: "state", "assignee", "due" or "note"; for an own step also its "title",
                "section" and "critical".
            value: The entry, as a person writes it or as Python has it.

        Returns:
            What was written; where someone else changed the cell in between, the conflict.

        Raises:
            Refused: There is no such step, or the column does not take the entry.
        """
        step = self[item_id]
        field = PROGRESS.column(column)
        if field is None or (column not in NOTED and not step.item.own):
            raise Refused("project.unknown_note", column=column, columns=", ".join(NOTED))
        stored = read_cell(field, as_text(field, value), self._region, catalog.codes(field))
        rows = self._rows
        if item_id in rows:
            op: Op = Set(PROGRESS.name, item_id, column, rows.cell(item_id, column), stored)
        else:  # a step that a newer version of the catalog brought
            op = Add(PROGRESS.name, item_id, {"state": ItemState.OPEN.value, column: stored})
        return self._apply((op,))

    def add_step(self, section: str, title: str, *, critical: bool = False) -> str:
        """Add a step of the project's own to a section and return its id.

        Raises:
            Refused: The section is unknown, or the title empty.
        """
        if section not in {each.id for each in self.guide.sections}:
            raise Refused("project.unknown_section", section=section)
        if not title.strip():
            raise Refused("project.step_without_title")
        cells = {"state": ItemState.OPEN.value, "section": section, "title": title.strip()}
        if critical:
            cells["critical"] = "yes"
        result = self._apply((Add(PROGRESS.name, "", cells),))
        return next(op.row for op in result.change.ops) if result.change else ""

    def remove_step(self, item_id: str) -> Result:
        """Remove a step of the project's own.

        Raises:
            Refused: The step belongs to the checklist; mark it as not applicable instead.
        """
        if not self[item_id].item.own:
            raise Refused("project.not_own_step", item=item_id)
        cells = self._rows.filled(item_id)
        return self._apply((Delete(PROGRESS.name, item_id, cells),))

    def _state(self, item_id: str, state: ItemState) -> Result:
        result = self.set(item_id, "state", state.value)
        raise_conflict(result)
        return result


def guide_of(region: str, progress: Mapping[str, Mapping[str, str]]) -> Guide:
    """Return the checklist of a region with the own steps that stand in progress.csv."""
    guide = catalog.checklist(region)
    known = {item.id for item in guide.items}
    own = (rules.own_step(row, cells) for row, cells in progress.items() if row not in known)
    return guide.with_own(step for step in own if step.label.en)


def _unknown(item_id: str) -> Step:
    raise Refused("project.unknown_item", item=item_id)
