"""The commands for papers: `letter`, `report` and `calendar`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from portwidgets.app.project_commands import common_options
from portwidgets.app.speech import Speech, print_json
from portwidgets.errors import Refused
from portwidgets.project import Project, Workspace

_STANDARD_OUTPUT = "-"


def paper_commands(speech: Speech) -> list[click.Command]:
    """Return the commands, speaking one language.

    The language of the command is that of the paper; without one it is the project's.
    """

    def letter(*, order: str, **given: Any) -> None:
        def make(project: Project, language: str) -> bytes:
            return project.letter(order, language=language)

        _write(make, f"-{order}.pdf", **given)

    def report(**given: Any) -> None:
        def make(project: Project, language: str) -> bytes:
            return project.report(language=language)

        _write(make, "-status.pdf", **given)

    def calendar(**given: Any) -> None:
        def make(project: Project, language: str) -> bytes:
            return project.papers.calendar(language)

        _write(make, ".ics", **given)

    project = click.Argument(["project"])
    order = speech.option("--order", key="letter_order", metavar="ID", required=True)
    output = speech.option("-o", "--output", key="paper_output", default=".", metavar="PATH")
    common = common_options(speech)
    return [
        speech.command("letter", letter, [project, order, output, *common]),
        speech.command("report", report, [project, output, *common]),
        speech.command("calendar", calendar, [project, output, *common]),
    ]


def _write(
    make: Callable[[Project, str], bytes],
    ending: str,
    *,
    project: str,
    workspace: Path,
    output: str,
    as_json: bool,
    language: str | None = None,
) -> None:
    """Make a paper and write it as a whole file, or to the standard output."""
    if not workspace.is_dir():
        raise Refused("cli.no_workspace", path=workspace)
    opened = Workspace(workspace).open(project)
    content = make(opened, language or opened.language)
    if output == _STANDARD_OUTPUT:
        click.echo(content, nl=False)
        return
    given = Path(output)
    path = given / f"{opened.name}{ending}" if given.is_dir() else given
    staged = path.with_name(f".{path.name}.new")
    staged.write_bytes(content)
    staged.replace(path)
    if as_json:
        print_json({"path": str(path)})
    else:
        click.echo(str(path))
