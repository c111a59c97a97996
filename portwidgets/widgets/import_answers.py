"""What a preview answers: pages of its long lists, and what becomes of a row or a mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import Outcome
from portwidgets.widgets import import_intents as intents
from portwidgets.widgets import import_told as told

if TYPE_CHECKING:
    from portwidgets.project.importing import ImportPreview

Asked = intents.Columns | intents.Rows | intents.Changes | intents.Missing
Settled = intents.Correct | intents.LeaveOut | intents.TakeAsTyped
Mapped = intents.ChooseSheets | intents.SetHeadings | intents.MapColumn | intents.MapValue


def answer(preview: ImportPreview, intent: Asked, language: str) -> dict[str, Any]:
    """Return what was asked for; of a long list a page, and how many there are."""
    match intent:
        case intents.Columns():
            return told.columns_told(preview, language)
        case intents.Rows(outcome=outcome, offset=offset, search=search):
            wanted = Outcome(outcome) if outcome else None
            rows = preview.rows(wanted, offset=offset, limit=told.PAGE, search=search.strip())
            return {
                "total": rows.total,
                "items": [told.row_told(row, language) for row in rows.items],
            }
        case intents.Changes(offset=offset):
            changes = preview.changes(offset=offset, limit=told.PAGE)
            items = [told.change_told(change, language) for change in changes.items]
            return {"total": changes.total, "items": items}
        case intents.Missing(offset=offset):
            missing = preview.missing(offset=offset, limit=told.PAGE)
            items = [told.missing_told(number, language) for number in missing.items]
            return {"total": missing.total, "items": items}


def settle(preview: ImportPreview, intent: Settled, language: str) -> dict[str, Any]:
    """Correct a row, leave it out, or take it as it stands; return it as it is now.

    Raises:
        Refused: There is no such row, perhaps no more, since the list was read anew.
    """
    try:
        preview.row(intent.key)
    except IndexError:
        raise Refused("import_panel.no_such_row") from None
    match intent:
        case intents.Correct():
            row = preview.correct(intent.key, intent.text)
        case intents.LeaveOut():
            row = preview.leave_out(intent.key)
        case intents.TakeAsTyped():
            row = preview.take_as_typed(intent.key)
    return {"row": told.row_told(row, language)}


def map_anew(preview: ImportPreview, intent: Mapped) -> None:
    """Say how the files are to be understood; the preview has work to do then.

    Raises:
        Refused: There is no such sheet, column, target or meaning.
    """
    match intent:
        case intents.ChooseSheets():
            preview.choose_sheets(intent.keys)
        case intents.SetHeadings():
            preview.set_headings(intent.sheet, intent.rows)
        case intents.MapColumn():
            preview.map_column(intent.sheet, intent.index, intent.target)
        case intents.MapValue():
            preview.map_value(intent.column, intent.text, intent.code)
