"""What a project may be called and where it may be: the rules of project.toml's fields."""

from __future__ import annotations

from collections.abc import Mapping

from portwidgets import catalog
from portwidgets.domain.numbers.phone_number import regions
from portwidgets.errors import Refused


def check_description(fields: Mapping[str, object]) -> None:
    """Refuse a title, region or language that cannot be.

    Raises:
        Refused: The title is empty, or the region or language is none that we know.
    """
    if "title" in fields and not str(fields["title"]).strip():
        raise Refused("project.no_title")
    if "region" in fields and fields["region"] not in regions():
        raise Refused("project.unknown_region", region=fields["region"])
    if "language" in fields and fields["language"] not in catalog.LANGUAGES:
        raise Refused("project.unknown_language", language=fields["language"])
