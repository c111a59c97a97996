"""Whatever changes are made: undone they leave the same bytes, and two writers lose nothing."""

from hypothesis import given
from hypothesis import strategies as st
from storage.committing import commit, files

from portwidgets.domain.edit import Add, Delete, Set, undoing
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta

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
