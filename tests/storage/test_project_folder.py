"""A change is checked against what is there, written whole, told to others, and undone."""

import itertools
import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.edit import Add, Change, Conflict, Delete, Set, undoing
from portwidgets.domain.schema import NUMBERS, TABLES
from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.table_files import TableFiles

SITE = Set("numbers", "n0001", "site", "Århus", "Odense")
AT = "2026-11-22T20:00:00Z"


def commit(folder, *ops, by="Indkøb", at=AT):
    return folder.commit(ops, by=by, at=at)


def files(folder):
    return {table.name: (folder.path / table.file).read_bytes() for table in TABLES}


def test_a_change_is_in_the_file_and_in_the_history_when_it_returns(folder):
    done = commit(folder, SITE)
    assert done.conflicts == done.others == ()
    assert "n0001,+4570123001,,,,planned,,,Odense," in (folder.path / "numbers.csv").read_text()
    assert list(folder.history()) == [done.change] == list(ProjectFolder(folder.path).history())
    assert done.change == Change(done.change.id, AT, "Indkøb", (SITE,))


def test_only_the_changed_line_of_a_file_changes(folder):
    before = files(folder)
    commit(folder, SITE)
    after = files(folder)
    assert before.pop("numbers").replace(
        b"001,,,,planned,,,\xc3\x85rhus", b"001,,,,planned,,,Odense"
    ) == (after.pop("numbers"))
    assert before == after


def test_what_already_stands_is_left_out_and_nothing_is_written(folder):
    before = files(folder)
    done = commit(
        folder, Set("numbers", "n0001", "site", "?", "Århus"), Delete("numbers", "n9", {})
    )
    assert (done.change, done.conflicts) == (None, ())
    assert files(folder) == before


def test_a_cell_that_someone_else_changed_is_a_conflict_with_who_and_when(folder):
    other = ProjectFolder(folder.path)
    commit(other, SITE, by="Salg", at="2026-11-22T19:00:00Z")
    mine = Set("numbers", "n0001", "site", "Århus", "Vejle")
    note = Set("numbers", "n0001", "note", "", "call first")
    done = commit(folder, mine, note)
    assert done.conflicts == (Conflict(mine, "Odense", "Salg", "2026-11-22T19:00:00Z"),)
    assert done.change.ops == (note,)
    assert done.others == (SITE,)
    assert folder.table("numbers").cell("n0001", "site") == "Odense"


def test_a_row_that_someone_else_deleted_is_a_conflict(folder):
    row = folder.table("numbers").filled("n0001")
    commit(ProjectFolder(folder.path), Delete("numbers", "n0001", row), by="Salg")
    assert commit(folder, SITE).conflicts == (Conflict(SITE, None, "Salg", AT),)


def test_a_row_that_someone_else_changed_is_not_deleted(folder):
    row = folder.table("numbers").filled("n0001")
    commit(ProjectFolder(folder.path), SITE, by="Salg")
    gone = Delete("numbers", "n0001", row)
    assert commit(folder, gone).conflicts == (Conflict(gone, "Odense", "Salg", AT),)
    assert "n0001" in folder.table("numbers")


def test_a_row_with_an_id_that_is_taken_is_a_conflict(folder):
    add = Add("numbers", "n0001", {"number": "other"})
    assert commit(folder, add).conflicts[0].op == add


def test_a_new_row_gets_an_id_that_was_never_used(folder):
    first = commit(folder, Add("numbers", "", {"number": "1"})).change.ops[0]
    assert first.row == "n0006"
    commit(folder, Delete("numbers", "n0006", {"number": "1"}))
    for each in (folder, ProjectFolder(folder.path)):
        row = commit(each, Add("numbers", "", {"number": "2"})).change.ops[0].row
        commit(each, Delete("numbers", row, {"number": "2"}))
        assert row > "n0006"
    assert commit(folder, Add("progress", "", {"title": "Own"})).change.ops[0].row == "own0001"


def test_a_new_row_does_not_get_the_id_of_one_deleted_in_the_same_change(folder):
    row = folder.table("numbers").filled("n0005")
    done = commit(folder, Delete("numbers", "n0005", row), Add("numbers", "", {}))
    assert done.change.ops[1].row == "n0006"


def test_a_table_can_be_emptied_and_filled_in_one_change(folder):
    table = folder.table("numbers")
    gone = [Delete("numbers", row, table.filled(row)) for row in table.ids()]
    commit(folder, *gone, Add("numbers", "", {"number": "1"}))
    assert folder.table("numbers").ids() == ["n0006"]
    assert ProjectFolder(folder.path).table("numbers").ids() == ["n0006"]


