"""The steps of a plan: steps.toml."""

from __future__ import annotations

from functools import cache

import msgspec

from portwidgets.catalog.guide import checklist
from portwidgets.catalog.strict import DATA, shaped, toml
from portwidgets.domain.dates.order_plan import Anchor, StepRule, Steps
from portwidgets.errors import CatalogError

_FILE = "steps.toml"


class _Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    anchor: Anchor
    days: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    steps: dict[str, _Step]
    items: dict[str, str]


@cache
def steps() -> Steps:
    """Return the steps of every plan."""
    return read_steps((DATA / _FILE).read_bytes(), _FILE)


def read_steps(content: bytes, file: str) -> Steps:
    """Read the file.

    Raises:
        CatalogError: Something in it is unknown, or an item of the checklist has no step.
    """
    read = shaped(toml(content, file), _File, file)
    items = {item.id for item in checklist("").items}
    for item in items ^ read.items.keys():
        raise CatalogError(f"{file}: 'items.{item}': not in both this file and the checklist")
    for item, step in read.items.items():
        if step not in read.steps:
            raise CatalogError(f"{file}: 'items.{item}': there is no step '{step}'")
    rules = (StepRule(name, step.anchor, step.days) for name, step in read.steps.items())
    return Steps(tuple(rules), read.items)
