"""What the server of the page calls in a kernel, before the page is sent: see `app.pool`.

A dashboard that says here that it is there is greeted with what its page's address asks for, and
goes to the page as it stands then, a table with its first rows.
"""

import weakref
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any, Protocol

import msgspec
from IPython.display import display
from ipywidgets import Widget

from portwidgets.widgets.record_table import RecordTable
from portwidgets.widgets.top_bar import Hello

WIDGET_STATES = "application/vnd.jupyter.widget-state+json"


class Host(Protocol):
    """A dashboard, as far as it is greeted."""

    def greet(self, hello: Hello) -> None:
        """Show what the page's address asks for, to whom it names."""

    def expect(self, projects: Iterable[str]) -> None:
        """Open projects that somebody will most likely ask for, the likeliest first."""

    @property
    def shown(self) -> object:
        """The widget of the page that is shown."""

    @property
    def comm(self) -> Any:
        """Its line to the page."""


_living: weakref.WeakSet[Host] = weakref.WeakSet()


def join(host: Host) -> None:
    """Let a dashboard hear of those who come."""
    _living.add(host)


def leave(host: Host) -> None:
    """Tell a dashboard of nobody who comes."""
    _living.discard(host)


def greet(told: str) -> None:
    """Tell the dashboards here who comes, and display their models as they stand then.

    A table's first rows go with them, as a message that its page need not ask for.

    Args:
        told: The JSON of a `Hello`, without its `seq`.
    """
    hello = msgspec.convert({"seq": 0, "intent": "hello", **msgspec.json.decode(told)}, Hello)
    hosts = list(_living)
    with _unheard(hosts):
        for host in hosts:
            host.greet(hello)
    states: Any = Widget.get_manager_state()
    for table in (table for host in hosts for table in _tables(host.shown)):
        content, buffer = table.first_message()
        message = {"content": content, "buffers": [b64encode(buffer).decode()]}
        states["state"][table.model_id]["messages"] = [message]
    display({WIDGET_STATES: states}, raw=True)  # type: ignore[no-untyped-call]  # not typed in IPython


def expect(projects: Iterable[str]) -> None:
    """Let the dashboards here open projects before anybody asks for them."""
    for host in list(_living):
        host.expect(projects)


@contextmanager
def _unheard(hosts: Iterable[Host]) -> Iterator[None]:
    """Let no widget say anything meanwhile: the page gets the models as they stand at the end."""
    kernels = (getattr(host.comm, "kernel", None) for host in hosts)
    sessions = {kernel.session for kernel in kernels if kernel}
    for session in sessions:
        session.send = partial(_send_but_comms, session.send)
    try:
        yield
    finally:
        for session in sessions:
            del session.send


def _send_but_comms(
    send: Callable[..., object], stream: object, kind: object, *more: Any, **named: Any
) -> object:
    return None if str(kind).startswith("comm_") else send(stream, kind, *more, **named)


def _tables(widget: object) -> Iterator[RecordTable]:
    """Yield the tables in a widget, itself among them."""
    if isinstance(widget, RecordTable):
        yield widget
    for child in getattr(widget, "children", ()):
        yield from _tables(child)