def test_several_new_rows_get_ids_in_order_and_stand_last(folder):
    ops = [Add("numbers", "", {"number": str(n)}) for n in range(3)]
    commit(folder, *ops)
    assert folder.table("numbers").ids()[-3:] == ["n0006", "n0007", "n0008"]


def test_a_new_row_stands_where_it_was_put(folder):
    commit(folder, Add("numbers", "first", {}, ""), Add("numbers", "mid", {}, "n0002"))
    expected = ["first", "n0001", "n0002", "mid", "n0003", "n0004", "n0005"]
    assert (
        folder.table("numbers").ids()
        == expected
        == ProjectFolder(folder.path).table("numbers").ids()
    )


def test_undoing_a_deletion_restores_places_and_bytes_in_whatever_order(folder):
    before = files(folder)
    for gone in itertools.permutations(["n0001", "n0002", "n0004", "n0005"]):
        table = folder.table("numbers")
        done = commit(folder, *[Delete("numbers", row, table.filled(row)) for row in gone])
        assert folder.table("numbers").ids() == ["n0003"]
        commit(folder, *undoing(done.change))
        assert files(folder) == before


def test_the_place_of_a_deleted_row_is_behind_one_that_is_still_there(folder):
    table = folder.table("numbers")
    gone = ["n0003", "n0002", "n0004"]
    done = commit(folder, *[Delete("numbers", row, table.filled(row)) for row in gone])
    assert [op.after for op in done.change.ops] == ["n0002", "n0001", "n0001"]


def test_progress_notes_who_and_when_and_does_not_tell_it_as_a_change(folder):
    tick = Set("progress", "sign_loa", "state", "open", "done")
    other = ProjectFolder(folder.path)
    done = commit(folder, tick)
    row = folder.table("progress").row("sign_loa")
    assert (row["changed_at"], row["changed_by"]) == (AT, "Indkøb")
    assert done.change.ops == other.refresh() == (tick,)
    assert other.table("progress").row("sign_loa") == row
    with pytest.raises(Refused):
        commit(folder, Set("progress", "sign_loa", "changed_by", "Indkøb", "Nobody"))


def test_refresh_tells_nothing_twice_and_nothing_of_ones_own(folder):
    other = ProjectFolder(folder.path)
    commit(folder, SITE)
    assert folder.refresh() == ()
    assert other.refresh() == (SITE,)
    assert other.refresh() == ()


def test_refresh_follows_the_log_without_reading_the_table(folder, monkeypatch):
    other = ProjectFolder(folder.path)
    commit(folder, SITE)
    commit(folder, Add("numbers", "", {"number": "1"}, "n0002"))
    monkeypatch.setattr(TableFiles, "load", None)
    assert len(other.refresh()) == 2
    assert b"".join(other.table("numbers").encoded()) == (folder.path / "numbers.csv").read_bytes()


def test_refresh_without_news_reads_nothing_and_takes_no_lock(folder, monkeypatch):
    commit(folder, SITE)
    monkeypatch.setattr("portwidgets.storage.folder_lock.FolderLock.held_for_reading", None)
    monkeypatch.setattr("portwidgets.storage.durable.read", None)
    assert folder.refresh() == ()


def edited(folder, *replacements, file="numbers.csv"):
    """Save a table as a spreadsheet in Denmark does, with some of its text replaced."""
    path = folder.path / file
    text = path.read_text("utf-8").replace(",", ";")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))


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


def test_a_deleted_table_is_empty_and_starts_anew(folder):
    (folder.path / "numbers.csv").unlink()
    assert {type(op) for op in folder.refresh()} == {Delete}
    commit(folder, Add("numbers", "", {"number": "1"}))
    assert ProjectFolder(folder.path).table("numbers").ids() == ["n0006"]


def test_a_project_from_before_a_table_and_a_column_opens_and_gets_them_when_it_is_written(folder):
    accounts = folder.path / "accounts.csv"
    accounts.write_text("id,carrier,note\na0001,Tele,old\n", "utf-8")
    (folder.path / "sites.csv").unlink()
    old = ProjectFolder(folder.path)
    assert old.table("accounts").row("a0001")["invoice_name"] == ""
    assert accounts.read_text("utf-8").startswith("id,carrier,note\n")
    commit(
        old, Set("accounts", "a0001", "invoice_name", "", "ApS"), Add("sites", "", {"site": "B"})
    )
    again = ProjectFolder(folder.path)
    assert again.table("accounts").row("a0001")["invoice_name"] == "ApS"
    assert accounts.read_text("utf-8").splitlines()[1].startswith("a0001,Tele,old,")
    assert again.table("sites").row("s0001")["site"] == "B"


