"""Tells the browser what was found out about the numbers, in pieces, beside everything else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from portwidgets.domain.inventory import NumberChecks
from portwidgets.project import Project
from portwidgets.widgets.number_checking import NumberChecking
from portwidgets.widgets.number_rows import pack_rows

TOLD_AT_ONCE = 2_000
"""Rows that are told together while the first look goes on."""

Send = Callable[[dict[str, object], list[bytes]], None]


class CheckReports:
    """The checks of one project as one table's browser knows them.

    Args:
        project: The project whose numbers are checked.
        send: Sends an event with its buffers.
    """

    def __init__(self, project: Project, send: Send) -> None:
        self._project = project
        self._send = send
        self._checking: NumberChecking | None = None
        self._first = NumberChecks(project.region)
        self._untold: set[str] = set()

    @property
    def checks(self) -> NumberChecks:
        """What is known so far; asking starts the first look."""
        return self._started().checks

    def look_at(self, ids: Iterable[str]) -> None:
        """Look at the few rows that are shown first, before there is time to look at all."""
        if self._checking is None or not self._checking.done:
            numbers = self._project.numbers
            for row in ids:
                self._first.set(row, numbers.cell(row, "number"))

    def start(self) -> None:
        """Begin to look, or tell what another widget's look has found already."""
        self._started()
        self._tell()

    def stop(self) -> None:
        """Tell no more."""
        if self._checking:
            self._checking.unobserve(self._take)

    def columns(self, ids: Sequence[str]) -> dict[str, list[str]]:
        """Return what is known of rows' numbers, as columns beside those of the file."""
        checks = self._checking.checks if self._checking and self._checking.done else self._first
        if not len(checks):
            return {}
        verdicts = [checks.verdict(row) for row in ids]
        return {
            "~problem": [checks.problem(row) or "" for row in ids],
            "~type": [str(verdict.type or "") if verdict else "" for verdict in verdicts],
            "~national": [verdict.national if verdict else "" for verdict in verdicts],
            "~international": [verdict.international if verdict else "" for verdict in verdicts],
        }

    def _started(self) -> NumberChecking:
        if self._checking is None:
            self._checking = NumberChecking.of(self._project)
            self._checking.observe(self._take)
            # Another widget may have asked for them earlier.
            known = self._checking.checks.verdict
            self._untold.update(row for row in self._project.numbers.ids() if known(row))
        return self._checking

    def _take(self, rows: set[str]) -> None:
        checking = self._started()
        first = not self._untold and len(rows) == checking.done
        self._untold |= rows
        looking = checking.done < checking.total
        # The first rows are in sight; of the others, many are told at once.
        if first or not looking or len(self._untold) >= TOLD_AT_ONCE:
            self._tell()

    def _tell(self) -> None:
        checking = self._started()
        rows = sorted(self._untold, key=lambda row: (len(row), row))
        self._untold.clear()
        packet = [pack_rows(rows, self.columns(rows))] if rows else []
        event = {"event": "checks", "done": checking.done, "total": checking.total}
        self._send(event, packet)
