"""What the page's first frame waits for, and for how long."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from network import ask
from serving import Served

from portwidgets.app.page_handler import _shown

WAITS = b'<link rel="expect" blocking="render" href="#pw-show">'
SHOW = b'<i id="pw-show" hidden=""></i>'


def test_the_page_is_shown_with_the_text_that_can_be_read(tmp_path):
    with Served(tmp_path) as server:
        server.workspace.create("First")
        ask(server, "/?project=First&page=checklist")  # the first to read it takes longer
        _, _, html = ask(server, "/?project=First&page=checklist")
    head, _, body = html.partition(b"</head>")
    assert WAITS in head
    assert body.count(SHOW) == 1
    text, _, rest = body.partition(SHOW)
    assert text.count(b"</li>") == 30
    assert b"<script" not in text
    assert b"</li>" not in rest.partition(b"<script")[0]


def test_the_page_of_a_text_that_takes_long_is_shown_without_it():
    async def shown():
        come = asyncio.Event()

        async def text():
            await come.wait()
            return "the text"

        pieces = _shown(text())
        first = await anext(pieces)
        come.set()
        return [first, *[each async for each in pieces]]

    with ThreadPoolExecutor() as pool:  # a browser's test before may have left its loop here
        pieces = pool.submit(asyncio.run, shown()).result()
    assert pieces == [SHOW.decode(), "the text"]
