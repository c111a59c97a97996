"""A damaged file is explained line by line, mended from what is known of it, and copied first."""

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage import backups, doctor
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta

BY = {"by": "Indkøb", "at": "2026-11-22T20:00:00Z"}


@pytest.fixture
def worked_on(folder):
    """A project with a backup from before its changes."""
    folder.commit((Set("numbers", "n0002", "site", "Århus", "Ærø"),), **BY)
    folder.commit((Add("numbers", "", {"number": "+4570123009", "note": "a,b\nc"}, "n0003"),), **BY)
    folder.commit((Set("progress", "sign_loa", "note", "", "“ring først”"),), **BY)
    row = folder.table("numbers").filled("n0005")
    folder.commit((Delete("numbers", "n0005", row),), **BY)
    return folder


def numbers(folder):
    return folder.path / "numbers.csv"


def damage(folder, change):
    path = numbers(folder)
    path.write_bytes(change(path.read_bytes()))
    return path.read_bytes()


CUT = {
    "in a row": lambda data: data[: data.index(b"n0006") + 12],
    "in a quoted cell": lambda data: data[: data.index(b"a,b") + 3],
    "in the second row": lambda data: data[: data.index(b"n0002") + 9],
    "in a letter": lambda data: data[: data.index("Ærø".encode()) + 1],
    "all of it": lambda _: b"",
    "in the headings": lambda data: data[:20],
}
SPOILT = {
    "a letter in another encoding": lambda data: data.replace("Ærø".encode(), b"\xc6r\xf8\xff"),
    "zeros": lambda data: data.replace(b"+4570123003", b"\0" * 11),
    "a comma too much": lambda data: data.replace(
        "Ærø".encode(), "Ærø".encode() + b"," * 30 + b"x"
    ),
    "an open quote": lambda data: data.replace("Ærø".encode(), b'"' + "Ærø".encode()),
    "text behind a quote": lambda data: data.replace("Ærø".encode(), b'"x"y'),
    "no headings": lambda data: data[data.index(b"\n") + 1 :],
    "a line of rubbish": lambda data: data.replace(b"n0003,", b"\x89PNG\x1a\0\xff\nn0003,"),
    "all rubbish": lambda _: bytes(range(256)) * 40,
    "a row twice": lambda data: data + data.splitlines(keepends=True)[1],
}


@pytest.mark.parametrize("change", [*CUT.values(), *SPOILT.values()], ids=[*CUT, *SPOILT])
def test_damage_is_named_left_alone_and_mended_from_the_backup_and_the_history(
    worked_on, whole_state, change
):
    before = whole_state(worked_on)
    damaged = damage(worked_on, change)
    with pytest.raises(DamagedFile):
        ProjectFolder(worked_on.path)
    (finding,) = doctor.examine(worked_on.path).findings
    assert finding.file == "numbers.csv"
    assert finding.wounds
    for language in ("da", "en"):
        assert finding.problem.text(language)
        assert all(w.what.text(language) and w.mending.text(language) for w in finding.wounds)
    assert numbers(worked_on).read_bytes() == damaged
    found, backup = doctor.repair(worked_on.path)
    assert [each.file for each in found.findings] == ["numbers.csv"]
    assert whole_state(ProjectFolder(worked_on.path)) == before
    with zipfile.ZipFile(worked_on.path / backups.FOLDER / backup.name) as archive:
        assert archive.read("numbers.csv") == damaged
    assert doctor.repair(worked_on.path) == (doctor.examine(worked_on.path), None)


def test_what_a_spreadsheet_changed_before_the_damage_stays(worked_on):
    """Only the wounded line is taken from the history."""

    def change(data):
        return data.replace(b"+4570123001,,,,planned", b"+4570123001,,,,submitted").replace(
            "Ærø".encode(), b"\xff\xfe\x01"
        )

    damage(worked_on, change)
    doctor.repair(worked_on.path)
    table = ProjectFolder(worked_on.path).table("numbers")
    assert table.cell("n0001", "status") == "submitted"
    assert table.cell("n0002", "site") == "Ærø"


def test_of_two_rows_with_one_id_the_known_one_keeps_it_and_the_other_stays(worked_on):
    damage(worked_on, lambda data: data.replace(b"n0003,+4570123003", b"n0002,+4570123003"))
    doctor.repair(worked_on.path)
    table = ProjectFolder(worked_on.path).table("numbers")
    assert table.cell("n0002", "number") == "+4570123002"
    assert "+4570123003" in table.column("number")
    assert len(table) == 5


def test_a_row_that_nobody_knows_is_kept_as_far_as_it_can_be_read(worked_on):
    line = b"n0100,+4570123100,,,,planned,,,Vejle\xff,,,,,,,,,,\n"
    damage(worked_on, lambda data: data + line)
    found, _ = doctor.repair(worked_on.path)
    (wound,) = found.findings[0].wounds
    assert wound.line == 8  # a cell of an earlier row holds a line break
    assert wound.mending.code in {"doctor.row_as_read", "doctor.line_left_out"}


def test_without_a_backup_and_a_history_what_can_be_read_is_kept(folder):
    damage(folder, lambda data: data[: data.index(b"n0004") + 8])
    assert not backups.made(folder.path)
    doctor.repair(folder.path)
    assert ProjectFolder(folder.path).table("numbers").ids()[:3] == ["n0001", "n0002", "n0003"]


