"""The command `import`: other people's lists into a project, each row accounted for."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from portwidgets.app.command_parts import common_options, existing_workspace
from portwidgets.app.speech import Speech, print_json
from portwidgets.domain.cells import fold
from portwidgets.domain.edit import Add, Change
from portwidgets.errors import Refused
from portwidgets.exchange.importing.account import AccountRow, Outcome
from portwidgets.exchange.reading import Given, Pasted
from portwidgets.project.importing import ImportPreview

NOT_UNDERSTOOD = 3
"""The exit code where rows were not understood, so that nothing was written."""

NOT_APPLIED = 4
"""The exit code where numbers were left out that would have contradicted others."""

_SHOWN = 20  # rows that were not understood; --json and --account have them all
_STANDARD_INPUT = "-"


def import_command(speech: Speech) -> click.Command:
    """Return the command, speaking one language."""

    def import_(
        *,
        project: str,
        files: tuple[str, ...],
        workspace: Path,
        mapping: tuple[str, ...],
        sheets: tuple[str, ...],
        account: Path | None,
        dry_run: bool,
        accept_unread: bool,
        overwrite: bool,
        user: str | None,
        as_json: bool,
        **_: Any,
    ) -> None:
        opened = existing_workspace(workspace).open(project, user=user)
        preview = opened.start_import(*map(_given, files))
        _work(preview, speech)
        if sheets:
            _choose(preview, sheets)
        for entry in mapping:
            _map(preview, entry)
        _work(preview, speech)
        if overwrite:
            preview.accept()
        unread = preview.account.not_understood
        change = _apply(preview) if not dry_run and (accept_unread or not unread) else None
        if account:
            account.write_bytes(b"".join(preview.account_csv(speech.language)))
        if as_json:
            refused = {each: why.text(speech.language) for each, why in preview.refused.items()}
            told = preview.as_dict(speech.language)
            print_json({"written": change is not None, "refused": refused, **told})
        else:
            for line in _lines(preview, speech, change, dry_run=dry_run):
                click.echo(line)
        stopped = NOT_UNDERSTOOD if unread and not accept_unread else 0
        click.get_current_context().exit(stopped or (NOT_APPLIED if preview.refused else 0))

    workspace, as_json = common_options(speech)
    return speech.command(
        "import",
        import_,
        [
            click.Argument(["project"]),
            click.Argument(["files"], nargs=-1, required=True, metavar="FILE..."),
            speech.option("--dry-run", key="dry_run", is_flag=True),
            speech.option("--mapping", key="mapping", multiple=True, metavar="COLUMN=TARGET"),
            speech.option("--sheet", "sheets", key="sheet", multiple=True, metavar="NAME"),
            speech.option("--accept-unread", key="accept_unread", is_flag=True),
            speech.option("--overwrite", key="overwrite", is_flag=True),
            speech.option(
                "--account", key="account", type=click.Path(dir_okay=False, path_type=Path)
            ),
            speech.option("--user", key="written_by"),
            workspace,
            as_json,
        ],
    )


def _given(file: str) -> Given:
    return Pasted(sys.stdin.read()) if file == _STANDARD_INPUT else Path(file)


def _work(preview: ImportPreview, speech: Speech) -> None:
    """Do the work, with a bar where somebody sees it."""
    with click.progressbar(
        length=100, label=speech.say("importing"), file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        while (done := preview.work()) < 1:
            bar.update(int(done * 100) - bar.pos)


def _choose(preview: ImportPreview, names: Sequence[str]) -> None:
    wanted = {fold(name) for name in names}
    found = {fold(sheet.name): sheet.key for sheet in preview.sheets}
    for name in names:
        if fold(name) not in found:
            listed = ", ".join(sheet.name for sheet in preview.sheets)
            raise Refused("import.no_sheet_of_that_name", name=name, sheets=listed)
    preview.choose_sheets(key for name, key in found.items() if name in wanted)


def _map(preview: ImportPreview, entry: str) -> None:
    """Send the columns with a heading, or with a letter, where a person says."""
    name, equals, target = entry.rpartition("=")
    found = 0
    for sheet in preview.sheets:
        columns = preview.columns(sheet.key)
        by_heading = [each.index for each in columns if fold(each.heading) == fold(name)]
        by_letter = [each.index for each in columns if each.letter == name.strip().upper()]
        for index in by_heading or by_letter:
            preview.map_column(sheet.key, index, target.strip())
            found += 1
    if not equals or not found:
        raise Refused("import.bad_mapping", typed=entry)


def _apply(preview: ImportPreview) -> Change | None:
    """Write what there is to write; None where that is nothing."""
    try:
        return preview.apply().change
    except Refused as refused:
        if refused.code in ("import.nothing_to_apply", "import.all_refused"):
            return None
        raise


def _lines(
    preview: ImportPreview, speech: Speech, change: Change | None, *, dry_run: bool
) -> Iterator[str]:
    account = preview.account
    yield speech.say("import_rows", count=account.rows)
    for outcome in Outcome:
        if count := account.outcomes[outcome]:
            yield f"  {count:>7} {speech.text(f'import.outcome_{outcome.value}')}"
    yield from (remark.text(speech.language) for remark in preview.remarks)
    unread = preview.rows(Outcome.NOT_UNDERSTOOD, limit=_SHOWN)
    yield from _unread(unread.items, speech)
    if unread.total > len(unread.items):
        yield speech.say("import_more_unread", count=unread.total - len(unread.items))
    if change:
        new = sum(isinstance(op, Add) for op in change.ops)
        yield speech.say("imported", new=new, changed=len(change.ops) - new)
    elif dry_run:
        yield speech.say("import_dry_run", new=account.new)
    elif preview.refused:
        yield speech.say("import_none")
    elif account.not_understood:
        yield speech.say("import_stopped", count=account.not_understood)
    else:
        yield speech.text("import.nothing_to_apply")
    if preview.refused:
        yield speech.say("import_refused", count=len(preview.refused))
    yield from (f"    {each.text(speech.language)}" for each in preview.refused.values())


def _unread(rows: Iterable[AccountRow], speech: Speech) -> Iterator[str]:
    for row in rows:
        reason = row.reason.text(speech.language) if row.reason else ""
        yield f"{row.source}: {' | '.join(row.cells)}"
        yield f"    {reason}"
