"""What the codes of choice and yes/no columns are called, and which code a label stands for."""

from collections.abc import Mapping
from functools import cache

from portwidgets.catalog import synonyms
from portwidgets.catalog.wording import LANGUAGES, text
from portwidgets.domain import schema
from portwidgets.domain.cells import fold
from portwidgets.domain.table import Column, Kind
from portwidgets.errors import CatalogError

# The file of texts for each set of codes.
_FILES = {
    tuple(codes): file
    for file, codes in (
        ("item_state", schema.ItemState),
        ("number_type", schema.NumberType),
        ("usage", schema.Usage),
        ("decision", schema.Decision),
        ("number_status", schema.NumberStatus),
        ("order_status", schema.OrderStatus),
        ("remaining", schema.Remaining),
        ("line_test", schema.LineTest),
        ("outcome", schema.Outcome),
        ("yes_no", ("yes", "no")),
    )
}


def labels(column: Column, language: str) -> dict[str, str]:
    """Return what each code of a choice or yes/no column is called, in the schema's order."""
    choices = ("yes", "no") if column.kind is Kind.YES_NO else column.choices
    if not choices:
        return {}
    return {code: text(f"{_FILES[choices]}.{code}", language) for code in choices}


@cache
def codes(column: Column) -> Mapping[str, str]:
    """Return the code that a typed text stands for, by `cells.fold` of that text.

    Known are the codes themselves, their labels in every language and other words for them.
    """
    known = {fold(code): code for code in labels(column, "en")}
    words = [
        (label, code) for language in LANGUAGES for code, label in labels(column, language).items()
    ]
    for word, code in (*words, *synonyms.choices(column.name)):
        if known.setdefault(fold(word), code) != code:
            raise CatalogError(
                f"'{word}' stands for both '{code}' and '{known[fold(word)]}'"
                f" in the column '{column.name}'"
            )
    return known
