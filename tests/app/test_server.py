"""The server as the network sees it: what it answers, to whom, and what it refuses."""

import gzip
import json
import re
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1
from network import V1, ask, dial, framed, message, on_websocket, talk
from serving import CHECKBOX, TOKEN, Served

from portwidgets import Workspace
from portwidgets.app.options import ServerOptions
from portwidgets.errors import Refused
from portwidgets.widgets.pages import PAGES, SCRIPTS

CELL = CHECKBOX + "\n"
NO_KERNEL = 'id="pw-no-kernel"'


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("served"), CELL, "1 / 0", base_url="/porting") as server:
        yield server


def open_page(server):
    """Return (kernel, headers, text) of a page that was asked for."""
    status, headers, body = ask(server, "/porting/")
    assert status == 200
    text = body.decode()
    kernel = re.search(r'"kernel": "([^"]+)"', text)
    assert kernel, text
    return kernel[1], headers, text


def end(server, kernel):
    assert ask(server, f"/porting/voila/api/shutdown/{kernel}", method="POST")[0] == 204


def test_kernels_take_no_websocket_without_the_token_or_from_another_site(served):
    kernel, _, _ = open_page(served)
    channels = f"/porting/api/kernels/{kernel}/channels"
    assert dial(served, channels, token="") == 403
    assert dial(served, channels, token="wrong") == 403
    cookie = _cookie(served)
    parts = urlsplit(served.link)
    assert _dial_with_cookie(served, channels, cookie, f"http://{parts.netloc}") == 101
    assert _dial_with_cookie(served, channels, cookie, "http://evil.test") == 403
    end(served, kernel)


def test_voilas_open_websocket_and_its_file_routes_are_closed(served):
    kernel, _, _ = open_page(served)
    assert dial(served, f"/porting/voila/query/{kernel}") == 404
    assert dial(served, f"/porting/voila/query/{kernel}", token="") in {302, 403, 404}
    closed = [
        "voila/files/test.ipynb",
        "voila/tree/",
        "voila/render/test.ipynb",
        "voila/api/contents/",
        "voila/static/voila.js",
        "voila/templates/lab/static/x.js",
        "voila/labextensions/anywidget/package.json",
        "api/contents",
        "api/kernels",
        "tree",
        "test.ipynb",
        "files/../test.ipynb",
        "files/%2e%2e/server.py",
    ]
    for path in closed:
        assert ask(served, f"/porting/{path}")[0] == 404, path
    end(served, kernel)


def test_nothing_outside_the_base_url_is_answered_but_with_not_found(served):
    for path in ("/", "/login", "/voila/static/voila.js"):
        assert ask(served, path)[0] == 404


def test_the_token_leaves_the_address_and_a_cookie_stays(served):
    status, headers, _ = ask(served, f"/porting/?project=a%20b&token={TOKEN}", token="")
    assert status == 302
    assert headers["Location"] == "/porting/?project=a+b"
    cookie = headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/porting/" in cookie


def test_the_login_page_takes_the_token_and_refuses_another(served):
    status, headers, body = ask(
        served, "/porting/login", token="", headers={"Accept-Language": "da"}
    )
    assert status == 200
    assert "Nøgle" in body.decode()
    xsrf = headers["Set-Cookie"].split(";")[0]
    value = xsrf.partition("=")[2]

    def log_in(key):
        return ask(
            served,
            "/porting/login?next=%2Fporting%2F",
            method="POST",
            token="",
            headers={"Cookie": xsrf, "Content-Type": "application/x-www-form-urlencoded"},
            body=f"password={key}&_xsrf={value}",
        )

    assert log_in("wrong")[0] == 401
    status, headers, _ = log_in(TOKEN)
    assert status == 302
    assert headers["Location"] == "/porting/"


def test_a_page_without_its_xsrf_cookie_cannot_end_a_kernel(served):
    kernel, _, _ = open_page(served)
    path = f"/porting/voila/api/shutdown/{kernel}"
    status, _, _ = ask(served, path, method="POST", token="", headers={"Cookie": _cookie(served)})
    assert status == 403
    end(served, kernel)


