"""A shared link opens one project to read, ends, can be revoked, and opens nothing else."""

import json
import os
import re
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from hypothesis import assume, given
from hypothesis import strategies as st
from network import ask, dial, framed, message
from serving import Served

from portwidgets import Refused, Workspace
from portwidgets.app.cli import build
from portwidgets.storage.private_files import private_folder
from portwidgets.storage.share_links import ShareLinks

NAUGHTY = 'Head <b onclick=alert(1)>office</b> & "Sons" \' {{7*7}} ${x} \u202e'


def run(workspace, *arguments):
    """Run the command; return its outcome."""
    given = ["share", *arguments, "--workspace", str(workspace)]
    return CliRunner().invoke(build("en"), given)


def share(workspace, project, *arguments):
    """Return what `share --json` says of a new link."""
    ran = run(workspace, project.name, "--json", *arguments)
    assert ran.exit_code == 0, ran.output
    return json.loads(ran.output)


def signed_of(made):
    return made["url"].rpartition("/")[2]


# --- the links themselves ------------------------------------------------------------------------


@pytest.fixture
def workspace(tmp_path):
    return Workspace(tmp_path / "workspace")


@pytest.fixture
def project(workspace):
    return workspace.create("Head office")


def test_a_link_opens_its_project_until_its_last_day_is_over(project):
    now = datetime.now(UTC)
    link = ShareLinks().create(project.path, days=2, by="anna")
    signed = ShareLinks().signed(link)
    assert ShareLinks(lambda: now + timedelta(days=1, hours=23)).open(signed) == link
    with pytest.raises(Refused):
        ShareLinks(lambda: now + timedelta(days=2, minutes=1)).open(signed)


def test_a_revoked_link_opens_nothing_and_leaves_the_others(project):
    one, other = (ShareLinks().create(project.path, days=2, by="anna") for _ in "ab")
    ShareLinks().revoke(one.id)
    with pytest.raises(Refused):
        ShareLinks().open(ShareLinks().signed(one))
    assert ShareLinks().open(ShareLinks().signed(other)) == other
    with pytest.raises(Refused):
        ShareLinks().revoke(one.id)


def test_a_link_follows_its_project_and_ends_with_it(project, workspace):
    import shutil

    link = ShareLinks().create(project.path, days=2, by="anna")
    signed = ShareLinks().signed(link)
    name = workspace.archive(workspace.rename(project.name, "Warehouse"))
    assert ShareLinks().open(signed).project == name
    name = workspace.rename(workspace.unarchive(name), "Head office")
    shutil.rmtree(workspace.path / name)
    assert workspace.create("Head office").name == name
    with pytest.raises(Refused):
        ShareLinks().open(signed)


@given(st.data())
def test_what_was_changed_in_a_link_opens_nothing(tmp_path_factory, data):
    folder = tmp_path_factory.getbasetemp()
    signed = ShareLinks().signed(ShareLinks().create(folder, days=2, by="anna"))
    place = data.draw(st.integers(0, len(signed) - 1))
    letter = data.draw(st.sampled_from("AZaz09-_.~=+/ é\0"))
    changed = signed[:place] + letter + signed[place + 1 :]
    assume(_bits(changed) != _bits(signed))
    with pytest.raises(Refused):
        ShareLinks().open(changed)


@given(st.text() | st.binary().map(lambda data: data.decode("latin-1")))
def test_what_was_never_a_link_opens_nothing(text):
    with pytest.raises(Refused):
        ShareLinks().open(text)


def test_a_link_signed_by_another_key_opens_nothing(project, tmp_path, monkeypatch):
    link = ShareLinks().create(project.path, days=2, by="anna")
    listed = (private_folder() / "shares.json").read_bytes()
    monkeypatch.setenv("PORTWIDGETS_PRIVATE", str(tmp_path / "forger"))
    forged = ShareLinks().signed(link)
    monkeypatch.undo()
    assert (private_folder() / "shares.json").read_bytes() == listed
    with pytest.raises(Refused):
        ShareLinks().open(forged)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes; the folder is the user's own")
def test_the_key_is_its_owners_and_outside_the_workspace(project, workspace):
    ShareLinks().signed(ShareLinks().create(project.path, days=2, by="anna"))
    for name in ("share.key", "shares.json"):
        file = private_folder() / name
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert not file.resolve().is_relative_to(workspace.path.resolve())
    key = (private_folder() / "share.key").read_bytes()
    assert len(key) >= 32
    files = [path for path in workspace.path.rglob("*") if path.is_file()]
    assert files
    assert [path for path in files if key in path.read_bytes()] == []


# --- the command ---------------------------------------------------------------------------------


