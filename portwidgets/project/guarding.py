"""Whether the old accounts of a project may be cancelled, and what that is in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from portwidgets import catalog
from portwidgets.domain.checklist import Notice, Text
from portwidgets.domain.orders.account_country import country_of
from portwidgets.domain.orders.cancel_guard import (
    Guard,
    Leftover,
    OldAccount,
    OldNumber,
    Reason,
    Verdict,
    guard,
    most_urgent,
)
from portwidgets.domain.schema import ACCOUNTS, NUMBERS
from portwidgets.project import values
from portwidgets.project.values import as_day
from portwidgets.storage.project_folder import ProjectFolder


@dataclass(frozen=True, slots=True)
class AccountGuard:
    """The answer for one account, with what is needed to tell it.

    Attributes:
        carrier: The losing carrier's name; empty where its cell is.
        gaining: The gaining carrier's name.
        cancelled_on: The day as of which the account was cancelled.
    """

    guard: Guard
    carrier: str
    gaining: str
    cancelled_on: date | None
    today: date

    @property
    def verdict(self) -> Verdict:
        """What to do."""
        return self.guard.verdict

    def title(self, language: str) -> str:
        """Return the answer in a few words."""
        date_ = self._day(language)
        return catalog.text(f"guard.verdict_{self.verdict.value}", language, date=date_)

    def told(self, language: str) -> str:
        """Return the answer with its reasons, its law and what is left over."""
        told = self.why(language)
        if not self.guard.leftovers:
            return told
        leftovers = _listed(self.guard.leftovers, language)
        return f"{told} {catalog.text('guard.left_over', language, leftovers=leftovers)}"

    def brief(self, language: str) -> str:
        """Return what the warning says: what is left over matters once the account may end."""
        waits = self.verdict in {Verdict.DO_NOT_CANCEL, Verdict.RESCUE}
        return self.why(language) if waits else self.told(language)

    def why(self, language: str) -> str:
        """Return the answer with its reasons and its law."""
        verdict = self.verdict
        key = f"told_{verdict.value}"
        if verdict is Verdict.RESCUE and self.guard.day is None:
            key += "_unknown"
        elif self.guard.over:
            key += "_over"
        rule = self.guard.rule
        return catalog.text(
            f"guard.{key}",
            language,
            reasons=_listed(self.guard.reasons, language),
            date=self._day(language),
            hours=catalog.times().settling.hours,
            source=rule.source.title if rule else "",
            cancelled=_day(self.cancelled_on, language),
        )

    def say(self, language: str) -> list[str]:
        """Return what to say to whom, where somebody cancelled too early."""
        if self.verdict is not Verdict.RESCUE or self.cancelled_on is None:
            return []
        day = _day(self.cancelled_on, language)
        ended = self.cancelled_on <= self.today
        after = "say_gaining_after" if ended else "say_gaining"
        return [
            catalog.text("guard.say_losing", language, carrier=self.carrier or "?"),
            catalog.text(f"guard.{after}", language, carrier=self.gaining or "?", cancelled=day),
        ]

    def _day(self, language: str) -> str:
        return _day(self.guard.day, language)


class Guarding:
    """Answers for each account of a project whether it may be cancelled."""

    def __init__(self, folder: ProjectFolder) -> None:
        self._folder = folder

    def accounts(self, today: date | None = None) -> list[AccountGuard]:
        """Return the answer for each account, in the order of the table.

        Numbers that shall move and name no account come last, as an account without a name.
        """
        day = today or values.today()
        numbers = self._numbers()
        rows = self._folder.table(ACCOUNTS.name)
        found = [
            self._answer(account, rows.row(account), numbers.pop(account, []), day)
            for account in rows.ids()
        ]
        loose = [each for numbers_ in numbers.values() for each in numbers_]
        if any(each.decision == "port" for each in loose):
            found.append(self._answer("", {}, loose, day))
        return found

    def warning(self, today: date | None = None) -> Notice | None:
        """Return the warning at the top of the checklist; None where there is no data for one."""
        if not len(self._folder.table(NUMBERS.name)) or not len(self._folder.table(ACCOUNTS.name)):
            return None
        answers = self.accounts(today)
        urgent = most_urgent(each.guard for each in answers)
        lead = next(each for each in answers if each.guard is urgent)
        return Notice(
            f"guard_{lead.verdict.value}",
            title=Text(*(_title(lead, language) for language in ("da", "en"))),
            text=Text(*(_lines(answers, language) for language in ("da", "en"))),
        )

    def _answer(
        self, account: str, cells: dict[str, str], numbers: list[OldNumber], today: date
    ) -> AccountGuard:
        country = country_of(cells, self._folder.meta.region)
        cancelled = as_day(cells.get("cancelled_on", ""))
        old = OldAccount(
            account, country, cells.get("internet", "") if account else "no", cancelled
        )
        return AccountGuard(
            guard=guard(old, numbers, catalog.times(), today),
            carrier=cells.get("carrier", ""),
            gaining=self._folder.meta.gaining_carrier,
            cancelled_on=cancelled,
            today=today,
        )

    def _numbers(self) -> dict[str, list[OldNumber]]:
        rows = self._folder.table(NUMBERS.name)
        columns = (rows.column(each) for each in ("account", "decision", "status", "ported_at"))
        found: dict[str, list[OldNumber]] = {}
        for row, account, decision, status, ported in zip(rows.ids(), *columns, strict=True):
            number = OldNumber(row, decision, status, as_day(ported) if ported else None)
            found.setdefault(account, []).append(number)
        return found


def _title(answer: AccountGuard, language: str) -> str:
    carrier = answer.carrier or catalog.text("guard.no_account", language)
    day = _day(answer.guard.day, language)
    key = f"guard.title_{answer.verdict.value}"
    return catalog.text(key, language, carrier=carrier, date=day)


def _lines(answers: list[AccountGuard], language: str) -> str:
    none = catalog.text("guard.no_account", language)
    lines = (
        catalog.text(
            "guard.line",
            language,
            carrier=each.carrier or none,
            title=each.title(language),
            told=each.brief(language),
        )
        for each in answers
    )
    return "\n".join(lines)


def _listed(
    found: dict[Reason, tuple[str, ...]] | dict[Leftover, tuple[str, ...]], language: str
) -> str:
    return ", ".join(
        catalog.text(f"guard.{code.value}", language, count=len(rows))
        for code, rows in found.items()
    )


def _day(day: date | None, language: str) -> str:
    return catalog.day_text(day, language) if day else ""
