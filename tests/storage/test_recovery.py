"""A change is whole or absent, whichever call it dies in, and what was told as saved stays."""

import errno
import os
import shutil

import pytest

from portwidgets.domain.edit import Add, Delete, Set
from portwidgets.errors import PortError
from portwidgets.storage import durable
from portwidgets.storage.project_folder import ProjectFolder

CHANGE = (
    Set("numbers", "n0001", "site", "Århus", "Odense"),
    Add("numbers", "n0100", {"number": "1"}, "n0002"),
    Set("progress", "sign_loa", "state", "open", "done"),
)
CALLS = ("open", "write", "fsync", "close", "replace", "stat", "unlink", "scandir", "ftruncate")
DIED = 9
FORKS = pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork a process")
BY = {"by": "Indkøb", "at": "2026-11-22T20:00:00Z"}


class Died(BaseException):
    """The process ends here: nothing after it may run."""


class Calls:
    """Lets the system calls of a commit through until the one that shall go wrong."""

    def __init__(self, monkeypatch, folder, fail_at=None, error=None):
        self.count = 0
        self.fail_at = fail_at
        self.error = error
        self.folder = str(folder)
        for name in CALLS:
            monkeypatch.setattr(os, name, self.wrapped(name, getattr(os, name)))

    def wrapped(self, name, call):
        def wrapper(*args, **kwargs):
            self.count += 1
            if self.count == self.fail_at:
                if self.error is None:
                    os._exit(DIED)
                if name == "close":
                    call(*args, **kwargs)
                raise OSError(self.error, os.strerror(self.error))
            return call(*args, **kwargs)

        return wrapper


def clean(path):
    return not durable.staged_files(path)


def number_of_calls(tmp_path, make_project):
    folder = make_project(tmp_path / "counted")
    with pytest.MonkeyPatch.context() as patch:
        calls = Calls(patch, folder.path)
        folder.commit(CHANGE, **BY)
    return calls.count


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_commit_whose_system_calls_fail_in_turn_is_whole_or_absent(
    tmp_path, make_project, whole_state, error
):
    total = number_of_calls(tmp_path, make_project)
    assert total > 20
    outcomes = set()
    for fail_at in range(1, total + 1):
        folder = make_project(tmp_path / f"p{fail_at}")
        before = whole_state(folder)
        told = False
        with pytest.MonkeyPatch.context() as patch:
            Calls(patch, folder.path, fail_at, error)
            try:
                folder.commit(CHANGE, **BY)
                told = True
            except (OSError, PortError) as failure:
                outcomes.add(type(failure).__name__)
        fresh = ProjectFolder(folder.path)
        folder.refresh()
        assert whole_state(folder) == whole_state(fresh), fail_at
        absent = whole_state(fresh) == before
        if not absent:
            assert fresh.table("numbers").cell("n0001", "site") == "Odense", fail_at
            assert fresh.table("numbers").ids()[2] == "n0100", fail_at
            assert fresh.table("progress").cell("sign_loa", "state") == "done", fail_at
        assert not (told and absent), fail_at
        assert len(list(fresh.history())) == (0 if absent else 1), fail_at
        assert clean(folder.path), fail_at
        folder.commit(CHANGE, **BY)
        assert ProjectFolder(folder.path).table("numbers").cell("n0001", "site") == "Odense"
    assert "Refused" in outcomes


@pytest.mark.parametrize("change", [CHANGE, CHANGE[:1]])
def test_a_first_rename_that_fails_takes_the_change_out_again(folder, monkeypatch, change):
    """On Windows, Excel holds the file: the person is told that nothing was changed."""
    before = (folder.path / "history.csv").read_bytes()

    def refuse(*_):
        raise PermissionError(errno.EACCES, "held by Excel")

    with monkeypatch.context() as patch:
        patch.setattr(durable, "publish", refuse)
        with pytest.raises(PermissionError):
            folder.commit(change, **BY)
    assert (folder.path / "history.csv").read_bytes() == before
    assert clean(folder.path)
    assert folder.table("numbers").cell("n0001", "site") == "Århus"
    assert len(folder.table("numbers")) == 5
    assert ProjectFolder(folder.path).table("numbers").cell("n0001", "site") == "Århus"