@pytest.mark.parametrize(
    ("data", "title"),
    [(b"title = \n", "Flytning"), (b"title = '\xff'", "Flytning"), (None, "Flytning"), (b"", "")],
)
def test_a_project_toml_comes_back_from_the_backup(worked_on, data, title):
    path = worked_on.path / "project.toml"
    if data is None:
        path.unlink()
    else:
        path.write_bytes(data)
    doctor.repair(worked_on.path)
    assert ProjectFolder(worked_on.path).meta.title == title


def test_a_project_toml_without_a_backup_keeps_what_can_be_read(folder):
    path = folder.path / "project.toml"
    path.write_bytes(b'schema = 1\ntitle = "Nordlys"\nregion = "DK\nlanguage = "da"\n')
    doctor.repair(folder.path)
    meta = ProjectFolder(folder.path).meta
    assert (meta.title, meta.language) == ("Nordlys", "da")


def test_a_project_of_a_newer_version_is_not_mended(folder):
    path = folder.path / "project.toml"
    newer = b'schema = 99\ntitle = "Later"\n'
    path.write_bytes(newer)
    found, backup = doctor.repair(folder.path)
    assert found.findings[0].problem.code == "storage.newer_schema"
    assert (found.findings[0].mended, backup) == (None, None)
    assert path.read_bytes() == newer


def test_a_history_is_put_together_from_the_backup_and_what_can_be_read(worked_on):
    path = worked_on.path / "history.csv"
    before = list(worked_on.history())
    data = path.read_bytes()
    path.write_bytes(data.replace(before[1].id.encode(), b"\0\xff", 1))
    with pytest.raises(DamagedFile):
        list(ProjectFolder(worked_on.path).history())
    doctor.repair(worked_on.path)
    left = list(ProjectFolder(worked_on.path).history())
    assert left == [before[0], *before[2:]]


@pytest.mark.parametrize(
    "damage",
    [
        lambda tail: tail.replace(b"commit", b"c\xffmmit"),
        lambda tail: tail.replace(b'""ops""', b'""o""'),
        lambda tail: tail.replace(b'}"\n', b'}x"\n'),
        lambda tail: b"rubbish\n" + tail.replace(b"commit", b"set"),
    ],
)
def test_a_damaged_last_change_of_the_history_is_no_crashs_remains_and_is_kept(worked_on, damage):
    path = worked_on.path / "history.csv"
    before = list(worked_on.history())
    data = path.read_bytes()
    begin = data.rindex(before[-1].id.encode() + b",")
    spoilt = data[:begin] + damage(data[begin:])
    path.write_bytes(spoilt)
    with pytest.raises(DamagedFile):
        ProjectFolder(worked_on.path)
    lenient = ProjectFolder(worked_on.path, lenient=True)
    assert [each.code for each in lenient.damage] == ["storage.damaged_history"]
    assert path.read_bytes() == spoilt
    found, backup = doctor.repair(worked_on.path)
    assert [each.file for each in found.findings] == ["history.csv"]
    assert spoilt in backups.read(worked_on.path, backup.name).values()
    assert list(ProjectFolder(worked_on.path).history()) == before[:-1]


def test_a_history_that_a_spreadsheet_saved_comes_back_from_the_backup(worked_on):
    backups.make(worked_on.path, backups.Reason.DAILY)
    path = worked_on.path / "history.csv"
    before = list(worked_on.history())
    text = path.read_text("utf-8").replace(",", ";")
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
    found, _ = doctor.repair(worked_on.path)
    assert [each.file for each in found.findings] == ["history.csv"]
    assert list(ProjectFolder(worked_on.path).history()) == before


def test_a_whole_project_has_no_findings_and_gets_no_backup(worked_on):
    made = backups.made(worked_on.path)
    assert doctor.repair(worked_on.path)[0].findings == ()
    assert backups.made(worked_on.path) == made


def test_a_folder_without_a_project_is_refused(tmp_path):
    with pytest.raises(Refused):
        doctor.examine(tmp_path)


@given(st.data())
def test_any_damage_to_any_file_is_mended_into_a_project_that_opens(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("fuzz") / "p"
    rows = [{"id": f"n000{n}", "number": f"+45701230{n}0", "site": "Ærø, øst"} for n in range(1, 9)]
    folder = ProjectFolder.create(path, Meta("Fuzz"), {"numbers": rows})
    for row in ("n0001", "n0002"):
        folder.commit((Set("numbers", row, "note", "", 'say "ja"\n'),), **BY)
    name = data.draw(st.sampled_from(["numbers.csv", "history.csv", "project.toml"]))
    whole = (path / name).read_bytes()
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 80)))
    noise = data.draw(st.binary(max_size=40))
    cut = data.draw(st.booleans())
    (path / name).write_bytes(whole[:start] + noise + (b"" if cut else whole[end:]))
    found, _ = doctor.repair(path)
    opened = ProjectFolder(path)
    assert opened.damage == ()
    for finding in found.findings:
        assert finding.mended is not None
    if not found.findings:  # it was a text like another, which is nobody's to judge
        return
    if name != "numbers.csv":
        assert len(opened.table("numbers")) == 8
