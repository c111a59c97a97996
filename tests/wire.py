"""The browser's end of a widget's comm, held by a test: what Python sends, and what it is asked."""

from __future__ import annotations

import itertools
import json
from typing import Any

_numbers = itertools.count(1)


def state_of(widget: Any) -> dict[str, Any]:
    """What a widget tells a page that opens now."""
    return widget.get_state()["_state"]


class Wire:
    """Listens to a widget outside of any kernel.

    Attributes:
        sent: What the widget sent, oldest first: (message, buffers).
    """

    def __init__(self, widget: Any) -> None:
        self.widget = widget
        self.sent: list[tuple[dict[str, Any], list[bytes]]] = []
        widget.comm.publish_msg = self._note

    def tell(self, content: Any, buffers: list[bytes] | None = None) -> None:
        """Hand the widget a custom message."""
        self._hand({"method": "custom", "content": content}, buffers)

    def write(self, **state: Any) -> None:
        """Write traits as a browser can."""
        self._hand({"method": "update", "state": state, "buffer_paths": []}, None)

    def ask(self, intent: str, buffers: list[bytes] | None = None, **fields: Any) -> dict[str, Any]:
        """Send an intent and return its answer."""
        return self.fetch(intent, buffers, **fields)[0]

    def fetch(
        self, intent: str, buffers: list[bytes] | None = None, **fields: Any
    ) -> tuple[dict[str, Any], list[bytes]]:
        """Send an intent and return its answer, and the buffers that came with it.

        A refusal is an answer; a fault of ours fails the test, whatever it looks at.
        """
        seq = self.begin(intent, buffers, **fields)
        answer, came = next(
            (data["content"], came)
            for data, came in self.sent
            if data["method"] == "custom" and data["content"].get("answer") == seq
        )
        assert answer.get("code") != "widget.failed", f"{intent} failed: the log says why"
        return answer, came

    def refused(self, intent: str, buffers: list[bytes] | None = None, **fields: Any) -> str:
        """Send an intent that cannot be taken; return the code of its reason."""
        answer = self.ask(intent, buffers, **fields)
        assert not answer["ok"], answer
        assert answer["text"], answer
        return answer["code"]

    def begin(self, intent: str, buffers: list[bytes] | None = None, **fields: Any) -> int:
        """Send an intent that is answered later; return the number that its answer will have."""
        seq = next(_numbers)
        self.tell({"intent": intent, "seq": seq, **fields}, buffers)
        return seq

    def answer(self, seq: int) -> dict[str, Any] | None:
        """The answer to what was begun; None until it is there."""
        return next((each for each in self.customs if each.get("answer") == seq), None)

    @property
    def state(self) -> dict[str, Any]:
        """What the widget tells a page that opens now."""
        return state_of(self.widget)

    @property
    def customs(self) -> list[dict[str, Any]]:
        """The contents of the custom messages that were sent."""
        return [data["content"] for data, _ in self.sent if data["method"] == "custom"]

    def customs_after(self, count: int) -> list[dict[str, Any]]:
        """The contents of the custom messages that were sent after the first `count` messages."""
        return [data["content"] for data, _ in self.sent[count:] if data["method"] == "custom"]

    @property
    def updates(self) -> list[dict[str, Any]]:
        """The states that were sent."""
        return [data["state"] for data, _ in self.sent if data["method"] == "update"]

    def _hand(self, data: dict[str, Any], buffers: list[bytes] | None) -> None:
        views = [memoryview(buffer) for buffer in buffers or ()]
        self.widget.comm.handle_msg({"content": {"data": data}, "buffers": views})

    def _note(self, msg_type: str, data: Any = None, buffers: Any = None, **_: Any) -> None:
        if msg_type == "comm_msg":
            # As text and back: what Python changes later must not change what was sent.
            self.sent.append(
                (json.loads(json.dumps(data)), [bytes(buffer) for buffer in buffers or ()])
            )
