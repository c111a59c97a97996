"""The commands that keep a project whole: `doctor` and `restore`."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from portwidgets.app.command_parts import common_options, existing_workspace
from portwidgets.app.speech import Speech, print_json
from portwidgets.project import Backup, Examination, Finding

DAMAGED = 1
"""The exit code of `doctor` where a file is damaged still."""


def care_commands(speech: Speech) -> list[click.Command]:
    """Return the commands, speaking one language."""

    def doctor(*, project: str, workspace: Path, repair: bool, as_json: bool, **_: Any) -> None:
        projects = existing_workspace(workspace)
        found, copy = projects.repair(project) if repair else (projects.examine(project), None)
        left = [each for each in found.findings if copy is None or each.mended is None]
        if as_json:
            print_json(_report(found, copy, speech))
        else:
            _tell(found, copy, project, speech)
        if left:
            click.get_current_context().exit(DAMAGED)

    def restore(
        *, project: str, backup: str | None, workspace: Path, as_json: bool, **given: Any
    ) -> None:
        projects = existing_workspace(workspace)
        if backup is None or given["list_"]:
            _list(projects.backups(project), project, speech, as_json=as_json)
            return
        before = projects.restore(project, backup)
        if as_json:
            print_json({"restored": backup, "before": _copy(before, speech)})
        else:
            click.echo(speech.say("restored", backup=backup, before=before.name, project=project))

    project = click.Argument(["project"])
    workspace, as_json = common_options(speech)
    repair = speech.option("--repair", key="repair", is_flag=True)
    listed = speech.option("--list", "list_", key="list_backups", is_flag=True)
    backup = click.Argument(["backup"], required=False)
    return [
        speech.command("doctor", doctor, [project, repair, workspace, as_json]),
        speech.command("restore", restore, [project, backup, listed, workspace, as_json]),
    ]


def _report(found: Examination, copy: Backup | None, speech: Speech) -> dict[str, object]:
    return {
        "damaged": [_as_dict(each, speech) for each in found.findings],
        "repaired": copy is not None,
        "backup": copy and copy.name,
    }


def _as_dict(finding: Finding, speech: Speech) -> dict[str, object]:
    language = speech.language
    return {
        "file": finding.file,
        "code": finding.problem.code,
        "problem": finding.problem.text(language),
        "repairable": finding.mended is not None,
        "lines": [
            {
                "line": wound.line or None,
                "what": wound.what.text(language),
                "repair": wound.mending.text(language),
            }
            for wound in finding.wounds
        ],
    }


def _tell(found: Examination, copy: Backup | None, project: str, speech: Speech) -> None:
    language = speech.language
    if not found.findings:
        click.echo(speech.say("doctor_whole"))
        return
    for finding in found.findings:
        click.echo(finding.problem.text(language))
        for wound in finding.wounds:
            place = speech.say("doctor_line", line=wound.line) if wound.line else finding.file
            click.echo(f"  {place}: {wound.what.text(language)} {wound.mending.text(language)}")
    if copy is not None:
        click.echo(speech.say("doctor_repaired", backup=copy.name))
    elif any(each.mended is not None for each in found.findings):
        click.echo(speech.say("doctor_hint", project=project))


def _list(made: list[Backup], project: str, speech: Speech, *, as_json: bool) -> None:
    if as_json:
        print_json([_copy(backup, speech) for backup in made])
        return
    if not made:
        click.echo(speech.say("no_backups"))
        return
    for backup in made:
        click.echo(f"{backup.name}  {speech.say(f'backup_{backup.reason}')}")
    click.echo(speech.say("restore_hint", project=project, backup=made[0].name))


def _copy(backup: Backup, speech: Speech) -> dict[str, object]:
    told = asdict(backup) | {"at": backup.at.isoformat().replace("+00:00", "Z")}
    return told | {"made": speech.say(f"backup_{backup.reason}")}
