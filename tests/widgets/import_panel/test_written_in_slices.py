"""A large import is written and undone in slices, and can be stopped until it is written."""

import asyncio

import disk
import pytest
from waiting import until
from widgets.import_panel.sending import read
from wire import Wire

from portwidgets import ImportPanel

pytestmark = pytest.mark.usefixtures("small_slices")

LIST = "Telefonnr.\n" + "".join(f"67{number:06}\n" for number in range(4_000))


async def told_all(wire, intent):
    """Send an intent, and serve others until it is answered; return what was told meanwhile."""
    seen = len(wire.sent)
    seq = wire.begin(intent)
    await until(lambda: wire.answer(seq))
    return wire.answer(seq), wire.customs_after(seen)


async def with_list_read(project):
    """Return a panel that has read the list, and the wire to it."""
    panel = ImportPanel(project)
    wire = Wire(panel)
    read(wire, LIST)
    await until(lambda: wire.state["stage"] != "reading")
    return panel, wire


def stages(told):
    patches = (message["patch"] for message in told if message.get("event") == "state")
    return [(patch["stage"], patch["progress"]) for patch in patches if "progress" in patch]


def test_an_import_is_written_and_undone_in_slices_that_say_what_they_do(project):
    async def applied():
        _, wire = await with_list_read(project)
        answer, told = await told_all(wire, "apply")
        assert answer["ok"]
        assert wire.state["stage"] == "applied"
        count = len(disk.rows(project))
        undone, told_undo = await told_all(wire, "undo")
        assert undone["ok"]
        return told, count, told_undo, wire.state["undone"]

    told, count, told_undo, undone = asyncio.run(applied())
    assert count == 4_002
    assert len(disk.rows(project)) == 2
    assert undone == 0
    for stage, messages in (("applying", told), ("undoing", told_undo)):
        steps = [progress["step"] for shown, progress in stages(messages) if shown == stage]
        assert [*dict.fromkeys(steps)] == ["Making the rows ready", "Writing to disk"]
    assert [progress["can_stop"] for _, progress in stages(told)][-1] is False


def test_an_import_is_stopped_until_its_writing_begins(project):
    async def stopped():
        panel, wire = await with_list_read(project)
        before = disk.rows(project)
        first = wire.begin("apply")
        await asyncio.sleep(0)
        assert wire.state["stage"] == "applying"
        assert wire.ask("correct", key=1, text="67999999")["code"] == "import_panel.not_yet"
        assert wire.ask("receive", files=[{"name": "a", "size": 1}])["code"] == (
            "import_panel.is_writing"
        )
        assert wire.ask("cancel")["ok"]
        await until(lambda: panel._job.written is None)
        await asyncio.sleep(0)
        assert wire.answer(first)["ok"]
        assert wire.state["stage"] == "preview"
        assert disk.rows(project) == before
        wire.begin("apply")
        await until(lambda: panel._job.is_writing)
        assert wire.ask("cancel")["code"] == "import_panel.is_writing"
        await until(lambda: wire.state["stage"] == "applied")

    asyncio.run(stopped())
    assert len(disk.rows(project)) == 4_002


def test_a_panel_that_is_closed_while_it_writes_has_written(project):
    async def closed():
        panel, wire = await with_list_read(project)
        wire.begin("apply")
        await until(lambda: panel._job.is_writing)
        task = panel._task
        panel.close()
        await task

    asyncio.run(closed())
    assert len(disk.rows(project)) == 4_002
