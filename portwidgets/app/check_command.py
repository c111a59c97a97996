"""The command `check`: which orders can be submitted, and what holds the others up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from portwidgets.app.command_parts import common_options, existing_workspace
from portwidgets.app.speech import Speech, print_json
from portwidgets.domain.orders.preflight import Finding, Readiness, Report
from portwidgets.project import Project
from portwidgets.project.telling import Teller

_NOT_READY = 1


def check_command(speech: Speech) -> click.Command:
    """Return the command, speaking one language."""

    def check(*, project: str, order: str | None, workspace: Path, as_json: bool, **_: Any) -> None:
        opened = existing_workspace(workspace).open(project)
        reports = opened.check(order)
        if as_json:
            print_json(_as_dict(speech, opened, reports))
        else:
            _print(speech, opened, reports)
        if any(each.readiness is Readiness.NOT_READY for each in reports.values()):
            click.get_current_context().exit(_NOT_READY)

    project = click.Argument(["project"])
    order = speech.option("--order", key="check_order", default=None)
    return speech.command("check", check, [project, order, *common_options(speech)])


def _print(speech: Speech, project: Project, reports: dict[str, Report]) -> None:
    teller = Teller(speech.language, project.region)
    if not reports:
        click.echo(speech.say("check_no_orders"))
    for report in reports.values():
        answer = speech.say(f"check_{report.readiness}")
        counted = speech.say("numbers", count=report.numbers)
        click.echo(f"{report.order}: {answer}, {counted}")
        for finding in report.findings:
            told = teller.finding(finding)
            kind = speech.say(f"check_{'aside' if finding.waived else finding.severity}")
            click.echo(f"  {kind}: {told.where}: {told.why} {told.how}")
            codes = ", ".join(f"{carrier} {code}" for carrier, code in finding.carrier_codes)
            if codes and not finding.waived:
                click.echo(f"    {codes}")
            if finding.waived:
                click.echo(f"    {finding.waived_by}: {finding.waived}")


def _as_dict(speech: Speech, project: Project, reports: dict[str, Report]) -> dict[str, object]:
    teller = Teller(speech.language, project.region)
    return {
        "project": project.name,
        "ready": all(each.readiness is not Readiness.NOT_READY for each in reports.values()),
        "orders": [
            {
                "order": report.order,
                "readiness": report.readiness.value,
                "status": report.status,
                "numbers": report.numbers,
                "errors": report.errors,
                "warnings": report.warnings,
                "findings": [_finding(teller, finding) for finding in report.findings],
            }
            for report in reports.values()
        ],
    }


def _finding(teller: Teller, finding: Finding) -> dict[str, object]:
    told, fault = teller.finding(finding), finding.fault
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "table": fault.cell.table,
        "row": fault.cell.row,
        "column": fault.cell.column,
        "seen": finding.seen,
        "why": told.why,
        "how": told.how,
        "suggestion": fault.suggestion,
        "numbers": list(fault.rows),
        "carrier_codes": [
            {"carrier": carrier, "code": code} for carrier, code in finding.carrier_codes
        ],
        "source": fault.source,
        "set_aside": finding.waived,
    }
