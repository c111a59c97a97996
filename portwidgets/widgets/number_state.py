"""The small part of the table's state: its columns, their labels and how they are arranged."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from portwidgets import catalog
from portwidgets.domain.table import Column, Table
from portwidgets.project import Project
from portwidgets.widgets.number_intents import Layout


def columns_told(table: Table, columns: Iterable[Column], language: str) -> list[dict[str, object]]:
    """Return the columns as the browser is told; those of unknown name are called by it."""
    return [_told(table, column, language) for column in columns]


def problems_told(language: str) -> dict[str, str]:
    """Return what each code of a problem with a number means, and what to do."""
    texts = catalog.texts(language, "number")
    return {f"number.{code}": text for code, text in texts.items() if "{" not in text}


def layout_told(project: Project, table: Table) -> dict[str, object]:
    """Return how the project remembers the columns; nothing where it does not."""
    try:
        saved = msgspec.convert(project.layout(table.name), type=Layout)
    except msgspec.ValidationError:  # none yet, or one that a person has edited
        return {}
    told: dict[str, object] = msgspec.to_builtins(saved)
    return told


def _told(table: Table, column: Column, language: str) -> dict[str, object]:
    known = table.column(column.name) is not None
    return {
        "name": column.name,
        "label": catalog.text(f"column.{column.name}", language) if known else column.name,
        "kind": column.kind.value,
        "by_hand": column.by_hand,
        "choices": [
            {"code": code, "label": label, "by_hand": code not in column.computed}
            for code, label in catalog.labels(column, language).items()
        ],
    }
