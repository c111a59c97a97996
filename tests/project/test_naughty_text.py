"""Whatever people type or import is text: it comes back from disk as it went, byte for byte."""

import csv
import io

import pytest
from naughty import ALL, EVERY

from portwidgets import Workspace
from portwidgets.domain.edit import Add
from portwidgets.domain.schema import TABLES
from portwidgets.domain.table import Kind
from portwidgets.storage.safe_names import check_name

FREE = (Kind.TEXT, Kind.PHONE)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """A project with a row for each text, which stands in every free column of every table."""
    project = Workspace(tmp_path_factory.mktemp("naughty")).create("Naughty")
    ops = []
    for table in TABLES:
        free = [column.name for column in table.columns if column.kind in FREE and column.by_hand]
        for n, text in enumerate(ALL):
            row = f"own{n:04}" if table.name == "progress" else ""
            ops.append(Add(table.name, row, dict.fromkeys(free, text)))
    assert not project.apply(ops).conflicts
    return project


def cells(project):
    """Return every cell of every table."""
    folder = project._folder
    return {
        table.name: [folder.table(table.name).row(row) for row in folder.table(table.name).ids()]
        for table in TABLES
    }


def test_every_text_stands_in_every_field_of_every_table_unchanged(filled):
    again = cells(Workspace(filled.path.parent).open(filled.name))
    assert again == cells(filled)
    for table in TABLES:
        rows = [row for row in again[table.name] if "own" in row[table.key] or table.key == "id"]
        free = [column.name for column in table.columns if column.kind in FREE and column.by_hand]
        assert len(rows) >= len(ALL)
        for name in free:
            assert [row[name] for row in rows[-len(ALL) :]] == list(ALL), (table.name, name)


def test_pythons_own_csv_reader_sees_the_same(filled):
    for table in TABLES:
        text = (filled.path / table.file).read_bytes().decode("utf-8-sig")
        read = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [{k: v for k, v in row.items() if v} for row in read] == [
            {k: v for k, v in row.items() if v} for row in cells(filled)[table.name]
        ]


def test_a_foreign_program_that_writes_the_same_cells_changes_nothing(filled):
    project = Workspace(filled.path.parent).open(Workspace(filled.path.parent).duplicate("Naughty"))
    before = cells(project)
    for table in TABLES:
        path = project.path / table.file
        rows = list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))
        written = io.StringIO(newline="")
        csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
        path.write_bytes(b"\xef\xbb\xbf" + written.getvalue().encode())
    project.refresh()
    assert cells(project) == before
    assert not project.cut


def test_the_history_and_a_zip_file_give_every_text_back(filled):
    workspace = Workspace(filled.path.parent)
    assert cells(workspace.open(workspace.upload(filled.download()))) == cells(filled)
    [change] = [change for change in filled.history() if len(change.ops) > 100]
    assert [next(iter(op.cells.values())) for op in change.ops if op.table == "orders"] == list(ALL)


def test_any_text_may_be_a_projects_name_and_its_folder_is_safe(tmp_path):
    workspace = Workspace(tmp_path / "workspace")
    titles = [text for text in EVERY if text.strip()]
    made = [workspace.create(title, customer=title).name for title in titles]
    inside = {path.name for path in workspace.path.iterdir()}
    assert set(made) == inside
    assert len(inside) == len(titles)
    assert [check_name(name) for name in made] == made
    for name, title in zip(made, titles, strict=True):
        project = workspace.open(name)
        assert (project.title, project.meta.customer) == (title.strip(), title.strip())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["workspace"]


def test_no_text_but_a_real_name_opens_a_project_or_leaves_the_workspace(tmp_path):
    from portwidgets import Refused

    workspace = Workspace(tmp_path / "workspace")
    workspace.create("Head office")
    for text in EVERY:
        for act in (
            workspace.open,
            workspace.archive,
            workspace.download,
            workspace.duplicate,
            lambda name: workspace.rename(name, "x"),
        ):
            with pytest.raises(Refused) as refused:
                act(text)
            assert len(str(refused.value)) < 400, "told shortened"
    assert sorted(path.name for path in tmp_path.rglob("*.toml")) == ["project.toml"]
