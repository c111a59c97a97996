"""What the commands about projects share: their options, the workspace, a file written whole."""

from pathlib import Path

import click

from portwidgets.app.speech import Speech
from portwidgets.errors import Refused
from portwidgets.project import Workspace
from portwidgets.project.surroundings import default_workspace

STANDARD_OUTPUT = "-"
"""What stands for it in the place of a file's name."""


def common_options(speech: Speech) -> list[click.Option]:
    """Return the options of all commands about projects: the workspace, and JSON."""
    return [
        speech.option(
            "--workspace",
            key="workspace",
            type=click.Path(file_okay=False, path_type=Path),
            envvar="PORTWIDGETS_WORKSPACE",
            default=default_workspace,
        ),
        speech.option("--json", "as_json", key="json", is_flag=True),
    ]


def existing_workspace(path: Path) -> Workspace:
    """Return the workspace in a folder.

    Raises:
        Refused: There is no such folder; a mistyped one would look like an empty workspace.
    """
    if not path.is_dir():
        raise Refused("cli.no_workspace", path=path)
    return Workspace(path)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file in the place of one of that name, which stays as it was if that fails."""
    staged = path.with_name(f".{path.name}.new")
    staged.write_bytes(content)
    staged.replace(path)
