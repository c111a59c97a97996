"""Where the cells of a column can go: columns of the inventory, and parts of a number."""

from __future__ import annotations

from portwidgets.domain.schema import NUMBER_PARTS, NUMBERS
from portwidgets.domain.table import Kind

LAST, COUNT, EXTENSION, COUNTRY_CODE = NUMBER_PARTS
"""Labels: `import.target_<name>`. The extension goes to the note."""

_OTHERS = (each.name for each in NUMBERS.columns if each.by_hand and each.name != "number")

TARGETS = ("number", *NUMBER_PARTS, *_OTHERS)
"""Every target in the order in which they are offered; "" (left out) besides. Labels of the
inventory's columns: `column.<name>`."""


def is_mapped_by_value(target: str) -> bool:
    """Tell a column in which texts stand for something: choices, yes/no and dates."""
    column = NUMBERS.column(target)
    return column is not None and column.kind not in (Kind.TEXT, Kind.PHONE)
