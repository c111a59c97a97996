"""What a browser may ask about PINs and passcodes, for every widget that has a field for them.

A secret travels as a buffer, both ways: no log shows buffers, and no widget remembers them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from portwidgets.domain.secret import Secret
from portwidgets.errors import Refused
from portwidgets.project import Project
from portwidgets.widgets.intent_widget import Answer, Intent

TEXTS = "secret"
"""The texts that a field for them needs, see `IntentWidget._more_texts`."""


class _Named(Intent, frozen=True):
    """Which secret is meant."""

    table: Literal["accounts", "numbers"]
    row: str
    name: Literal["port_out_pin", "passcode"]


class SetSecret(_Named, frozen=True, tag="set_secret"):
    """Keep the secret in the message's buffer, in the place of the one before."""


class ShowSecret(_Named, frozen=True, tag="show_secret"):
    """Tell a secret, once; the history notes it."""


class DeleteSecret(_Named, frozen=True, tag="delete_secret"):
    """Forget a secret."""


SecretIntents = SetSecret | ShowSecret | DeleteSecret
"""A widget puts these among its `_intents` and answers them with `answer_secret`."""


def answer_secret(
    project: Project, intent: SecretIntents, buffers: Sequence[memoryview]
) -> Answer | None:
    """Do what the browser asks.

    Raises:
        Refused: There is no such secret, or it cannot be kept, or shown without a trace.
    """
    key = (intent.table, intent.row, intent.name)
    match intent:
        case SetSecret():
            project.secrets.set(*key, _secret(buffers))
        case ShowSecret():
            return Answer(buffers=(project.secrets.reveal(*key).value.encode(),))
        case DeleteSecret():
            project.secrets.delete(*key)
    return None


def _secret(buffers: Sequence[memoryview]) -> Secret:
    try:
        return Secret(bytes(buffers[0]).decode())
    except (IndexError, UnicodeDecodeError):
        raise Refused("secret.not_keepable") from None


def secrets_told(project: Project, table: str) -> dict[str, list[str]]:
    """Return which secrets of a table are kept, by row; never what they are."""
    told: dict[str, list[str]] = {}
    for where, row, name in sorted(project.secrets.keys()):
        if where == table:
            told.setdefault(row, []).append(name)
    return told
