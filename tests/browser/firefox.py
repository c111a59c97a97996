"""Firefox, driven by the protocol that it speaks itself (WebDriver BiDi): opens and uses pages.

Playwright drives a Firefox of its own build only, or one that is as new as Playwright; this takes
the one that is installed.
"""

import contextlib
import itertools
import json
import shutil
import subprocess
import tempfile
import threading
import time
from typing import Any, Self

from websocket import create_connection

NAMES = ("firefox-esr", "firefox")
START_SECONDS = 60
LISTENING = "WebDriver BiDi listening on "
EVENTS = ["log.entryAdded", "network.beforeRequestSent", "network.fetchError"]


def installed_firefox() -> str | None:
    """Where Firefox is, if it is."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """A running Firefox with one tab.

    Attributes:
        problems: What the page complained about.
        asked: The addresses that it asked for.
    """

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.asked: list[str] = []
        self._ids = itertools.count(1)
        self._profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        command = [installed_firefox(), "--headless", "--no-remote", "--remote-debugging-port=0"]
        self.process = subprocess.Popen(
            [*command, "--profile", self._profile.name],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        address = next(
            line.partition(LISTENING)[2].strip()
            for line in self.process.stderr
            if LISTENING in line
        )
        threading.Thread(target=lambda: list(self.process.stderr), daemon=True).start()
        self._socket = create_connection(
            f"{address}/session", timeout=START_SECONDS, suppress_origin=True
        )
        self.ask("session.new", capabilities={})
        self.ask("session.subscribe", events=EVENTS)
        self.tab = self.ask("browsingContext.create", type="tab")["context"]

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """Give a command; return what came of it."""
        number = next(self._ids)
        self._socket.send(json.dumps({"id": number, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == number:
                assert answer["type"] == "success", answer
                return answer["result"]
            self._note(answer)

    def open(self, address: str) -> None:
        """Go to an address, and wait until it is loaded."""
        self.ask("browsingContext.navigate", context=self.tab, url=address, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Return what an expression is in the page: a text, a number or a truth."""
        target = {"context": self.tab}
        given = {"expression": expression, "target": target, "awaitPromise": True}
        answer = self.ask("script.evaluate", **given)
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def wait_for(self, expression: str, seconds: float = 30) -> Any:
        """Wait until an expression is true in the page; return what it is then."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := self.evaluate(expression):
                return found
            time.sleep(0.05)
        raise AssertionError(f"it did not come true: {expression}\n{self.problems}")

    def click(self, element: str) -> None:
        """Click on what an expression finds, with the mouse."""
        place = f"(() => {{ const e = {element}; e.scrollIntoView({{ block: 'center' }});"
        place += " const { x, y, width, height } = e.getBoundingClientRect();"
        place += " return `${Math.round(x + width / 2)} ${Math.round(y + height / 2)}`; })()"
        x, y = map(int, self.evaluate(place).split())
        steps = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act({"type": "pointer", "id": "mouse", "actions": steps})

    def type(self, text: str) -> None:
        """Press the keys of a text."""
        steps = [{"type": kind, "value": key} for key in text for kind in ("keyDown", "keyUp")]
        self._act({"type": "key", "id": "keys", "actions": steps})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(Exception):
            self.ask("browser.close")
        self._socket.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._profile.cleanup()

    def _act(self, source: dict[str, Any]) -> None:
        self.ask("input.performActions", context=self.tab, actions=[source])

    def _note(self, event: dict[str, Any]) -> None:
        told = event.get("params", {})
        match event.get("method"):
            case "log.entryAdded" if told["level"] in {"error", "warn"}:
                self.problems.append(told["text"])
            case "network.beforeRequestSent":
                self.asked.append(told["request"]["url"])
