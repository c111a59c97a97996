"""The commands about projects: `new`, `list` and `status`."""

from pathlib import Path
from typing import Any

import click

from portwidgets.app.command_parts import common_options, existing_workspace
from portwidgets.app.speech import Speech, print_json
from portwidgets.project import ProjectSummary, Workspace

_SUMMARY = ("name", "title", "archived", "done", "total", "critical_open", "numbers")


def project_commands(speech: Speech) -> list[click.Command]:
    """Return the commands, speaking one language."""

    def new(
        *, title: str, workspace: Path, region: str, as_json: bool, language: str | None
    ) -> None:
        made = Workspace(workspace).create(
            title, region=region, language=language or speech.language
        )
        path = workspace / made.name
        if as_json:
            print_json({"name": made.name, "title": made.title, "path": str(path)})
        else:
            click.echo(speech.say("created", title=made.title, path=path))

    def list_(*, workspace: Path, archived: bool, as_json: bool, **_: Any) -> None:
        found = [each for each in Workspace(workspace).projects() if archived or not each.archived]
        if as_json:
            print_json([_as_dict(speech, each) for each in found])
        elif not found:
            click.echo(speech.say("list_empty", path=workspace))
        else:
            for each in found:
                click.echo(f"{each.name}: {_line(speech, each)}")

    def status(*, project: str, workspace: Path, as_json: bool, **_: Any) -> None:
        projects = existing_workspace(workspace)
        name = projects.open(project).name  # refuses what is unknown or damaged
        summary = next(each for each in projects.projects() if each.name == name)
        if as_json:
            print_json({**_as_dict(speech, summary), "path": str(workspace / name)})
        else:
            click.echo(f"{summary.title}\n{_line(speech, summary)}")

    region = speech.option("--region", key="region", default="DK", show_default=True)
    archived = speech.option("--archived", key="archived", is_flag=True)
    title, project = click.Argument(["title"]), click.Argument(["project"])
    common = common_options(speech)
    return [
        speech.command("new", new, [title, region, *common]),
        speech.command("list", list_, [archived, *common]),
        speech.command("status", status, [project, *common]),
    ]


def _as_dict(speech: Speech, summary: ProjectSummary) -> dict[str, object]:
    told = {name: getattr(summary, name) for name in _SUMMARY}
    problem = summary.problem and summary.problem.text(speech.language)
    return told | {"problem": problem}


def _line(speech: Speech, summary: ProjectSummary) -> str:
    if summary.problem:
        return summary.problem.text(speech.language)
    parts = [
        speech.say("progress", done=summary.done, total=summary.total),
        speech.say("critical_open", count=summary.critical_open),
        speech.say("numbers", count=summary.numbers),
    ]
    if summary.archived:
        parts.append(speech.say("archived"))
    return ", ".join(parts)
