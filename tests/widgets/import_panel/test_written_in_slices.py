"""A large import is written and undone in slices, and can be stopped until it is written."""

import asyncio

import disk
import pytest
from widgets.import_panel.sending import (
    read,
    state,
    tell_piece,
)
from wire import Wire

from portwidgets import ImportPanel
from portwidgets.widgets import intent_widget


@pytest.fixture
def small_slices(monkeypatch):
    """Let every step be a slice."""
    monkeypatch.setattr(intent_widget, "SLICE_SECONDS", 0)


async def until(done):
    """Serve others until it is so."""
    for _ in range(1_000_000):
        if done():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")


def many(count=4_000):
    return "Telefonnr.\n" + "".join(f"67{number:06}\n" for number in range(count))


async def told_all(wire, intent):
    """Send an intent, and serve others until it is answered; return what was told meanwhile."""
    seq = tell_piece.seq = getattr(tell_piece, "seq", 10**6) + 1
    seen = len(wire.sent)
    wire.tell({"intent": intent, "seq": seq})
    for _ in range(100_000):
        if any(message.get("answer") == seq for message in wire.customs_after(seen)):
            break
        await asyncio.sleep(0)
    told = wire.customs_after(seen)
    return next(each for each in told if each.get("answer") == seq), told


async def read_in_slices(wire, text):
    read(wire, text)
    await until(lambda: state(wire.widget)["stage"] != "reading")


def stages(told):
    patches = (message["patch"] for message in told if message.get("event") == "state")
    return [(patch["stage"], patch["progress"]) for patch in patches if "progress" in patch]


@pytest.mark.usefixtures("small_slices")
def test_an_import_is_written_and_undone_in_slices_that_say_what_they_do(project):
    async def applied():
        panel = ImportPanel(project)
        wire = Wire(panel)
        await read_in_slices(wire, many())
        answer, told = await told_all(wire, "apply")
        assert answer["ok"]
        assert state(panel)["stage"] == "applied"
        count = len(disk.rows(project))
        undone, told_undo = await told_all(wire, "undo")
        assert undone["ok"]
        return told, count, told_undo, state(panel)["undone"]

    told, count, told_undo, undone = asyncio.run(applied())
    assert count == 4_002
    assert len(disk.rows(project)) == 2
    assert undone == 0
    for stage, messages in (("applying", told), ("undoing", told_undo)):
        steps = [progress["step"] for shown, progress in stages(messages) if shown == stage]
        assert [*dict.fromkeys(steps)] == ["Making the rows ready", "Writing to disk"]
    assert [progress["can_stop"] for _, progress in stages(told)][-1] is False


@pytest.mark.usefixtures("small_slices")
def test_an_import_is_stopped_until_its_writing_begins(project):
    async def stopped():
        panel = ImportPanel(project)
        wire = Wire(panel)
        await read_in_slices(wire, many())
        before = disk.rows(project)
        wire.tell({"intent": "apply", "seq": 1})
        await asyncio.sleep(0)
        assert state(panel)["stage"] == "applying"
        assert wire.ask("correct", key=1, text="67999999")["code"] == "import_panel.not_yet"
        assert wire.ask("receive", files=[{"name": "a", "size": 1}])["code"] == (
            "import_panel.is_writing"
        )
        assert wire.ask("cancel")["ok"]
        await until(lambda: panel._job.written is None)
        await asyncio.sleep(0)
        assert next(each for each in wire.customs if each.get("answer") == 1)["ok"]
        assert state(panel)["stage"] == "preview"
        assert disk.rows(project) == before
        wire.tell({"intent": "apply", "seq": 2})
        await until(lambda: panel._job.is_writing)
        assert wire.ask("cancel")["code"] == "import_panel.is_writing"
        await until(lambda: state(panel)["stage"] == "applied")

    asyncio.run(stopped())
    assert len(disk.rows(project)) == 4_002


@pytest.mark.usefixtures("small_slices")
def test_a_panel_that_is_closed_while_it_writes_has_written(project):
    async def closed():
        panel = ImportPanel(project)
        wire = Wire(panel)
        await read_in_slices(wire, many())
        wire.tell({"intent": "apply", "seq": 1})
        await until(lambda: panel._job.is_writing)
        task = panel._task
        panel.close()
        await task

    asyncio.run(closed())
    assert len(disk.rows(project)) == 4_002
