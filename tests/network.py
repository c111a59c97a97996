"""Plain requests and websockets to a served dashboard, as anybody on the network can send them."""

import itertools
import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http.client import HTTPConnection
from urllib.parse import urlsplit

from serving import TOKEN
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.ioloop import IOLoop
from tornado.websocket import WebSocketClosedError, WebSocketError, websocket_connect

_ids = itertools.count()
V1 = "v1.kernel.websocket.jupyter.org"


def ask(server, path, *, method="GET", token=TOKEN, headers=None, body=None):
    """Return (status, headers, body) of a plain request, redirects not followed."""
    parts = urlsplit(server.link)
    connection = HTTPConnection(parts.hostname, parts.port, timeout=30)
    given = {"Authorization": f"token {token}"} if token else {}
    try:
        connection.request(method, path, body=body, headers=given | (headers or {}))
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


def dial(server, path, *, token=TOKEN, headers=None):
    """Return the status with which a websocket was opened (101) or refused."""
    request = _request(server, path, token, headers)

    async def connect():
        try:
            socket = await websocket_connect(request, subprotocols=[V1])
        except HTTPClientError as error:
            return error.code
        except WebSocketError:
            return 200  # an answer, but not that of a websocket
        socket.close()
        return 101

    return _run(connect, 30)


def talk(server, path, messages, *, subprotocol=None, until="kernel_info_reply", seconds=20):
    """Send messages over a page's websocket; return the kinds of what came back.

    The last of what came back is `until`, or None where the server cut the line first.
    """

    async def exchange(socket):
        with suppress(WebSocketClosedError):
            for each in messages:
                await socket.write_message(each, binary=isinstance(each, bytes))
        kinds = []
        while until not in kinds and None not in kinds:
            told = await socket.read_message()
            kinds.append(None if told is None else _kind(told))
        return kinds

    return on_websocket(server, path, exchange, subprotocol=subprotocol, seconds=seconds)


def on_websocket(server, path, use, *, subprotocol=None, seconds=20):
    """Return what the coroutine `use` returns on an open websocket."""
    request = _request(server, path, TOKEN, None)

    async def connected():
        subprotocols = [subprotocol] if subprotocol else None
        socket = await websocket_connect(request, subprotocols=subprotocols)
        said = await use(socket)
        socket.close()
        return said

    return _run(connected, seconds)


def message(kind, content, *, channel="shell", buffers=()):
    """Return a message of Jupyter's older protocol, as text."""
    # A kernel hears no message twice.
    header = {"msg_id": f"{kind}-{next(_ids)}", "msg_type": kind}
    header |= {"session": "test", "username": "", "version": "5"}
    whole = {"header": header, "parent_header": {}, "metadata": {}, "content": content}
    return json.dumps({**whole, "channel": channel, "buffers": list(buffers)})


def framed(kind, content, *, channel="shell", buffers=()):
    """Return the same message in the newer protocol, as bytes."""
    whole = json.loads(message(kind, content))
    parts = [channel.encode()]
    parts += [
        json.dumps(whole[name]).encode()
        for name in ("header", "parent_header", "metadata", "content")
    ]
    parts += buffers
    offsets = [8 * (len(parts) + 2)]
    for part in parts:
        offsets.append(offsets[-1] + len(part))
    head = b"".join(number.to_bytes(8, "little") for number in (len(offsets), *offsets))
    return head + b"".join(parts)


def _run(coroutine, seconds):
    """Run in a thread: a browser of another test may hold this one's event loop."""

    def run():
        loop = IOLoop()
        try:
            return loop.run_sync(coroutine, timeout=seconds)
        finally:
            loop.close()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(run).result()


def _kind(told):
    if isinstance(told, bytes):
        count = int.from_bytes(told[:8], "little")
        places = [int.from_bytes(told[8 * n : 8 * n + 8], "little") for n in range(1, count + 1)]
        return json.loads(told[places[1] : places[2]])["msg_type"]
    return json.loads(told)["header"]["msg_type"]


def _request(server, path, token, headers):
    parts = urlsplit(server.link)
    given = {"Authorization": f"token {token}"} if token else {}
    return HTTPRequest(f"ws://{parts.netloc}{path}", headers=given | (headers or {}))
