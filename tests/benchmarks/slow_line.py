"""A line to a server that is so many milliseconds longer, there and back.

A browser's own emulation leaves websockets out, which are half of every side here. This one passes
on the bytes of each direction half of that later, in order, as fast as they come; a connection
itself takes the whole of it to be made, as TCP's handshake would.
"""

import asyncio
import contextlib
import subprocess
import sys
from typing import Self
from urllib.parse import urlsplit


class SlowLine:
    """The line, in a process of its own.

    Args:
        address: The server's.
        delay: In milliseconds, there and back.
    """

    def __init__(self, address: str, delay: int) -> None:
        parts = urlsplit(address)
        self.process = subprocess.Popen(
            [sys.executable, __file__, f"{parts.port}", f"{delay}"],
            stdout=subprocess.PIPE,
            text=True,
        )
        port = self.process.stdout.readline().strip()
        self.address = parts._replace(netloc=f"{parts.hostname}:{port}").geturl()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.terminate()
        self.process.wait()


async def serve(target: int, delay: float) -> None:
    """Take connections for ever; print the port once they are taken."""

    async def connect(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(delay)
        there, back = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(_pass_on(reader, back, delay / 2), _pass_on(there, writer, delay / 2))

    server = await asyncio.start_server(connect, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


async def _pass_on(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, delay: float
) -> None:
    clock = asyncio.get_running_loop().time
    underway: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def deliver() -> None:
        data = b"."
        while data:
            due, data = await underway.get()
            await asyncio.sleep(due - clock())
            writer.write(data)
        writer.close()

    delivering = asyncio.create_task(deliver())
    data = b"."
    while data:
        try:
            data = await reader.read(65536)
        except OSError:
            data = b""
        underway.put_nowait((clock() + delay, data))
    with contextlib.suppress(OSError):
        await delivering


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]) / 1000))
