"""Waiting for what comes by itself: a file that another process writes."""

import time


def soon(look, expected, seconds=10.0):
    """Wait until `look()` gives what is expected."""
    end = time.monotonic() + seconds
    while (found := look()) != expected:
        assert time.monotonic() < end, f"still {found!r} and not {expected!r}"
        time.sleep(0.05)
