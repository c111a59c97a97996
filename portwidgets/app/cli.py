"""The command `portwidgets`: serve the dashboard, and make, list and look at projects."""

import locale
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from portwidgets import __version__, catalog
from portwidgets.app.care_commands import care_commands
from portwidgets.app.check_command import check_command
from portwidgets.app.export_command import export_command
from portwidgets.app.import_command import import_command
from portwidgets.app.paper_commands import paper_commands
from portwidgets.app.project_commands import project_commands
from portwidgets.app.serve_commands import serve_commands
from portwidgets.app.share_commands import share_commands
from portwidgets.app.speech import Speech
from portwidgets.errors import PortError

_FAILED = 1  # what a refusal exits with; click exits with 2 on a wrong call


def main() -> None:
    """Run the command line."""
    build(language_of(sys.argv[1:])).main(prog_name="portwidgets")


def build(language: str) -> click.Group:
    """Return the command line with its help in `language`."""
    speech = Speech(language)
    group = _Speaking(
        speech,
        name="portwidgets",
        help=speech.say("help"),
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    click.version_option(message=f"portwidgets {__version__}", help=speech.say("help_version"))(
        group
    )
    others = (import_command(speech), export_command(speech), check_command(speech))
    several = (*serve_commands(speech), *project_commands(speech), *share_commands(speech))
    for command in (*several, *care_commands(speech), *paper_commands(speech), *others):
        group.add_command(command)
    return group


def language_of(arguments: Sequence[str]) -> str:
    """Return the language asked for, else the system's; needed before click reads anything."""
    for position, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        given = value or "".join(arguments[position + 1 : position + 2])
        if name == "--language" and given in catalog.LANGUAGES:
            return given
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    system = next(filter(None, map(os.environ.get, names)), None) or locale.getlocale()[0]
    return "da" if (system or "").lower().startswith(("da", "danish")) else "en"


class _Speaking(click.Group):
    """A group whose refusals are told in the user's language, on stderr, with exit code 1."""

    def __init__(self, speech: Speech, **attributes: Any) -> None:
        super().__init__(**attributes)
        self._speech = speech

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PortError as error:
            told = error.text(self._speech.language)
        except OSError as error:
            reason = error.strerror or str(error)
            told = self._speech.say("no_access", path=error.filename or "", reason=reason)
        click.echo(told, err=True)
        return ctx.exit(_FAILED)