def test_a_table_that_is_deleted_again_does_not_come_back(folder):
    (folder.path / "numbers.csv").unlink()
    commit(folder, Add("numbers", "", {"number": "1"}))
    commit(folder, Add("numbers", "", {"number": "2"}))
    (folder.path / "numbers.csv").unlink()
    assert len(ProjectFolder(folder.path).table("numbers")) == 0


def test_a_damaged_table_is_never_overwritten(folder):
    path = folder.path / "numbers.csv"
    damaged = path.read_bytes() + b'"cut off'
    path.write_bytes(damaged)
    for attempt in (
        folder.refresh,
        lambda: commit(folder, SITE),
        lambda: ProjectFolder(folder.path),
    ):
        with pytest.raises(DamagedFile):
            attempt()
    assert path.read_bytes() == damaged
    path.write_bytes(damaged.removesuffix(b'"cut off'))
    assert commit(folder, SITE).change


def test_a_history_that_a_spreadsheet_saved_is_not_used_and_not_touched(folder):
    commit(folder, SITE)
    edited(folder, file="history.csv")
    data = (folder.path / "history.csv").read_bytes()
    with pytest.raises(DamagedFile):
        ProjectFolder(folder.path)
    assert (folder.path / "history.csv").read_bytes() == data


def test_a_missing_history_is_begun_anew(folder):
    commit(folder, SITE)
    (folder.path / "history.csv").unlink()
    commit(folder, Set("numbers", "n0001", "site", "Odense", "Vejle"))
    assert [change.ops[0].after for change in ProjectFolder(folder.path).history()] == ["Vejle"]


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "x" * 40_000])
def test_a_text_that_no_file_gives_back_is_refused(folder, text):
    before = files(folder)
    for op in (Set("numbers", "n0001", "note", "", text), Add("numbers", "", {"note": text})):
        with pytest.raises(Refused) as refused:
            commit(folder, op)
        assert refused.value.text("da")
    assert files(folder) == before


def test_an_unknown_column_is_refused(folder):
    with pytest.raises(Refused):
        commit(folder, Set("numbers", "n0001", "colour", "", "red"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_files_are_readable_by_owner_and_group_only(folder):
    commit(folder, SITE)
    for path in (folder.path, *folder.path.iterdir()):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o007, path


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_a_file_keeps_the_mode_that_an_administrator_gave_it(folder):
    (folder.path / "numbers.csv").chmod(0o664)
    commit(folder, SITE)
    assert stat.S_IMODE((folder.path / "numbers.csv").stat().st_mode) == 0o664


def test_what_a_person_wrote_in_project_toml_survives(folder):
    path = folder.path / "project.toml"
    path.write_text("# ours\n" + path.read_text() + '\n[carrier_portal]\nuser = "x" # theirs\n')
    other = ProjectFolder(folder.path)
    folder.save_meta(title="Nyt", layouts={"numbers": {"hidden": ["note"], "width": None}})
    assert folder.meta.title == "Nyt"
    assert folder.meta.layouts == {"numbers": {"hidden": ["note"]}}
    text = path.read_text()
    assert text.startswith("# ours\n")
    assert 'user = "x" # theirs' in text
    other.refresh()
    assert other.meta == folder.meta


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ("schema = 99\n", "storage.newer_schema"),
        ("title = \n", "storage.bad_toml"),
        ("title = 5\n", "storage.bad_toml_value"),
        (b"title = '\xff'\n", "storage.bad_encoding"),
    ],
)
def test_a_project_toml_that_cannot_be_read_is_named_and_left(folder, toml, code):
    path = folder.path / "project.toml"
    path.write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    for attempt in (lambda: ProjectFolder(folder.path), lambda: folder.save_meta(title="x")):
        with pytest.raises(DamagedFile) as raised:
            attempt()
        assert raised.value.code == code
        assert "project.toml" in raised.value.text("da")
    assert path.read_bytes() == (toml if isinstance(toml, bytes) else toml.encode())


def test_a_value_that_a_project_has_not_is_refused(folder):
    for name in ("colour", "schema"):
        with pytest.raises(Refused):
            folder.save_meta(**{name: 2})


