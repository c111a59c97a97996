"""project.toml: what a project is called, whose it is, and how its tables are arranged."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields
from typing import Any

from portwidgets.errors import DamagedFile, Refused

FILE = "project.toml"
SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Meta:
    """What project.toml says.

    Attributes:
        schema: The version of the files' format.
        title: The project's name for people.
        customer: Whose numbers move.
        region: The country whose rules and ways of writing apply, as ISO 3166 ("DK").
        language: The language that the project was made in ("da" or "en").
        gaining_carrier: Where the numbers go.
        layouts: How the columns of each table are arranged, as its widget saved it.
    """

    title: str
    customer: str = ""
    region: str = "DK"
    language: str = "en"
    gaining_carrier: str = ""
    layouts: Mapping[str, Any] = field(default_factory=dict)
    schema: int = SCHEMA


def read_meta(data: bytes) -> Meta:
    """Read project.toml; keys that we do not know are left to whoever wrote them.

    Raises:
        DamagedFile: It is not TOML, a value has the wrong type, or it is from a newer version.
    """
    try:
        content = tomllib.loads(data.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise DamagedFile("storage.bad_encoding", file=FILE, line=line) from None
    except tomllib.TOMLDecodeError as error:
        raise DamagedFile("storage.bad_toml", file=FILE, line=_line(error, data)) from None
    known: dict[str, Any] = {}
    for each in fields(Meta):
        if each.name in content:
            known[each.name] = content[each.name]
            if not isinstance(known[each.name], _TYPES.get(each.name, str)):
                raise DamagedFile("storage.bad_toml_value", file=FILE, key=each.name)
    if known.get("schema", SCHEMA) > SCHEMA:
        raise DamagedFile("storage.newer_schema", file=FILE, schema=known["schema"], known=SCHEMA)
    return Meta(**{"title": "", **known})


def legible_meta(data: bytes, title: str) -> Meta:
    """Return what can be read, line by line, of a project.toml that is damaged.

    Args:
        data: The file.
        title: What the project is called where the file does not say it.
    """
    found: dict[str, Any] = {"title": title}
    for line in data.decode("utf-8", "replace").splitlines():
        with suppress(tomllib.TOMLDecodeError):
            found |= {key: value for key, value in tomllib.loads(line).items() if value != {}}
    texts = {each.name for each in fields(Meta)} - _TYPES.keys()
    legible: dict[str, Any] = {
        key: text for key, text in found.items() if key in texts and type(text) is str
    }
    return Meta(**legible)


def write_meta(data: bytes, changes: Mapping[str, Any]) -> bytes:
    """Return project.toml with some of its values changed; all else stays as a person wrote it.

    Raises:
        Refused: A value holds what no file can.
    """
    import tomlkit  # slow to import, and most sessions never write this file

    document = tomlkit.parse(data.decode("utf-8-sig"))
    for key, value in changes.items():
        document[key] = _without_none(value)
    try:
        return tomlkit.dumps(document).encode()
    except UnicodeEncodeError:  # half a surrogate pair, which a browser can send
        raise Refused("storage.not_storable", column=", ".join(changes)) from None


def new_meta(meta: Meta) -> bytes:
    """Return the project.toml of a new project."""
    values = {each.name: getattr(meta, each.name) for each in fields(Meta)}
    ordered = {"schema": values.pop("schema"), **values}
    return write_meta(b"", {key: value for key, value in ordered.items() if value != {}})


_TYPES: dict[str, type] = {"schema": int, "layouts": dict}


def _line(error: tomllib.TOMLDecodeError, data: bytes) -> int:
    found = re.search(r"at line (\d+)", str(error))
    return int(found[1]) if found else data.count(b"\n") + 1


def _without_none(value: Any) -> Any:
    """Drop what TOML cannot say: a width that was never set is simply not there."""
    if isinstance(value, Mapping):
        return {key: _without_none(each) for key, each in value.items() if each is not None}
    if isinstance(value, list | tuple):
        return [_without_none(each) for each in value if each is not None]
    return value
