"""The inventory as a pandas data frame, and the way back with the same checks."""

from __future__ import annotations

from typing import Any

import pandas as pd

from portwidgets.domain.table import Column, Kind
from portwidgets.errors import Refused
from portwidgets.project.events import Result
from portwidgets.project.records import AnyRecords
from portwidgets.project.values import as_moment, as_text

_TRUTH = {"yes": True, "no": False}


def to_frame(numbers: AnyRecords) -> pd.DataFrame:
    """Return the inventory, shape (numbers, columns without the id), indexed by row id."""
    index = pd.Index(numbers.ids(), name="id", dtype="string")
    columns = [column for column in numbers.columns() if column.name != "id"]
    return pd.DataFrame(
        {column.name: _series(column, numbers.column(column.name), index) for column in columns},
        index=index,
    )


def update_from_frame(numbers: AnyRecords, frame: pd.DataFrame, *, delete_missing: bool) -> Result:
    """Write the cells in which `frame` differs from the inventory, as one change.

    Raises:
        Refused: A column is unknown, an id stands twice, or an entry is not taken.
    """
    now = to_frame(numbers)
    known = {column.name: column for column in numbers.columns()}
    for name in frame.columns:
        if name not in known or name == "id":
            raise Refused("project.unknown_column", column=str(name))
    given = frame.index.astype("string")
    twice = given[given.isin(now.index) & given.duplicated()]
    if len(twice):
        raise Refused("project.row_twice", row=str(twice[0]))
    old = frame[given.isin(now.index)]
    new = frame[~given.isin(now.index)]
    cells = []
    for name in frame.columns:
        column = known[name]
        before = [_text(column, value) for value in now.loc[old.index, name]]
        after = [_text(column, value) for value in old[name]]
        cells += [
            (str(row_id), str(name), text)
            for row_id, was, text in zip(old.index, before, after, strict=True)
            if was != text
        ]
    add = [
        {
            str(name): _text(known[str(name)], value)
            for name, value in row.items()
            if _present(value)
        }
        for row in new.to_dict("records")
    ]
    gone = now.index.difference(given) if delete_missing else ()
    return numbers.enter(cells, add=add, delete=[str(row) for row in gone], whole=True).result


def _series(column: Column, texts: list[str], index: pd.Index[Any]) -> pd.Series[Any]:
    match column.kind:
        case Kind.CHOICE:
            choices = pd.CategoricalDtype([*column.choices])
            values: Any = pd.Categorical(
                [text if text in column.choices else None for text in texts], dtype=choices
            )
        case Kind.DATE | Kind.MOMENT:
            moments = [as_moment(text) if text else None for text in texts]
            values = pd.Series(moments, dtype="datetime64[us]").array
        case Kind.YES_NO:
            values = pd.array([_TRUTH.get(text) for text in texts], dtype="boolean")
        case _:
            values = pd.array([text or None for text in texts], dtype="string")
    return pd.Series(values, index=index, name=column.name)


def _present(value: Any) -> bool:
    return not pd.isna(value)


def _text(column: Column, value: Any) -> str:
    if not _present(value):
        return ""
    return as_text(column, value)
