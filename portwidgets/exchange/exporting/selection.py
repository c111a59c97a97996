"""Which of the selected numbers a target can take, and why it cannot take the others."""

from __future__ import annotations

from dataclasses import dataclass

from portwidgets.domain.export_target import Apart, Spelling, Target
from portwidgets.domain.numbers import phone_number
from portwidgets.domain.numbers.phone_number import PhoneNumber
from portwidgets.domain.schema import NumberType
from portwidgets.errors import Refused
from portwidgets.exchange.exporting.result import RefusedNumber
from portwidgets.exchange.exporting.source import Row, Source
from portwidgets.exchange.exporting.spreadsheet_text import computes


@dataclass(frozen=True, slots=True)
class Taken:
    """A row whose number a target takes."""

    row: Row
    number: PhoneNumber

    def spelled(self, spelling: Spelling) -> str:
        """Return the number as the target writes it."""
        if spelling is Spelling.E164:
            return self.number.e164
        return phone_number.national_digits(self.number.e164)

    def has(self, what: Apart) -> str:
        """Return what must be the same for all numbers of a file."""
        match what:
            case Apart.COUNTRY:
                return self.number.region
            case Apart.TOLL_FREE:
                return "tollfree" if self.number.type is NumberType.TOLL_FREE else ""
            case Apart.ACCOUNT:
                return self.row.get("account", "")


def select(source: Source, target: Target) -> tuple[list[Taken], list[RefusedNumber]]:
    """Return the numbers that a carrier's form takes, in order, and the others with the reason."""
    taken: list[Taken] = []
    refused: list[RefusedNumber] = []
    known: set[str] = set()
    for row in source.rows:
        text = row.get("number", "")
        number, fault = phone_number.examine(text, source.region)
        if number is None or fault:
            reason: Refused | None = Refused(fault or "number.empty")
        elif number.e164 in known:
            reason = Refused("export.twice")
        else:
            reason = _why_not(Taken(row, number), target)
        if number is not None and reason is None:
            known.add(number.e164)
            taken.append(Taken(row, number))
        elif reason is not None:
            refused.append(RefusedNumber(row["id"], text, reason))
    return taken, refused


def _why_not(taken: Taken, target: Target) -> Refused | None:
    number = taken.number
    if target.regions and number.region not in target.regions:
        return Refused("export.other_country", countries=", ".join(target.regions))
    # What the project says of a number is more than what its digits can say.
    kinds = {number.type.value, taken.row.get("type", "")}
    if target.types and not kinds & set(target.types):
        return Refused("export.other_type")
    if kinds & set(target.not_types):
        return Refused("export.other_type")
    for column in target.columns:
        text = taken.row.get(column.column, "") if column.column else ""
        if column.required and not text:
            return Refused("export.cell_missing", column=column.column)
        if computes(text):
            return Refused("export.cell_computes", column=column.column)
    return None
