"""What a workspace remembers of other people's files: by their shape, where their columns went.

Kept beside the projects, for a customer's next list looks like the one before. Losing it costs a
person some clicks, so that a damaged file is begun anew, and one that cannot be written is let be.
"""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Mapping
from pathlib import Path

import msgspec

from portwidgets.errors import Refused
from portwidgets.storage import durable
from portwidgets.storage.folder_lock import FolderLock
from portwidgets.storage.safe_names import ARCHIVE

FILE = "import-shapes.json"
_MOST = 300  # shapes; the oldest go first


class StoredShape(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was settled for files of one shape.

    Attributes:
        columns: The target of each column by its heading, without headings by its place.
        values: By target, the code of each text.
    """

    columns: dict[str, str]
    values: dict[str, dict[str, str]] = {}


class ImportShapes:
    """The file of shapes in the workspace of a project.

    Args:
        project: The project's folder.
    """

    def __init__(self, project: Path) -> None:
        parent = project.parent
        self._folder = parent.parent if parent.name == ARCHIVE else parent
        self._path = self._folder / FILE

    def read(self) -> dict[str, StoredShape]:
        """Return all shapes, the one that was settled last at the end."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, StoredShape])
        except (OSError, msgspec.DecodeError):
            return {}

    def keep(self, shapes: Mapping[str, StoredShape]) -> None:
        """Add or replace shapes."""
        with contextlib.suppress(OSError, Refused), FolderLock(self._folder).held():
            known = self.read()
            for name, shape in shapes.items():
                known.pop(name, None)
                known[name] = shape
            kept = dict(list(known.items())[-_MOST:])
            data = msgspec.json.format(msgspec.json.encode(kept), indent=1)
            if kept != self.read():
                durable.replace(self._path, data, secrets.token_hex(6))
