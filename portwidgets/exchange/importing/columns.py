"""Recognises the columns of a sheet: by what stands above them, and by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portwidgets import catalog
from portwidgets.domain.cells import fold
from portwidgets.domain.numbers.number_cell import read_many_cells
from portwidgets.domain.schema import NUMBERS
from portwidgets.exchange.importing.account import Basis
from portwidgets.exchange.importing.headings import heading_names, target_of
from portwidgets.exchange.importing.mapping import COUNT, COUNTRY_CODE, EXTENSION, LAST, TARGETS
from portwidgets.exchange.importing.plan import ColumnPlan, SheetPlan
from portwidgets.exchange.importing.shapes import is_nothing, phone_like

_SAMPLE = 120  # texts of a column
_EXAMPLES = 3
_MOSTLY = 0.6
_HARDLY = 0.2
_LIKELY, _CERTAIN, _DOUBTFUL = 0.7, 0.95, 0.4
REPEATED = ("number", "note")  # targets that several columns may have
_CHOICES = ("usage", "type", "decision", "status", "sms")
_SMALL = 4  # digits of a country code with its plus, or of a count


def recognise(plan: SheetPlan, region: str) -> None:
    """Find out where the cells of each column of a sheet go.

    Args:
        plan: The sheet with its headings; its columns are made anew.
        region: The country whose national numbers are meant.
    """
    rows = plan.rows
    plan.columns = [ColumnPlan(names) for names in heading_names(rows, plan.headings)]
    samples = [_Sample(texts, region) for texts in _texts(plan)]
    for column, sample in zip(plan.columns, samples, strict=True):
        column.secret = any(map(catalog.is_secret, column.names))
        if not column.secret:
            column.examples = sample.examples
            _guess(column, sample)
    _only_once(plan, samples)
    lines = not rows.table and not plan.headings
    plan.prose = lines and any(sample.numbers < _MOSTLY for sample in samples)
    if plan.prose:
        plan.columns[0].target, plan.columns[0].basis = "number", Basis.CONTENT


def remember(plan: SheetPlan, targets: Mapping[str, str]) -> None:
    """Send the columns of a sheet where a person sent them before.

    Args:
        plan: The sheet, its columns recognised.
        targets: Those of a file of this shape, by heading, without headings by place.
    """
    for at, column in enumerate(plan.columns):
        target = targets.get(fold(column.heading) or str(at))
        if target is not None and (not target or target in TARGETS) and not column.secret:
            column.target, column.confidence, column.basis = target, 1.0, Basis.REMEMBERED


class _Sample:
    """Some texts of a column, and what they look like."""

    def __init__(self, texts: Sequence[str], region: str) -> None:
        self.texts = texts
        self.examples = tuple(dict.fromkeys(texts))[:_EXAMPLES]
        likely = [text for text in texts if phone_like(text)]
        cells = read_many_cells(likely, region) if likely else ()
        found = sum(bool(cell.found) for cell in cells)
        self.numbers = found / len(texts) if texts else 0.0
        self.phone_like = len(likely) / len(texts) if texts else 0.0

    def known(self, name: str) -> float:
        """Return the share of the texts that a column of choices has a code for."""
        codes = catalog.codes(NUMBERS[name])
        known = sum(fold(text) in codes for text in self.texts)
        return known / len(self.texts) if self.texts else 0.0

    @property
    def small(self) -> bool:
        """Whether most are short numbers, as a count or a country code."""
        plain = [text.strip().lstrip("+").removesuffix(".0") for text in self.texts]
        small = sum(text.isdecimal() and len(text) <= _SMALL for text in plain)
        return bool(plain) and small >= len(plain) * _MOSTLY


def _texts(plan: SheetPlan) -> list[list[str]]:
    """Return some texts of each column, spread over the sheet."""
    rows, first = plan.rows, plan.first
    step = max(1, (len(rows) - first) // _SAMPLE)
    texts: list[list[str]] = [[] for _ in plan.columns]
    for at in range(first, len(rows), step):
        for column, cell in enumerate(rows.cells(at)):
            if not is_nothing(cell):
                texts[column].append(cell.strip())
    return texts


def _guess(column: ColumnPlan, sample: _Sample) -> None:
    """Take what the heading means, if the content allows it, else what the content looks like."""
    meant = target_of(column.names)
    looks = "number" if sample.numbers >= _MOSTLY else ""
    fits = _fits(meant, sample)
    if meant and fits is not False:
        column.target, column.basis = meant, Basis.HEADING
        column.confidence = _CERTAIN if fits else _LIKELY
    elif meant == "number":  # nothing is left out unseen: its rows are told to be looked at
        column.target, column.basis, column.confidence = meant, Basis.HEADING, _DOUBTFUL
    elif looks:
        column.target, column.basis = looks, Basis.CONTENT
        column.confidence = min(sample.numbers, _LIKELY if column.names else _CERTAIN)
    if column.target in ("type", "usage"):
        # Lists call "Type" what is a use, and the other way round.
        column.target = max(("type", "usage"), key=lambda name: (sample.known(name), name == meant))
    if column.target == "number":
        column.implied = _implied(column.names)
    column.alternatives = _alternatives(column, sample, meant)


def _fits(meant: str | None, sample: _Sample) -> bool | None:
    """Tell whether content and heading agree; None where the content says nothing about it."""
    if not sample.texts:
        return None
    match meant:
        case "number":
            return sample.phone_like >= _HARDLY or sample.numbers >= _HARDLY
        case "extension":
            return sample.numbers < _MOSTLY
        case "country_code" | "count":
            return sample.small
    return None


def _implied(names: Sequence[str]) -> tuple[str, str] | None:
    """Return what a heading says of all numbers below it: "Mobil", "Fax"."""
    for name in names:
        for column in ("type", "usage"):
            if code := catalog.codes(NUMBERS[column]).get(fold(name)):
                return column, code
    return None


def _alternatives(column: ColumnPlan, sample: _Sample, meant: str | None) -> tuple[str, ...]:
    found = [meant or ""]
    if sample.phone_like >= _HARDLY:
        found += ["number", LAST]
    if sample.small:
        found += [COUNT, COUNTRY_CODE, EXTENSION]
    known = {name: sample.known(name) for name in _CHOICES}
    found += sorted(
        (name for name in known if known[name] > _HARDLY), key=lambda name: -known[name]
    )
    found += ["note", ""]
    return tuple(name for name in dict.fromkeys(found) if name != column.target)


def _only_once(plan: SheetPlan, samples: Sequence[_Sample]) -> None:
    """Give each target one column, the first; text of a second one goes to the note."""
    numbers = plan.numbers
    sure = [at for at in numbers if samples[at].numbers >= _HARDLY]
    by_heading = [at for at in sure if plan.columns[at].basis is Basis.HEADING]
    for at in numbers:
        column = plan.columns[at]
        # A running number called "Nr", or a contact's phone beside the column "Number".
        running = column.basis is Basis.HEADING and sure and at not in sure
        beside = column.basis is Basis.CONTENT and by_heading and column.names
        if running or beside:
            _leave_out(column)
    if not plan.numbers:
        _take_likeliest(plan, samples)
    taken: set[str] = set()
    for column in plan.columns:
        if column.target and column.target in taken and column.target not in REPEATED:
            column.alternatives = (column.target, *column.alternatives)
            column.target, column.confidence = "note", _DOUBTFUL
        taken.add(column.target)


def _take_likeliest(plan: SheetPlan, samples: Sequence[_Sample]) -> None:
    """Take the column that looks most like numbers, so that none goes by unseen."""
    likely = {at: samples[at].phone_like for at, column in enumerate(plan.columns)}
    at = max(likely, key=lambda each: likely[each], default=0)
    if likely.get(at, 0) >= _HARDLY and not plan.columns[at].secret:
        column = plan.columns[at]
        column.target, column.basis, column.confidence = "number", Basis.CONTENT, _DOUBTFUL


def _leave_out(column: ColumnPlan) -> None:
    column.alternatives = tuple(dict.fromkeys((column.target, *column.alternatives)))
    column.target, column.confidence, column.implied = "", _DOUBTFUL, None
    column.basis = Basis.NOTHING