def test_a_log_that_cannot_be_synced_keeps_its_old_end(folder, monkeypatch):
    before = (folder.path / "history.csv").read_bytes()
    real = os.fsync
    calls = []

    def failing(descriptor):
        calls.append(descriptor)
        if len(calls) == 3:
            raise OSError(errno.EIO, "disk error")
        real(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with pytest.raises(OSError, match="disk error"):
            folder.commit(CHANGE, **BY)
    assert (folder.path / "history.csv").read_bytes() == before


def test_a_change_that_lacks_a_line_in_the_log_never_happened(folder):
    folder.commit(CHANGE, **BY)
    folder.commit((Set("numbers", "n0001", "site", "Odense", "Vejle"),), **BY)
    path = folder.path / "history.csv"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(line for line in lines if b",progress,sign_loa," not in line))
    changes = ProjectFolder(folder.path).history()
    # What the table has of it is nobody's change then.
    assert [(change.by, len(change.ops)) for change in changes] == [("Indkøb", 1), ("", 1)]


def dying_at(fail_at, path, make_project):
    """Let a process commit that dies, as by a power cut, at one of its system calls."""
    folder = make_project(path)
    child = os.fork()
    if child == 0:
        own = ProjectFolder(folder.path)  # a lock is not inherited
        Calls(pytest.MonkeyPatch(), folder.path, fail_at)
        own.commit(CHANGE, **BY)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == DIED, fail_at
    return folder


@FORKS
def test_a_process_that_dies_at_any_system_call_leaves_all_or_nothing(
    tmp_path, make_project, whole_state
):
    before = whole_state(make_project(tmp_path / "before"))
    done = make_project(tmp_path / "done")
    done.commit(CHANGE, **BY)
    after = whole_state(done)
    seen = []
    for fail_at in range(1, number_of_calls(tmp_path, make_project) + 1):
        folder = dying_at(fail_at, tmp_path / f"p{fail_at}", make_project)
        fresh = whole_state(ProjectFolder(folder.path))
        assert fresh in (before, after), fail_at
        assert clean(folder.path)
        seen.append(fresh == after)
    assert seen == sorted(seen), "once in the log, it stays"
    assert {True, False} == set(seen)


def test_nothing_is_told_as_saved_before_it_is_durable_in_this_order(folder, monkeypatch):
    """New tables, then the log, then the renames, then the folder: each waits for the last."""
    folder.commit((Set("progress", "check_contract", "note", "", "backed up today"),), **BY)
    calls = []
    names = {}
    real = {name: getattr(os, name) for name in ("open", "fsync", "replace")}

    def opened(path, *arguments, **options):
        descriptor = real["open"](path, *arguments, **options)
        names[descriptor] = os.path.basename(path)  # noqa: PTH119  a text is what came in
        return descriptor

    def synced(descriptor):
        calls.append(("fsync", names[descriptor].split(".c", 2)[0].lstrip(".")))
        real["fsync"](descriptor)

    def replaced(source, target):
        calls.append(("replace", target.stem))
        real["replace"](source, target)

    monkeypatch.setattr(os, "open", opened)
    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    folder.commit(CHANGE, **BY)
    expected = [("fsync", name) for name in ("numbers", "progress", "history")]
    expected += [("replace", "numbers"), ("replace", "progress")]
    assert calls == [*expected, *([("fsync", "project")] if os.name != "nt" else [])]