def test_the_page_is_strict_compressed_and_has_no_inline_script(served):
    headers = {"Accept-Encoding": "gzip", "Accept-Language": "fr;q=0.9, da;q=0.8, en;q=0.7"}
    status, answered, body = ask(served, "/porting/", headers=headers)
    assert status == 200
    assert answered["Content-Encoding"] == "gzip"
    text = gzip.decompress(body).decode()
    policy = answered["Content-Security-Policy"]
    script = re.search(r"script-src ([^;]+)", policy)[1]
    assert script == "'self' blob:"
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert answered["X-Content-Type-Options"] == "nosniff"
    assert answered["Cache-Control"].startswith("no-cache, no-store")
    assert '<html lang="da"' in text
    scripts = re.findall(r"<script([^>]*)>(.)", text, re.DOTALL)
    assert scripts
    assert all("src=" in given or "application/json" in given for given, _ in scripts)
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', text)
    assert "ZeroDivisionError" not in text
    assert "data-pw-error" in text
    kernel = re.search(r'"kernel": "([^"]+)"', text)[1]
    end(served, kernel)


def test_the_lab_template_has_no_inline_script_either_whether_a_kernel_waited_or_not(tmp_path):
    for waiting in (0, 1):
        with Served(tmp_path, CELL, template="lab", waiting=waiting) as server:
            server.wait_for_kernels(waiting)
            _, answered, body = ask(server, "/")
        assert "script-src 'self' blob:;" in answered["Content-Security-Policy"]
        given = re.findall(r"<script([^>]*)>", body.decode())
        assert len(given) >= 5
        assert all("src=" in each or "+json" in each or "/json" in each for each in given), given
        assert not re.search(r"""<[^>]+\son\w+=|(href|src)=["']javascript:""", body.decode())


def test_a_project_is_readable_in_the_page_with_the_token_only(tmp_path):
    with Served(tmp_path, CELL) as server:
        project = Workspace(tmp_path / "workspace").create("Head office <b>")
        address = f"/?project={project.name}"
        status, _, body = ask(server, address)
        assert status == 200
        assert "Head office &lt;b&gt;" in body.decode()
        assert body.decode().count("<body") == 1
        for token in ("", "wrong"):
            assert b"Head office" not in ask(server, address, token=token)[2]


def test_a_page_names_at_once_the_files_that_only_it_needs(served):
    own = re.compile(rf'<link [^>]*href="/porting/files/({"|".join(SCRIPTS.values())})\.')
    for page in PAGES:
        status, _, body = ask(served, f"/porting/?page={page}")
        assert status == 200
        text = body.decode()
        assert set(own.findall(text)) == ({SCRIPTS[page]} if page in SCRIPTS else set())
        end(served, re.search(r'"kernel": "([^"]+)"', text)[1])


def test_the_pages_files_are_kept_for_ever_under_names_of_their_content(served):
    kernel, _, text = open_page(served)
    address = re.search(r'src="(/porting/files/dashboard\.[0-9a-f]{12}\.js)"', text)[1]
    status, headers, body = ask(served, address, headers={"Accept-Encoding": "gzip"})
    assert status == 200
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Type"].startswith("text/javascript")
    assert gzip.decompress(body) == ask(served, address)[2]
    end(served, kernel)


def test_a_page_may_not_run_code_in_its_kernel(served):
    kernel, _, _ = open_page(served)
    code = {"code": "1", "silent": False}
    messages = [message("execute_request", code), message("kernel_info_request", {})]
    replies = talk(served, f"/porting/api/kernels/{kernel}/channels?session_id=test", messages)
    assert "execute_reply" not in replies
    assert "kernel_info_reply" in replies
    end(served, kernel)


def test_our_page_hears_when_its_kernel_is_done_and_not_that_it_is_busy(served):
    kernel, _, _ = open_page(served)
    assert _statuses(served, kernel) == ["idle"]
    end(served, kernel)


def test_an_unknown_address_gets_a_readable_answer(served):
    status, _, body = ask(served, "/porting/nowhere")
    assert status == 404
    assert "There is nothing here." in body.decode()
    assert "Her er der ingenting." in body.decode()


def test_ending_the_server_ends_its_kernels_and_leaves_nothing_in_tmp(tmp_path):
    with Served(tmp_path, CELL, waiting=2) as server:
        server.wait_for_kernels(2)
        kernels = server.kernels()
        folders = {path for kernel in kernels for path in [kernel.cwd()]}
    assert not any(kernel.is_running() for kernel in kernels)
    assert len(folders) == 1
    assert not any(re.match(r"/", folder) and _exists(folder) for folder in folders)


def test_a_page_that_never_connects_loses_its_kernel_and_the_pool_is_full_again(tmp_path):
    with Served(tmp_path, CELL, waiting=1, cull_after=4) as server:
        server.wait_for_kernels(1)
        for _ in range(3):
            assert ask(server, "/")[0] == 200
        server.wait_for_kernels(1, seconds=40)


