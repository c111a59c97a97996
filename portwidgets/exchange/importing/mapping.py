"""Where the cells of a column can go: columns of the inventory, and parts of a number."""

from __future__ import annotations

from portwidgets.domain.schema import NUMBERS

LAST, COUNT, EXTENSION, COUNTRY_CODE = "last", "count", "extension", "country_code"

SPECIAL = (LAST, COUNT, EXTENSION, COUNTRY_CODE)
"""Parts of a number: the end of a range, how many there are from the first, the extension that
goes to the note, and a country code of its own. Labels: `import.target_<name>`."""

_OTHERS = (each.name for each in NUMBERS.columns if each.by_hand and each.name != "number")

TARGETS = ("number", *SPECIAL, *_OTHERS)
"""Every target in the order in which they are offered; "" (left out) besides. Labels of the
inventory's columns: `column.<name>`."""
