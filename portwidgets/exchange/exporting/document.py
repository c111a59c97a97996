"""A carrier's request as JSON, filled from the template in data/targets.toml.

A placeholder names a table and a column, as "{account.name}"; "{number.e164}" is the number. The
table in a list that speaks of the number stands for every number. What is blank is left out, and
its place is told, so that nobody sends a request that lacks what the carrier asks for.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portwidgets.domain.export_target import Spelling
from portwidgets.exchange.exporting.selection import Taken
from portwidgets.exchange.exporting.source import Row, Source

PLACEHOLDER = re.compile(r"\{(account|order|number)\.([a-z_0-9]+)\}")
_NOBODY: Row = {}


@dataclass(frozen=True, slots=True)
class Filled:
    """A document, and the places in it that have no value, as "losing_carrier.name"."""

    content: bytes
    blank: tuple[str, ...]


def fill(template: Mapping[str, Any], numbers: Sequence[Taken], source: Source) -> Filled:
    """Return the template with the values of the numbers' account and order."""
    first = numbers[0].row
    tables = {
        "account": source.accounts.get(first.get("account", ""), _NOBODY),
        "order": source.orders.get(first.get("order", ""), _NOBODY),
    }
    blank: list[str] = []
    document = _filled(template, tables, numbers, "", blank)
    content = json.dumps(document, ensure_ascii=False, indent=2).encode()
    return Filled(content + b"\n", tuple(dict.fromkeys(blank)))


def _filled(
    value: Any, tables: Mapping[str, Row], numbers: Sequence[Taken], place: str, blank: list[str]
) -> Any:
    match value:
        case str():
            text = PLACEHOLDER.sub(lambda found: tables[found[1]].get(found[2], ""), value)
            if not text:
                blank.append(place)
            return text
        case Mapping():
            inside = {
                key: _filled(each, tables, numbers, f"{place}.{key}".lstrip("."), blank)
                for key, each in value.items()
            }
            return {key: each for key, each in inside.items() if each not in ("", {}, [])}
        case [only] if "{number." in json.dumps(only):
            return [
                _filled(only, {**tables, "number": number}, numbers, place, blank)
                for number in map(_as_table, numbers)
            ]
        case list() | tuple():
            if not value:
                blank.append(place)
            return [_filled(each, tables, numbers, place, blank) for each in value]
    return value


def _as_table(taken: Taken) -> Row:
    return {**taken.row, **{spelling.value: taken.spelled(spelling) for spelling in Spelling}}
