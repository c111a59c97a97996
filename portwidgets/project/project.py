"""One port project: the service that every widget, command and notebook talks to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from portwidgets import catalog
from portwidgets.domain.checklist import Notice
from portwidgets.domain.edit import Change, Conflict, Op
from portwidgets.domain.export_target import Target
from portwidgets.domain.orders.preflight import Report
from portwidgets.domain.steps import ToldSteps
from portwidgets.errors import DamagedFile
from portwidgets.exchange.exporting import Export
from portwidgets.project.accounts import Accounts, Orders, Sites
from portwidgets.project.changes import Changes
from portwidgets.project.checking import Checking
from portwidgets.project.checklist import Checklist
from portwidgets.project.contradicting import contradictions
from portwidgets.project.cutover import Cutover
from portwidgets.project.description import check_description
from portwidgets.project.events import Event, Observer, Origin, Result, raise_conflict
from portwidgets.project.exporting import export_numbers
from portwidgets.project.guarding import Guarding
from portwidgets.project.letters import Letters
from portwidgets.project.line_tests import Tests
from portwidgets.project.numbers import Numbers
from portwidgets.project.ordering import OrderProposal, operations, propose
from portwidgets.project.papers import Papers
from portwidgets.project.past import Past
from portwidgets.project.planning import Planning
from portwidgets.project.secrets import ProjectSecrets
from portwidgets.project.user import known_user, system_user
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.workspace_folder import WorkspaceFolder

if TYPE_CHECKING:
    from portwidgets.exchange.reading import Given
    from portwidgets.project.importing import ImportPreview


def _unseen(_fraction: float) -> None:
    """Show the progress to nobody."""


class Project:
    """A folder with a project's files, its checklist, numbers, accounts and orders.

    Every edit is on disk when the method that makes it returns.

    Args:
        path: The project's folder.
        user: The name that edits are written under; by default JupyterHub's user, the one given
            to the command line, or the system's.
        lenient: Open it, to be read only, where a file is damaged too; see `damage`.

    Raises:
        DamagedFile: A file of the project cannot be read; nothing was changed.
        Refused: There is no project in that folder.
    """

    def __init__(self, path: str | Path, *, user: str | None = None, lenient: bool = False) -> None:
        self._folder = ProjectFolder(Path(path), lenient=lenient)
        self.user = user or known_user() or system_user()
        self._changes = changes = Changes(self._folder, user=lambda: self.user)
        self.checklist = Checklist(self._folder, changes.apply)
        self.numbers = Numbers(self._folder, changes)
        self.accounts = Accounts(self._folder, changes)
        self.orders = Orders(self._folder, changes)
        self.sites = Sites(self._folder, changes)
        self.tests = Tests(self._folder, changes)
        self.secrets = ProjectSecrets(
            self._folder,
            user=lambda: self.user,
            tell=lambda act: changes.tell(Event((), Origin.OWN, acts=(act,))),
        )
        self.checking = Checking(
            self._folder,
            changes.apply,
            checklist=self.checklist,
            numbers=self.numbers,
            secrets=self.secrets,
        )
        changes.observe(self.checking.follow)  # before all who may ask
        self.plan = Planning(self._folder, changes.apply)
        self.guard = Guarding(self._folder)
        self.letters = Letters(self._folder, changes.apply)
        self.cutover = Cutover(self._folder, changes.apply, self.plan)
        self.papers = Papers(
            self._folder,
            checklist=self.checklist,
            plan=self.plan,
            guard=self.guard,
            letters=self.letters,
            cutover=self.cutover,
        )
        self.past = Past(self._folder, changes.write)

    def __repr__(self) -> str:
        done = self.checklist.progress()
        return (
            f"<Project {self.name!r}: {done.done} of {done.total} steps, "
            f"{len(self.numbers)} numbers>"
        )

    @property
    def path(self) -> Path:
        """The project's folder."""
        return self._folder.path

    @property
    def name(self) -> str:
        """The folder's name, which is the project's in links and commands."""
        return self.path.name

    @property
    def meta(self) -> Meta:
        """What project.toml says: title, customer, region, language, gaining carrier, layouts."""
        return self._folder.meta

    @property
    def title(self) -> str:
        """The project's name for people."""
        return self.meta.title

    @property
    def region(self) -> str:
        """The country whose rules and ways of writing apply, as ISO 3166 ("DK")."""
        return self.meta.region

    @property
    def language(self) -> str:
        """The language that the project was made in ("da" or "en")."""
        return self.meta.language if self.meta.language in catalog.LANGUAGES else "en"

    def apply(self, ops: Iterable[Op]) -> Result:
        """Write operations as one change that can be undone.

        Operations that no longer fit, because someone else changed the cell, are left out and
        come back as conflicts; the rest is on disk when this returns. What follows from them is
        part of the change: an order's numbers go along with it, tests verify a number.

        Raises:
            Refused: A status would contradict others, or the disk did not take it; nothing was
                changed.
        """
        return self._changes.apply(ops)

    def apply_in_steps(self, ops: Iterable[Op]) -> ToldSteps[Result]:
        """Do what `apply` does in steps, between which the project can be looked at and changed.

        Until "storage.writing" is told, nothing has happened, and closing the steps gives them
        up; from there on the change is made, whoever closes them.
        """
        return self._changes.apply_in_steps(ops)

    def check(self, order: str | None = None) -> dict[str, Report]:
        """Return for each order, or for one, whether it can be submitted and what holds it up.

            for order, report in project.check().items():
                print(order, report.readiness, [finding.code for finding in report.findings])

        Raises:
            Refused: There is no such order.
        """
        return self.checking.reports() if order is None else {order: self.checking.report(order)}

    def split_orders(self, carrier: str = "") -> OrderProposal:
        """Propose the orders that the numbers to be ported must become; nothing is changed.

        Args:
            carrier: The gaining carrier whose rules hold; by default the project's.
        """
        return propose(self.checking.fresh(), carrier or self.meta.gaining_carrier)

    def apply_split(self, proposal: OrderProposal) -> Result:
        """Make a proposal true, as one step that can be undone.

        Raises:
            Refused: Somebody has changed a number or an order since; nothing was changed.
        """
        result = self.apply(operations(proposal, self._folder))
        if result.conflicts and result.change:
            self.undo()
        raise_conflict(result)
        return result

    @property
    def warning(self) -> Notice:
        """Whether the old service may be cancelled: from the data, else the checklist's words."""
        return self.guard.warning() or self.checklist.guide.warning

    @property
    def contradictions(self) -> dict[str, list[str]]:
        """The orders whose status contradicts their numbers, and those numbers' rows.

        No edit here makes one; a spreadsheet can.
        """
        return contradictions(self._folder)

    @property
    def cut(self) -> tuple[Conflict, ...]:
        """Cells whose digits a spreadsheet cut off (4,57E+09), found since the project was opened.

        The stored text stands, as `current`; setting the cell settles it.
        """
        return self._folder.cut

    @property
    def damage(self) -> tuple[DamagedFile, ...]:
        """The files that cannot be read, of a project that was opened as `lenient`.

        While there are any, nothing can be changed, and what is shown is what can be read of them;
        `Workspace.repair` or `portwidgets doctor` mends them.
        """
        return self._folder.damage

    @property
    def can_undo(self) -> bool:
        """Whether this session made a change that can be taken back."""
        return self._changes.steps.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether an undone change can be done again."""
        return self._changes.steps.can_redo

    @property
    def undo_size(self) -> int:
        """How many cells and rows the next `undo` is about; a large one is for `undo_in_steps`."""
        return self._changes.steps.undo_size

    @property
    def redo_size(self) -> int:
        """The same of the next `redo`."""
        return self._changes.steps.redo_size

    def undo(self) -> Result:
        """Take the last own change back; cells that others changed since stay, as conflicts."""
        return self._changes.undo()

    def undo_in_steps(self) -> ToldSteps[Result]:
        """Do what `undo` does in steps, as `apply_in_steps` does its part."""
        return self._changes.undo_in_steps()

    def redo(self) -> Result:
        """Do the change again that was undone last."""
        return self._changes.redo()

    def redo_in_steps(self) -> ToldSteps[Result]:
        """Do what `redo` does in steps."""
        return self._changes.redo_in_steps()

    def refresh(self) -> None:
        """Read what others wrote since, another tab or Excel, and tell the observers."""
        known = (self.cut, self.damage)
        ops = self._folder.refresh()
        secrets_changed = self.secrets.changed()
        if ops or (self.cut, self.damage) != known or secrets_changed:
            self._changes.tell(Event(ops, Origin.OTHER))

    def history(self) -> Iterable[Change]:
        """Return every change on disk, oldest first."""
        return self._folder.history()

    def observe(self, callback: Observer) -> None:
        """Call `callback(event)` after each change of this project, whoever made it."""
        self._changes.observe(callback)

    def unobserve(self, callback: Observer) -> None:
        """Stop calling `callback`; one that is not known is no error."""
        self._changes.unobserve(callback)

    def describe(self, **fields: Any) -> None:
        """Change what project.toml says, e.g. `describe(title="Head office", region="DK")`.

        Raises:
            Refused: There is no such field, or it does not take the value; nothing was changed.
        """
        check_description(fields)
        self._folder.save_meta(**fields)

    def download(self) -> bytes:
        """Return the project's folder as a zip file."""
        return WorkspaceFolder(self.path.parent).zip(self.name)

    def export(
        self,
        to: str,
        *,
        rows: Iterable[str] | None = None,
        order: str | None = None,
        language: str | None = None,
    ) -> Export:
        """Return files of the numbers for a spreadsheet or a carrier, e.g. `export("xlsx")`.

        A carrier's form takes the numbers that are to be ported; the others are counted in the
        notes. What the carrier cannot take is named with its reason in `refused`.

        Args:
            to: The id of one of `export_targets()`.
            rows: Only these rows, by id, in this order.
            order: Only the numbers of this port order, by id.
            language: What headings are written in; by default the project's language.

        Raises:
            Refused: There is no such target, order or row.
        """
        return export_numbers(
            self._folder,
            self.numbers,
            to,
            rows=rows,
            order=order,
            language=language or self.language,
        )

    def export_targets(self) -> tuple[Target, ...]:
        """Return what can be exported to: our own formats for people first, then carriers."""
        return tuple(catalog.targets().values())

    def import_file(
        self, *given: Given, progress: Callable[[float], None] = _unseen
    ) -> ImportPreview:
        """Read other people's lists and return what importing them would do.

        Nothing is written before its `apply()`:

            preview = project.import_file("numbers.xlsx")
            print(preview.account)
            preview.apply()

        Args:
            given: Paths, `Upload(name, data)` and `Pasted(text)`.
            progress: Is told how far the work is, from 0 to 1; what it raises stops the work.

        Raises:
            Refused: A file cannot be read; the error names it and says what to do.
        """
        preview = self.start_import(*given)
        try:
            done = 0.0
            while done < 1:
                done = preview.work()
                progress(done)
        except BaseException:
            preview.close()
            raise
        return preview

    def start_import(self, *given: Given) -> ImportPreview:
        """Return the preview before its work: call its `work()` until it returns 1.

        Raises:
            Refused: A file is not there, or too large.
        """
        from portwidgets.project.importing import ImportPreview  # few sessions import

        return ImportPreview(
            given,
            self._folder,
            numbers=self.numbers,
            accounts=self.accounts,
            refresh=self.refresh,
        )

    def letter(self, order: str, *, language: str | None = None) -> bytes:
        """Return the letter of authorization of an order, and its cover sheet, as PDF.

        What the letter states is noted in the order: its numbers and its last day.

        Raises:
            Refused: There is no such order, or a field of the letter is not filled; the text
                names the cells to fill. `letters.gaps(order)` lists them.
        """
        return self.papers.letter(order, language or self.language)

    def report(self, *, language: str | None = None) -> bytes:
        """Return the project's status for its customer, as PDF."""
        return self.papers.report(language or self.language)

    def layout(self, table: str) -> dict[str, Any]:
        """Return how the columns of a table were arranged, as its widget saved it."""
        return dict(self.meta.layouts.get(table, {}))

    def save_layout(self, table: str, layout: dict[str, Any]) -> None:
        """Remember how the columns of a table are arranged; not a step to undo."""
        self._folder.save_meta(layouts={**self.meta.layouts, table: layout})
