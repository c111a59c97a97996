"""Starts kernels by forking a Python that has imported what they need, on Linux, where it is safe.

A start costs a fraction of the computing, and kernels share the memory of what was imported. Where
it cannot be done, or goes wrong, a kernel starts as Jupyter starts it. Jupyter's own hook for this
is used, a kernel provisioner that the kernel's specification names.
"""

import asyncio
import json
import logging
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import EntryPoint
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

CAN_FORK = sys.platform == "linux" and hasattr(os, "pidfd_open")
"""Not on macOS, whose own libraries do not bear it, and Windows has no fork."""

_PROVISIONER = "portwidgets-forked"
_LAUNCHER = 3  # "python -m ipykernel_launcher", what stands before a kernel's own arguments
_ANSWER_SECONDS = 30  # on a busy machine the imports alone take some
_STOP_SECONDS = 5

_log = logging.getLogger(__name__)


class ForkedKernel:
    """A kernel's process: what jupyter_client uses of `subprocess.Popen`.

    It ends when this object goes.
    """

    stdin = stdout = stderr = None  # the server's own, as for any kernel

    def __init__(self, pid: int, line: socket.socket) -> None:
        self.pid = pid
        self._line = line
        self._process = os.pidfd_open(pid)  # unlike its number, never another process

    def poll(self) -> int | None:
        """Return None as long as the process runs; how it ended is known to its parent only."""
        if self._process >= 0:
            ended = select.poll()
            ended.register(self._process, select.POLLIN)
            if not ended.poll(0):
                return None
            os.close(self._process)
            self._process = -1
            self._line.close()
        return 0

    def wait(self) -> int:
        """Wait for the process's end."""
        if self._process >= 0:
            ended = select.poll()
            ended.register(self._process, select.POLLIN)
            ended.poll()
        return self.poll() or 0

    def send_signal(self, number: int) -> None:
        """Send a signal to the process, if it still runs."""
        if self.poll() is None:
            signal.pidfd_send_signal(self._process, number)

    def kill(self) -> None:
        """End the process at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask the process to end."""
        self.send_signal(signal.SIGTERM)


class ForkServer:
    """The process that is forked, as the server sees it: `fork_server.py` runs there.

    Args:
        environment: Of the process; of a kernel only the values that modules read at their import.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._environment.pop("JPY_PARENT_PID", None)  # of a kernel that we may be running in
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None
        self._has_forked = False

    def start(self) -> None:
        """Let it import, so that it is ready when a kernel is wanted."""
        self._requests, theirs = socket.socketpair()
        with theirs:
            # A session of its own: what is typed at the server's terminal is the server's.
            self._process = subprocess.Popen(  # noqa: S603  our own module
                [sys.executable, "-P", "-m", "portwidgets.app.fork_server", str(theirs.fileno())],
                env=self._environment,
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )

    def stop(self) -> None:
        """End it; kernels that it forked go on."""
        if self._requests is not None:
            self._requests.close()
            self._requests = None
        if self._process is not None:
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    @property
    def pid(self) -> int | None:
        """The number of the process, if there is one."""
        return self._process.pid if self._process else None

    async def fork(
        self, arguments: Sequence[str], environment: Mapping[str, str], folder: str
    ) -> ForkedKernel:
        """Return a new kernel.

        Args:
            arguments: As for `ipykernel_launcher`.
            environment: The kernel's.
            folder: Where it runs.

        Raises:
            OSError: It could not be forked.
        """
        self._revive()
        if self._requests is None:
            raise ProcessLookupError("no process to fork")
        asked = {"arguments": arguments, "environment": dict(environment), "folder": folder}
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                socket.send_fds(self._requests, [b"f"], [theirs.fileno()])
            pid = await asyncio.wait_for(_ask(ours, json.dumps(asked)), _ANSWER_SECONDS)
            kernel = ForkedKernel(pid, ours)
        except BaseException:
            ours.close()
            raise
        self._has_forked = True
        return kernel

    def _revive(self) -> None:
        """Start anew what was killed; what ended before it ever forked would do so again."""
        if self._process is not None and self._process.poll() is not None:
            self.stop()
            if self._has_forked:
                self._has_forked = False
                self.start()


async def _ask(line: socket.socket, request: str) -> int:
    """Send a request to the fork, and return the process id that it answers with.

    Raises:
        OSError: It did not answer.
    """
    loop = asyncio.get_running_loop()
    line.settimeout(0)
    await loop.sock_sendall(line, request.encode() + b"\n")
    answer = await loop.sock_recv(line, 32)
    if not answer:
        raise ConnectionResetError("the fork ended before it was a kernel")
    return int(answer)


class ForkedProvisioner(LocalProvisioner):
    """Forks a kernel, or starts it as usual where that fails."""

    parent: Any

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start a kernel."""
        kernels = self.parent.parent
        try:
            self.process = await kernels.fork_server.fork(
                cmd[_LAUNCHER:], kwargs["env"], kwargs["cwd"]
            )
        except OSError as reason:
            _log.warning("A kernel is started without forking: %s", reason)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self.process.pid
        self.cwd = kwargs["cwd"]
        return self.connection_info

    async def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and what it started, while it lives."""
        if await self.poll() is None:
            await super().send_signal(signum)


def provisioned() -> dict[str, Any]:
    """Return what a kernel's specification says about it, for its kernels to be forked."""
    if not CAN_FORK:
        return {}
    # Known to this process alone: kernels of a Jupyter server are not ours to fork.
    KernelProvisionerFactory.provisioners.setdefault(
        _PROVISIONER,
        EntryPoint(
            name=_PROVISIONER,
            value=f"{__name__}:{ForkedProvisioner.__name__}",
            group=KernelProvisionerFactory.GROUP_NAME,
        ),
    )
    return {"kernel_provisioner": {"provisioner_name": _PROVISIONER}}
