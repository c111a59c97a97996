"""A large block is pasted in slices, between which others are served."""

import asyncio
import json
import zlib

import disk
import pytest
from waiting import until
from widgets.number_table.asking import enter, events
from wire import Wire

from portwidgets.widgets.number_table import NumberTable


@pytest.mark.usefixtures("small_slices")
def test_a_large_block_is_pasted_in_slices_and_its_rows_come_before_the_answer(project):
    block = [[f"67{at:06}", "Odense"] for at in range(3_000)]

    async def pasted():
        table = NumberTable(project)
        wire = Wire(table)
        wire.ask("open")
        wire.sent.clear()
        paste = {"rows": [], "columns": ["number", "site"], "block": block}
        wire.tell({"intent": "paste", "seq": 1, **paste})
        wire.tell({"intent": "paste", "seq": 1, **paste})  # sent again on a new line
        served = 0
        while not wire.answer(1):
            served += 1
            await asyncio.sleep(0)
        return served, wire

    served, wire = asyncio.run(pasted())
    [answer] = [message for message in wire.customs if message.get("answer") == 1]
    assert answer["added"] == [["n0004", 3_000]]
    assert wire.customs.index(answer) > wire.customs.index(events(wire, "patch")[-1])
    parts = [
        json.loads(zlib.decompress(buffers[0]))
        for data, buffers in wire.sent
        if data.get("content", {}).get("event") == "patch"
    ]
    assert [op[1] for part in parts for op in part] == [f"n{at:04}" for at in range(4, 3_004)]
    assert served > 2
    assert len(disk.rows(project)) == 3_003


@pytest.mark.usefixtures("small_slices")
def test_an_edit_while_a_block_is_pasted_comes_after_it(project):
    block = [[f"67{at:06}"] for at in range(2_000)]

    async def pasted():
        table = NumberTable(project)
        wire = Wire(table)
        wire.ask("open")
        pasting = wire.begin("paste", rows=[], columns=["number"], block=block)
        await asyncio.sleep(0)
        assert enter(wire, "site", "Vejle", before="Aarhus")["ok"]
        assert wire.ask("undo")["changed"] == 1
        await until(lambda: wire.answer(pasting))

    asyncio.run(pasted())
    rows = disk.rows(project)
    assert (len(rows), rows[0]["site"]) == (2_003, "Aarhus")
