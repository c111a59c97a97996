"""Which country an account is in: what its plan, its check, its letter and its end go by."""

from __future__ import annotations

from collections.abc import Mapping

_CODE = len("DK")


def country_of(account: Mapping[str, str], region: str) -> str:
    """Return the account's country where its cell holds a code, else the project's region."""
    code = account.get("country", "").strip().upper()
    return code if len(code) == _CODE and code.isascii() and code.isalpha() else region
