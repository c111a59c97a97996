"""Whatever a browser sends, each message gets one typed answer, and what is refused writes nothing.

The messages are made from the widgets' own intents, so that a new widget or intent is fuzzed too.
"""

import importlib
import logging
import pkgutil
import random
from collections import Counter

import msgspec
import pytest
from msgspec import inspect as shapes
from naughty import EVERY
from widgets.import_panel.sending import read
from wire import Wire

from portwidgets import Dashboard, Workspace, widgets
from portwidgets.domain.edit import Delete
from portwidgets.domain.schema import NUMBERS, TABLES
from portwidgets.widgets.export_panel import ExportPanel
from portwidgets.widgets.import_panel import ImportPanel
from portwidgets.widgets.intent_widget import IntentWidget
from portwidgets.widgets.pages import PAGES

HUGE = 100_000
WORDS = [
    *(table.name for table in TABLES),
    *(column.name for column in NUMBERS.columns),
    *(f"{prefix}{n:04}" for prefix in "nao" for n in (1, 2, 3, 9999)),
    *PAGES,
    *("keep_loa_copy", "loa", "demo", "DK", "da", "en", "port", "planned", "verified", "done"),
    *("2026-12-01", "2026-99-99", "+4567123400", "70 12 34 00-99", "07:30", "", " ", "+1"),
]


