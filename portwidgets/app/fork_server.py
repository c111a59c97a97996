"""A Python that has imported and read what every kernel needs, and becomes one by forking.

Run by `forked_kernels.ForkServer`, as `python -m portwidgets.app.fork_server FD`. Over that socket
each request comes as one byte with a socket of its own: the kernel's line to the server. The fork
reads there what to be, answers with its process id and lives until the line is cut.

Nothing may run here that a fork would copy half: no thread, no event loop, no ZeroMQ context.
"""

import gc
import json
import os
import select
import signal
import socket
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_NEEDED = (
    "ipykernel.kernelapp",
    "ipykernel.zmqshell",
    # A kernel imports these when it starts, though nobody debugs or completes here.
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "tornado.platform.asyncio",
    "ipywidgets",
    "portwidgets.widgets.dashboard",
)
_QUIET_SECONDS = 1.0  # after the first kernels
_NAME = "pw-kernel"  # in a list of processes


def main() -> None:
    """Make ready, then fork for each request; a fork returns from there to be the kernel."""
    requests = socket.socket(fileno=int(sys.argv[1]))
    gc.disable()  # what a collection would write to, no kernel could share
    for module in _NEEDED:
        import_module(module)
    _settle()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # an ended kernel leaves no zombie
    line = _forked(requests)
    if line is not None:
        _be_kernel(line)


def _settle() -> None:
    """Keep what is there as it is, for forks to share; without a thread, which they would lack."""
    if len([*Path("/proc/self/task").iterdir()]) > 1:
        told = "portwidgets: what kernels need started a thread; they start without forking"
        print(told, file=sys.stderr, flush=True)  # noqa: T201  in the server's window
        os._exit(1)  # and not wait for the thread
    gc.collect()
    gc.freeze()


def _forked(requests: socket.socket) -> socket.socket | None:
    """Fork as often as asked. Return a fork's line; None once the server is gone.

    The first kernels are wanted at once; when these are there, what later ones do is rehearsed.
    """
    is_rehearsed = False
    while True:
        if not is_rehearsed and not select.select([requests], [], [], _QUIET_SECONDS)[0]:
            is_rehearsed = True
            _rehearse()
            _settle()
        lines: list[int] = []
        with suppress(OSError):
            _, lines, _, _ = socket.recv_fds(requests, 1, 1)
        if not lines:
            return None
        if os.fork() == 0:
            requests.close()
            line = socket.socket(fileno=lines[0])
            line.set_inheritable(False)  # not for what the kernel starts
            return line
        os.close(lines[0])


def _rehearse() -> None:
    """Show each page of a demo: what is read and compiled for it, every later fork then has."""
    from ipywidgets import Widget

    from portwidgets.errors import PortError

    try:
        _show_a_demo()
    except (PortError, OSError) as reason:  # each kernel then does it for itself
        told = f"portwidgets: kernels are forked without a rehearsal: {reason}"
        print(told, file=sys.stderr, flush=True)  # noqa: T201  in the server's window
    Widget.close_all()


def _show_a_demo() -> None:
    from portwidgets.project import Workspace
    from portwidgets.widgets.dashboard import Dashboard
    from portwidgets.widgets.pages import PAGES

    with TemporaryDirectory(prefix="portwidgets-") as folder:
        workspace = Workspace(folder)
        project = workspace.demo()
        dashboard = Dashboard(workspace)
        for page in PAGES:
            dashboard.show(project.name, page)
        dashboard.close()


def _be_kernel(line: socket.socket) -> None:
    """Become what the line asks for, as if this process had been started for it."""
    with line.makefile("rb") as said:
        asked = json.loads(said.readline())
    os.setsid()
    os.environ.clear()
    os.environ.update(asked["environment"])
    os.chdir(asked["folder"])
    sys.argv = ["ipykernel_launcher", *asked["arguments"]]
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    gc.enable()
    with suppress(OSError):
        Path("/proc/self/comm").write_text(_NAME)
    line.sendall(b"%d\n" % os.getpid())
    threading.Thread(target=_end_with, args=(line,), daemon=True).start()
    _run_kernel()


def _end_with(line: socket.socket) -> None:
    """End this process when the server does, however that ended."""
    with suppress(OSError):
        line.recv(1)
    os._exit(1)


def _run_kernel() -> None:
    from ipykernel.kernelapp import IPKernelApp
    from ipywidgets import register_comm_target

    app: Any = IPKernelApp.instance()
    app.log_connection_info = lambda: None  # it would tell the server's window how to connect
    app.initialize()
    register_comm_target()  # ipywidgets did so at its import, had there been a kernel
    app.start()


if __name__ == "__main__":
    main()
