"""A table or a history that is missing begins anew; a damaged one is never overwritten."""

import pytest
from storage.committing import SITE, commit, edited

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.errors import DamagedFile
from portwidgets.storage.project_folder import ProjectFolder


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
