"""How a preview is told to the browser: its sum at once, what can be long in pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from portwidgets import catalog
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.schema import NUMBERS
from portwidgets.domain.table import Kind
from portwidgets.exchange.importing.account import (
    Account,
    AccountRow,
    CellChange,
    MappedColumn,
    MappedValue,
    MissingNumber,
    Outcome,
    Remark,
    RowSource,
    SheetInfo,
)
from portwidgets.exchange.importing.mapping import TARGETS
from portwidgets.exchange.importing.preview import Preview

PAGE = 50
"""Rows of a page: what a person looks through before turning on."""
UNSURE = 0.5
"""Below this the mapping of a column is a guess that somebody should look at."""

_NUMBERS_TOLD = 3  # of those that a row became; the rest is counted
_LONGEST = 400  # characters of a cell that are told; what is longer is prose


def targets_told(language: str) -> list[dict[str, str]]:
    """Return where a column can go, in the order in which it is offered."""
    none = {"name": "", "label": catalog.text("import.target_none", language)}
    known = [{"name": name, "label": target_label(name, language)} for name in TARGETS]
    return [none, *known]


def outcomes_told(language: str) -> dict[str, str]:
    """Return what each outcome is called."""
    return {each.value: catalog.text(f"import.outcome_{each.value}", language) for each in Outcome}


def target_label(name: str, language: str) -> str:
    """Return what a column of the inventory, or a part of a number, is called."""
    if NUMBERS.column(name) is not None:
        return catalog.text(f"column.{name}", language)
    return catalog.text(f"import.target_{name}", language) if name in TARGETS else name


def sum_told(preview: Preview, language: str) -> dict[str, object]:
    """Return what is always in sight: the account, the sheets, and what to know of the whole."""
    account = preview.account
    return {
        **_account(account),
        "sheets": [_sheet(sheet, language) for sheet in preview.sheets],
        "remarks": _texts(preview.remarks, language),
    }


def _account(account: Account) -> dict[str, object]:
    return {
        "rows": account.rows,
        "outcomes": {outcome.value: count for outcome, count in account.outcomes.items()},
        "numbers": account.numbers,
        "new": account.new,
        "in_inventory": account.in_inventory,
        "changed": account.changed,
        "cells": account.cells,
        "accepted": account.accepted,
        "repeated": account.repeated,
        "missing": account.missing,
        "left_out": account.left_out,
    }


def _sheet(sheet: SheetInfo, language: str) -> dict[str, object]:
    return {
        "key": sheet.key,
        "file": sheet.file,
        "name": sheet.name,
        "hidden": sheet.hidden,
        "rows": sheet.rows,
        "chosen": sheet.chosen,
        "headings": list(sheet.headings),
        "dialect": sheet.dialect,
        "problems": _texts(sheet.problems, language),
    }


def columns_told(preview: Preview, language: str) -> dict[str, object]:
    """Return the columns of the chosen sheets, and the words in them that stand for choices."""
    return {
        "columns": [
            {"sheet": sheet.key, "columns": [_column(each, language) for each in columns]}
            for sheet in preview.sheets
            if sheet.chosen
            for columns in [preview.columns(sheet.key)]
        ],
        "values": [_value(value) for value in preview.values()],
        "choices": _choices(preview.values(), language),
    }


def _column(column: MappedColumn, language: str) -> dict[str, object]:
    return {
        "index": column.index,
        "letter": column.letter,
        "heading": column.heading,
        "target": column.target,
        "unsure": bool(column.target) and column.confidence < UNSURE,
        "basis": catalog.text(f"import.basis_{column.basis.value}", language),
        "examples": [_short(text) for text in column.examples],
        "alternatives": list(column.alternatives),
        "filled": column.filled,
        "phone_like": column.phone_like,
    }


def _value(value: MappedValue) -> dict[str, object]:
    return {
        "column": value.column,
        "text": value.text,
        "count": value.count,
        "code": value.code,
        "known": value.basis.value != "nothing",
    }


def _choices(values: Iterable[MappedValue], language: str) -> dict[str, object]:
    """Return what the words of a column can stand for; a date is none of a list."""
    told: dict[str, object] = {}
    for name in dict.fromkeys(value.column for value in values):
        column = NUMBERS.column(name)
        labels = catalog.labels(column, language) if column else {}
        told[name] = {
            "label": target_label(name, language),
            "is_date": column is not None and column.kind in {Kind.DATE, Kind.MOMENT},
            "choices": [
                {"code": code, "label": label}
                for code, label in labels.items()
                if column is None or code not in column.computed
            ],
        }
    return told


def row_told(row: AccountRow, language: str) -> dict[str, object]:
    """Return a row of the account: where it stands, what it was, what it became and why."""
    return {
        "key": row.key,
        "source": _source(row.source),
        "cells": [_short(text) for text in row.cells if text.strip()],
        "outcome": row.outcome.value,
        "count": row.count,
        "numbers": [_shown(number) for number in row.numbers[:_NUMBERS_TOLD]],
        "becomes": [cell_told(column, text, language) for column, text in row.becomes],
        "reason": row.reason.text(language) if row.reason else "",
        "remarks": _texts(row.remarks, language),
        "corrected": row.corrected,
        "entry": row.corrected or row.typed,
    }


def change_told(change: CellChange, language: str) -> dict[str, object]:
    """Return a cell for which the file says something else than the inventory."""
    label, old = cell_told(change.column, change.old, language)
    return {
        "key": change.key,
        "number": _shown(change.number),
        "column": label,
        "old": old,
        "new": cell_told(change.column, change.new, language)[1],
        "accepted": change.accepted,
        "source": _source(change.source),
    }


def missing_told(missing: MissingNumber, language: str) -> dict[str, object]:
    """Return a number that the file does not have."""
    return {
        "number": _shown(missing.number),
        "cells": [cell_told(column, text, language) for column, text in missing.cells],
    }


def cell_told(name: str, text: str, language: str) -> tuple[str, str]:
    """Return the label of a column and of what stands in one of its cells."""
    column = NUMBERS.column(name)
    labels: Mapping[str, str] = catalog.labels(column, language) if column else {}
    return target_label(name, language), labels.get(text, _short(text))


def _shown(number: str) -> str:
    return phone_number.show(number, "international", "ZZ")


def _source(source: RowSource) -> dict[str, Any]:
    return {"file": source.file, "sheet": source.sheet, "row": source.row}


def _texts(remarks: Iterable[Remark], language: str) -> list[str]:
    return [remark.text(language) for remark in remarks]


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
