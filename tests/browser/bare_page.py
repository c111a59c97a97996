"""A widget's built script in an empty page, wired to the real widget by hand.

Nothing travels by itself: a test says when the page's messages reach Python (`take`) and when
Python's reach the page (`deliver`), so that any order of messages can be played.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from browser.axe import serious
from wire import Wire

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "portwidgets" / "widgets" / "static"
HOST = "http://bare.test/"
TYPES = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
# What our widgets may ask of the strictest page that hosts them. Styles: AG Grid adds elements.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src data:;"
    " connect-src 'self'; frame-src 'self'"
)
HTML = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>A widget</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/bare.css"></head>
<body><main></main><script type="module" src="/bare_page.js"></script></body></html>"""
PATIENCE_MS = 10_000
CSS = """body { margin: 0; padding: 16px; background: light-dark(#f5f6f8, #101215); }
:root { color-scheme: light dark; } .view + .view { margin-top: 32px; }"""


class BarePage:
    """An empty page of a strict host, and what went wrong in it.

    Args:
        page: Playwright's page.
        script: Runs in the page, and in its frames, before everything else.
    """

    def __init__(self, page: Any, script: str = "") -> None:
        self.page = page
        self.problems: list[str] = []
        page.on("console", self._note_console)
        page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        page.route("**/*", self._serve)
        page.set_default_timeout(PATIENCE_MS)
        page.add_init_script(script)
        page.goto(HOST)
        page.wait_for_function("window.bare")

    def show(self, widget: Any, stem: str, *, views: int = 1) -> Shown:
        """Show a widget; `stem` names its built files."""
        return Shown(self, widget, stem, views)

    def axe(self) -> list[str]:
        """Return axe-core's serious and critical findings."""
        return serious(self.page)

    def _note_console(self, message: Any) -> None:
        if message.type == "error":
            self.problems.append(f"console: {message.text}")

    def _serve(self, route: Any) -> None:
        url = route.request.url
        if not url.startswith(HOST):
            self.problems.append(f"request to another host: {url}")
            route.abort()
            return
        name = url.removeprefix(HOST) or "index.html"
        headers = {"Content-Type": TYPES[Path(name).suffix], "Content-Security-Policy": POLICY}
        route.fulfill(body=_file(name), headers=headers)


class Shown:
    """A widget and its views in a bare page.

    Attributes:
        outbox: What Python sent and the page has not got yet: (message, buffers).
    """

    def __init__(self, bare: BarePage, widget: Any, stem: str, views: int) -> None:
        self._page = bare.page
        self.widget = widget
        self._wire = Wire(widget)
        self.outbox = self._wire.sent
        state = {
            name: value
            for name, value in widget.get_state().items()
            if name not in {"_esm", "_css", "layout"}
        }
        self.number = self._page.evaluate(
            "([stem, state, views]) => bare.open(stem, state, views)", [stem, state, views]
        )

    def take(self) -> list[dict[str, Any]]:
        """Hand the page's messages to Python, which answers into the outbox; return them."""
        sent = self._page.evaluate("number => bare.takeSent(number)", self.number)
        for message in sent:
            buffers = [base64.b64decode(text) for text in message["buffers"]]
            self._wire.tell(message["content"], buffers)
        return [message["content"] for message in sent]

    def deliver(self) -> None:
        """Hand what Python sent to the page, in order."""
        while self.outbox:
            self.deliver_one(*self.outbox.pop(0))

    def deliver_one(self, message: dict[str, Any], buffers: list[bytes]) -> None:
        """Hand one message of Python's to the page."""
        if message["method"] == "custom":
            encoded = [base64.b64encode(buffer).decode() for buffer in buffers]
            call = "([number, content, buffers]) => bare.receive(number, content, buffers)"
            self._page.evaluate(call, [self.number, message["content"], encoded])
        else:
            call = "([number, state]) => bare.update(number, state)"
            self._page.evaluate(call, [self.number, message["state"]])

    def settle(self) -> None:
        """Exchange messages until neither side has any."""
        while self.take() or self.outbox:
            self.deliver()

    def add_view(self) -> None:
        """Show one more view of the same model."""
        self._page.evaluate("number => bare.addView(number)", self.number)

    def get(self, name: str) -> Any:
        """Return a value of the page's model."""
        return self._page.evaluate("([n, name]) => bare.get(n, name)", [self.number, name])

    @property
    def saves(self) -> int:
        """How often the page wrote its model to Python; our widgets never do."""
        return self._page.evaluate("number => bare.saves(number)", self.number)


def _file(name: str) -> str:
    if name == "index.html":
        return HTML
    if name == "bare.css":
        return CSS
    here = Path(__file__).parent / name
    return (here if here.exists() else STATIC / name).read_text(encoding="utf-8")
