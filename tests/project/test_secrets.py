"""PINs and passcodes: kept outside the project, never told but on request, which is noted."""

import json
import logging
import os
import pickle
import stat
import subprocess
import sys
import traceback
from pathlib import Path

import pytest

from portwidgets import DamagedFile, Refused
from portwidgets.domain.edit import SecretDeed
from portwidgets.domain.secret import Secret

PIN = "4711-zebra"
KEY = ("accounts", "a0001", "port_out_pin")

# A keyring for tests, in a process of its own: what it holds lies in a file named by the test.
BACKEND = """
import json, os
from keyring.backend import KeyringBackend
class Kept(KeyringBackend):
    priority = 5
    def _all(self):
        path = os.environ["TEST_KEYRING"]
        return json.load(open(path)) if os.path.exists(path) else {}
    def _save(self, kept):
        json.dump(kept, open(os.environ["TEST_KEYRING"], "w"))
    def get_password(self, service, name):
        return self._all().get(f"{service}:{name}")
    def set_password(self, service, name, password):
        if os.environ.get("TEST_KEYRING_LOCKED"):
            raise RuntimeError(f"will not take {password}")
        self._save({**self._all(), f"{service}:{name}": password})
    def delete_password(self, service, name):
        kept = self._all(); del kept[f"{service}:{name}"]; self._save(kept)
class Silent(Kept):
    def set_password(self, service, name, password):
        import time; time.sleep(60)
"""


