"""A Jupyter server with JupyterLab and Voilà in it, under a prefix as JupyterHub and Binder use."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil

TOKEN = "a-token-that-only-tests-know"
PREFIX = "/user/somebody/"
START_SECONDS = 60


@contextmanager
def jupyter_server(
    folder: Path, *, command: Sequence[str] = (sys.executable, "-m", "jupyterlab"), **env: str
) -> Iterator[str]:
    """Serve a folder and yield the address that paths are added to.

    Args:
        folder: What is served; the server's home lies in it too.
        command: What starts JupyterLab, in an environment of its own or behind a script.
        env: Environment variables.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = folder / "home"
    home.mkdir(exist_ok=True)
    options = {
        "ServerApp.port": port,
        "ServerApp.base_url": PREFIX,
        "ServerApp.root_dir": folder,
        "ServerApp.open_browser": False,
        "ServerApp.allow_root": True,
        "IdentityProvider.token": TOKEN,
        "LabApp.expose_app_in_browser": True,
        "LabApp.news_url": None,
    }
    words = [f"--{name}={value}" for name, value in options.items()]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(
            [*command, *words],
            env={**os.environ, "HOME": str(home), **env},
            cwd=folder,
            stdout=log,
            stderr=log,
        )
    base = f"http://127.0.0.1:{port}{PREFIX}"
    try:
        _wait(f"{base}api/status?token={TOKEN}", process, folder / "server.log")
        yield base
    finally:
        kernels = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        for kernel in psutil.wait_procs(kernels, timeout=5)[1]:
            kernel.kill()


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the server did not start:\n{log.read_text()}")
