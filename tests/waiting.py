"""Waiting for what comes by itself: from another process, or from a task of this one."""

import asyncio
import time


def soon(look, expected, seconds=10.0):
    """Wait until `look()` gives what is expected."""
    end = time.monotonic() + seconds
    while (found := look()) != expected:
        assert time.monotonic() < end, f"still {found!r} and not {expected!r}"
        time.sleep(0.05)


async def until(done):
    """Serve others until it is so."""
    for _ in range(1_000_000):
        if done():
            return
        await asyncio.sleep(0)
    raise AssertionError("it never came to that")
