"""Starts the dashboard's kernels, connects pages to them and ends those that nobody looks at."""

import asyncio
import json
import os
import sys
from collections.abc import Mapping
from concurrent.futures import Future
from datetime import UTC, datetime
from typing import Any, ClassVar

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_core.utils import ensure_async
from jupyter_server.services.kernels.connection.base import (
    deserialize_binary_message,
    deserialize_msg_from_ws_v1,
)
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.websocket import WebSocketClosedError
from traitlets.config import Config
from voila.request_info_handler import RequestInfoSocketHandler

from portwidgets.app.forked_kernels import CAN_FORK, ForkServer, provisioned

# What a page may say to its kernel. Not among it: execute_request.
PAGE_MAY_SEND = [
    "comm_open",
    "comm_close",
    "comm_msg",
    "comm_info_request",
    "kernel_info_request",
]

# And what our own page does something with. Its greeting's answer stands in the page already, and
# is the longest thing that a kernel says.
_PAGE_HEARS = {
    "comm_open",
    "comm_close",
    "comm_msg",
    "comm_info_reply",
    "kernel_info_reply",
    "status",
}
_BUSY = {"execution_state": "busy"}
_UNREADABLE = 1007
# How a websocket ends whose page goes: the browser's own code (RFC 6455, 7.4.1), and our page's.
_LEFT = {1001, 4000}
_GOODBYE_SECONDS = 1.0
_ending: set[asyncio.Task[None]] = set()
_V1 = "v1.kernel.websocket.jupyter.org"


