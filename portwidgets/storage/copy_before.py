"""The copy of a project's files that is made before some of its changes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from portwidgets.domain.edit import Op
from portwidgets.domain.steps import Steps
from portwidgets.storage import backups
from portwidgets.storage.backups import Reason

_log = logging.getLogger(__name__)


class CopyBefore:
    """Copies one project's files before a change of structure and before the first one of a day.

    Args:
        folder: The project's folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._copied_on: date | None = None

    def make(self, ops: Sequence[Op]) -> Steps[None]:
        """Make the copy that a change wants before it, if it wants one.

        Raises:
            OSError: The disk did not take it, and without it the change shall not be made.
        """
        reason = backups.reason_of(ops)
        today = datetime.now(UTC).date()
        try:
            if reason is None and today != self._copied_on:
                reason = None if backups.is_made_on(self._folder, today) else Reason.DAILY
            if reason is not None:
                yield from backups.making(self._folder, reason)
        except OSError as error:
            if reason in {Reason.MANY, Reason.DELETE}:
                raise
            _log.warning("no backup of %s was made today: %s", self._folder, error)
        self._copied_on = today
