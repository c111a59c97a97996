"""Serving is never open: no key, no server; and the pages' headers let in what is named only."""

import os
import re
import socket
import subprocess
import sys

import pytest
from network import ask
from serving import TOKEN, Served

from portwidgets import Refused
from portwidgets.app import policy
from portwidgets.app.options import ServerOptions

HOSTS = ["127.0.0.1", "localhost", "::1", "0.0.0.0", "::", "192.0.2.7", "ports.example.com"]


@pytest.mark.parametrize("host", HOSTS)
@pytest.mark.parametrize("token", ["", "x", "123456789012345"])
def test_no_address_is_served_without_a_key_that_nobody_guesses(tmp_path, host, token):
    with pytest.raises(Refused):
        ServerOptions(workspace=tmp_path, host=host, token=token)


def test_every_server_that_is_given_no_key_makes_one_of_its_own(tmp_path, monkeypatch):
    monkeypatch.delenv("PORTWIDGETS_TOKEN", raising=False)
    keys = {ServerOptions(workspace=tmp_path, host=host).token for host in HOSTS}
    assert len(keys) == len(HOSTS)
    assert min(len(key) for key in keys) >= 32


def test_the_command_refuses_a_public_address_with_a_key_to_guess_and_listens_nowhere(tmp_path):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "portwidgets", "serve", str(tmp_path), "--host", "0.0.0.0"]
    ran = subprocess.run(
        [*command, "--port", str(port), "--no-browser"],
        env={**os.environ, "PORTWIDGETS_TOKEN": "1234"},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ran.returncode == 1
    assert "PORTWIDGETS_TOKEN" in ran.stderr
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_the_key_is_in_no_option_that_a_list_of_processes_would_show():
    ran = subprocess.run(
        [sys.executable, "-m", "portwidgets", "serve", "--help"],
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    assert "--host" in ran.stdout
    assert not re.search(r"--(token|password|key|no-auth)", ran.stdout)


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("self", "'self'"),
        ("none", "'none'"),
        ("self https://intranet.example.com", "'self' https://intranet.example.com"),
        (
            "https://*.example.com:8443 http://127.0.0.1:*",
            "https://*.example.com:8443 http://127.0.0.1:*",
        ),
    ],
)
def test_named_sites_may_show_the_pages_in_a_frame(tmp_path, given, written):
    assert ServerOptions(workspace=tmp_path, frame_ancestors=given).frame_ancestors == written
    for is_lab in (False, True):
        sent = policy.headers(is_lab=is_lab, frame_ancestors=written)["Content-Security-Policy"]
        assert sent.endswith(f"frame-ancestors {written}")
        assert "unsafe-eval" not in sent
        assert "script-src 'self' blob:;" in sent
    shared = policy.shared_headers(script="s", style="s", frame_ancestors=written)
    assert shared["Content-Security-Policy"].endswith(f"frame-ancestors {written}")


@pytest.mark.parametrize(
    "given",
    [
        "",
        "*",
        "https:",
        "none self",
        "self; script-src *",
        "https://x.example.com; default-src *",
        "https://x.example.com\r\nSet-Cookie: x=1",
        "'unsafe-inline'",
        "data:",
        "javascript:alert(1)",
        "https://*",
    ],
)
def test_everybody_and_what_is_no_site_are_refused(tmp_path, given):
    with pytest.raises(Refused):
        ServerOptions(workspace=tmp_path, frame_ancestors=given)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    folder = tmp_path_factory.mktemp("policy")
    with Served(folder, "1", waiting=0, frame_ancestors="self https://x.example.com") as server:
        yield server


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere", "/files/x", "/shared/x"])
def test_every_answer_is_strict_refusals_included(served, path):
    _, given, _ = ask(served, f"/?token={TOKEN}", token="")
    cookie = {"Cookie": given["Set-Cookie"].split(";")[0], "Origin": "https://x.example.com"}
    _, headers, _ = ask(served, path, token="", headers=cookie)
    sent = headers["Content-Security-Policy"]
    assert "default-src 'none'" in sent
    assert "unsafe-eval" not in sent
    assert "frame-ancestors 'self' https://x.example.com" in sent
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in headers


def end_kernel(served, body):
    """End the kernel of a page that was asked for, if it has one."""
    kernel = re.search(rb'"kernel": "([^"]+)"', body)
    if kernel:
        ask(served, f"/voila/api/shutdown/{kernel[1].decode()}", method="POST")


@pytest.mark.parametrize(
    ("asker", "is_severed"),
    [
        ("none", False),
        ("same-origin", False),
        ("same-site", True),
        ("cross-site", True),
        ("", True),
    ],
)
def test_a_page_is_severed_from_the_site_that_asked_for_it_where_there_may_be_one(
    served, asker, is_severed
):
    told = {"Sec-Fetch-Site": asker} if asker else {}
    for path in ("/", f"/?token={TOKEN}"):
        _, headers, body = ask(served, path, headers=told)
        end_kernel(served, body)
        wanted = "same-origin" if is_severed else None
        assert headers["Cross-Origin-Opener-Policy"] == wanted


@pytest.mark.parametrize(
    "query",
    [
        "?project=%ff%fe",
        "?project=%00",
        "?project=../../etc/passwd",
        "?project=..%2f..%2fetc%2fpasswd",
        "?project=%0d%0aSet-Cookie:%20x=1",
        "?page[]=x&page=%80",
        "?project=a&project=b&project=c",
        "?" + "&".join(f"p{n}=x" for n in range(900)),
        "?" + "%" * 500,
    ],
)
def test_no_query_string_breaks_the_page_or_shows_more(served, query):
    status, headers, body = ask(served, f"/{query}")
    assert status in {200, 400}
    assert headers.get("Set-Cookie", "").startswith(("_xsrf", "")) is True
    assert b"root:x:" not in body
    assert "x=1" not in str(headers.get_all("Set-Cookie"))
    end_kernel(served, body)
    assert served.tracebacks == []