@pytest.fixture(autouse=True)
def private(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_PRIVATE", str(tmp_path / "private"))
    return tmp_path / "private"


@pytest.fixture
def workspace(tmp_path):
    from portwidgets import Workspace

    return Workspace(tmp_path / "workspace")


@pytest.fixture
def project(workspace):
    return with_account(workspace.create("Head office"))


def with_account(project):
    from portwidgets.domain.edit import Add

    project.apply([Add("accounts", "", {"carrier": "Telco"})])
    project.apply([Add("numbers", "", {"number": "+4567123400"})])
    return project


def everything(folder):
    return b"".join(path.read_bytes() for path in Path(folder).rglob("*") if path.is_file())


def test_a_secret_comes_back_and_is_in_no_file_of_the_workspace(project, workspace, private):
    project.secrets.set(*KEY, PIN)
    assert project.secrets.has(*KEY)
    assert project.secrets.reveal(*KEY).value == PIN
    assert PIN.encode() not in everything(workspace.path)
    assert PIN.encode() not in project.download()
    assert PIN.encode() in everything(private)


def test_another_window_finds_it_and_is_told(project, workspace):
    other = workspace.open(project.name)
    told = []
    other.observe(told.append)
    project.secrets.set(*KEY, PIN)
    other.refresh()
    assert other.secrets.reveal(*KEY).value == PIN
    assert len(told) == 1
    other.refresh()
    assert len(told) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes; the folder is the user's own")
def test_only_the_owner_may_read_it_even_where_others_were_let_in_before(project, private):
    private.mkdir(mode=0o777)
    private.chmod(0o777)
    project.secrets.set(*KEY, PIN)
    [file] = (private / "secrets").glob("*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.chmod(0o644)
    project.secrets.set("numbers", "n0001", "port_out_pin", "12345")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_history_says_that_it_was_set_shown_and_deleted_by_whom_but_not_what(
    project, workspace
):
    project.user = "Bo"
    project.secrets.set(*KEY, PIN)
    project.secrets.reveal(*KEY)
    project.secrets.delete(*KEY)
    project.secrets.delete(*KEY)
    acts = [(c.by, act) for c in workspace.open(project.name).history() for act in c.acts]
    assert [by for by, _ in acts] == ["Bo"] * 3
    assert [act.deed for _, act in acts] == [
        SecretDeed.SET,
        SecretDeed.SHOWN,
        SecretDeed.DELETED,
    ]
    assert {(act.table, act.row, act.name) for _, act in acts} == {KEY}


def test_what_cannot_be_noted_is_not_shown(project, monkeypatch):
    project.secrets.set(*KEY, PIN)

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(project._folder, "note", full)
    with pytest.raises(Refused) as refused:
        project.secrets.reveal(*KEY)
    assert refused.value.code == "secret.not_shown"


def test_secrets_are_no_steps_to_undo_and_edits_around_them_still_are(project):
    project.checklist.tick("keep_loa_copy")
    project.secrets.set(*KEY, PIN)
    project.undo()
    assert not project.checklist.progress().done
    assert project.secrets.has(*KEY)


def test_a_new_one_takes_the_place_of_the_old_and_an_empty_one_deletes(project, private):
    project.secrets.set(*KEY, PIN)
    project.secrets.set(*KEY, "  98765 ")
    assert project.secrets.reveal(*KEY).value == "98765"
    assert PIN.encode() not in everything(private)
    project.secrets.set(*KEY, "")
    assert not project.secrets.has(*KEY)
    with pytest.raises(Refused):
        project.secrets.reveal(*KEY)


@pytest.mark.parametrize("bad", ["a\nb", "a\0b", "\x1b[31m", "9" * 201, "a\u202eb"])
def test_what_is_no_code_is_refused_and_the_old_one_stands(project, bad):
    project.secrets.set(*KEY, PIN)
    with pytest.raises(Refused) as refused:
        project.secrets.set(*KEY, bad)
    assert bad not in str(refused.value)
    assert project.secrets.reveal(*KEY).value == PIN


@pytest.mark.parametrize(
    "key",
    [
        ("accounts", "a0001", "account_number"),
        ("accounts", "a0009", "port_out_pin"),
        ("orders", "o0001", "port_out_pin"),
        ("../x", "a0001", "port_out_pin"),
        ("numbers", "n0001", "passcode"),
    ],
)
def test_only_known_secrets_of_rows_that_are_there_are_kept(project, key):
    for act in (lambda: project.secrets.set(*key, PIN), lambda: project.secrets.reveal(*key)):
        with pytest.raises(Refused):
            act()
    assert not project.secrets.keys()


def test_secrets_follow_a_project_that_is_renamed_put_away_and_brought_back(project, workspace):
    project.secrets.set(*KEY, PIN)
    name = workspace.rename(project.name, "Warehouse")
    assert workspace.open(name).secrets.reveal(*KEY).value == PIN
    workspace.archive(name)
    assert workspace.open(name).secrets.has(*KEY)
    workspace.unarchive(name)
    assert workspace.open(name).secrets.has(*KEY)


def test_another_project_has_none_of_them_not_even_a_copy_or_one_of_the_same_name(
    project, workspace
):
    import shutil

    project.secrets.set(*KEY, PIN)
    packed = project.download()
    assert not workspace.open(workspace.duplicate(project.name)).secrets.keys()
    assert not workspace.open(workspace.upload(packed)).secrets.keys()
    shutil.rmtree(project.path)
    again = with_account(workspace.create("Head office"))
    assert again.path == project.path
    assert not again.secrets.keys()


def test_a_damaged_file_of_secrets_is_said_and_left_alone(project, private):
    project.secrets.set(*KEY, PIN)
    [file] = (private / "secrets").glob("*.json")
    damaged = file.read_bytes()[:-9]
    file.write_bytes(damaged)
    assert not project.secrets.has(*KEY)
    for act in (project.secrets.reveal, lambda *key: project.secrets.set(*key, "1234")):
        with pytest.raises(DamagedFile) as told:
            act(*KEY)
        assert PIN not in "".join(
            traceback.TracebackException.from_exception(told.value, capture_locals=True).format()
        )
    assert file.read_bytes() == damaged


def test_a_secret_value_shows_itself_nowhere():
    secret = Secret(PIN)
    for shown in (repr(secret), str(secret), f"{secret}", f"{secret!s:>20}", repr([secret])):
        assert PIN not in shown
    with pytest.raises(TypeError):
        pickle.dumps(secret)
    with pytest.raises(TypeError):
        json.dumps(secret)
    assert secret == Secret(PIN)
    assert secret != Secret("else")


@pytest.mark.parametrize("broken", ["write", "read", "note"])
def test_no_traceback_tells_it_not_even_one_with_local_variables(
    project, monkeypatch, caplog, broken
):
    caplog.set_level(logging.DEBUG)
    secret = Secret(PIN)
    project.secrets.set(*KEY, secret)
    with monkeypatch.context() as patched:
        if broken == "write":
            patched.setattr(os, "fsync", _full)
        elif broken == "read":
            patched.setattr(Path, "read_bytes", _full)
            project.secrets._store._stamp = None
        else:
            patched.setattr(project._folder, "note", _full)
        with pytest.raises(Refused) as refused:
            project.secrets.set(*KEY, secret)
    told = traceback.TracebackException.from_exception(refused.value, capture_locals=True)
    assert PIN not in "".join(told.format())
    assert PIN not in caplog.text


def test_the_systems_keyring_is_used_where_there_is_one(project, tmp_path, private):
    kept = _in_process(project, tmp_path, f"secrets.set(*{KEY!r}, {PIN!r})")
    assert PIN in kept
    assert PIN.encode() not in everything(private)
    assert "4711" in _said(project, tmp_path, f"print(secrets.reveal(*{KEY!r}).value)")
    assert project.secrets.has(*KEY), "known without asking the keyring"
    with pytest.raises(Refused) as refused:
        project.secrets.reveal(*KEY)
    assert refused.value.code == "secret.no_keyring"
    assert PIN not in _in_process(project, tmp_path, f"secrets.delete(*{KEY!r})")


def test_a_locked_keyring_makes_way_for_the_file_without_a_word_of_the_secret(project, tmp_path):
    said = _said(project, tmp_path, f"secrets.set(*{KEY!r}, {PIN!r})", TEST_KEYRING_LOCKED="1")
    assert PIN not in said
    assert project.secrets.reveal(*KEY).value == PIN


def test_a_keyring_that_hangs_is_given_up(project, tmp_path):
    act = "import portwidgets.storage.keyring_access as k; k._PATIENCE = 0.3; "
    act += f"secrets.set(*{KEY!r}, {PIN!r})"
    _said(project, tmp_path, act, PYTHON_KEYRING_BACKEND="backend.Silent")
    assert project.secrets.reveal(*KEY).value == PIN


def _full(*_args, **_kwargs):
    raise OSError(28, "No space left on device")


def _in_process(project, tmp_path, act):
    """Do something with the secrets where the system has a keyring; return what it holds."""
    _said(project, tmp_path, act)
    return (tmp_path / "keyring.json").read_text()


def _said(project, tmp_path, act, **environment):
    (tmp_path / "backend.py").write_text(BACKEND)
    code = f"from portwidgets import Project; secrets = Project({str(project.path)!r}).secrets; "
    ran = subprocess.run(
        [sys.executable, "-c", code + act],
        env={
            **os.environ,
            "PYTHONPATH": str(tmp_path),
            "PYTHON_KEYRING_BACKEND": "backend.Kept",
            "TEST_KEYRING": str(tmp_path / "keyring.json"),
            **environment,
        },
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout + ran.stderr
