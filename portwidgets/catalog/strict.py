"""Reading TOML data without mercy: what is unknown, double, missing or empty is an error."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec

from portwidgets.errors import CatalogError

DATA = Path(__file__).parent.parent / "data"

NotBlank = Annotated[str, msgspec.Meta(pattern=r"\S")]
CODE = r"[a-z][a-z0-9_]*"

_Shape = TypeVar("_Shape")


class Both(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text in both languages."""

    da: NotBlank
    en: NotBlank


def toml(content: bytes, file: str) -> dict[str, Any]:
    """Parse a file; TOML itself forbids two tables or keys of one name."""
    try:
        return tomllib.loads(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CatalogError(f"{file}: {error}") from None


def shaped(value: object, shape: type[_Shape], where: str) -> _Shape:
    """Return `value` as `shape`; an error says `where` it stands."""
    try:
        return msgspec.convert(value, shape)
    except msgspec.ValidationError as error:
        raise CatalogError(f"{where}: {error}") from None


def table(data: Mapping[str, Any], name: str, shape: type[_Shape], file: str) -> dict[str, _Shape]:
    """Return the entries of `[name.ID]` by id; an error names the file and the id."""
    entries = shaped(data.get(name, {}), dict[str, Any], f"{file}: '{name}'")
    return {key: shaped(entry, shape, f"{file}: '{name}.{key}'") for key, entry in entries.items()}


def only(data: Mapping[str, Any], known: set[str], file: str) -> None:
    """Refuse a file with a key that nobody reads."""
    for key in data.keys() - known:
        raise CatalogError(f"{file}: unknown key '{key}'")
