"""How a command is made whose help and answers are in one language."""

import json
from collections.abc import Callable, Sequence
from typing import Any

import click

from portwidgets import catalog


class Speech:
    """Says the texts of data/texts/cli.toml in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def say(self, key: str, **values: object) -> str:
        """Return a text of the command line."""
        return catalog.text(f"cli.{key}", self.language, **values)

    def text(self, code: str, **values: object) -> str:
        """Return any text of the package, by its code."""
        return catalog.text(code, self.language, **values)

    def option(self, *names: str, key: str, **attributes: Any) -> click.Option:
        """Return an option that is explained by the text `help_<key>`."""
        return click.Option(names, help=self.say(f"help_{key}"), **attributes)

    def command(
        self, name: str, run: Callable[..., None], parameters: Sequence[click.Parameter]
    ) -> click.Command:
        """Return a command; each has the option for the language."""
        language = self.option("--language", key="language", type=click.Choice(catalog.LANGUAGES))
        return click.Command(
            name, params=[*parameters, language], callback=run, help=self.say(f"help_{name}")
        )


def print_json(value: object) -> None:
    """Print a value for other programs."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
