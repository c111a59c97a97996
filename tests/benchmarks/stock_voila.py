"""Stock Voilà in a process of its own: the other side of most figures."""

import contextlib
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from processes import end_tree
from serving import write_notebook


class StockVoila:
    """Voilà as it comes (lab template, no kernel pre-heated), with a notebook of these cells."""

    def __init__(self, folder: Path, *cells: str, options: Sequence[str] = ()) -> None:
        notebook = write_notebook(folder / "stock.ipynb", *cells)
        with socket.create_server(("localhost", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://localhost:{port}/"
        command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}"]
        self.process = subprocess.Popen(
            [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        threading.Thread(target=lambda: list(self.process.stderr), daemon=True).start()

    def __enter__(self) -> Self:
        for _ in range(300):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"{self.address}voila/static/voila.js", timeout=1).close()
                return self
            time.sleep(0.1)
        self.__exit__()
        raise AssertionError("stock Voilà did not start")

    def __exit__(self, *_: object) -> None:
        end_tree(self.process)
