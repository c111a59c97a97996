"""The command `share`: a link that opens one project to read, the list of them, and their end."""

from datetime import datetime
from pathlib import Path
from typing import Any

import click

from portwidgets import catalog
from portwidgets.app import running
from portwidgets.app.command_parts import common_options, existing_workspace
from portwidgets.app.speech import Speech, print_json
from portwidgets.project.user import known_user, system_user
from portwidgets.storage.share_links import DAYS, MOST_DAYS, ShareLink, ShareLinks


def share_commands(speech: Speech) -> list[click.Command]:
    """Return the command, speaking one language."""

    def share(
        *,
        project: str | None,
        workspace: Path,
        days: int,
        as_list: bool,
        revoke: str | None,
        url: str | None,
        as_json: bool,
        **_: Any,
    ) -> None:
        told = _Told(speech, url or running.address_of(workspace), as_json=as_json)
        if [as_list, bool(revoke), bool(project) and not as_list].count(True) != 1:
            raise click.UsageError(speech.say("share_what"))
        if revoke:
            told.revoked(ShareLinks().revoke(revoke))
        elif as_list:
            told.all(_of(workspace, project))
        elif project:
            told.made(*_make(workspace, project, days))

    project = click.Argument(["project"], required=False)
    return [
        speech.command(
            "share",
            share,
            [
                project,
                speech.option(
                    "--days",
                    key="days",
                    type=click.IntRange(1, MOST_DAYS),
                    default=DAYS,
                    show_default=True,
                ),
                speech.option("--list", "as_list", key="share_list", is_flag=True),
                speech.option("--revoke", key="revoke", metavar="ID"),
                speech.option("--url", key="url", metavar="URL"),
                *common_options(speech),
            ],
        )
    ]


def _make(workspace: Path, project: str, days: int) -> tuple[str, ShareLink]:
    opened = existing_workspace(workspace).open(project)
    by = known_user() or system_user()
    return opened.title, ShareLinks().create(opened.path, days=days, by=by)


def _of(workspace: Path, project: str | None) -> list[ShareLink]:
    here = workspace.expanduser().resolve()
    links = [link for link in ShareLinks().all() if Path(link.folder).is_relative_to(here)]
    return [link for link in links if project in {None, link.project}]


class _Told:
    """Says what was done, to a person or to a program."""

    def __init__(self, speech: Speech, address: str, *, as_json: bool) -> None:
        self._language = speech.language
        self._address = address if address.endswith("/") else f"{address}/"
        self._as_json = as_json

    def made(self, title: str, link: ShareLink) -> None:
        if self._as_json:
            print_json(self._as_dict(link))
            return
        click.echo(self._say("made", title=title, date=self._end(link)))
        click.echo(f"\n    {self._link(link)}\n")
        click.echo(self._say("revoke_by", id=link.id))
        if running.is_local(self._address):
            click.echo(self._say("local"))

    def all(self, links: list[ShareLink]) -> None:
        if self._as_json:
            print_json([self._as_dict(link) for link in links])
        elif not links:
            click.echo(self._say("none"))
        else:
            for link in links:
                click.echo(
                    self._say("listed", id=link.id, project=link.project, date=self._end(link))
                )
                click.echo(f"    {self._link(link)}")

    def revoked(self, link: ShareLink) -> None:
        if self._as_json:
            print_json({"id": link.id, "project": link.project, "revoked": True})
        else:
            click.echo(self._say("revoked", id=link.id, project=link.project))

    def _say(self, key: str, **values: object) -> str:
        return catalog.text(f"share.{key}", self._language, **values)

    def _link(self, link: ShareLink) -> str:
        return f"{self._address}{ShareLinks().address(link)}"

    def _end(self, link: ShareLink) -> str:
        return f"{datetime.fromisoformat(link.ends_at).astimezone():%Y-%m-%d %H:%M}"

    def _as_dict(self, link: ShareLink) -> dict[str, object]:
        return {
            "id": link.id,
            "project": link.project,
            "url": self._link(link),
            "ends_at": link.ends_at,
            "made_at": link.made_at,
            "made_by": link.made_by,
        }
