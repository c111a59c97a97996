"""Names of folders: safe on every operating system, and never a way out of the workspace."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from portwidgets.errors import Refused

ARCHIVE = "archive"
_LONGEST = 60  # characters
_LONGEST_BYTES = 180  # most file systems take 255; an ending must still fit
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{digit}" for port in ("com", "lpt") for digit in "0123456789¹²³"}
)


def folder_name(title: str, taken: Iterable[str] = ()) -> str:
    """Return a folder's name for any title, as "Eksempel-A-S", unlike those `taken`.

    Letters and digits of all scripts stay; all else becomes a hyphen.
    """
    kept = "".join(_kept(char) for char in unicodedata.normalize("NFC", title))
    words = [word for word in kept.split("-") if word]
    base = _cut("-".join(words), _LONGEST_BYTES)[:_LONGEST].strip("-") or "project"
    used = {_compared(each) for each in taken} | {ARCHIVE}
    name, count = base, 1
    while _compared(name) in used or name.casefold() in _DEVICES:
        count += 1
        name = f"{base}-{count}"
    return name


def check_name(name: str) -> str:
    """Return the name of a folder or file if it is one plain name.

    Raises:
        Refused: It could mean another place, a device, or is hidden or unwritable somewhere.
    """
    plain = (
        isinstance(name, str)
        and name
        and not name.startswith(".")
        and name == name.strip()
        and not name.endswith(".")
        and not _FORBIDDEN.search(name)
        and name.partition(".")[0].rstrip().casefold() not in _DEVICES
        and name.encode("utf-8", "replace").decode() == name
        and len(name.encode()) <= _LONGEST_BYTES + _LONGEST
    )
    if not plain:
        raise Refused("workspace.bad_name", name=printable(str(name)))
    return name


def printable(name: str) -> str:
    """Return a name as it can be told: shortened, with marks for what cannot be printed."""
    shown = "".join(char if char.isprintable() else "�" for char in name)
    return shown[:_LONGEST]


def _kept(char: str) -> str:
    # A mark belongs to its letter: without it many scripts cannot be read.
    return char if char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"} else "-"


def _cut(text: str, limit: int) -> str:
    return text.encode("utf-8", "ignore")[:limit].decode("utf-8", "ignore")


def _compared(name: str) -> str:
    """Return a name as file systems compare it that know no case or spell é in two ways."""
    return unicodedata.normalize("NFKC", name).casefold()
