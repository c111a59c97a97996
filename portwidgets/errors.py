"""The errors a person can get: each is a code with values, told in the person's language.

PortError
 ├─ Several        some of these, told in one sentence of another
 ├─ Refused        an entry or a request that cannot be taken, nothing was changed
 ├─ DamagedFile    a file of a project that cannot be read as it stands
 └─ CatalogError   a data file of this package is wrong (a fault of ours, found at start)
"""

from __future__ import annotations

from collections.abc import Iterable


class PortError(Exception):
    """Something a person must be told.

    Args:
        code: The text's code, as "project.unknown_name" (data/texts/project.toml).
        values: What the text's placeholders stand for; an error among them is told in its turn.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    def text(self, language: str) -> str:
        """Return what happened and what to do, in `language` ("da" or "en")."""
        from portwidgets import catalog  # catalog raises these errors itself

        told = {
            name: value.text(language) if isinstance(value, PortError) else value
            for name, value in self.values.items()
        }
        return catalog.text(self.code, language, **told)

    def __str__(self) -> str:
        return self.text("en")


class Several(PortError):
    """Several things that are told one after the other, as a value of another error."""

    def __init__(self, parts: Iterable[PortError]) -> None:
        super().__init__("")
        self.parts = tuple(parts)

    def text(self, language: str) -> str:
        """Return them all, in `language`."""
        return "; ".join(part.text(language) for part in self.parts)


class Refused(PortError):
    """An entry or a request that cannot be taken; nothing was changed."""


class DamagedFile(PortError):
    """A file of a project that cannot be read as it stands; it is left untouched."""


class CatalogError(Exception):
    """A data file of this package is wrong; the message names the file and the place."""
