"""A line to a server that a test can let fall silent, cut, and mend."""

import asyncio
import contextlib
import socket
import struct
import threading
from typing import Any
from urllib.parse import urlsplit

_RESET = struct.pack("ii", 1, 0)  # closing says RST instead of goodbye


class Line:
    """Passes on what comes for a server, as long as it is whole.

    Args:
        address: The server's; its path and query stay.

    Attributes:
        address: The same at this end of the line.
    """

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._target = parts.port
        self._loop = asyncio.new_event_loop()
        self._whole = asyncio.Event()
        self._pairs: set[asyncio.StreamWriter] = set()
        self._passing: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._port = 0
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.mend()
        self.address = parts._replace(netloc=f"{parts.hostname}:{self._port}").geturl()

    def silence(self) -> None:
        """Pass on nothing: whoever sends hears nothing, not even that it is in vain.

        Mended soon, it gives what was sent meanwhile, as TCP does.
        """
        self._do(self._silence())

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        self._do(self._cut())

    def mend(self) -> None:
        """Make the line whole again, at the same address."""
        self._do(self._mend())

    def end(self) -> None:
        """Cut it for good."""
        self._do(self._cut())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, act: Any) -> None:
        asyncio.run_coroutine_threadsafe(act, self._loop).result(10)

    async def _silence(self) -> None:
        self._whole.clear()

    async def _mend(self) -> None:
        self._whole.set()
        if self._server is None:
            self._server = await asyncio.start_server(self._connect, "127.0.0.1", self._port)
            self._port = self._server.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        self._whole.clear()
        if self._server is not None:
            self._server.close()
            self._server = None
        for writer in [*self._pairs]:
            with contextlib.suppress(OSError):
                own = writer.get_extra_info("socket")
                own.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            writer.transport.abort()
        for task in [*self._passing]:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._pairs.add(writer)
        task = asyncio.current_task()
        assert task is not None
        self._passing.add(task)
        try:
            await self._whole.wait()
            there, back = await asyncio.open_connection("127.0.0.1", self._target)
            self._pairs.add(back)
            try:
                await asyncio.gather(self._pass_on(reader, back), self._pass_on(there, writer))
            finally:
                self._pairs.discard(back)
                back.close()
        except (OSError, asyncio.CancelledError):
            pass  # the server is gone, or the line was cut: so is this connection
        finally:
            self._passing.discard(task)
            self._pairs.discard(writer)
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        data = b"."
        while data:
            try:
                data = await reader.read(65536)
            except OSError:
                data = b""
            await self._whole.wait()
            with contextlib.suppress(OSError):
                if data:
                    writer.write(data)
                    await writer.drain()
                elif writer.can_write_eof():
                    writer.write_eof()
