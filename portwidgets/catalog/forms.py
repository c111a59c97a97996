"""How postcodes and companies' numbers are written: written_forms.toml."""

from __future__ import annotations

import re
from functools import cache

from portwidgets.catalog.sources import Sources
from portwidgets.catalog.strict import DATA, only, table, toml
from portwidgets.domain.dates.lead_time import Source
from portwidgets.domain.orders.written_forms import CompanyIdForm, PostcodeForm, WrittenForms
from portwidgets.errors import CatalogError

_FILE = "written_forms.toml"


@cache
def written_forms() -> WrittenForms:
    """Return how such texts are written."""
    return read_written_forms((DATA / _FILE).read_bytes(), _FILE)


def read_written_forms(content: bytes, file: str) -> WrittenForms:
    """Read the file; each entry names one of its `[sources]`, and each source is named.

    Raises:
        CatalogError: Anything unknown, missing or of another type, a pattern that is none or that
            its own example does not fit, or weights that are not one for each digit.
    """
    data = toml(content, file)
    only(data, {"sources", "postcodes", "company_ids"}, file)
    sources = Sources(table(data, "sources", Source, file))
    forms = WrittenForms(
        postcodes=sources.table(data, "postcodes", PostcodeForm, file),
        company_ids=sources.table(data, "company_ids", CompanyIdForm, file),
    )
    sources.refuse_unused(file)
    for country, form in forms.postcodes.items():
        _check(form, f"{file}: 'postcodes.{country}'")
    for country, made in forms.company_ids.items():
        if len(made.weights) != made.digits:
            raise CatalogError(f"{file}: 'company_ids.{country}': not a weight for each digit")
    return forms


def _check(form: PostcodeForm, where: str) -> None:
    try:
        fits = form.fits(form.example)
    except re.error as error:
        raise CatalogError(f"{where}: {error}") from None
    if not fits:
        raise CatalogError(f"{where}: its example does not fit its pattern")
