"""The checklist's values, and what can be read off a project's progress. Today is passed in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from portwidgets.domain.schema import ItemState


@dataclass(frozen=True, slots=True)
class Text:
    """One text in both languages.

    Attributes:
        source: Where a region's wording was read; empty for the neutral wording.
    """

    da: str
    en: str
    source: str = ""

    def of(self, language: str) -> str:
        """Return the text in `language`; any other than Danish is English."""
        return self.da if language == "da" else self.en


@dataclass(frozen=True, slots=True)
class Item:
    """One step of the checklist; `own` where the project added it."""

    id: str
    section: str
    label: Text
    hint: Text
    critical: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the checklist."""

    id: str
    title: Text
    hint: Text
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """A titled text beside the items: the warning, or a common problem and its fix."""

    id: str
    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Guide:
    """The whole checklist, worded for one region, before anybody ticks anything."""

    warning: Notice
    sections: tuple[Section, ...]
    problems: tuple[Notice, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """All items, in the order in which they are shown."""
        return tuple(item for section in self.sections for item in section.items)

    def with_own(self, steps: Iterable[Item]) -> "Guide":
        """Return the guide with a project's own steps, each at the end of its section.

        A step whose section is unknown stands in the last one: it is never lost.
        """
        known = {section.id for section in self.sections}
        last = self.sections[-1].id
        added: dict[str, list[Item]] = {section: [] for section in known}
        for step in steps:
            section = step.section if step.section in known else last
            added[section].append(replace(step, section=section))
        sections = (
            replace(section, items=(*section.items, *added[section.id]))
            for section in self.sections
        )
        return replace(self, sections=tuple(sections))


def own_step(key: str, cells: Mapping[str, str]) -> Item:
    """Return a project's own step from its row in progress.csv."""
    title = cells.get("title", "")
    return Item(
        id=key,
        section=cells.get("section", ""),
        label=Text(title, title),
        hint=Text("", ""),
        critical=cells.get("critical", "") == "yes",
        own=True,
    )


@dataclass(frozen=True, slots=True)
class ItemProgress:
    """What a project notes about an item. `due` is the cell's text, whatever it holds."""

    state: ItemState = ItemState.OPEN
    assignee: str = ""
    due: str = ""
    note: str = ""
    changed_at: str = ""
    changed_by: str = ""

    @classmethod
    def of(cls, cells: Mapping[str, str]) -> "ItemProgress":
        """Read a row of progress.csv; a state that we do not know leaves the item open."""
        known = [state for state in ItemState if state == cells.get("state")]
        return cls(
            state=known[0] if known else ItemState.OPEN,
            assignee=cells.get("assignee", ""),
            due=cells.get("due", ""),
            note=cells.get("note", ""),
            changed_at=cells.get("changed_at", ""),
            changed_by=cells.get("changed_by", ""),
        )

    def overdue(self, today: date) -> bool:
        """Tell whether the item is open although its date has passed; the day itself is in time."""
        if self.state is not ItemState.OPEN:
            return False
        try:
            return date.fromisoformat(self.due) < today
        except ValueError:  # no date, or a cell that somebody wrote by hand
            return False


UNTOUCHED = ItemProgress()

Noted = Mapping[str, ItemProgress]
"""What is noted, by item id; an item that is not in it is open."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of the items that apply are done."""

    done: int
    total: int

    @property
    def complete(self) -> bool:
        """True where nothing is left to do."""
        return self.done == self.total


def progress(items: Iterable[Item], noted: Noted, *, critical_only: bool = False) -> Progress:
    """Count the done among `items`; what does not apply leaves the total."""
    states = [
        noted.get(item.id, UNTOUCHED).state for item in items if item.critical or not critical_only
    ]
    applying = [state for state in states if state is not ItemState.NOT_APPLICABLE]
    return Progress(applying.count(ItemState.DONE), len(applying))


def next_critical(items: Sequence[Item], noted: Noted) -> Item | None:
    """Return the first critical item that is open, in the order of the checklist."""
    return next(
        (item for item in items if item.critical and _state(item, noted) is ItemState.OPEN), None
    )


def _state(item: Item, noted: Noted) -> ItemState:
    return noted.get(item.id, UNTOUCHED).state
