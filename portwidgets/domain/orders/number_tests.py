"""What must be tried on a number after its port, and when it counts as verified.

Nobody ever calls 112, 911 or another alarm centre to test: the emergency address is checked
where the carrier has registered it, or with the test number that the carrier names for it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from portwidgets.domain.schema import LineTest, NumberType, Outcome, Usage

_VOICE = (LineTest.INBOUND, LineTest.OUTBOUND)

BY_USAGE: Mapping[Usage, tuple[LineTest, ...]] = MappingProxyType(
    {
        Usage.MAIN: (*_VOICE, LineTest.EMERGENCY_ADDRESS),
        # Alarms and lifts are tried with whoever receives their calls, never by an alarm.
        Usage.ELEVATOR: (LineTest.INBOUND, LineTest.EQUIPMENT, LineTest.EMERGENCY_ADDRESS),
        Usage.ALARM: (LineTest.EQUIPMENT,),
        Usage.QUEUE: _VOICE,
        Usage.PAYMENT_TERMINAL: (LineTest.EQUIPMENT,),
        Usage.FAX: (LineTest.FAX,),
        Usage.DOOR_PHONE: (LineTest.EQUIPMENT,),
        Usage.USER: (*_VOICE, LineTest.VOICEMAIL, LineTest.EMERGENCY_ADDRESS),
        Usage.OTHER: _VOICE,
    }
)
"""The tests of a number by its usage, and the usages in the order of importance at a cutover:
what all callers dial first, then what saves lives, then what earns money, then the rest."""

_RANKS = {usage: rank for rank, usage in enumerate(BY_USAGE)}


def needed_tests(usage: str, number_type: str = "", sms: str = "") -> tuple[LineTest, ...]:
    """Return the tests that a number needs, in the order in which they are made.

    Args:
        usage: Its cell; another text than a usage is tested as OTHER.
        number_type: Its cell: a mobile has no address of its own to be found at.
        sms: Its cell: "yes" where text messages are in use.
    """
    kinds = BY_USAGE[_usage(usage)]
    if number_type == NumberType.MOBILE:
        kinds = tuple(kind for kind in kinds if kind is not LineTest.EMERGENCY_ADDRESS)
    return (*kinds, LineTest.SMS) if sms == "yes" else kinds


def importance(usage: str) -> int:
    """Return a number's place at a cutover: the smaller, the earlier it is tested."""
    return _RANKS[_usage(usage)]


def is_verified(needed: Sequence[LineTest], results: Mapping[LineTest, str]) -> bool:
    """Tell whether the tests prove a number: each is passed or not needed, and one is passed."""
    told = [results.get(kind, "") for kind in needed]
    settled = {Outcome.PASSED.value, Outcome.NOT_NEEDED.value}
    failed = Outcome.FAILED in results.values()
    return not failed and settled.issuperset(told) and Outcome.PASSED in results.values()


def _usage(text: str) -> Usage:
    try:
        return Usage(text)
    except ValueError:
        return Usage.OTHER
