"""What runs below a server, and how much it has computed."""

import contextlib
import itertools
import subprocess
from collections.abc import Sequence
from typing import Any

import psutil


def tree(pid: int) -> list[psutil.Process]:
    """Return a process and all below it."""
    with contextlib.suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    return []


def cpu_seconds(pids: Sequence[int]) -> float:
    """Return what the processes and all below them have computed so far."""
    total = 0.0
    for process in itertools.chain.from_iterable(map(tree, pids)):
        with contextlib.suppress(psutil.Error):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def end_tree(process: subprocess.Popen[Any]) -> None:
    """End a server, and what it leaves behind."""
    below = tree(process.pid)[1:]
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(20)
    process.kill()
    for child in psutil.wait_procs(below, timeout=10)[1]:
        child.kill()
