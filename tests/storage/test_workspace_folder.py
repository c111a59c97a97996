"""Names stay inside the workspace, and a project moves, is copied and travels as a whole."""

import io
import os
import stat
import zipfile

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portwidgets.domain.edit import Set
from portwidgets.domain.schema import TABLES
from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage import project_zip
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.safe_names import check_name, folder_name
from portwidgets.storage.workspace_folder import WorkspaceFolder

SITE = Set("numbers", "n0001", "site", "", "Odense")
TOML = 'schema = 1\ntitle = "Uploaded"\n'


@pytest.fixture
def workspace(tmp_path):
    return WorkspaceFolder(tmp_path / "workspace")


@pytest.fixture
def project(workspace):
    rows = {"numbers": [{"number": "+4570123400"}, {"number": "+4570123401"}]}
    return workspace.create(Meta("Nordisk Kontor A/S", customer="Nordisk"), rows)


def refused(code, call, *arguments):
    with pytest.raises(Refused) as raised:
        call(*arguments)
    assert raised.value.code == code
    for language in ("da", "en"):
        assert raised.value.text(language)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Nordisk Kontor A/S", "Nordisk-Kontor-A-S"),
        ("Ærø & Søn", "Ærø-Søn"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\system32", "C-Windows-system32"),
        ("con", "con-2"),
        ("COM1", "COM1-2"),
        ("lpt¹", "lpt¹-2"),
        ("archive", "archive-2"),
        ("  ...  ", "project"),
        ("🎉", "project"),
        ("", "project"),
        ("東京 支社", "東京-支社"),
        ("हिन्दी", "हिन्दी"),
        ("a\0b\nc", "a-b-c"),
        ("-rf", "rf"),
    ],
)
def test_any_title_gives_a_folder_name_that_people_recognise(title, name):
    assert folder_name(title) == name


@given(st.text(max_size=300), st.lists(st.text(max_size=5)))
def test_a_folder_name_is_always_safe_and_free(title, taken):
    name = folder_name(title, taken)
    assert check_name(name) == name
    assert name.casefold() not in {each.casefold() for each in taken}
    assert len(name.encode()) < 200


def test_a_name_that_differs_only_in_case_or_spelling_is_taken():
    assert folder_name("Café", ["CAFE\u0301"]) == "Café-2"
    assert folder_name("x", ["X", "x-2"]) == "x-3"


@pytest.mark.parametrize(
    "name",
    ["", ".", "..", "../x", "a/b", "a\\b", "/etc", "C:", "C:\\x", ".hidden", "x.", "x ", " x",
     "a\0", "a\nb", "nul", "NUL.txt", "com1", "archive", "Archive", "x" * 300, "\ud800", "a*",
     None, 7],
)  # fmt: skip
def test_a_name_that_could_mean_another_place_is_refused(workspace, name):
    (workspace.path / "archive").mkdir(parents=True)
    (workspace.path / "archive" / "project.toml").write_text(TOML)
    with pytest.raises(Refused):
        workspace.path_of(name)


def test_a_link_out_of_the_workspace_is_refused(workspace, project, tmp_path):
    outside = ProjectFolder.create(tmp_path / "outside", Meta("Outside")).path
    (workspace.path / "link").symlink_to(outside)
    refused("workspace.bad_name", workspace.path_of, "link")
    assert workspace.names() == [project.name]


def test_an_archive_that_is_a_link_out_is_refused(workspace, tmp_path):
    workspace.path.mkdir()
    ProjectFolder.create(tmp_path / "outside", Meta("Outside"))
    (workspace.path / "archive").symlink_to(tmp_path)
    refused("workspace.bad_name", workspace.path_of, "outside")


def test_a_name_that_nobody_has_is_refused(workspace):
    (workspace.path / "no project").mkdir(parents=True)
    for name in ("missing", "no project"):
        refused("workspace.unknown_name", workspace.path_of, name)


def test_an_empty_workspace_has_no_projects_and_is_not_made(workspace):
    assert workspace.names() == []
    assert not workspace.path.exists()


def test_a_list_shows_what_a_project_is_without_opening_it(workspace, project):
    folder = ProjectFolder(project)
    folder.commit([Set("numbers", "n0001", "note", "", 'a\n"b"\nc')], by="x")
    brief = workspace.brief(project.name)
    assert (brief.name, brief.meta, brief.archived) == (project.name, folder.meta, False)
    assert (brief.numbers, dict(brief.progress)) == (2, {})


