"""One row of the account, made when it is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from portwidgets.domain.numbers.number_text import readings, tidy
from portwidgets.domain.numbers.phone_number import examine
from portwidgets.exchange.importing.account import SHOWN_NUMBERS, AccountRow, Outcome, Remark
from portwidgets.exchange.importing.engine import Engine
from portwidgets.exchange.importing.said import Said, count_of, numbers_of
from portwidgets.exchange.importing.tally import OUTCOMES

_LETTER_O = re.compile(r"\d[oO]|[oO]\d")


def account_row(engine: Engine, key: int) -> AccountRow:
    """Return what became of a row, and why."""
    sheet = engine.sheet_of(key)
    said = engine.said(key)
    outcome = OUTCOMES[engine.tally.outcomes[key]]
    first = next(numbers_of(said), "")
    becomes = engine.cells(key, first) if first else {}
    return AccountRow(
        key=key,
        source=sheet.source(key),
        cells=sheet.cells(key),
        outcome=outcome,
        count=count_of(said),
        numbers=tuple(islice(numbers_of(said), SHOWN_NUMBERS)),
        becomes=tuple(becomes.items()),
        reason=_reason(engine, key, outcome, first, becomes),
        remarks=tuple(_remarks(engine, key, said)),
        typed=sheet.typed(key),
        corrected=engine.corrections.texts.get(key),
    )


def _reason(
    engine: Engine, key: int, outcome: Outcome, number: str, becomes: dict[str, str]
) -> Remark | None:
    match outcome:
        case Outcome.NO_NUMBER | Outcome.NOT_UNDERSTOOD:
            reasons = engine.corrections.reasons
            return reasons.get(key) or engine.sheet_of(key).reasons.get(key)
        case Outcome.DUPLICATE_IN_FILE:
            return _repeated(engine, number, becomes)
        case Outcome.DUPLICATE_OF_INVENTORY:
            row = engine.known.get(number, "")
            code = "in_inventory_changed" if row in engine.merge.rows else "in_inventory"
            return Remark(f"import.{code}", (("row", row),))
    return None


def _repeated(engine: Engine, number: str, becomes: dict[str, str]) -> Remark:
    """Say where the number stood before, and whether this row says something else of it."""
    before = engine.tally.first[number]
    source = str(engine.sheet_of(before).source(before))
    theirs = engine.cells(before, number)
    differs = any(theirs.get(column) != text for column, text in becomes.items())
    code = "repeated_differs" if differs else "repeated"
    return Remark(f"import.{code}", (("source", source),))


def _remarks(engine: Engine, key: int, said: Said) -> Iterator[Remark]:
    """Tell what was done to a row's texts to get its numbers."""
    count = count_of(said)
    if not count:
        return
    if refused := [*filter(None, map(engine.refused.get, numbers_of(said)))]:
        yield Remark("import.not_applied", (("count", len(refused)), ("reason", refused[0])))
    sheet = engine.sheet_of(key)
    cells = sheet.plan.rows.cells(key - sheet.plan.offset)
    texts = [cells[at] for at in sheet.plan.numbers if at < len(cells)]
    if key in engine.corrections.texts:
        texts = [engine.corrections.texts[key]]
    if words := engine.words(key):
        yield Remark("import.words_to_note", (("words", words),))
    if any(map(_LETTER_O.search, texts)):
        yield Remark("import.letter_o")
    if isinstance(said, str) and any(_lost_zero(text, said, engine.region) for text in texts):
        yield Remark("import.zero_restored")
    if count > 1:
        new = sum(
            1
            for number in numbers_of(said)
            if engine.tally.first.get(number) == key and number not in engine.known
        )
        if new < count:
            yield Remark("import.partly_known", (("count", count - new),))
    for heading, text in sheet.unmapped(cells, engine.values):
        yield Remark("import.value_to_note", (("heading", heading), ("text", text)))


def _lost_zero(text: str, number: str, region: str) -> bool:
    """Tell a national number whose zero in front a spreadsheet took away."""
    digits = next(iter(readings(tidy(text))), "")
    if not digits.isdecimal() or digits.startswith("0"):
        return False
    found, fault = examine(f"0{digits}", region)
    return found is not None and not fault and found.e164 == number
