"""Columns, words, sheets and headings are sent elsewhere by hand."""

import asyncio

from customer_list import MESSY
from widgets.import_panel.sending import read, rows, send, workbook
from wire import Wire

from portwidgets import ImportPanel


def columns(wire):
    answer = wire.ask("columns")
    return answer, {column["heading"]: column for column in answer["columns"][0]["columns"]}


def test_the_columns_are_shown_with_examples_and_sent_elsewhere(wire):
    read(wire)
    _, found = columns(wire)
    assert found["Telefonnr."]["target"] == "number"
    assert found["Telefonnr."]["examples"][:2] == ["67 12 34 00", "67123410-19"]
    assert found["Afdeling"]["target"] == "site"
    generation = wire.state["generation"]
    answer = wire.ask("map_column", sheet=0, index=found["Afdeling"]["index"], target="note")
    assert answer["ok"]
    assert wire.state["generation"] == generation + 1
    assert columns(wire)[1]["Afdeling"]["target"] == "note"
    (row,) = rows(wire, "number")
    assert ["Note", "Odense"] in [list(fact) for fact in row["becomes"]]


def test_a_column_is_sent_elsewhere_while_the_list_is_read_anew(project):
    text = "Telefonnr.;Navn;Sted\n" + "".join(f"67{n:06};Kø;Ry\n" for n in range(5_000))

    async def asked():
        panel = ImportPanel(project)
        wire = Wire(panel)
        read(wire, text)
        await asyncio.wait_for(panel._job._task, 20)
        answers = [
            wire.ask("map_column", sheet=0, index=1, target="note"),
            wire.ask("map_column", sheet=0, index=2, target="user"),
        ]
        panel.language = "da"  # what stands there is shown meanwhile
        await asyncio.wait_for(panel._job._task, 20)
        return answers, rows(wire)[1]["becomes"], wire.state["generation"]

    answers, becomes, generation = asyncio.run(asked())
    assert all(answer["ok"] for answer in answers)
    assert [list(fact) for fact in becomes] == [["Bruger", "Ry"], ["Bemærkning", "Kø"]]
    assert generation == 2


def test_a_column_that_is_left_out_while_it_holds_numbers_says_so(wire):
    read(wire)
    wire.ask("map_column", sheet=0, index=0, target="")
    assert wire.state["sum"]["left_out"] > 0
    assert wire.state["sum"]["remarks"]


def test_a_word_that_means_nothing_to_us_is_given_a_meaning(wire):
    read(wire, MESSY.replace("4,57E+09", "67 12 34 40"))
    answer, _ = columns(wire)
    word = answer["values"][0]
    assert (word["column"], word["text"], word["code"]) == ("type", "alarmlinje", "")
    assert not word["known"]
    labels = {each["code"]: each["label"] for each in answer["choices"]["type"]["choices"]}
    assert labels["fixed_line"] == "Fixed line"
    assert wire.ask("map_value", column="type", text="alarmlinje", code="fixed_line")["ok"]
    told = rows(wire, search="alarmlinje")[0]
    assert ["Type", "Fixed line"] in [list(fact) for fact in told["becomes"]]


def test_a_sheet_that_excel_hides_is_named_and_can_be_chosen(wire):
    content = workbook(
        {"Numre": [["Telefonnr."], ["67 12 34 00"]], "Gamle": [["Telefonnr."], ["67 12 34 01"]]},
        hidden=("Gamle",),
    )
    send(wire, ("list.xlsx", content))
    sheets = wire.state["sum"]["sheets"]
    assert [(sheet["name"], sheet["hidden"], sheet["chosen"]) for sheet in sheets] == [
        ("Numre", False, True),
        ("Gamle", True, False),
    ]
    assert wire.state["sum"]["new"] == 1
    wire.ask("sheets", keys=[sheet["key"] for sheet in sheets])
    assert wire.state["sum"]["new"] == 2


def test_the_rows_of_the_headings_are_said_by_hand(wire):
    read(wire)
    assert wire.state["sum"]["sheets"][0]["headings"] == [2]
    wire.ask("headings", sheet=0, rows=[])
    assert wire.state["sum"]["sheets"][0]["headings"] == []