def test_two_projects_of_one_title_have_two_names(workspace):
    workspace.create(Meta("Nordisk Kontor A/S"))
    other = workspace.create(Meta("Nordisk Kontor A/S"))
    assert other.name == "Nordisk-Kontor-A-S-2"
    assert workspace.create(Meta("x"), name="demo").name == "demo"
    assert workspace.names() == ["Nordisk-Kontor-A-S", "Nordisk-Kontor-A-S-2", "demo"]


def test_a_project_that_cannot_be_made_leaves_nothing(workspace, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("portwidgets.storage.durable.finish_folder", full)
    with pytest.raises(OSError, match="No space"):
        workspace.create(Meta("x"))
    assert list(workspace.path.iterdir()) == []


def test_a_copy_has_the_history_and_goes_its_own_way(workspace, project):
    ProjectFolder(project).commit([SITE], by="Indkøb")
    name = workspace.duplicate(project.name, "The copy")
    copy = ProjectFolder(workspace.path_of(name))
    assert (name, copy.meta.title, copy.meta.customer) == ("The-copy", "The copy", "Nordisk")
    assert [change.by for change in copy.history()] == ["Indkøb"]
    copy.commit([Set("numbers", "n0001", "site", "Odense", "Vejle")], by="x")
    assert ProjectFolder(project).table("numbers").cell("n0001", "site") == "Odense"
    assert workspace.duplicate(project.name) == "Nordisk-Kontor-A-S-2"


def test_a_renamed_project_has_a_new_title_and_folder(workspace, project):
    name = workspace.rename(project.name, "Ny titel")
    assert name == "Ny-titel"
    assert workspace.names() == [name]
    assert ProjectFolder(workspace.path_of(name)).meta.title == "Ny titel"
    assert workspace.rename(name, "Ny: titel") == name
    workspace.create(Meta("Other"))
    assert workspace.rename(name, "other") == "other-2"


def test_a_project_is_put_away_and_got_back(workspace, project):
    workspace.archive(project.name)
    assert (workspace.path / "archive" / project.name / "numbers.csv").is_file()
    assert workspace.brief(project.name).archived
    assert workspace.archive(project.name) == project.name
    assert ProjectFolder(workspace.path_of(project.name)).commit([SITE], by="x").change
    assert workspace.create(Meta("Nordisk Kontor A/S")).name == "Nordisk-Kontor-A-S-2"
    workspace.unarchive(project.name)
    assert not workspace.brief(project.name).archived
    assert len(workspace.names()) == 2


def test_a_project_travels_as_a_zip_file(workspace, project):
    ProjectFolder(project).commit([SITE], by="Indkøb")
    (project / "letter.pdf").write_bytes(b"%PDF")
    (project / ".numbers.csv.c1.new").write_bytes(b"half")
    packed = workspace.zip(project.name)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = {name.removeprefix(f"{project.name}/") for name in archive.namelist()}
    expected = {"project.toml", "history.csv", "letter.pdf"}
    assert names == expected | {table.file for table in TABLES}
    name = workspace.unzip(packed)
    assert name == "Nordisk-Kontor-A-S-2"
    there = workspace.path_of(name)
    for file in names:
        assert (there / file).read_bytes() == (project / file).read_bytes()
        if os.name != "nt":
            assert not stat.S_IMODE((there / file).stat().st_mode) & 0o007
    assert ProjectFolder(there).table("numbers").cell("n0001", "site") == "Odense"


def zipped(entries, compression=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_file_made_by_hand_is_taken(workspace):
    """Files at the top, and what file managers put beside them."""
    content = {"project.toml": TOML, "__MACOSX/._project.toml": "x", ".DS_Store": "x", "a/": ""}
    assert workspace.unzip(zipped(content)) == "Uploaded"
    assert [path.name for path in workspace.path_of("Uploaded").iterdir()] == ["project.toml"]
    assert ProjectFolder(workspace.path_of("Uploaded")).table("numbers").ids() == []


@pytest.mark.parametrize(
    "name",
    ["../evil", "p/../../evil", "/etc/evil", "p/..", "C:/evil", "C:evil", "p\\..\\evil", "p/nul",
     "p/con.txt", "p//evil", "p/a:b", "p/x.", "p/x ", "a/b/c/d/e", "p/\x01"],
)  # fmt: skip
def test_an_archive_that_would_write_elsewhere_is_refused(workspace, name):
    refused(
        "workspace.unsafe_archive", workspace.unzip, zipped({"p/project.toml": TOML, name: "x"})
    )
    assert list(workspace.path.iterdir()) == []


def test_an_archive_with_a_link_is_refused(workspace):
    link = zipfile.ZipInfo("p/numbers.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("p/project.toml", TOML)
        archive.writestr(link, "/etc/passwd")
    refused("workspace.unsafe_archive", workspace.unzip, packed.getvalue())


def test_an_archive_with_one_name_in_two_spellings_is_refused(workspace):
    content = {"p/project.toml": TOML, "p/numbers.csv": "id\n", "p/Numbers.csv": "id\n"}
    refused("workspace.unsafe_archive", workspace.unzip, zipped(content))


@pytest.mark.parametrize(
    "entries",
    [
        {},
        {"numbers.csv": "id\n"},
        {"a/project.toml": TOML, "b/project.toml": TOML},
        {"a/b/project.toml": TOML},
        {"a/project.toml": TOML, "other.txt": "x"},
    ],
)
def test_an_archive_that_is_not_one_project_is_refused(workspace, entries):
    refused("workspace.no_project_in_zip", workspace.unzip, zipped(entries))
    assert list(workspace.path.iterdir()) == []


def test_a_bomb_is_refused_before_it_is_unpacked(workspace, monkeypatch):
    bomb = zipped({"p/project.toml": TOML, "p/numbers.csv": b"0" * 50_000_000})
    assert len(bomb) < 100_000
    refused("workspace.unpacks_too_large", workspace.unzip, bomb)
    monkeypatch.setattr(project_zip, "_MOST_FILES", 2)
    many = zipped({"p/project.toml": TOML, "p/a": "", "p/b": ""})
    refused("workspace.unpacks_too_large", workspace.unzip, many)


def test_an_archive_that_lies_about_its_sizes_is_refused(workspace):
    honest = zipped({"p/project.toml": TOML, "p/numbers.csv": b"0" * 5_000}, zipfile.ZIP_STORED)
    size = (5_000).to_bytes(4, "little")
    lying = honest[: honest.rindex(b"PK\x01\x02")] + honest[honest.rindex(b"PK\x01\x02") :].replace(
        size + size, size + (10).to_bytes(4, "little")
    )
    assert lying != honest
    with pytest.raises(Refused):
        workspace.unzip(lying)
    assert list(workspace.path.iterdir()) == []


def test_what_is_no_zip_file_is_refused(workspace, monkeypatch):
    whole = zipped({"p/project.toml": TOML, "p/numbers.csv": os.urandom(2000)})
    spoilt = bytearray(whole)
    spoilt[len(whole) // 2] ^= 0xFF
    for content in (b"", b"PK", b"hello", whole[: len(whole) // 2], bytes(spoilt)):
        refused("workspace.not_a_zip", workspace.unzip, content)
    monkeypatch.setattr(project_zip, "LARGEST_UPLOAD", 100)
    refused("workspace.upload_too_large", workspace.unzip, whole)


@pytest.mark.parametrize(
    "compression", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_spoilt_data_is_refused_however_it_was_packed(workspace, compression):
    whole = zipped({"p/project.toml": TOML, "p/numbers.csv": os.urandom(2000)}, compression)
    assert workspace.unzip(whole)
    for place in range(900, 1200, 10):
        spoilt = whole[:place] + bytes(20) + whole[place + 20 :]
        refused("workspace.not_a_zip", workspace.unzip, spoilt)


@given(st.binary(max_size=60), st.integers(0, 400))
@example(b"\0\x0c", 146)  # the data calls itself bzip2
def test_an_archive_with_any_bytes_in_it_is_taken_or_refused(tmp_path_factory, noise, place):
    workspace = WorkspaceFolder(tmp_path_factory.mktemp("fuzz"))
    whole = zipped({"p/project.toml": TOML, "p/numbers.csv": "id,number\nn0001,1\n"})
    spoilt = whole[:place] + noise + whole[place + len(noise) :]
    try:
        name = workspace.unzip(spoilt)
    except (Refused, DamagedFile):
        assert list(workspace.path.iterdir()) == []
    else:
        assert [path.name for path in workspace.path.iterdir()] == [name]
        assert (workspace.path / name / "project.toml").read_text("utf-8") == TOML


def test_an_archive_with_a_spoilt_project_toml_is_not_added(workspace):
    with pytest.raises(DamagedFile):
        workspace.unzip(zipped({"p/project.toml": "title = "}))
    assert list(workspace.path.iterdir()) == []
