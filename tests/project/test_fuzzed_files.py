"""A project's files, spoilt at random, are read or named as damaged; nothing is written to them."""

import random
import shutil
from collections import Counter
from itertools import takewhile

import pytest
from naughty import EVERY

from portwidgets import PortError, Workspace
from portwidgets.domain.schema import TABLES

COUNT = pytest.mark.parametrize("count", [200, pytest.param(5_000, marks=pytest.mark.long)])
IN_CSV = [b'"', b",", b"\n", b"\r", b"\0", b";", b"\t", b"\xff", b"\xef\xbb\xbf", b"n0001,", b"id"]
IN_TOML = [b'"', b"=", b"[", b"]", b"{", b"\n", b"#", b"'''", b"\\u0000", b"\xff", b"1e999", b"."]
IN_TOML += [b"title", b"schema = 99", b"[a]\n[a]", b"a.b.c = ", b"1979-05-27T07:32:00Z", b"inf"]


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A project with something in each of its files."""
    project = Workspace(tmp_path_factory.mktemp("template")).demo(language="en")
    project.numbers.set_many(project.numbers.ids()[:5], "note", 'a, "b"\nc')
    project.save_layout("numbers", {"order": ["id"], "hidden": ["note"]})
    return project.path


def spoilt(dice, data, pieces):
    data = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        place = dice.randrange(len(data) or 1)
        match dice.randrange(6):
            case 0 if data:
                data[place] ^= 1 << dice.randrange(8)
            case 1:
                del data[place : place + dice.choice((1, 7, 300, 10**6))]
            case 2:
                data[place:place] = dice.randbytes(dice.choice((1, 9, 400)))
            case 3:
                data[place:place] = data[:place][-300:]
            case 4:
                data[place:place] = dice.choice(EVERY).encode()
            case _:
                data[place:place] = dice.choice(pieces) * dice.choice((1, 1, 3, 200))
    return bytes(data)


def contents(folder):
    """Return the project's own files; the lock and the backups are none."""
    return {
        path.name: path.read_bytes()
        for path in folder.iterdir()
        if path.suffix in {".csv", ".toml"}
    }


def looked_at(workspace, name):
    """Open a project as the dashboard does and read all of it; return what is said to be wrong."""
    project = workspace.open(name, lenient=True)
    for table in TABLES:
        rows = project._folder.table(table.name)
        assert all(isinstance(text, str) for row in rows.ids() for text in rows.row(row).values())
    list(project.history())
    assert len(project.checklist.guide.items) >= 30
    return project.damage


def is_as_it_was(now, before, damage):
    """Tell whether the files are as they lay.

    Where nothing is damaged the history tells what another program wrote, behind the last whole
    change: of a last one that a crash broke off it keeps nothing.
    """
    if damage:
        return now == before
    log = "history.csv"
    pairs = zip(now[log], before[log], strict=False)
    gone = before[log][sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs)) :]
    is_whole = gone.endswith(b"\n") and b",commit," in gone and gone.count(b'"') % 2 == 0
    return not is_whole and {**now, log: b""} == {**before, log: b""}


def told(damage):
    for each in damage:
        assert each.text("da")
        assert each.text("en")


@COUNT
@pytest.mark.parametrize("kind", ["csv", "toml"])
def test_a_spoilt_file_is_read_or_named_and_left_as_it_is(tmp_path, template, kind, count):
    workspace = Workspace(tmp_path / "workspace")
    workspace.path.mkdir()
    folder = workspace.path / "demo"
    dice, ends = random.Random(count), Counter()
    names = sorted(path.name for path in template.iterdir() if path.suffix == f".{kind}")
    for _ in range(count):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(template, folder)
        path = folder / dice.choice(names)
        path.write_bytes(spoilt(dice, path.read_bytes(), IN_CSV if kind == "csv" else IN_TOML))
        before = contents(folder)
        try:
            damage = looked_at(workspace, "demo")
        except PortError as error:
            damage = [error]
        told(damage)
        ends[damage[0].code if damage else "read"] += 1
        assert is_as_it_was(contents(folder), before, damage)
        [summary] = workspace.projects()
        assert summary.problem is None or summary.problem.text("da")
    print(f"{count} spoilt {kind} files: {dict(ends.most_common())}")
    assert ends["read"] < count


@COUNT
def test_a_file_that_is_spoilt_while_the_project_is_open_is_said_and_nothing_is_lost(
    tmp_path, template, count
):
    workspace = Workspace(tmp_path / "workspace")
    shutil.copytree(template, workspace.path / "demo")
    project = workspace.open("demo", user="anna")
    dice, ends, whole = random.Random(count), Counter(), contents(project.path)
    for _ in range(count // 2):
        name = dice.choice([name for name in whole if name != "project.toml"])
        path = project.path / name
        path.write_bytes(spoilt(dice, whole[name], IN_CSV))
        spoilt_as = contents(project.path)
        try:
            project.refresh()
            refused = list(project.damage)
        except PortError as error:
            refused = [error]
        told(refused)
        ends[refused[0].code if refused else "read"] += 1
        if refused:
            assert contents(project.path) == spoilt_as
            with pytest.raises(PortError):
                project.numbers.add("67 12 39 99")
            assert contents(project.path) == spoilt_as
        shutil.rmtree(project.path)
        shutil.copytree(template, project.path)
        project = workspace.open("demo", user="anna")
    print(f"{count // 2} files spoilt under an open project: {dict(ends.most_common())}")