@pytest.fixture
def dashboard(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_SHARES", "1")
    monkeypatch.setenv("PORTWIDGETS_PRIVATE", str(tmp_path / "private"))
    workspace = Workspace(tmp_path)
    project = workspace.demo(language="en")
    dashboard = Dashboard(workspace, project=project, language="en")
    show_everything(dashboard, project)
    return dashboard


def show_everything(dashboard, project):
    for page in PAGES:
        dashboard.show(project.name, page)
    answer = Wire(dashboard.children[0]).ask("share")
    assert answer["ok"], answer


def wires_to(dashboard):
    """Return a line to each widget that takes intents, those that stand in for others included."""
    project = dashboard.project
    widgets = [*intent_widgets(dashboard), ImportPanel(project), ExportPanel(project)]
    return [Wire(widget) for widget in widgets]


def intent_widgets(widget):
    if isinstance(widget, IntentWidget):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from intent_widgets(child)


def concrete(kind):
    """Return the kinds of widget that name intents, of all modules, imported or not."""
    for module in pkgutil.iter_modules(widgets.__path__, f"{widgets.__name__}."):
        importlib.import_module(module.name)
    for each in kind.__subclasses__():
        if "_intents" in vars(each) and each.__module__.startswith("portwidgets."):
            yield each
        yield from concrete(each)


class Browser:
    """Makes messages that a browser might send, well-meant and not."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.seq = 0

    def message(self, intents):
        """Return a message for one of the intents of a widget, and buffers with it."""
        shape = shapes.type_info(intents)
        kinds = shape.types if isinstance(shape, shapes.UnionType) else [shape]
        kind = self.dice.choice(list(kinds))
        self.seq += 1
        fields = {field.encode_name: self.value(field.type, 0) for field in kind.fields}
        content = {kind.tag_field: kind.tag, **fields, "seq": self.seq}
        if self.dice.random() < 0.3:
            self.spoil(content)
        return content, self.buffers()

    def spoil(self, content):
        name = self.dice.choice(list(content))
        match self.dice.randrange(5):
            case 0:
                content[name] = self.junk()
            case 1:
                del content[name]
            case 2:
                content[self.dice.choice(["__class__", "x", "method", ""])] = self.junk()
            case 3:
                content["seq"] = self.dice.choice(
                    [self.seq, -1, 2**53, 2**70, 1.5, "1", None, True]
                )
            case _:
                content["intent"] = self.dice.choice(["nonsense", "Set", "", None, 1, ["set"]])

    def junk(self):
        plain = [None, True, -1, 2**70, 1e308, "", "x" * HUGE, [], {}, [[[]]], {"a": {"b": 1}}]
        return self.dice.choice([*plain, self.dice.choice(EVERY), b"\x00"])

    def value(self, shape, depth):  # noqa: C901
        dice = self.dice
        match shape:
            case shapes.LiteralType():
                return dice.choice(shape.values)
            case shapes.StrType():
                return self.text()
            case shapes.BoolType():
                return dice.random() < 0.5
            case shapes.IntType():
                return dice.choice([0, 1, 2, 3, 50, -1, 10**6, 2**53])
            case shapes.FloatType():
                return dice.choice([0, 1.5, -1.0, 1e308])
            case shapes.NoneType():
                return None
            case shapes.UnionType():
                return self.value(dice.choice(shape.types), depth)
            case shapes.TupleType():
                return [self.value(each, depth + 1) for each in shape.item_types]
            case shapes.VarTupleType() | shapes.ListType() | shapes.SetType():
                few = range(dice.choice([0, 1, 2, 4]) if depth < 3 else 0)
                return [self.value(shape.item_type, depth + 1) for _ in few]
            case shapes.DictType():
                few = range(dice.choice([0, 1, 3]))
                return {self.text(): self.value(shape.value_type, depth + 1) for _ in few}
            case shapes.StructType():
                return {f.encode_name: self.value(f.type, depth + 1) for f in shape.fields}
        return self.junk()

    def text(self):
        if self.dice.random() < 0.02:
            return self.dice.choice(["x" * HUGE, "\ud800", "\0", "9" * HUGE])
        return self.dice.choice(WORDS) if self.dice.random() < 0.7 else self.dice.choice(EVERY)

    def buffers(self):
        made = [b"", b"number\n70123400\n", b"PK\x03\x04" + self.dice.randbytes(40), b"\xff\xfe\0x"]
        made += [self.dice.randbytes(300), b'"' * 200, b"1234"]
        return self.dice.choice([[], [], [self.dice.choice(made)], [self.dice.choice(made)] * 3])


@pytest.mark.parametrize("count", [600, pytest.param(5_000, marks=pytest.mark.long)])
def test_every_message_gets_one_typed_answer_and_a_refused_one_writes_nothing(
    dashboard, caplog, count
):
    caplog.set_level(logging.ERROR)
    project = dashboard.project
    history = project.path / "history.csv"
    browser = Browser(count)
    wires = wires_to(dashboard)
    told, broken = Counter(), []
    for _ in range(count):
        if dashboard.project is not project or any(wire.widget.comm is None for wire in wires):
            show_everything(dashboard, project)  # a message led to another project, or the list
            project, wires = dashboard.project, wires_to(dashboard)
        wire = browser.dice.choice(wires)
        content, buffers = browser.message(wire.widget._intents)
        size, sent = history.stat().st_size, len(wire.sent)
        wire.tell(content, buffers)
        answers = [m for m in wire.customs_after(sent) if "answer" in m]
        if type(content.get("seq")) is not int:
            assert answers == []
            told["no number to answer to"] += 1
            continue
        assert [each["answer"] for each in answers] == [content["seq"]], content
        [answer] = answers
        told["taken" if answer["ok"] else answer["code"]] += 1
        if answer.get("code") == "widget.failed":
            broken.append((type(wire.widget).__name__, str(content)[:300]))
        elif not answer["ok"]:
            assert history.stat().st_size == size, content
        if browser.dice.random() < 0.1:  # the same once more: answered again, done once
            size = history.stat().st_size
            wire.tell(content, buffers)
            assert history.stat().st_size == size or answer["ok"]
    print(f"{count} messages to {len(wires)} widgets: {dict(told.most_common())}")
    assert broken == []
    again = Workspace(project.path.parent).open(project.name)
    assert len(list(again.history())) == len(list(project.history()))
    assert again.numbers.ids() == project.numbers.ids()


@pytest.mark.parametrize("count", [300, pytest.param(3_000, marks=pytest.mark.long)])
def test_every_message_about_a_list_that_is_looked_through_gets_an_answer(dashboard, caplog, count):
    """The preview of an import: most of what a page asks about it means nothing without one."""
    caplog.set_level(logging.ERROR)
    wire, browser = Wire(ImportPanel(dashboard.project)), Browser(count)
    browser.seq = 10**6  # apart from the numbers that the wire gives
    told, broken = Counter(), []
    for _ in range(count):
        if wire.state["stage"] != "preview":
            wire.ask("cancel")
            read(wire)
        content, buffers = browser.message(wire.widget._intents)
        sent = len(wire.sent)
        wire.tell(content, buffers)
        for answer in (m for m in wire.customs_after(sent) if "answer" in m):
            told["taken" if answer["ok"] else answer["code"]] += 1
            if answer.get("code") == "widget.failed":
                broken.append(str(content)[:300])
    print(f"{count} messages about a list: {dict(told.most_common())}")
    assert broken == []
    assert told["taken"] > count / 10


def test_every_widget_that_takes_intents_is_in_the_dashboard_that_is_fuzzed(dashboard):
    there = {base for wire in wires_to(dashboard) for base in type(wire.widget).__mro__}
    missing = {kind.__name__ for kind in concrete(IntentWidget) if kind not in there}
    assert missing == {"ProjectList"}  # shown instead of a project; fuzzed below


def test_a_message_about_a_row_that_was_deleted_is_refused_or_a_conflict(dashboard):
    project = dashboard.project
    row = project.numbers.ids()[0]
    cells = {name: text for name, text in project.numbers[row].items() if text and name != "id"}
    project.apply([Delete("numbers", row, cells)])
    [wire] = [Wire(w) for w in intent_widgets(dashboard) if type(w).__name__ == "NumberTable"]
    size = (project.path / "history.csv").stat().st_size
    for intent, fields in (
        ("set", {"row": row, "column": "note", "text": "x", "before": ""}),
        ("set_many", {"rows": [row], "column": "note", "text": "x"}),
        ("delete", {"rows": [row]}),
        ("take_types", {"rows": [row]}),
        ("select", {"rows": [row]}),
        ("set_secret", {"table": "numbers", "row": row, "name": "port_out_pin"}),
    ):
        wire.ask(intent, [b"1234"], **fields)  # a fault of ours would fail here
    assert (project.path / "history.csv").stat().st_size == size


class LateBrowser(Browser):
    """Speaks of rows that somebody deleted, and takes nothing of its own back."""

    def __init__(self, seed, gone):
        super().__init__(seed)
        self.gone = gone

    def text(self):
        return self.dice.choice(self.gone) if self.dice.random() < 0.6 else super().text()


@pytest.mark.parametrize("count", [400, pytest.param(5_000, marks=pytest.mark.long)])
def test_messages_to_every_widget_about_rows_that_are_gone_bring_none_of_them_back(
    dashboard, count
):
    project = dashboard.project
    wires = wires_to(dashboard)
    keys = [key for order in wires_state(wires, "orders") for key in finding_keys(order)]
    gone = delete_all_rows(project)
    browser = LateBrowser(count, [*gone, *keys])
    broken, told = [], Counter()
    for _ in range(count):
        wire = browser.dice.choice(wires)
        content, buffers = browser.message(wire.widget._intents)
        if str(content.get("intent")) in TAKES_BACK or wire.widget.comm is None:
            continue
        sent = len(wire.sent)
        wire.tell(content, buffers)
        for answer in (m for m in wire.customs_after(sent) if "answer" in m):
            told["taken" if answer["ok"] else answer["code"]] += 1
            if answer.get("code") == "widget.failed":
                broken.append((type(wire.widget).__name__, str(content)[:300]))
    print(f"{sum(told.values())} messages about rows that are gone: {dict(told.most_common())}")
    assert broken == []
    folder = Workspace(project.path.parent).open(project.name)._folder
    there = {row for table in TABLES for row in folder.table(table.name).ids()}
    assert there & {row for row in gone if row[:1] in "naos" and row[1:].isdigit()} == set()


# What brings rows back because somebody asked for it; and what shows another project.
TAKES_BACK = {"undo", "redo", "go_back", "hello", "go", "open", "create", "demo", "repair"}


def wires_state(wires, name):
    return [each for wire in wires for each in wire.widget._state.get(name) or ()]


def finding_keys(order):
    found = order.get("findings") if isinstance(order, dict) else None
    return [each["key"] for each in found or ()]


def delete_all_rows(project):
    """Let a colleague delete every row of every table; return their ids."""
    colleague = Workspace(project.path.parent).open(project.name, user="bo")
    gone = []
    for table in TABLES:
        rows = colleague._folder.table(table.name)
        ids = list(rows.ids())
        cells = {row: {k: v for k, v in rows.row(row).items() if v} for row in ids}
        for row in ids:
            cells[row].pop(table.key, None)
        assert not colleague.apply([Delete(table.name, row, cells[row]) for row in ids]).conflicts
        gone += ids
    project.refresh()
    assert len(gone) > 50
    return gone


@pytest.mark.parametrize("count", [150, pytest.param(3_000, marks=pytest.mark.long)])
def test_the_list_of_projects_takes_whatever_is_sent_to_it(tmp_path, count):
    workspace = Workspace(tmp_path / "workspace")
    workspace.demo()
    dashboard = Dashboard(workspace, language="en")
    browser = Browser(count)
    wires = [Wire(widget) for widget in intent_widgets(dashboard)]
    assert "ProjectList" in {type(wire.widget).__name__ for wire in wires}
    told = Counter()
    for _ in range(count):
        wire = browser.dice.choice(wires)
        content, buffers = browser.message(wire.widget._intents)
        sent = len(wire.sent)
        wire.tell(content, buffers)
        for answer in wire.customs_after(sent):
            if "answer" in answer:
                told["taken" if answer["ok"] else answer["code"]] += 1
                assert answer.get("code") != "widget.failed", content
    print(f"{count} messages to the list: {dict(told.most_common())}")
    assert [path.name for path in tmp_path.iterdir()] == ["workspace"]
    for summary in workspace.projects():
        assert summary.problem is None


def test_states_written_from_a_browser_are_put_back(dashboard):
    dice = Browser(7)
    widgets = [*intent_widgets(dashboard)]
    assert len(widgets) > 5
    for widget in widgets:
        before = msgspec.json.encode(dict(widget._state), enc_hook=str)
        wire = Wire(widget)
        for name in widget.keys:
            wire.write(**{name: dice.junk()})
        assert msgspec.json.encode(dict(widget._state), enc_hook=str) == before


def test_half_a_surrogate_pair_which_a_browser_can_send_is_refused(dashboard):
    [wire] = [Wire(w) for w in intent_widgets(dashboard) if type(w).__name__ == "NumberTable"]
    layout = {"order": ["\ud800"], "hidden": [], "pinned": [], "widths": {}, "style": "national"}
    before = (dashboard.project.path / "project.toml").read_bytes()
    assert wire.ask("layout", layout=layout)["code"] == "storage.not_storable"
    assert (dashboard.project.path / "project.toml").read_bytes() == before
