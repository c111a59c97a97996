"""Counts what a page fetches and what goes over its websocket."""

import base64
import zlib
from dataclasses import dataclass, field
from typing import Any, Self

from playwright.sync_api import Page

_BINARY = 2  # the websocket's opcode
_MASK = 4  # bytes that a browser puts before each frame
_FLUSH_END = 4  # bytes of a flushed deflate block that RFC 7692 leaves out


@dataclass
class Way:
    """What goes one way over a websocket.

    Attributes:
        messages: Their bytes as the page writes and reads them.
        wire: Their bytes as frames, deflated like the websocket does where both sides agreed on it:
            one window over all messages (RFC 7692). Worked out here, since no browser tells it.
    """

    mask: int = 0
    messages: int = 0
    wire: int = 0
    _window: Any = field(default_factory=lambda: zlib.compressobj(1, zlib.DEFLATED, -15))

    def add(self, message: bytes, *, deflated: bool) -> None:
        """Count a message."""
        self.messages += len(message)
        if deflated:
            packed = self._window.compress(message) + self._window.flush(zlib.Z_SYNC_FLUSH)
            message = packed[:-_FLUSH_END]
        length = 2 if len(message) < 126 else 4 if len(message) < 65536 else 10
        self.wire += length + self.mask + len(message)


@dataclass
class Traffic:
    """Bytes and requests of a page, with one websocket.

    Attributes:
        requests: How many files were asked for, the websocket included, but not what the page
            fetches quietly for later.
        fetched: Their bytes as they travelled, compressed and with their headers.
        received: By websocket.
        sent: By websocket.
        deflated: Whether the websocket compresses.
    """

    requests: int = 0
    fetched: int = 0
    received: Way = field(default_factory=Way)
    sent: Way = field(default_factory=lambda: Way(mask=_MASK))
    deflated: bool = False
    _for_later: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, page: Page) -> Self:
        """Count from now on."""
        traffic = cls()
        told = page.context.new_cdp_session(page)
        told.send("Network.enable")
        told.on("Network.requestWillBeSent", traffic._ask)
        told.on("Network.loadingFinished", traffic._fetch)
        told.on("Network.webSocketCreated", traffic._open)
        told.on("Network.webSocketHandshakeResponseReceived", traffic._agree)
        told.on("Network.webSocketFrameReceived", lambda event: traffic._add("received", event))
        told.on("Network.webSocketFrameSent", lambda event: traffic._add("sent", event))
        return traffic

    def _ask(self, event: dict[str, Any]) -> None:
        if event.get("type") == "Fetch" and event["request"]["initialPriority"] == "Low":
            self._for_later.add(event["requestId"])
        else:
            self.requests += 1

    def _open(self, _: dict[str, Any]) -> None:
        self.requests += 1

    def _fetch(self, event: dict[str, Any]) -> None:
        if event["requestId"] not in self._for_later:
            self.fetched += int(event["encodedDataLength"])

    @property
    def kilobytes(self) -> float:
        """All of it: files and what went over the websocket, both ways."""
        return (self.fetched + self.received.wire + self.sent.wire) / 1000

    def _agree(self, event: dict[str, Any]) -> None:
        headers = {name.lower(): text for name, text in event["response"]["headers"].items()}
        self.deflated = "permessage-deflate" in headers.get("sec-websocket-extensions", "")

    def _add(self, way: str, event: dict[str, Any]) -> None:
        frame = event["response"]
        data = frame["payloadData"].encode()
        data = base64.b64decode(data) if frame["opcode"] == _BINARY else data
        getattr(self, way).add(data, deflated=self.deflated)
