"""Any bytes may be called a customer's list: they are read, or refused by name; nothing breaks."""

import io
import random
from collections import Counter

import pytest
from naughty import ALL, EVERY, INJECTIONS
from xlsxwriter import Workbook

from portwidgets import PortError, Refused, Workspace
from portwidgets.exchange.reading import Pasted, Upload

NAMES = ["numbers.csv", "liste.xlsx", "old.xls", "x.ods", "notes.txt", "scan.pdf", "../../etc.csv"]
NAMES += ["", "CON", "a" * 400 + ".csv", "=cmd.csv", "\u202evsc.csv", INJECTIONS[0] + ".csv"]

# What a customer writes where there is nothing to write.
MEANS_NOTHING = {"nan", "null", "none", "nil"}
DASHES_DOTS_AND_QUOTES = set("-._'\"")


def workbook():
    """A workbook as a customer sends it, with a formula, an error and texts that mean harm."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Numre")
        for row, cells in enumerate([("Nummer", "Bruger", "Note"), ("67123400", "Salg", "=1+1")]):
            sheet.write_row(row, 0, cells)
        for row, text in enumerate(EVERY[::17], start=2):
            sheet.write_string(row, 0, f"671235{row:02}")
            sheet.write_string(row, 2, text[:3000])
    return made.getvalue()


def seeds():
    lines = [f"671234{n:02};Salg {n};{text!r}" for n, text in enumerate(EVERY[::11])]
    text = "\r\n".join(["Nummer;Bruger;Note", *lines])
    yield from (text.encode(code, "replace") for code in ("utf-8-sig", "utf-16", "cp1252"))
    yield b"67 12 34 00\n67 12 34 01-19\nKontakt: 67 12 35 00\n"
    yield workbook()
    yield b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
    yield b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    yield b"PK\x05\x06" + b"\0" * 18


def spoilt(dice, seed):
    data = bytearray(seed)
    for _ in range(dice.choice((0, 1, 3, 12))):
        place = dice.randrange(len(data) or 1)
        match dice.randrange(5):
            case 0 if data:
                data[place] ^= 1 << dice.randrange(8)
            case 1:
                del data[place : place + dice.randrange(1, 400)]
            case 2:
                data[place:place] = dice.randbytes(dice.randrange(40))
            case 3:
                data[place:place] = data[:place][-500:]
            case _:
                data[place:place] = dice.choice(
                    (b'"', b";", b"\r", b"\0", b"\t\t", b"=1+1", b"\xff")
                )
    return bytes(data)


@pytest.mark.parametrize("count", [60, pytest.param(1_500, marks=pytest.mark.long)])
def test_spoilt_files_are_read_or_refused_and_a_refusal_writes_nothing(tmp_path, count):
    workspace = Workspace(tmp_path / "workspace")
    project = workspace.create("Fuzzed")
    history = project.path / "history.csv"
    dice, known, ends = random.Random(count), list(seeds()), Counter()
    for _ in range(count):
        data = spoilt(dice, dice.choice(known))
        given = Upload(dice.choice(NAMES), data)
        if dice.random() < 0.2:
            given = Pasted(data.decode("latin-1"))
        size, refused = history.stat().st_size, None
        try:
            preview = project.import_file(given)
            rows = preview.account
            ends["read"] += 1
            assert rows
            preview.apply()
            ends["applied"] += 1
        except PortError as error:
            refused = error
            ends[error.code] += 1
        if refused is not None:
            assert refused.text("da")
            assert refused.text("en")
            assert history.stat().st_size == size
    print(f"{count} spoilt files: {dict(ends.most_common())}")
    assert [path.name for path in tmp_path.iterdir()] == ["workspace"]
    assert workspace.open(project.name).numbers.ids() == project.numbers.ids()


def test_every_naughty_text_is_imported_as_it_stands_in_the_customers_file(tmp_path):
    """Quotation marks and line breaks of the file are its own; the text between them is data."""
    import csv

    project = Workspace(tmp_path).create("Imported")
    own = [t for t in ALL if t == " ".join(t.split()) and t.isprintable() and len(t) < 2000]
    made = io.StringIO(newline="")
    lines = csv.writer(made, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow(["Nummer", "Bemærkning"])
    lines.writerows((f"+4567{n:06}", text) for n, text in enumerate(own, start=120_000))
    preview = project.import_file(Upload("liste.csv", made.getvalue().encode("utf-8-sig")))
    assert preview.apply().change
    stored = {number.number: number.note for number in project.numbers}
    assert len(stored) == len(own)
    kept = {t: stored.get(f"+4567{n:06}") for n, t in enumerate(own, start=120_000)}
    changed = {text: became for text, became in kept.items() if became != text}
    nothing = {t for t in own if t.lower() in MEANS_NOTHING or set(t) <= DASHES_DOTS_AND_QUOTES}
    assert len(nothing) < 30
    assert changed == dict.fromkeys(nothing, "")


@pytest.mark.parametrize("name", ["/etc/passwd", "no/such/file.csv", "", "\0", "~root/x"])
def test_a_path_that_is_no_list_is_refused(tmp_path, name):
    project = Workspace(tmp_path).create("Paths")
    with pytest.raises((Refused, PortError)):
        project.import_file(name).apply()
