"""What a spreadsheet saves is read cell by cell: edits are told, lost digits wait for a person."""

from storage.committing import SITE, commit, edited

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.domain.schema import NUMBERS
from portwidgets.storage.project_folder import ProjectFolder


def test_a_spreadsheet_that_renders_cells_differently_changed_nothing(folder):
    commit(folder, Set("numbers", "n0001", "foc_on", "", "2026-12-01"))
    edited(folder, ("+45", "45"), ("2026-12-01", "01-12-2026"))
    before = folder.table("numbers").column("number")
    assert folder.refresh() == ()
    assert folder.table("numbers").column("number") == before
    commit(folder, SITE)
    assert b"n0001,+4570123001" in (folder.path / "numbers.csv").read_bytes()


def test_what_a_person_changed_in_a_spreadsheet_is_read_and_told(folder):
    edited(
        folder,
        ("n0002;+4570123002;;;;planned", "n0002;70 12 99 99;;;;submitted"),
        ("n0003;+4570123003;;;;planned;;;Århus;;;;;;;;;;;\n", ""),
        ("n0004;+4570123004;;;;planned;;;Århus;;;", "n0004;+4570123004;;;;planned;;;Århus;;;SAND"),
    )
    row = folder.table("numbers").filled("n0003")
    assert folder.refresh() == (
        Delete("numbers", "n0003", row, "n0002"),
        Set("numbers", "n0002", "number", "+4570123002", "+4570129999"),
        Set("numbers", "n0002", "status", "planned", "submitted"),
        Set("numbers", "n0004", "sms", "", "yes"),
    )
    assert folder.table("numbers").ids() == ["n0001", "n0002", "n0004", "n0005"]
    assert folder.table("numbers").cell("n0002", "number") == "+4570129999"
    assert folder.table("numbers").cell("n0004", "sms") == "yes"


def test_digits_that_a_spreadsheet_lost_are_kept_and_wait_for_a_person(folder):
    edited(folder, ("+4570123001", "4,57E+09"))
    assert folder.refresh() == ()
    (cut,) = folder.cut
    assert (cut.current, cut.op.after) == ("+4570123001", "4,57E+09")
    assert folder.table("numbers").cell("n0001", "number") == "+4570123001"
    commit(folder, Set("numbers", "n0001", "number", "+4570123001", "+4570123009"))
    assert folder.cut == ()


def test_a_project_opened_after_a_spreadsheet_knows_the_numbers_from_its_history(folder):
    commit(folder, Add("numbers", "", {"number": "+4570999999", "note": "0042"}))
    edited(folder, ("+4570999999", "4,571E+09"), ("0042", "42"))
    again = ProjectFolder(folder.path)
    assert again.table("numbers").cell("n0006", "number") == "+4570999999"
    assert again.table("numbers").cell("n0006", "note") == "0042"
    assert [conflict.op.after for conflict in again.cut] == ["4,571E+09"]


def test_an_editor_and_a_colleague_between_two_looks_are_both_seen(folder):
    """The log tells only what the colleague did on top of what the editor saved."""
    other = ProjectFolder(folder.path)
    path = folder.path / "numbers.csv"
    path.write_bytes(path.read_bytes().replace(b"3002,,,,planned", b"3002,,,,submitted"))
    commit(folder, SITE)
    assert SITE in other.refresh()
    assert other.table("numbers").cell("n0002", "status") == "submitted"


def test_who_only_knows_what_a_spreadsheet_cut_reads_what_a_colleague_restored(folder):
    edited(folder, ("+4570123002", "4,57E+09"))
    newcomer = ProjectFolder(folder.path)
    assert newcomer.table("numbers").cell("n0002", "number") == "4,57E+09"
    commit(folder, SITE)
    newcomer.refresh()
    assert newcomer.table("numbers").cell("n0002", "number") == "+4570123002"


def test_rows_typed_in_a_spreadsheet_get_ids_and_keep_them(folder):
    edited(folder, ("n0003;", ";+4511;;;;planned;;;;;;;;;;;;\nn0003;"))
    (added,) = folder.refresh()
    assert (added.row, added.after, added.cells["number"]) == ("n0006", "n0002", "+4511")
    text = (folder.path / "numbers.csv").read_bytes().replace("Århus".encode(), b"Vejle")
    (folder.path / "numbers.csv").write_bytes(text)
    assert {type(op) for op in folder.refresh()} == {Set}
    other = ProjectFolder(folder.path)
    commit(folder, Set("numbers", "n0006", "note", "", "x"))
    other.refresh()
    assert "n0006" in other.table("numbers")
    assert b"n0006,+4511" in (folder.path / "numbers.csv").read_bytes()


def test_unknown_columns_and_rows_of_others_survive_an_edit(folder):
    path = folder.path / "numbers.csv"
    lines = path.read_text("utf-8").splitlines()
    lines = [
        lines[0] + ",theirs",
        *[line + ",æ" for line in lines[1:]],
        f"own id{',' * len(NUMBERS.columns)}z",
    ]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    commit(folder, SITE, Set("numbers", "own id", "theirs", "z", "y"))
    text = path.read_text("utf-8").splitlines()
    assert text[2:6] == lines[2:6]
    assert text[6] == f"own id{',' * len(NUMBERS.columns)}y"
