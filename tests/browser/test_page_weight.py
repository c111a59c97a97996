"""What the page of a checklist weighs until it can be used."""

import time
from urllib.parse import urlsplit

import pytest
from benchmarks.traffic import Traffic
from playwright.sync_api import expect
from serving import Served

from portwidgets import Workspace
from portwidgets.widgets.pages import SCRIPTS

pytestmark = pytest.mark.browser

MOST_REQUESTS = 6  # the link with its key, page, script, style, icon, websocket
MOST_BYTES = 60_000
BESIDE = tuple(f"{stem}." for stem in SCRIPTS.values())  # the other pages' scripts and styles


@pytest.fixture
def link(tmp_path):
    with Served(tmp_path) as server:
        project = Workspace(tmp_path / "workspace").demo(language="en")
        server.wait_for_kernels(1)
        yield f"{server.link}&project={project.name}&page=checklist"


def test_a_checklist_takes_few_requests_and_bytes_and_the_tables_script_comes_after_it(
    link, chromium
):
    context = chromium.new_context(locale="en-GB")
    page = context.new_page()
    told = context.new_cdp_session(page)
    told.send("Network.enable")
    asked, sizes, happened = [], {}, []

    def ask(event):
        name = urlsplit(event["request"]["url"]).path.rpartition("/")[2]
        asked.append((event["requestId"], name))
        happened.append(name)

    told.on("Network.requestWillBeSent", ask)
    told.on(
        "Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]})
    )
    told.on("Network.webSocketCreated", lambda _: asked.append(("", "websocket")))
    told.on("Network.webSocketFrameReceived", lambda _: happened.append("message"))
    traffic = Traffic.of(page)
    page.goto(link)
    expect(page.get_by_role("checkbox").first).to_be_visible(timeout=15_000)

    def beside():
        return {id_ for id_, name in asked if name.startswith(BESIDE)}

    end = time.monotonic() + 10
    while len(beside() & sizes.keys()) < 2 * len(BESIDE) and time.monotonic() < end:
        page.wait_for_timeout(50)
    page.close()
    context.close()
    needed = [name for id_, name in asked if id_ not in beside()]
    assert len(needed) <= MOST_REQUESTS, needed
    fetched = sum(size for id_, size in sizes.items() if id_ not in beside())
    assert fetched + traffic.received.wire + traffic.sent.wire <= MOST_BYTES
    first = next(i for i, name in enumerate(happened) if name.startswith(BESIDE))
    assert "message" in happened[:first], "asked for when the checklist had come"
