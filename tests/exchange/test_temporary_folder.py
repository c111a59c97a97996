"""What a killed process left in its temporary folder is gone after the next start."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from portwidgets.exchange import temporary_folder
from portwidgets.exchange.spool import Spool
from portwidgets.exchange.temporary_folder import TemporaryFolder, sweep

UPLOADING = """
import sys
from portwidgets.exchange.spool import Spool
spool = Spool()
spool.begin("list.csv", 6)
spool.take(0, 0, b"+4570")
print(spool._folder.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def own_place(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def uploading():
    """A process in the middle of an upload, and its folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", UPLOADING],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    yield process, Path(process.stdout.readline().strip())
    process.kill()
    process.wait()


def grown_old(folder):
    """Let an hour pass."""
    past = time.time() - 3600
    for path in (folder, folder / ".alive"):
        if path.exists():
            os.utime(path, (past, past))


def test_what_a_killed_process_left_is_gone_with_the_next_import(uploading):
    process, folder = uploading
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert (folder / "0" / "list.csv").exists()
    grown_old(folder)
    spool = Spool()
    assert not folder.exists()
    spool.close()


def test_a_folder_whose_process_lives_stays_however_old_it_is(uploading):
    _, folder = uploading
    grown_old(folder)
    sweep()
    assert (folder / "0" / "list.csv").read_bytes() == b"+4570"


def test_a_process_that_ends_in_good_order_leaves_nothing(uploading, own_place):
    process, _ = uploading
    process.communicate()
    assert list(own_place.iterdir()) == []


def test_a_folder_that_is_just_being_made_is_not_taken_for_a_dead_ones(own_place):
    new = left_behind(own_place, "x")
    os.utime(new / ".alive")
    sweep()
    assert new.exists()


def left_behind(place, name):
    """A folder as a killed process leaves it."""
    folder = place / f"{temporary_folder.PREFIX}import-{name}"
    folder.mkdir()
    (folder / "list.csv").touch()
    (folder / ".alive").touch()
    grown_old(folder)
    return folder


def test_a_folder_of_a_person_that_happens_to_be_called_so_is_left(own_place):
    folder = left_behind(own_place, "x")
    (folder / ".alive").unlink()
    grown_old(folder)
    sweep()
    assert (folder / "list.csv").exists()


@pytest.mark.skipif(
    not hasattr(os, "getuid"), reason="Windows gives each user a place of their own"
)
def test_what_is_somebody_elses_is_left(own_place, monkeypatch):
    theirs, elsewhere = left_behind(own_place, "theirs"), own_place / "elsewhere"
    theirs.rename(elsewhere)
    theirs.symlink_to(elsewhere, target_is_directory=True)
    another = left_behind(own_place, "another")
    with monkeypatch.context() as patch:
        patch.setattr(os, "getuid", lambda: 12345)
        sweep()
    assert another.exists()
    sweep()
    assert (elsewhere / "list.csv").exists()
    assert not another.exists()


def test_where_there_are_no_locks_nothing_is_swept(own_place, monkeypatch):
    def refuse(*_, **__):
        raise NotImplementedError

    monkeypatch.setattr("filelock.FileLock.acquire", refuse)
    with TemporaryFolder("import") as folder:
        grown_old(folder)
        sweep()
        assert folder.exists()
    assert list(own_place.iterdir()) == []
