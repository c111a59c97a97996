"""The check of a project's orders as a widget: the answers, what to fix, the split into orders."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from portwidgets import catalog
from portwidgets.domain.edit import Set
from portwidgets.domain.orders.preflight import Finding, Readiness, Report
from portwidgets.domain.orders.preflight.finding import Cell
from portwidgets.domain.schema import ACCOUNTS
from portwidgets.errors import Refused
from portwidgets.project import Event, Project
from portwidgets.project.ordering import OrderProposal
from portwidgets.project.telling import Teller
from portwidgets.widgets import order_intents as intents
from portwidgets.widgets import secret_intents as secrets
from portwidgets.widgets.intent_widget import Answer, static
from portwidgets.widgets.later import Later
from portwidgets.widgets.order_told import account_told, finding_told, proposal_told, rules_told
from portwidgets.widgets.project_widget import ProjectWidget

_REDRAW_SECONDS = 0.1

Point = Callable[[Cell, Sequence[str], str], None]
"""Brings a cell into sight: called with it, all rows that are meant, and what they are called."""


class OrderPanel(ProjectWidget):
    """Which orders can be submitted, what holds the others up, and how numbers become orders.

    Args:
        project: Whose orders.
        point: Brings a cell into sight; without it a finding only names its cell.
        language: "da" or "en"; by default the project's.
        layout: As for any ipywidgets widget.
    """

    _esm = static("order_panel.js")
    _css = static("order_panel.css")
    _intents = intents.OrderIntents
    _text_prefix = "order_panel"
    _more_texts = (secrets.TEXTS,)

    def __init__(
        self,
        project: Project,
        point: Point | None = None,
        *,
        language: str | None = None,
        **traits: object,
    ) -> None:
        self._project = project
        self._point = point
        self._proposal: OrderProposal | None = None
        self._redraw = Later(self._show, _REDRAW_SECONDS)
        waiting = (o for o, r in project.check().items() if r.readiness is Readiness.NOT_READY)
        self._open = set([*waiting][:1])  # the first one shows what this is about
        super().__init__(project, language, **traits)

    def close(self) -> None:
        """Close the widget and stop following the project."""
        self._redraw.cancel()
        super().close()

    # --- intents -----------------------------------------------------------------------------

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        project = self._project
        match intent:
            case intents.Open(order=order, shown=shown):
                (self._open.add if shown else self._open.discard)(order)
                self._show()
            case intents.Split(carrier=carrier):
                self._proposal = project.split_orders(carrier.strip())
                self._show()
            case intents.DropSplit():
                self._proposal = None
                self._show()
            case intents.ApplySplit():
                return self._apply()
            case intents.PutOn(account=account):
                done = project.checking.put_on(account)
                return Answer({"count": len(done.change.ops) if done.change else 0})
            case intents.Tick(item=item):
                project.checklist.tick(item)
            case secrets.SetSecret() | secrets.ShowSecret() | secrets.DeleteSecret():
                return secrets.answer_secret(project, intent, buffers)
            case _:
                self._on_finding(intent, self._finding(intent.key))
        return None

    def _apply(self) -> Answer:
        proposal, self._proposal = self._proposal, None
        if proposal is None:
            raise Refused("order_panel.no_proposal")
        try:
            self._project.apply_split(proposal)
        finally:
            self._show()
        return Answer({"orders": len(proposal.plan.orders)})

    def _on_finding(self, intent: intents.OnFinding, finding: Finding) -> None:
        match intent:
            case intents.ShowCell():
                if self._point:
                    told = self._teller().finding(finding)
                    self._point(finding.fault.cell, finding.fault.rows, told.why)
            case intents.TakeSuggestion():
                table, row, column = finding.fault.cell
                if finding.fault.suggestion is not None:
                    op = Set(table, row, column, finding.seen, finding.fault.suggestion)
                    self._project.apply((op,))
            case intents.SetAside(reason=reason):
                self._project.checking.set_aside(finding, reason)
            case intents.TakeUp():
                self._project.checking.take_up(finding)

    def _finding(self, key: str) -> Finding:
        """Return the finding that a browser means.

        Raises:
            Refused: It was settled meanwhile.
        """
        order = key.partition("|")[0]
        report = self._project.check().get(order)
        for finding in report.findings if report else ():
            if key_of(finding) == key:
                return finding
        raise Refused("order_panel.settled")

    # --- what is shown -----------------------------------------------------------------------

    def _whole_state(self) -> dict[str, object]:
        project, teller = self._project, self._teller()
        reports = project.check()
        waiting = [r for r in reports.values() if r.waits]
        return {
            "orders": [self._order(each, teller) for each in reports.values()],
            "waiting": len(waiting),
            "ready": sum(each.readiness is Readiness.READY for each in waiting),
            "accounts": len(project.accounts),
            "loose": [
                {"account": row.id, "label": account_told(row), "count": count}
                for row in project.accounts
                if (count := len(project.checking.without_account(row.id)))
            ],
            "to_split": sum(1 for _ in project.checking.without_order()),
            "carrier": project.meta.gaining_carrier,
            "carriers": [each.name for each in catalog.carriers().rules.values() if each.name],
            "proposal": proposal_told(self._proposal, project, teller) if self._proposal else None,
            "rules": rules_told(project.meta.gaining_carrier),
            "proven": [
                {
                    "item": step.item,
                    "label": project.checklist[step.item].item.label.of(self.language),
                    "evidence": catalog.text(
                        "preflight.proof", self.language, count=len(step.orders)
                    ),
                }
                for step in project.checking.proven_steps()
            ],
            "pins": [{"row": row.id, "label": account_told(row)} for row in project.accounts],
            "secrets": secrets.secrets_told(project, ACCOUNTS.name),
        }

    def _order(self, report: Report, teller: Teller) -> dict[str, object]:
        cells = self._project.orders[report.order]
        account = self._project.accounts
        carrier = account[cells.account].carrier if cells.account in account else ""
        shown = report.order in self._open
        return {
            "order": report.order,
            "title": " · ".join(filter(None, (report.order, carrier))),
            "readiness": report.readiness.value,
            "status": teller.status(report.status),
            "numbers": report.numbers,
            "errors": report.errors,
            "warnings": report.warnings,
            "aside": sum(finding.waived is not None for finding in report.findings),
            "open": shown,
            "findings": [
                {"key": key_of(each), **finding_told(each, teller)} for each in report.findings
            ]
            if shown
            else [],
        }

    def _teller(self) -> Teller:
        return Teller(self.language, self._project.region)

    def _show(self) -> None:
        new = self._whole_state()
        patch = {name: value for name, value in new.items() if value != self._state.get(name)}
        gone = dict.fromkeys(_keys(self._state["secrets"]) - _keys(new["secrets"]))
        if "secrets" in patch:
            patch["secrets"] = {**secrets.secrets_told(self._project, ACCOUNTS.name), **gone}
        if patch and self.comm is not None:
            self.publish(patch)

    def _follow(self, _event: Event) -> None:
        self._redraw.ask()


def key_of(finding: Finding) -> str:
    """Return what a browser calls a finding."""
    return "|".join((finding.order, finding.code, *finding.fault.cell))


def _keys(secrets_told: object) -> set[str]:
    return set(secrets_told) if isinstance(secrets_told, Mapping) else set()
