"""The commands for papers: `letter`, `report` and `calendar`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from portwidgets.app.command_parts import (
    STANDARD_OUTPUT,
    common_options,
    existing_workspace,
    write_whole,
)
from portwidgets.app.speech import Speech, print_json
from portwidgets.project import Project


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
    opened = existing_workspace(workspace).open(project)
    content = make(opened, language or opened.language)
    if output == STANDARD_OUTPUT:
        click.echo(content, nl=False)
        return
    given = Path(output)
    path = given / f"{opened.name}{ending}" if given.is_dir() else given
    write_whole(path, content)
    if as_json:
        print_json({"path": str(path)})
    else:
        click.echo(str(path))
