"""Whatever stands behind an address: the page or a plain refusal, and nobody else's project."""

import random
from collections import Counter
from urllib.parse import quote

import pytest
from naughty import EVERY
from network import ask
from serving import Served

from portwidgets import PortError, Workspace
from portwidgets.app.shared_view import Asked
from portwidgets.catalog import LANGUAGES
from portwidgets.domain.schema import TABLES
from portwidgets.storage.share_links import ShareLinks
from portwidgets.widgets.pages import PAGES
from portwidgets.widgets.readable import readable_page

NAMES = ["project", "page", "from", "order", "first", "language", "token", "template", "x", "", "["]
VALUES = ["-1", "0", "9" * 400, "1e9", "٣", "²", "../..", "demo", "Another", "da", "en", "\0", "%"]
RAW = ["%ff%fe", "%", "%zz", "%00", "%0d%0aSet-Cookie:%20x=1", "&&&", "=", ";", "?", "%u0041", "+"]


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("queries"), "1", waiting=0) as server:
        server.workspace = Workspace(server._given["workspace"])
        server.project = server.workspace.create("Head office")
        server.project.numbers.add_rows([{"number": f"+4567123{n:03}"} for n in range(300)])
        server.workspace.create("Nobody else's business")
        yield server


def query(dice):
    """Make what might stand behind a question mark."""
    parts = []
    for _ in range(dice.choice((0, 1, 2, 5, 60))):
        if dice.random() < 0.2:
            parts.append(dice.choice(RAW))
            continue
        words = dice.choice((VALUES, PAGES, EVERY, [table.name for table in TABLES]))
        value = quote(dice.choice(words)[:600], safe="")
        parts.append(f"{quote(dice.choice(NAMES))}={value}")
    return "&".join(parts)


@pytest.mark.parametrize("count", [150, pytest.param(3_000, marks=pytest.mark.long)])
def test_a_shared_page_takes_every_query_and_shows_that_project_alone(served, count):
    link = ShareLinks().create(served.project.path, days=1, by="anna")
    path = f"/shared/{ShareLinks().signed(link)}"
    dice, ends = random.Random(count), Counter()
    for _ in range(count):
        asked = query(dice)
        status, headers, body = ask(served, f"{path}?{asked}", token="")
        assert status in {200, 400}, asked
        assert b"Nobody else" not in body, asked
        assert "Set-Cookie" not in headers, asked
        assert status == 400 or b"Head office" in body, asked
        ends[status] += 1
    print(f"{count} queries to a shared page: {dict(ends)}")
    assert served.tracebacks == []


@pytest.mark.parametrize("count", [40, pytest.param(400, marks=pytest.mark.long)])
def test_without_the_key_no_query_shows_anything(served, count):
    dice = random.Random(count)
    for _ in range(count):
        asked = query(dice)
        for path in ("/", "/login"):
            status, headers, body = ask(served, f"{path}?{asked}", token="")
            assert status in {200, 302, 400, 403}, asked
            assert b"Head office" not in body, asked
            assert "x=1" not in str(headers.get_all("Set-Cookie")), asked
            assert not headers.get("Location", "/").startswith(("//", "http")), asked
    assert served.tracebacks == []


@pytest.mark.parametrize("count", [400, pytest.param(20_000, marks=pytest.mark.long)])
def test_what_is_read_of_an_address_shows_a_project_of_that_name_or_says_that_there_is_none(
    served, count
):
    dice, ends = random.Random(count), Counter()
    words = [*VALUES, *PAGES, *EVERY]
    for _ in range(count):
        name = dice.choice((dice.choice(words), served.project.name, ""))
        page, language = dice.choice((*PAGES, *words)), dice.choice(LANGUAGES)
        start = dice.choice((-1, 0, 1, 199, 300, 10**30))
        try:
            order = dice.choice(("o0001", *words))
            shown = readable_page(served.workspace, language, name, page, start=start, order=order)
            ends["shown"] += 1
        except (PortError, OSError, ValueError) as error:  # what the page's handler expects
            ends[getattr(error, "code", type(error).__name__)] += 1
            continue
        if name == served.project.name:
            assert "Head office" in shown
        Asked.of(page, language, name)
    print(f"{count} addresses: {dict(ends)}")
    assert ends["shown"] > count / 3
