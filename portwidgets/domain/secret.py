"""PINs and passcodes: values that a traceback, a log or a print cannot tell."""

from __future__ import annotations

import hmac
from typing import NoReturn, final

SECRETS = {"accounts": ("port_out_pin", "passcode"), "numbers": ("port_out_pin",)}
"""What may be kept secret about a row, by table."""
_LONGEST = 200  # characters; carriers' passcodes have 4 to 20


@final
class Secret:
    """A text that shows itself to whoever asks for its `value`, and to nobody else.

    Only its `value` tells: not `repr`, `str` or a format, and so no traceback with local
    variables, no log line, no notebook output. It can be neither pickled nor copied.
    """

    __slots__ = ("value",)

    def __init__(self, value: str) -> None:
        self.value = value

    def __repr__(self) -> str:
        return "<Secret>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.value.encode(), other.value.encode())

    def __hash__(self) -> int:
        return id(self)  # a hash of the text would help to guess it

    def __bool__(self) -> bool:
        return bool(self.value)

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is not written anywhere")

    @property
    def keepable(self) -> bool:
        """Whether it can be kept: not empty, on one line, and no longer than a passcode is."""
        return bool(self.value) and len(self.value) <= _LONGEST and self.value.isprintable()
