"""What the browser asks of the check of orders."""

from __future__ import annotations

from typing import Annotated

import msgspec

from portwidgets.widgets.intent_widget import Intent, Short
from portwidgets.widgets.secret_intents import SecretIntents


class Open(Intent, frozen=True, tag="open"):
    """Show what was found in an order, or hide it again."""

    order: Short
    shown: bool


class OnFinding(Intent, frozen=True):
    """Which finding is meant."""

    key: Annotated[str, msgspec.Meta(max_length=500)]


class ShowCell(OnFinding, frozen=True, tag="show_cell"):
    """Bring the cell to fix into sight."""


class TakeSuggestion(OnFinding, frozen=True, tag="take_suggestion"):
    """Put into the cell what the finding suggests."""


class SetAside(OnFinding, frozen=True, tag="set_aside"):
    """Set the finding aside, with a reason."""

    reason: Annotated[str, msgspec.Meta(max_length=2_000)]


class TakeUp(OnFinding, frozen=True, tag="take_up"):
    """Look at the finding again that was set aside."""


class Split(Intent, frozen=True, tag="split"):
    """Propose orders for a gaining carrier; nothing is changed."""

    carrier: Short


class DropSplit(Intent, frozen=True, tag="drop_split"):
    """Forget the proposal."""


class ApplySplit(Intent, frozen=True, tag="apply_split"):
    """Make the proposal true."""


class PutOn(Intent, frozen=True, tag="put_on"):
    """Put the numbers that are on no account on this one."""

    account: Short


class Tick(Intent, frozen=True, tag="tick"):
    """Note a step as done that the data proves."""

    item: Short


OrderIntents = (
    Open
    | ShowCell
    | TakeSuggestion
    | SetAside
    | TakeUp
    | Split
    | DropSplit
    | ApplySplit
    | PutOn
    | Tick
    | SecretIntents
)
