"""The commands that show the dashboard: `serve` and `demo`."""

from pathlib import Path
from typing import Any

import click

from portwidgets.app.options import TEMPLATES, ServerOptions
from portwidgets.app.speech import Speech
from portwidgets.exchange.temporary_folder import TemporaryFolder, sweep
from portwidgets.project import Workspace
from portwidgets.project.surroundings import default_workspace
from portwidgets.storage.durable import FOLDER_MODE

_MOST_WAITING = 50


def serve_commands(speech: Speech) -> list[click.Command]:
    """Return the commands, speaking one language."""

    def serve(*, workspace: Path | None, **options: Any) -> None:
        folder = (workspace or default_workspace()).expanduser().absolute()
        folder.mkdir(FOLDER_MODE, parents=True, exist_ok=True)
        _serve(speech, folder, **options)

    def demo(*, language: str | None, **options: Any) -> None:
        with TemporaryFolder("demo") as folder:
            Workspace(folder).demo(language=language or speech.language)
            click.echo(speech.say("demo_vanishes"))
            _serve(speech, folder, language=language, throwaway=True, **options)

    place = click.Argument(
        ["workspace"],
        required=False,
        type=click.Path(file_okay=False, path_type=Path),
        envvar="PORTWIDGETS_WORKSPACE",
    )
    return [
        speech.command("serve", serve, [place, *_options(speech)]),
        speech.command("demo", demo, _options(speech)),
    ]


def _options(speech: Speech) -> list[click.Option]:
    return [
        speech.option("--port", key="port", type=click.IntRange(0, 65535)),
        speech.option("--host", key="host", default="127.0.0.1", show_default=True),
        speech.option("--base-url", key="base_url", default="/", show_default=True),
        speech.option(
            "--frame-ancestors",
            key="frame_ancestors",
            default="self",
            show_default=True,
            metavar="SITES",
        ),
        speech.option("--user", key="user", default=""),
        speech.option("--no-browser", key="no_browser", is_flag=True),
        speech.option(
            "--template",
            key="template",
            type=click.Choice(list(TEMPLATES)),
            default="portwidgets",
            show_default=True,
        ),
        speech.option(
            "--waiting",
            key="waiting",
            type=click.IntRange(0, _MOST_WAITING),
            default=2,
            show_default=True,
        ),
    ]


def _serve(
    speech: Speech,
    folder: Path,
    *,
    port: int | None,
    no_browser: bool,
    language: str | None,
    **rest: Any,
) -> None:
    from portwidgets.app.server import DashboardServer, serve

    sweep()
    wanted: dict[str, Any] = {} if port is None else {"port": port, "port_is_fixed": True}
    options = ServerOptions(workspace=folder, language=language or "", **wanted, **rest)

    def tell(server: DashboardServer) -> None:
        click.echo(speech.say("serving", path=folder))
        click.echo(f"\n    {server.link}\n")
        if options.is_public:
            click.echo(speech.say("public", host=options.host), err=True)
        click.echo(speech.say("stop"))
        if not no_browser:
            server.show_in_browser()

    serve(options, tell)