def test_the_command_makes_lists_and_revokes_links(workspace, project):
    other = workspace.create("Warehouse")
    made = share(workspace.path, project, "--days", "3", "--url", "https://ports.example.com/x")
    assert made["url"].startswith("https://ports.example.com/x/shared/")
    left = datetime.fromisoformat(made["ends_at"]) - datetime.now(UTC)
    assert timedelta(days=2, hours=23) < left <= timedelta(days=3)
    share(workspace.path, other)
    listed = json.loads(run(workspace.path, "--list", "--json").output)
    assert [each["project"] for each in listed] == [project.name, other.name]
    assert json.loads(run(workspace.path, project.name, "--list", "--json").output) == [
        {**made, "url": listed[0]["url"]}
    ]
    assert made["id"] in run(workspace.path, "--list").output
    assert run(workspace.path, "--revoke", made["id"]).exit_code == 0
    listed = json.loads(run(workspace.path, "--list", "--json").output)
    assert [each["project"] for each in listed] == [other.name]
    again = run(workspace.path, "--revoke", made["id"])
    assert (again.exit_code, made["id"] in again.output) == (1, True)


def test_the_command_says_the_link_how_long_it_opens_and_how_to_close_it(workspace, project):
    said = run(workspace.path, project.name).output
    assert "http://127.0.0.1:8866/shared/" in said
    assert "portwidgets share --revoke" in said
    assert "works on this machine only" in said
    public = run(workspace.path, project.name, "--url", "https://ports.example.com").output
    assert "works on this machine only" not in public


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), 2),
        (("x", "--revoke", "y"), 2),
        (("--list", "--revoke", "y"), 2),
        (("x", "--days", "0"), 2),
        (("x", "--days", "9999"), 2),
        (("no-such-project",), 1),
        (("../Head-office",), 1),
    ],
)
def test_a_wrong_call_makes_no_link(workspace, project, arguments, code):
    before = ShareLinks().all()
    assert run(workspace.path, *arguments).exit_code == code
    assert ShareLinks().all() == before
    assert project.name


# --- the page, as the network sees it ------------------------------------------------------------


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("shared")
    with Served(folder, "1", base_url="/porting", waiting=0) as server:
        server.workspace = Workspace(folder / "workspace")
        server.project = server.workspace.create(NAUGHTY, customer="Eksempel A/S")
        server.project.numbers.add_rows(
            [{"number": f"+45671234{n:02}", "note": "internal", "user": "Mette"} for n in range(3)]
        )
        server.project.checklist.set("keep_loa_copy", "note", "internal")
        server.other = server.workspace.create("Another customer")
        server.made = share(server.workspace.path, server.project)
        server.path = urlsplit(server.made["url"]).path
        yield server


def test_the_command_knows_where_the_server_listens(served):
    assert served.made["url"].startswith(served.address + "shared/")


@pytest.mark.parametrize("page", ["overview", "checklist", "numbers", "", "nonsense"])
def test_whoever_has_the_link_reads_the_project_without_a_key_or_cookie(served, page):
    status, headers, body = ask(served, f"{served.path}?page={page}", token="")
    text = body.decode()
    assert status == 200
    assert "Set-Cookie" not in headers
    assert "Head &lt;b onclick=alert(1)&gt;office&lt;/b&gt; &amp; &quot;Sons&quot;" in text
    assert ("+4567123401" in text) is (page == "numbers")
    assert "Another customer" not in text
    assert "internal" not in text
    assert "Mette" not in text


def test_the_page_may_load_nothing_and_run_nothing_but_its_own_script(served):
    _, headers, body = ask(served, served.path, token="")
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert re.search(r"script-src 'sha256-[^']+';", policy)
    assert re.search(r"style-src 'sha256-[^']+';", policy)
    assert "unsafe" not in policy
    assert "form-action 'none'" in policy
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == "no-store"
    assert "noindex" in headers["X-Robots-Tag"]
    assert not re.findall(
        r'(?:src|href|action)="(?!\?|data:,)', body.decode().partition("<script>")[0]
    )


def test_the_link_opens_no_other_route_with_whatever_it_comes(served):
    signed = signed_of(served.made)
    base = "/porting/"
    for path in (
        base,
        f"{base}?project={served.project.name}",
        f"{base}files/dashboard.js",
        f"{base}api/kernels/11111111-2222-3333-4444-555555555555",
        f"{base}shared/",
        f"{base}shared/{signed}/../../",
        f"{base}shared/{signed}/{served.other.name}",
        f"{base}shared/{served.other.name}",
        f"{base}shared/{signed}.x",
    ):
        for headers in (
            {},
            {"Authorization": f"token {signed}"},
            {"Authorization": f"Bearer {signed}"},
            {"Cookie": f"username={signed}; token={signed}"},
            {"Referer": served.made["url"]},
        ):
            status, answered, body = ask(served, path, token="", headers=headers)
            assert status in {302, 403, 404}, (path, headers)
            assert status != 302 or "/login" in answered["Location"], (path, headers)
            assert b"Another customer" not in body
    status, answered, _ = ask(served, f"{base}?token={signed}", token="")
    assert (status, "/login" in answered["Location"]) == (302, True)


