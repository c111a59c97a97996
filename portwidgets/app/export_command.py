"""The command `export`: the numbers as files for a spreadsheet or for a carrier."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from click.formatting import wrap_text

from portwidgets.app.command_parts import (
    STANDARD_OUTPUT,
    common_options,
    existing_workspace,
    write_whole,
)
from portwidgets.app.speech import Speech, print_json
from portwidgets.domain.export_target import Target
from portwidgets.errors import Refused
from portwidgets.exchange.exporting import Export, ExportFile
from portwidgets.project import Project

NOTHING = 4
"""The exit code where no number was exported: zip, tar and pg_dump do not end well either then."""

REFUSED = 3
"""The exit code where numbers were left out, because the receiver cannot take them."""

_SHOWN = 50  # numbers that were left out; --json has them all


def export_command(speech: Speech) -> click.Command:
    """Return the command, speaking one language."""

    def export(
        *,
        project: str,
        workspace: Path,
        to: str | None,
        output: str,
        order: str | None,
        where: tuple[str, ...],
        accept_refused: bool,
        as_json: bool,
        **_: Any,
    ) -> None:
        opened = existing_workspace(workspace).open(project)
        if to is None:
            _list(opened.export_targets(), speech, as_json=as_json)
            return
        rows = _rows(opened, where) if where else None
        made = opened.export(to, rows=rows, order=order, language=speech.language)
        if output == STANDARD_OUTPUT:
            _print(made, as_json=as_json)
        else:
            paths = list(_write(made, Path(output)))
            _tell(made, paths, speech, as_json=as_json)
        if made.refused and not accept_refused:
            click.get_current_context().exit(REFUSED)
        if not any(file.count for file in made.files):
            click.get_current_context().exit(NOTHING)

    workspace, as_json = common_options(speech)
    return speech.command(
        "export",
        export,
        [
            click.Argument(["project"]),
            speech.option("--to", key="to", metavar="NAME"),
            speech.option("-o", "--output", key="output", default=".", metavar="PATH"),
            speech.option("--order", key="order", metavar="ID"),
            speech.option("--where", key="where", multiple=True, metavar="COLUMN=TEXT"),
            speech.option("--accept-refused", key="accept_refused", is_flag=True),
            workspace,
            as_json,
        ],
    )


def _list(targets: Iterable[Target], speech: Speech, *, as_json: bool) -> None:
    language = speech.language
    if as_json:
        print_json(
            [
                {
                    "name": target.id,
                    "label": target.label.of(language),
                    "hint": target.hint.of(language),
                    "format": target.format.value,
                    "limit": target.limit,
                    "sources": target.sources,
                }
                for target in targets
            ]
        )
        return
    for target in targets:
        click.echo(f"{target.id}: {target.label.of(language)}")
        click.echo(wrap_text(target.hint.of(language), 96, "    ", "    "))


def _rows(project: Project, where: Iterable[str]) -> list[str]:
    """Return the rows whose cells are as asked for, in the order of the inventory."""
    wanted = [_condition(project, entry) for entry in where]
    return [
        row.id
        for row in project.numbers
        if all(row.get(column, "").casefold() == text.casefold() for column, text in wanted)
    ]


def _condition(project: Project, entry: str) -> tuple[str, str]:
    column, equals, text = entry.partition("=")
    if not equals or column not in {each.name for each in project.numbers.columns()}:
        raise Refused("cli.bad_condition", typed=entry)
    return column, text


def _print(made: Export, *, as_json: bool) -> None:
    if as_json or len(made.files) > 1:
        raise Refused("cli.one_output", count=len(made.files))
    for file in made.files:
        click.echo(file.content, nl=False)


def _write(made: Export, output: Path) -> Iterator[tuple[ExportFile, Path]]:
    """Write the files, each whole or not at all, and yield where."""
    for file in made.files:
        if output.is_dir():
            path = output / file.name
        elif len(made.files) == 1:
            path = output
        else:  # numbered behind the name that was asked for
            path = output.with_name(output.stem + file.name.removeprefix(made.name))
        write_whole(path, file.content)
        yield file, path


def _tell(
    made: Export, written: Iterable[tuple[ExportFile, Path]], speech: Speech, *, as_json: bool
) -> None:
    language = speech.language
    if as_json:
        print_json(
            {
                "target": made.target.id,
                "files": [{"path": str(path), "numbers": file.count} for file, path in written],
                "refused": [
                    {
                        "row": refused.row,
                        "number": refused.number,
                        "code": refused.reason.code,
                        "reason": refused.reason.text(language),
                    }
                    for refused in made.refused
                ],
                "notes": [note.text(language) for note in made.notes],
            }
        )
        return
    for file, path in written:
        click.echo(f"{path}: {speech.say('numbers', count=file.count)}")
    for note in made.notes:
        click.echo(note.text(language))
    if made.refused:
        click.echo(speech.say("export_refused", count=len(made.refused)), err=True)
    for refused in made.refused[:_SHOWN]:
        told = refused.reason.text(language)
        click.echo(f"  {refused.row} {refused.number or '–'}: {told}", err=True)
    if (more := len(made.refused) - _SHOWN) > 0:
        click.echo(speech.say("export_more_refused", count=more), err=True)