def test_a_waiting_kernel_that_died_is_never_given_to_a_page(tmp_path):
    with Served(tmp_path, CELL, waiting=1) as server:
        server.wait_for_kernels(1)
        for kernel in server.kernels():
            kernel.kill()
        server.wait_for_kernels(0)
        status, _, body = ask(server, "/")
        assert status == 200
        assert "A heading" in body.decode()


def test_without_waiting_kernels_a_page_starts_its_own(tmp_path):
    with Served(tmp_path, CELL, waiting=0) as server:
        status, _, body = ask(server, "/")
        assert status == 200
        assert "A heading" in body.decode()
        assert NO_KERNEL in body.decode(), "the page says what it waits for"


def test_a_page_that_a_waiting_kernel_serves_does_not_speak_of_waiting(served):
    served.wait_for_kernels(1)
    time.sleep(2)  # the notebook runs
    kernel, _, text = open_page(served)
    assert NO_KERNEL not in text
    end(served, kernel)


def test_a_kernel_is_told_the_workspace_but_not_the_token(tmp_path, monkeypatch):
    monkeypatch.setenv("PORTWIDGETS_TOKEN", TOKEN)
    cell = "import json, os, sys; print(json.dumps([dict(os.environ), sys.path]))"
    with Served(tmp_path, cell, language="da", user="IT") as server:
        _, _, body = ask(server, "/")
    found = re.search(r"<pre class=\"pw-output\">(.*?)</pre>", body.decode(), re.DOTALL)[1]
    environment, path = json.loads(
        found.replace("&#34;", '"').replace("&quot;", '"').replace("&#39;", "'")
    )
    assert environment["PORTWIDGETS_WORKSPACE"] == str(tmp_path / "workspace")
    assert environment["PORTWIDGETS_LANGUAGE"] == "da"
    assert environment["PORTWIDGETS_USER"] == "IT"
    assert TOKEN not in environment.values()
    assert "" not in path, "a file in the working folder cannot pose as a module"


def test_the_server_starts_without_the_parser_that_it_never_asks():
    code = "import sys, portwidgets.app.server; print({'jsonschema', 'lark'} & set(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert said.stdout.strip() == "{'jsonschema'}"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # tornado's socket
def test_a_taken_port_that_was_asked_for_is_refused(tmp_path, served):
    from portwidgets.app import listening

    port = urlsplit(served.link).port
    with pytest.raises(Refused) as refused:
        listening.bind(ServerOptions(workspace=tmp_path, port=port, port_is_fixed=True))
    assert str(port) in refused.value.text("da")
    free = listening.bind(ServerOptions(workspace=tmp_path, port=port))
    assert free[0].getsockname()[1] > port
    free[0].close()


def test_a_token_that_can_be_guessed_is_refused(tmp_path):
    with pytest.raises(Refused):
        ServerOptions(workspace=tmp_path, token="1234")


@pytest.mark.parametrize(
    ("host", "public"),
    [("127.0.0.1", False), ("localhost", False), ("::1", False), ("0.0.0.0", True), ("box", True)],
)
def test_only_addresses_of_this_machine_are_not_public(tmp_path, host, public):
    assert ServerOptions(workspace=tmp_path, host=host).is_public is public


def _cookie(server):
    """Log in by the link and return the cookie."""
    _, headers, _ = ask(server, f"/porting/?token={TOKEN}", token="")
    return headers["Set-Cookie"].split(";")[0]


def _dial_with_cookie(server, path, cookie, origin):
    return dial(server, path, token="", headers={"Cookie": cookie, "Origin": origin})


def _statuses(server, kernel):
    """Ask the kernel for its name as our page does; return what it says of itself until idle."""
    question = framed("kernel_info_request", {})
    path = f"/porting/api/kernels/{kernel}/channels?session_id=test"

    async def talk(socket):
        await socket.write_message(question, binary=True)
        said = []
        while "idle" not in said:
            channel, parts = deserialize_msg_from_ws_v1(await socket.read_message())
            asked = json.loads(parts[1]).get("msg_type") == "kernel_info_request"
            if channel == "iopub" and asked:
                said.append(json.loads(parts[3])["execution_state"])
        return said

    return on_websocket(server, path, talk, subprotocol=V1)


def _exists(folder):
    from pathlib import Path

    return Path(folder).exists()
