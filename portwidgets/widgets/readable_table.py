"""Rows of a project as a plain HTML table; columns that are empty in all of them are left out."""

from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlencode

from portwidgets import catalog
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.table import Column, Kind
from portwidgets.widgets.html import Html, Texts, el

ROWS = 50
"""As many as a page of paper takes, and few enough to be there at once."""

Cells = Mapping[str, str]
Told = Callable[[Cells], str]


def record_table(
    columns: Sequence[Column],
    rows: Sequence[Cells],
    language: str,
    region: str,
    *,
    always: Collection[str] = (),
    more: Mapping[str, Told] | None = None,
    takes_entries_for: str = "",
) -> Html:
    """Return rows as a table.

    Args:
        columns: Those that may be shown.
        rows: The rows.
        language: "da" or "en".
        region: Whose way of writing numbers is followed.
        always: The columns that are shown even where they are empty.
        more: What else is told of each row, by its heading.
        takes_entries_for: A project's name. The page's first script then lets people type; it finds
            in attributes which project, row and column a cell is of, and what is stored where the
            cell shows something else.
    """
    shown = [
        column
        for column in columns
        if column.name in always or any(row.get(column.name) for row in rows)
    ]
    titles = catalog.texts(language, "column")
    tell = _teller(shown, language, region)
    added = more or {}

    def told(**places: str) -> dict[str, str]:
        return places if takes_entries_for else {}

    def heading(column: Column) -> Html:
        takes = column.by_hand and column.kind is not Kind.YES_NO
        known = told(data_column=column.name) if takes else {}
        return el("th", titles.get(column.name, column.name), scope="col", **known)

    def cell(row: Cells, column: Column) -> Html:
        text, stored = tell(row, column), row.get(column.name, "")
        known = told(data_stored=stored) if stored != text else {}
        return el("td", text, class_=f"pw-{column.kind.value}", **known)

    headings = [*map(heading, shown), *(el("th", each, scope="col") for each in added)]
    lines = [
        el(
            "tr",
            *(cell(row, column) for column in shown),
            *(el("td", tell(row)) for tell in added.values()),
            **told(data_row=row.get("id", "")),
        )
        for row in rows
    ]
    place = told(data_project=takes_entries_for)
    return _table(headings, lines, class_="pw-records", **place)


def record_lists(
    columns: Sequence[Column], rows: Sequence[Cells], language: str, region: str
) -> Html:
    """Return rows of many columns as lists, each of what it says."""
    titles = catalog.texts(language, "column")
    tell = _teller(columns, language, region)
    lists = [
        [
            each
            for column in columns
            if row.get(column.name)
            for each in (
                el("dt", titles.get(column.name, column.name)),
                el("dd", tell(row, column)),
            )
        ]
        for row in rows
    ]
    return el("ul", *(el("li", el("dl", *pairs)) for pairs in lists))


def _teller(
    columns: Sequence[Column], language: str, region: str
) -> Callable[[Cells, Column], str]:
    labels = {column.name: catalog.labels(column, language) for column in columns}

    def tell(row: Cells, column: Column) -> str:
        text = row.get(column.name, "")
        if column.kind is Kind.PHONE:
            text = phone_number.show(text, "national", region)
        return labels[column.name].get(text, text)

    return tell


def table(headings: Sequence[str], rows: Sequence[Sequence[Html]], **attributes: str) -> Html:
    """Return a table of cells that are HTML already."""
    lines = [el("tr", *cells) for cells in rows]
    return _table([el("th", each, scope="col") for each in headings], lines, **attributes)


def _table(headings: Sequence[Html], lines: Sequence[Html], **attributes: str) -> Html:
    return el("table", el("thead", el("tr", *headings)), el("tbody", *lines), **attributes)


def steps(language: str, start: int, count: int, **address: str) -> list[Html]:
    """Return links to the rows before and after `start`; nothing where all are shown.

    Args:
        language: "da" or "en".
        start: The first row that is shown.
        count: How many rows there are.
        address: What the links ask for besides.
    """
    say = Texts(language, "dashboard")
    found = [
        el("a", say(key), href="?" + urlencode({**address, "from": at}))
        for key, at in (("numbers_before", start - ROWS), ("numbers_after", start + ROWS))
        if 0 <= at < count
    ]
    return [el("p", *found, class_="pw-steps")] if found else []


def start_of(start: int, count: int) -> int:
    """Return the first row of the page of rows that holds `start`, or that is nearest to it."""
    return max(0, min(start, count - 1) // ROWS * ROWS)
