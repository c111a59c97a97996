"""Every route in the server's own table, whoever adds one: closed to all who have no key."""

import re

import pytest
from network import ask, dial
from serving import TOKEN, Served

from portwidgets import Workspace
from portwidgets.app.handlers import LoginHandler
from portwidgets.app.options import ServerOptions
from portwidgets.app.server import DashboardServer
from portwidgets.app.shared_handler import SharedHandler

KERNEL = "11111111-2222-3333-4444-555555555555"
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
# How an address may look that a route's pattern takes.
EXAMPLES = {
    r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)": KERNEL,
    r"(.*)": "dashboard.js",
    r"([\w.~-]+)": "forged.signature",
}
# How a file could be asked for behind any route.
WAYS = (
    "{path}",
    "/{path}",
    "{name}",
    "workspace/Nobody-elses-business/{name}",
    "../../workspace/Nobody-elses-business/{name}",
    "..%2f..%2fworkspace%2fNobody-elses-business%2f{name}",
    "%2e%2e/%2e%2e/workspace/Nobody-elses-business/{name}",
    "....//....//workspace/Nobody-elses-business/{name}",
    "lab/static/../../../workspace/Nobody-elses-business/{name}",
    "file://{path}",
)
# Open by their nature: where the key is typed, and what brings a key of its own.
OPEN = {LoginHandler, SharedHandler}
TITLE = "Nobody else's business"


def routes(tmp_path, template):
    """Return (example path, handler class) of every rule that the server's application has."""
    server = DashboardServer()
    options = ServerOptions(
        workspace=tmp_path, template=template, base_url="/porting", waiting=0, token=TOKEN
    )
    server.prepare(options)
    server.listen = lambda: None
    server.start()
    found = []
    for router in (server.app.default_router, server.app.wildcard_router):
        found += list(_rules(router))
    return found


def _rules(router):
    for rule in router.rules:
        if hasattr(rule.target, "rules"):
            yield from _rules(rule.target)
        elif hasattr(rule.matcher, "regex"):
            yield _example(rule.matcher.regex.pattern), rule.target


def _example(pattern):
    path = pattern.removesuffix("$")
    for group, example in EXAMPLES.items():
        path = path.replace(group, example)
    path = path.replace("\\", "")
    assert re.fullmatch(pattern, path), f"say above how an address of {pattern} may look"
    return path


@pytest.fixture(scope="module", params=["portwidgets", "lab"])
def served(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("routes")
    with Served(folder, "1", base_url="/porting", template=request.param, waiting=0) as server:
        Workspace(folder / "workspace").create(TITLE)
        server.folder = folder
        server.routes = routes(folder, request.param)
        yield server


def test_no_route_of_the_table_tells_or_does_anything_without_the_key(served):
    assert len(served.routes) >= 8
    for path, handler in served.routes:
        for method in METHODS:
            for token in ("", "wrong"):
                status, headers, body = ask(served, path, method=method, token=token)
                assert TITLE.encode() not in body, (path, method)
                assert b'"kernel"' not in body, (path, method)
                if handler not in OPEN:
                    assert _refused(status, headers), (path, method, status)
                elif handler is SharedHandler:
                    assert status in {404, 405}, (path, method, status)


def test_no_route_of_the_table_takes_a_websocket_without_the_key(served):
    for path, _ in served.routes:
        for token in ("", "wrong"):
            assert dial(served, path, token=token) != 101, path


def test_no_route_hands_out_a_file_of_the_workspace_not_even_with_the_key(served):
    [project] = (served.folder / "workspace").iterdir()
    files = [path for path in project.iterdir() if path.is_file()]
    assert {"numbers.csv", "project.toml"} <= {path.name for path in files}
    asked = 0
    for path, _ in served.routes:
        for file in files:
            for way in WAYS:
                address = f"{path.rpartition('/')[0]}/{way.format(path=file, name=file.name)}"
                status, _, body = ask(served, address)
                assert status != 200 or file.read_bytes() not in body, address
                assert TITLE.encode() not in body, address
                asked += 1
    assert asked > 200


def test_the_key_in_another_place_opens_nothing(served):
    for headers in (
        {"Cookie": f"token={TOKEN}"},
        {"X-Token": TOKEN},
        {"Authorization": f"Basic {TOKEN}"},
        {"X-Forwarded-User": "admin"},
        {"X-Forwarded-For": "127.0.0.1"},
    ):
        status, answered, _ = ask(served, "/porting/", token="", headers=headers)
        assert _refused(status, answered), headers


def test_a_body_larger_than_any_form_is_not_even_read(served):
    try:
        status, _, _ = ask(served, "/porting/login", method="POST", token="", body=b"x" * 70_000)
    except ConnectionError:
        return  # hung up before the answer was read
    assert status == 400


def test_logging_out_takes_the_cookie_back_and_leads_to_the_login_page(served):
    status, headers, _ = ask(served, "/porting/logout")
    assert (status, headers["Location"]) == (302, "/porting/login")
    cookies = headers.get_all("Set-Cookie")
    assert any('=""' in cookie and "expires" in cookie for cookie in cookies)


def _refused(status, headers):
    sent_to_login = status == 302 and headers["Location"].startswith("/porting/login")
    slash_added = status in {301, 302} and headers["Location"] == "/porting/"
    return sent_to_login or slash_added or status in {403, 404, 405}