@FORKS
def test_a_folder_that_is_copied_after_a_crash_is_whole_too(tmp_path, make_project, whole_state):
    before = whole_state(make_project(tmp_path / "before"))
    done = make_project(tmp_path / "done")
    done.commit(CHANGE, **BY)
    after = whole_state(done)
    for fail_at in range(1, number_of_calls(tmp_path, make_project) + 1):
        folder = dying_at(fail_at, tmp_path / f"p{fail_at}", make_project)
        shutil.copytree(folder.path, tmp_path / f"copy{fail_at}")
        assert whole_state(ProjectFolder(tmp_path / f"copy{fail_at}")) in (before, after)


def interrupted(path, make_project, renames):
    """Make a project in which a change died after so many renames."""
    folder = make_project(path)
    real = durable.publish
    left = [renames]

    def publish(temporary, target):
        if not left[0]:
            raise Died
        left[0] -= 1
        real(temporary, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(durable, "publish", publish)
        with pytest.raises(Died):
            folder.commit(CHANGE, **BY)
    return folder


@pytest.mark.parametrize("renames", [0, 1])
def test_the_same_process_completes_what_was_interrupted(tmp_path, make_project, renames):
    """As when a person interrupts the kernel in the middle of a save."""
    folder = interrupted(tmp_path / "p", make_project, renames)
    assert sorted(folder.refresh(), key=str) == sorted(CHANGE, key=str)
    assert folder.table("progress").cell("sign_loa", "state") == "done"
    assert folder.table("numbers").cell("n0001", "site") == "Odense"
    assert b"".join(folder.table("numbers").encoded()) == (folder.path / "numbers.csv").read_bytes()


def test_another_process_completes_what_was_interrupted(tmp_path, make_project):
    make = interrupted(tmp_path / "p", make_project, 1)
    fresh = ProjectFolder(make.path)
    assert fresh.table("numbers").cell("n0001", "site") == "Odense"
    assert fresh.table("progress").cell("sign_loa", "state") == "done"
    assert fresh.table("progress").cell("sign_loa", "changed_by") == "Indkøb"


def test_a_spreadsheet_that_saved_before_the_recovery_is_merged(tmp_path, make_project):
    folder = interrupted(tmp_path / "p", make_project, 0)
    path = folder.path / "numbers.csv"
    path.write_bytes(path.read_bytes().replace(b"+4570123002", b"+4599999999"))
    table = ProjectFolder(folder.path).table("numbers")
    assert table.cell("n0002", "number") == "+4599999999"
    assert table.cell("n0001", "site") == "Odense"


def test_a_backup_put_back_by_hand_stands(folder):
    """The last change must not be made once more on what a person restored."""
    path = folder.path / "numbers.csv"
    shutil.copy2(path, folder.path / "backup")
    folder.commit(CHANGE, **BY)
    (folder.path / "backup").replace(path)
    assert ProjectFolder(folder.path).table("numbers").cell("n0001", "site") == "Århus"
    assert Set("numbers", "n0001", "site", "Odense", "Århus") in folder.refresh()


def test_power_loss_that_takes_renames_back_loses_nothing(folder):
    """Without the folder's fsync several changes are gone from a table, none from the log."""
    path = folder.path / "numbers.csv"
    os.link(path, folder.path / "old")
    folder.commit(CHANGE, **BY)
    folder.commit((Set("numbers", "n0001", "site", "Odense", "Vejle"),), **BY)
    folder.commit((Set("progress", "sign_loa", "note", "", "x"),), **BY)
    (folder.path / "old").replace(path)
    table = ProjectFolder(folder.path).table("numbers")
    assert table.cell("n0001", "site") == "Vejle"
    assert "n0100" in table


def test_a_torn_end_of_the_history_is_cut_off(folder):
    folder.commit(CHANGE, **BY)
    path = folder.path / "history.csv"
    whole = path.read_bytes()
    folder.commit((Set("numbers", "n0001", "site", "Odense", "Vejle"),), **BY)
    group = path.read_bytes()[len(whole) :]
    for length in range(1, len(group)):
        path.write_bytes(whole + group[:length])
        fresh = ProjectFolder(folder.path)
        assert path.read_bytes().startswith(whole)
        # Here its table was renamed already, so that what stands there is nobody's change.
        assert [change.by for change in fresh.history()] == ["Indkøb", ""]
    row = fresh.table("numbers").filled("n0002")
    fresh.commit((Delete("numbers", "n0002", row),), **BY)
    assert len(list(ProjectFolder(folder.path).history())) == 3


def test_no_text_in_a_cell_passes_for_the_end_of_a_change(folder):
    for text in (
        'c1,2026,x,commit,,,,,"{""ops"":1,""tables"":{}}"\n',
        '\nc1,2026,x,commit,,,,,"{""ops"":0,""tables"":{}}"\n',
        ',commit,,,,,"{"ops":1',
    ):
        now = folder.table("numbers").cell("n0001", "note")
        folder.commit((Set("numbers", "n0001", "note", now, text),), by=text, at=text)
        folder.commit((Add("numbers", "", {"note": text, "user": text}),), **BY)
    fresh = ProjectFolder(folder.path)
    assert len(list(fresh.history())) == 6
    assert [change.by for change in fresh.history()] == [c.by for c in folder.history()]


def test_a_history_longer_than_its_tail_is_read_from_its_end(folder, monkeypatch):
    monkeypatch.setattr("portwidgets.storage.write_ahead_log._TAIL", 64)
    for text in range(30):
        now = folder.table("numbers").cell("n0001", "note")
        folder.commit((Set("numbers", "n0001", "note", now, f"note\n{text}"),), **BY)
    fresh = ProjectFolder(folder.path)
    assert len(list(fresh.history())) == 30
    assert fresh.commit((Add("numbers", "", {}),), **BY).change.ops[0].row == "n0006"


def test_a_read_only_file_is_respected(folder, monkeypatch):
    """Rename would pass over it; the superuser of a container needs to be told by hand."""

    def refuse(path):
        raise PermissionError(errno.EACCES, "read-only", str(path))

    monkeypatch.setattr(durable, "check_writable", refuse)
    before = (folder.path / "history.csv").read_bytes()
    with pytest.raises(PermissionError):
        folder.commit(CHANGE, **BY)
    assert (folder.path / "history.csv").read_bytes() == before
    assert clean(folder.path)


def test_a_table_replaced_under_our_hands_is_merged_not_overwritten(folder, monkeypatch):
    """A spreadsheet knows no lock: the version is looked at once more before the log."""
    path = folder.path / "numbers.csv"
    real = durable.staging
    meddled = []

    def staging(target, data, change, **how):
        staged = yield from real(target, data, change, **how)
        if target == path and not meddled:
            meddled.append(path.write_bytes(path.read_bytes().replace(b"3002", b"3999")))
        return staged

    monkeypatch.setattr(durable, "staging", staging)
    done = folder.commit(CHANGE, **BY)
    assert done.others == (Set("numbers", "n0002", "number", "+4570123002", "+4570123999"),)
    table = ProjectFolder(folder.path).table("numbers")
    assert table.cell("n0002", "number") == "+4570123999"
    assert table.cell("n0001", "site") == "Odense"


def test_a_read_only_folder_can_be_read(folder, monkeypatch):
    def refuse(*_):
        raise PermissionError(errno.EROFS, "read-only")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    (folder.path / "history.csv").write_bytes((folder.path / "history.csv").read_bytes() + b"torn")
    assert len(ProjectFolder(folder.path).table("numbers")) == 5
    assert (folder.path / "history.csv").read_bytes().endswith(b"torn")
    with pytest.raises(OSError, match="read-only"):
        folder.commit(CHANGE, **BY)


def test_a_file_system_without_locks_is_written_with_the_version_check(folder, monkeypatch):
    def refuse(*_):
        raise OSError(errno.ENOLCK, "no locks")

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    other = ProjectFolder(folder.path)
    other.commit(CHANGE[:1], **BY)
    assert folder.commit(CHANGE, **BY).others == CHANGE[:1]