def test_a_folder_that_is_gone_is_not_brought_back(folder):
    folder.path.rename(folder.path.with_name("elsewhere"))
    with pytest.raises(Refused):
        commit(folder, SITE)
    with pytest.raises(Refused):
        folder.refresh()
    assert not folder.path.exists()


def test_a_project_is_not_made_where_something_stands(folder):
    with pytest.raises(Refused):
        ProjectFolder.create(folder.path, Meta("x"))


def test_rows_of_a_new_project_are_checked(tmp_path):
    rows = [{"id": "n0001"}, {"id": "n0001"}]
    with pytest.raises(Refused):
        ProjectFolder.create(tmp_path / "p", Meta("x"), {"numbers": rows})
    assert list(tmp_path.iterdir()) == []


CELL = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6)
ROW = st.sampled_from(["n0001", "n0002", "n0003", "n0004", "n0005", "n0006", "n0007"])
MOVE = st.one_of(
    st.tuples(st.just("set"), ROW, st.sampled_from(["number", "note", "site"]), CELL),
    st.tuples(st.just("add"), st.one_of(st.none(), st.just(""), ROW), st.just(""), CELL),
    st.tuples(st.just("delete"), ROW, st.just(""), st.just("")),
    st.tuples(st.just("tick"), st.just("sign_loa"), st.just(""), CELL),
)


def as_ops(folder, moves):
    """Make operations that fit what is there of what hypothesis drew, each row at most once."""
    table = folder.table("numbers")
    ops = {}
    for kind, row, column, text in moves:
        if kind == "add":
            ops[len(ops)] = Add("numbers", "", {"note": text} if text else {}, row)
        elif kind == "tick":
            note = folder.table("progress").cell(row, "note")
            ops[row] = Set("progress", row, "note", note, text)
        elif row in table and kind == "set":
            ops[row] = Set("numbers", row, column, table.cell(row, column), text)
        elif row in table:
            ops[row] = Delete("numbers", row, table.filled(row))
    return list(ops.values())


@given(st.lists(st.lists(MOVE, max_size=5), max_size=4))
def test_undoing_every_change_gives_back_the_same_bytes(tmp_path_factory, changes):
    folder = ProjectFolder.create(
        tmp_path_factory.mktemp("undo") / "p",
        Meta("x"),
        {
            "numbers": [{"id": f"n000{n}", "number": str(n)} for n in range(1, 6)],
            "progress": [{"item": "sign_loa"}],
        },
    )
    before = files(folder)
    done = []
    for moves in changes:
        ops = as_ops(folder, moves)
        result = commit(folder, *ops)
        assert result.conflicts == ()
        done += [result.change] if result.change else []
    assert (
        b"".join(ProjectFolder(folder.path).table("numbers").encoded()) == files(folder)["numbers"]
    )
    for change in reversed(done):
        assert commit(folder, *undoing(change)).conflicts == ()
    after = files(folder)
    assert after["numbers"] == before["numbers"]
    folder.table("progress").set("sign_loa", "changed_at", "")
    folder.table("progress").set("sign_loa", "changed_by", "")
    assert b"".join(folder.table("progress").encoded()) == before["progress"]


@given(st.lists(st.tuples(st.booleans(), st.lists(MOVE, max_size=3)), max_size=6))
def test_two_writers_end_with_the_same_tables_and_lose_nothing(tmp_path_factory, turns):
    """Each edits what it last saw; what it is told was written is there, or was overwritten."""
    path = tmp_path_factory.mktemp("merge") / "p"
    rows = [{"id": f"n000{n}", "number": str(n)} for n in range(1, 6)]
    writers = [ProjectFolder.create(path, Meta("x"), {"numbers": rows}), ProjectFolder(path)]
    for second, moves in turns:
        writer = writers[second]
        ops = as_ops(writer, [move for move in moves if move[0] != "tick"])
        told = commit(writer, *ops)
        wrote = told.change.ops if told.change else ()
        assert len(wrote) + len(told.conflicts) <= len(ops)
        fresh = ProjectFolder(path).table("numbers")
        for op in wrote:
            if isinstance(op, Set):
                assert fresh.cell(op.row, op.column) == op.after
            elif isinstance(op, Add):
                assert fresh.filled(op.row) == op.cells
            else:
                assert op.row not in fresh
    for writer in writers:
        writer.refresh()
        assert b"".join(writer.table("numbers").encoded()) == (path / "numbers.csv").read_bytes()