@pytest.mark.parametrize(
    "query",
    [
        "?project=Another-customer",
        "?page=../../Another-customer",
        "?page=overview&page=numbers",
        "?first=-1",
        "?first=99999999999999999999999999",
        "?page=numbers&first=5",
        "?language=../../../etc/passwd",
        "?signed=x&workspace=/&folder=/etc",
        "?" + "x" * 5_000,
        "?token=wrong",
    ],
)
def test_a_query_string_shows_nothing_but_that_project(served, query):
    status, _, body = ask(served, served.path + query, token="")
    assert status == 200
    assert b"Head &lt;b onclick" in body
    assert b"Another customer" not in body


def test_nothing_can_be_sent_to_it(served):
    before = _files(served.project.path)
    for method in ("POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD"):
        assert ask(served, served.path, method=method, token="", body=b"x=1")[0] == 405
    assert _files(served.project.path) == before


def test_there_is_no_websocket_to_send_hostile_messages_to(served):
    """Neither at the link itself nor, with the link as key, at a kernel that is there."""
    signed = signed_of(served.made)
    status, _, body = ask(served, "/porting/")
    assert status == 200
    kernel = re.search(r'"kernel": "([^"]+)"', body.decode())[1]
    hostile = {"Authorization": f"token {signed}", "Cookie": f"username={signed}"}
    channels = f"/porting/api/kernels/{kernel}/channels"
    for path in (
        served.path,
        f"{served.path}/channels",
        f"{served.path}/api/kernels/{kernel}/channels",
        channels,
        f"{channels}?session_id=x&token={signed}",
        f"{channels}?signed={signed}",
        f"/porting/voila/query/{kernel}",
    ):
        for headers in ({}, hostile, {**hostile, "Origin": served.address.rstrip("/")}):
            assert dial(served, path, token="", headers=headers) != 101, path
    assert dial(served, channels) == 101, "the kernel was there to be reached, with the key"
    for each in (message("execute_request", {"code": "1"}), framed("comm_open", {})):
        given = each if isinstance(each, bytes) else each.encode()
        assert ask(served, served.path, method="POST", token="", body=given)[0] == 405
    assert ask(served, f"/porting/voila/api/shutdown/{kernel}", method="POST")[0] == 204


def test_a_revoked_or_ended_link_says_the_same_as_one_that_never_was(served):
    made = share(served.workspace.path, served.project)
    path = urlsplit(made["url"]).path
    assert ask(served, path, token="")[0] == 200
    run(served.workspace.path, "--revoke", made["id"])
    revoked = ask(served, path, token="")
    never = ask(served, "/porting/shared/never-was", token="")
    assert (revoked[0], revoked[2]) == (never[0], never[2]) == (404, never[2])
    assert b"Head" not in revoked[2]


def test_a_link_to_a_project_of_another_workspace_opens_nothing_here(served, workspace, project):
    made = share(workspace.path, project)
    status, _, body = ask(served, f"/porting/shared/{signed_of(made)}", token="")
    assert status == 404
    assert b"Head office" not in body


def test_the_page_is_read_anew_and_not_sent_again_while_nothing_changed(served):
    made = share(served.workspace.path, served.other)
    path = urlsplit(made["url"]).path
    _, headers, _ = ask(served, path, token="")
    known = {"If-None-Match": headers["ETag"]}
    assert ask(served, path, token="", headers=known)[0] == 304
    served.other.checklist.tick("keep_loa_copy")
    status, _, body = ask(served, path, token="", headers=known)
    assert status == 200
    assert b"1 of 30" in body


def test_many_numbers_come_in_parts(served):
    project = served.workspace.create("Large")
    project.numbers.add_rows([{"number": f"+45671{n:05}"} for n in range(450)])
    path = urlsplit(share(served.workspace.path, project)["url"]).path
    shown = []
    for first in (0, 200, 400, 10_000):
        _, _, body = ask(served, f"{path}?page=numbers&first={first}", token="")
        shown.append(body.count(b"<tr>") - 1)
    assert shown == [200, 200, 50, 50]


def test_a_project_that_cannot_be_read_says_so_without_telling_where_it_lies(served):
    project = served.workspace.create("Broken")
    path = urlsplit(share(served.workspace.path, project)["url"]).path
    Path(project.path / "project.toml").write_bytes(b"= no toml")
    status, _, body = ask(served, path, token="")
    assert status == 503
    assert str(project.path).encode() not in body


def _files(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _bits(signed):
    """The last letter of a base64 text has bits that mean nothing."""
    import base64

    try:
        parts = signed.split(".")
        return [base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)) for part in parts]
    except ValueError:
        return signed
