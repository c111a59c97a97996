"""The rows travel packed and first, their checks after them in slices."""

import asyncio
import json

from packets import large_inventory, read, unpack
from widgets.number_table.asking import events
from wire import Wire, state_of

from portwidgets.widgets.number_table import NumberTable


def test_the_rows_travel_as_one_buffer_and_never_as_state(project, table):
    wire = Wire(table)
    assert wire.ask("open")["complete"]
    answers = [buffers for data, buffers in wire.sent if "answer" in data["content"]]
    ids, cells = unpack(answers[0][0])
    assert ids == project.numbers.ids()
    assert cells["number"] == ["+4570123400", "+4570123401", "+4570123402"]
    assert "70123400" not in json.dumps(state_of(table))


def test_of_a_large_inventory_the_first_rows_come_before_all_others(project):
    async def opened():
        wire = Wire(NumberTable(project))
        answer = wire.ask("open")
        first = len(wire.sent)
        await asyncio.sleep(0)
        return answer, wire.sent[:first], wire.sent[first:]

    ids, cells = large_inventory(2_500)
    project.numbers.add_rows({name: cells[name][at] for name in cells} for at in range(len(ids)))
    answer, first, later = asyncio.run(opened())
    assert not answer["complete"]
    assert len(unpack(first[0][1][0])[0]) == 200
    assert later[0][0]["content"] == {"event": "rows"}
    assert unpack(later[0][1][0])[0] == project.numbers.ids()


def test_the_rows_that_come_with_a_page_are_looked_at_and_are_compressed_with_it(project, table):
    content, packet = table.first_message()
    ids, cells = read(packet)
    assert content == {"event": "first"}
    assert ids == project.numbers.ids()
    assert cells["number"] == ["+4570123400", "+4570123401", "+4570123402"]
    assert cells["~national"] == ["## ## ## ##"] * 3
    assert packet.count(b"+45701234") == 3, "as they are, for the page's own compression"


def test_the_checks_run_in_slices_after_the_rows_and_tell_how_far_they_are(project):
    def left(wire):
        last = events(wire, "checks")[-1]
        return last["total"] - last["done"]

    async def opened():
        wire = Wire(NumberTable(project))
        wire.ask("open")
        for _ in range(1000):
            await asyncio.sleep(0.01)
            if events(wire, "checks")[-1:] and not left(wire):
                break
        return wire

    _ids, cells = large_inventory(3_000)
    project.numbers.add_rows({"number": number} for number in cells["number"])
    wire = asyncio.run(opened())
    told = events(wire, "checks")
    assert len(told) > 1
    assert [event["done"] for event in told] == sorted(event["done"] for event in told)
    packets = [b[0] for data, b in wire.sent if data["content"].get("event") == "checks" and b]
    checked = {row for packet in packets for row in unpack(packet)[0]}
    assert checked == set(project.numbers.ids())


def test_duplicates_and_invalid_numbers_are_told_with_their_codes(project):
    project.numbers.add_rows([{"number": "+45 70123400"}, {"number": "nonsense"}])
    wire = Wire(NumberTable(project))
    wire.ask("open")
    packet = next(b[0] for data, b in wire.sent if data["content"].get("event") == "checks")
    ids, cells = unpack(packet)
    problems = dict(zip(ids, cells["~problem"], strict=True))
    assert problems["n0001"] == problems["n0004"] == "number.duplicate"
    assert problems["n0002"] == ""
    assert problems["n0005"] == "number.letters"
    assert cells["~national"][0] == "## ## ## ##"


def test_the_columns_have_labels_kinds_and_choices_in_the_language(project):
    columns = state_of(NumberTable(project, language="da"))["columns"]
    by_name = {column["name"]: column for column in columns}
    assert by_name["user"]["label"] == "Bruger"
    assert by_name["sms"]["kind"] == "yes_no"
    assert not by_name["id"]["by_hand"]
    verified = next(each for each in by_name["status"]["choices"] if each["code"] == "verified")
    assert not verified["by_hand"]
