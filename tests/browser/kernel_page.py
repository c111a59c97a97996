"""The dashboard's page with its script, and the kernel's end of its websocket held by the test."""

import itertools
import json
import time
from pathlib import Path

from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)

from portwidgets import catalog

ORIGIN = "http://dashboard.test"
SCRIPT = Path(__file__).parents[2] / "portwidgets" / "widgets" / "static" / "page.js"
KERNEL = "11111111-2222-3333-4444-555555555555"
IGNORED = ("Failed to load resource", "WebSocket connection")  # what a test cuts on purpose

_numbers = itertools.count(1)

CHECKBOX = """
function render({ model, el }) {
  const box = Object.assign(document.createElement("input"), { type: "checkbox" });
  const show = () => { box.checked = model.get("value"); };
  box.onchange = () => { model.set("value", box.checked); model.save_changes(); };
  model.on("change:value", show);
  show();
  el.append(box);
}
export default { render };
"""


def anywidget(script, **state):
    """The state of an anywidget's model."""
    return {
        "_model_name": "AnyModel",
        "_view_name": "AnyView",
        "_esm": script,
        "_css": None,
        "_dom_classes": [],
        **state,
    }


def core(name, **state):
    """The state of a model of ipywidgets' own."""
    return {"_model_name": f"{name}Model", "_view_name": f"{name}View", "_dom_classes": [], **state}


def box(*children, name="VBox"):
    """A box of models, by their ids."""
    return core(name, children=[f"IPY_MODEL_{child}" for child in children])


class KernelPage:
    """A page on a web that is only this object; the test plays server and kernel.

    Attributes:
        received: The messages of the page, oldest first: type, content, id, channel, buffers.
        alive: Whether the server answers at all.
        knows_kernel: Whether the server still has the page's kernel.
        answers_pings: Whether the kernel gives signs of life when asked.
        sockets: The page's websockets, the newest last.
        loads: How often the page was loaded.
        problems: What the page complained about.
    """

    def __init__(self, page):
        self.page = page
        self.received = []
        self.alive = True
        self.knows_kernel = True
        self.answers_pings = True
        self.sockets = []
        self.loads = 0
        self.problems = []
        self._models = {}
        self._shown = ()
        self._greeted = False
        page.on("console", self._note)
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.route("**/*", self._serve)
        page.route_web_socket("**/channels*", self._connect)

    def open(
        self, models, *shown, buffers=None, messages=None, query="", ready=True, greeted=False
    ):
        """Load the page with `models` in it, `shown` drawn.

        Where Python was greeted before, as by `serve`, it need not be asked for the models.
        """
        self._greeted = greeted
        self._models = {id_: {"state": state} for id_, state in models.items()}
        for id_, found in (buffers or {}).items():
            self._models[id_]["buffers"] = found
        for id_, said in (messages or {}).items():
            self._models[id_]["messages"] = said
        self._shown = shown
        self.page.goto(f"{ORIGIN}/{query}")
        if ready:
            self.page.wait_for_selector("html[data-pw-state]", state="attached", timeout=5000)
        return self

    def say(self, kind, content, *, parent="", buffers=(), channel="iopub"):
        """Send a message as the kernel."""
        header = {"msg_id": f"k{next(_numbers)}", "msg_type": kind, "session": "k", "version": "5"}
        parts = [header, {"msg_id": parent} if parent else {}, {}, content]
        encoded = [json.dumps(part).encode() for part in parts]
        self.sockets[-1].send(serialize_msg_to_ws_v1([*encoded, *buffers], channel))

    def update(self, model, *, parent="", method="update", paths=(), buffers=(), **state):
        """Send a model's state as the kernel."""
        data = {"method": method, "state": state, "buffer_paths": list(paths)}
        self.say("comm_msg", {"comm_id": model, "data": data}, parent=parent, buffers=buffers)

    def custom(self, model, content, buffers=()):
        """Send a custom message as the kernel."""
        data = {"method": "custom", "content": content}
        self.say("comm_msg", {"comm_id": model, "data": data}, buffers=buffers)

    def open_model(self, model, state):
        """Open a model as the kernel."""
        data = {"state": state, "buffer_paths": []}
        content = {"comm_id": model, "target_name": "jupyter.widget", "data": data}
        self.say("comm_open", content)

    def wait_for(self, condition, seconds=5):
        """Wait until `condition()` is true, and return what it gave."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if found := condition():
                return found
            self.page.wait_for_timeout(20)
        raise AssertionError("it did not come true in time")

    def message(self, **wanted):
        """Wait for a message whose data has these fields."""

        def find():
            return next(
                (
                    m
                    for m in self.received
                    if wanted.items() <= m["content"].get("data", {}).items()
                ),
                None,
            )

        return self.wait_for(find)

    def _note(self, message):
        if message.type in {"error", "warning"} and not message.text.startswith(IGNORED):
            self.problems.append(message.text)

    def _connect(self, socket):
        self.sockets.append(socket)
        socket.on_message(lambda data: self._take(socket, data))

    def _take(self, socket, data):
        channel, parts = deserialize_msg_from_ws_v1(data)
        header, content = json.loads(parts[0]), json.loads(parts[3])
        if header["msg_type"] == "kernel_info_request":
            if self.answers_pings and socket is self.sockets[-1]:
                self.say("kernel_info_reply", {}, parent=header["msg_id"], channel="control")
            return
        if header["msg_type"] == "comm_open":
            self.say("status", {"execution_state": "idle"}, parent=header["msg_id"])
        self.received.append(
            {
                "type": header["msg_type"],
                "id": header["msg_id"],
                "content": content,
                "channel": channel,
                "buffers": parts[4:],
            }
        )

    def _serve(self, route):
        path = route.request.url.removeprefix(ORIGIN)
        if not self.alive:
            route.abort("connectionrefused")
        elif path.partition("?")[0] == "/":
            self.loads += 1
            route.fulfill(body=self._html(), content_type="text/html")
        elif path == "/page.js":
            route.fulfill(path=SCRIPT, content_type="text/javascript")
        elif path.startswith("/api/kernels/"):
            route.fulfill(status=200 if self.knows_kernel else 404, body="{}")
        else:
            route.fulfill(status=404)

    def _html(self):
        views = "".join(f'<div data-pw-view="{id_}"></div>' for id_ in self._shown)
        page = {
            "kernel": KERNEL,
            "base": "/",
            "files": {},
            "texts": {"en": catalog.texts("en", "server")},
        }
        state = {"models": self._models, "greeted": self._greeted}
        named, models = (
            f'<script type="application/json" id="{id_}">{_embedded(value)}</script>\n'
            for id_, value in {"pw-page": page, "pw-state": state}.items()
        )
        return (
            '<!DOCTYPE html><html lang="en" data-pw-theme="auto"><head><title>page</title>'
            '<link rel="icon" href="data:,"></head>'
            '<body><div id="pw-banner" role="alert" hidden></div>'
            f'<main id="pw-content">{views}</main>{named}{models}'
            '<script src="/page.js"></script></body></html>'
        )


def _embedded(value):
    return json.dumps(value).replace("<", "\\u003c")
