"""The kinds of number that carriers keep apart in their orders, told from a number's type."""

from __future__ import annotations

from portwidgets.domain.dates.lead_time import PortKind
from portwidgets.domain.schema import NumberType

_KINDS = {
    NumberType.FIXED_LINE: PortKind.GEOGRAPHIC,
    NumberType.VOIP: PortKind.GEOGRAPHIC,
    NumberType.MOBILE: PortKind.MOBILE,
    NumberType.PAGER: PortKind.MOBILE,
    NumberType.TOLL_FREE: PortKind.TOLL_FREE,
    NumberType.UAN: PortKind.NATIONAL,
    NumberType.SHARED_COST: PortKind.NATIONAL,
    NumberType.PREMIUM_RATE: PortKind.NATIONAL,
    NumberType.PERSONAL_NUMBER: PortKind.NATIONAL,
    NumberType.VOICEMAIL: PortKind.NATIONAL,
}
# Looked up by text: a lookup by enum member costs ten times as much, and this is asked often.
_BY_TEXT = {str(type_): kind for type_, kind in _KINDS.items()}
_TYPES = frozenset(map(str, NumberType))


def kind_of(entered: str, suggested: NumberType | None) -> PortKind | None:
    """Return the kind of a number; None where it may be fixed or mobile and nobody has said which.

    Args:
        entered: What a person entered as the type, empty where nobody did.
        suggested: What the numbering plan says.
    """
    if entered in _TYPES:
        return _BY_TEXT.get(entered)
    return _BY_TEXT.get(suggested) if suggested else None