def kernel_config(cull_after: int) -> Config:
    """Return what makes kernels end: a page's soon after it, a dead one at once."""
    config = Config()
    config.MappingKernelManager.cull_idle_timeout = cull_after
    config.MappingKernelManager.cull_interval = max(1, min(30, cull_after // 2))
    # A kernel that was started anew has lost the page's widgets: it is declared dead instead,
    # so that the page learns of it and asks for a fresh one.
    config.KernelRestarter.restart_limit = 0
    config.KernelRestarter.time_to_dead = 1.0
    return config


class OwnPython(KernelSpecManager):
    """Knows one kernel, the Python that runs this server: there portwidgets is installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Return that Python, whatever a notebook calls its kernel."""
        argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        # Neither code lying in the working folder nor a shared history of commands is wanted.
        argv += ["--IPKernelApp.ignore_cwd=True", "--HistoryManager.enabled=False"]
        # What goes wrong in a widget is told in the window of the server as well.
        argv += ["--IPKernelApp.quiet=False", "--IPKernelApp.log_level=ERROR"]
        return KernelSpec(
            argv=argv,
            language="python",
            display_name="portwidgets",
            name=kernel_name,
            metadata=provisioned(),
        )

    def get_all_specs(self) -> dict[str, Any]:
        """Return the one kernel in the form that Voilà looks it up in."""
        spec = self.get_kernel_spec("python3")
        return {"python3": {"resource_dir": "", "spec": spec.to_dict()}}


class DashboardKernels(AsyncMappingKernelManager):
    """Starts kernels in a folder of their own with what the dashboard must be told."""

    parent: Any

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.fork_server = ForkServer(self._environment(os.environ))
        if CAN_FORK:
            self.fork_server.start()

    async def start_kernel(self, **kwargs: Any) -> str:  # type: ignore[override]  # theirs names some of them
        """Start a kernel whose environment names the workspace."""
        kwargs["env"] = self._environment(kwargs.get("env") or os.environ)
        kernel_id: str = await super().start_kernel(**kwargs)
        return kernel_id

    def _environment(self, given: Mapping[str, str]) -> dict[str, str]:
        told = {name: value for name, value in given.items() if name != "PORTWIDGETS_TOKEN"}
        environment: dict[str, str] = told | self.parent.options.kernel_environment
        return environment

    def cwd_for_path(self, path: str, **_: Any) -> str:
        """Return an empty private folder: no file of a workspace can pose as a Python module."""
        del path
        return str(self.connection_dir)

    def has_page(self, kernel_id: str) -> bool:
        """Whether a page is connected to the kernel."""
        return bool(self._kernel_connections.get(kernel_id))

    def notify_disconnect(self, kernel_id: str) -> None:
        """Count from here how long a kernel is without a page, not from its last edit.

        Else a line that breaks for a second would cost whoever only read for a while their kernel,
        and with it what they can undo.
        """
        super().notify_disconnect(kernel_id)
        kernel = self._kernels.get(kernel_id)
        if kernel is not None:
            kernel.last_activity = datetime.now(UTC)

    async def end_left(self, kernel_id: str) -> None:
        """End the kernel of a page that said by its websocket that it goes, if no other came.

        The page also asks for it when it is closed, which not every browser then sends.
        """
        await asyncio.sleep(_GOODBYE_SECONDS)
        if kernel_id in self and not self.has_page(kernel_id):
            await ensure_async(self.shutdown_kernel(kernel_id))

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel, and what Voilà keeps of its page's request for ever."""
        RequestInfoSocketHandler._cache.pop(kernel_id, None)  # noqa: SLF001  it never lets go
        return super().remove_kernel(kernel_id)


class PageConnection(ZMQChannelsWebsocketConnection):
    """A page's websocket to its kernel: it lets through what widgets say, and nothing else."""

    may_open: ClassVar[frozenset[str]] = frozenset({"jupyter.widget.control", "jupyter.widget"})
    """The kinds of line to a widget that a page may open."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        """Pass a message on to the kernel, if it can be read and a page may say it."""
        try:
            header, content = _read(incoming_msg, self.subprotocol)
            opens = header["msg_type"] == "comm_open"
            if opens and content["target_name"] not in self.may_open:
                self.log.warning("A page asked to open something other than its widgets.")
                return
            super().handle_incoming_message(incoming_msg)
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            RecursionError,
            TypeError,
            ValueError,
        ):
            self.log.warning("A page sent something that is no message: its line is cut.")
            self.websocket_handler.close(_UNREADABLE)

    def connect(self) -> Any:
        """Connect, without Nagle's waiting for more to send (ten clicks in a row: 50 to 10 ms)."""
        try:
            self.websocket_handler.set_nodelay(True)
        except WebSocketClosedError:
            self.log.debug("The page left before its websocket was open.")
        return super().connect()


class OwnPageConnection(PageConnection):
    """A kernel's websocket to our own page: it gets what it does something with.

    A quarter of what an edit would bring back is the word that the kernel is busy with it. The page
    makes no widgets itself, it only asks for their states.
    """

    may_open = frozenset({"jupyter.widget.control"})

    async def prepare(self) -> None:
        """Prepare, without asking what the kernel is: it is ours, and has somebody to greet."""
        known: Future[dict[str, Any]] = Future()
        known.set_result({})
        self.kernel_manager._kernel_info_future = known  # noqa: SLF001  where it keeps the answer
        await super().prepare()

    def disconnect(self) -> None:  # type: ignore[override]  # their base class alone awaits it
        """Close the line; a page that left needs its kernel no more."""
        super().disconnect()
        if self.websocket_handler.close_code in _LEFT:
            ending = asyncio.create_task(self.multi_kernel_manager.end_left(self.kernel_id))
            _ending.add(ending)  # the loop itself keeps only weak references to its tasks
            ending.add_done_callback(_ending.discard)

    def _on_zmq_reply(self, stream: Any, msg_list: Any) -> None:
        if not _is_news(msg_list):
            return
        try:
            super()._on_zmq_reply(stream, msg_list)
        except WebSocketClosedError:
            self.log.debug("The page left before a message of its kernel.")


def _is_news(message: Any) -> bool:
    """Tell whether our page needs a message: its parts from the header on, or as a whole."""
    if isinstance(message, dict):  # a client that does not speak the binary protocol
        header, content = message["header"], message["content"]
    else:
        header = json.loads(bytes(message[0]))
        content = json.loads(bytes(message[3])) if header["msg_type"] == "status" else {}
    return header["msg_type"] in _PAGE_HEARS and content != _BUSY


def _read(message: Any, subprotocol: str | None) -> tuple[Any, Any]:
    """Return the header and the content of a message from a websocket.

    Raises:
        ValueError: It says that it has more parts than fit in it; to look for them takes for ever.
    """
    if subprotocol == _V1:
        if int.from_bytes(message[:8], "little") > len(message) // 8:
            raise ValueError("too many parts")
        _, parts = deserialize_msg_from_ws_v1(message)
        return json.loads(parts[0]), json.loads(parts[3])
    if isinstance(message, bytes):
        if not 0 < int.from_bytes(message[:4], "big") < len(message) // 4:
            raise ValueError("too many parts")
        whole = deserialize_binary_message(message)
    else:
        whole = json.loads(message)
    return whole["header"], whole["content"]


async def end_all(kernels: Any) -> None:
    """End every kernel: those with a page in good order, the waiting ones at once.

    And with them what they were forked from.
    """
    waiting = [each for each in kernels.list_kernel_ids() if not kernels.has_page(each)]
    await asyncio.gather(*(kernels.shutdown_kernel(each, now=True) for each in waiting))
    await ensure_async(kernels.shutdown_all())
    kernels.fork_server.stop()
