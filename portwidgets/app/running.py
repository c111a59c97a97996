"""Where the running server of a workspace is found, noted by it for `portwidgets share`."""

import hashlib
import ipaddress
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from portwidgets.storage import durable, private_files

_DEFAULT = "http://127.0.0.1:8866/"


@contextmanager
def noted(workspace: Path, address: str) -> Iterator[None]:
    """Note the server's address as long as it runs; a machine that takes no note is served too."""
    file = _file(workspace)
    with suppress(OSError):
        private_files.write(file, address.encode())
    try:
        yield
    finally:
        with suppress(OSError):
            if private_files.read(file) == address.encode():
                durable.discard(file)


def address_of(workspace: Path) -> str:
    """Return the address of the server that shows a workspace, else the usual one."""
    with suppress(OSError, UnicodeDecodeError):
        known = private_files.read(_file(workspace))
        if known:
            return known.decode()
    return _DEFAULT


def is_local(address: str) -> bool:
    """Tell whether an address leads nowhere but to this machine."""
    host = urlsplit(address).hostname or ""
    with suppress(ValueError):
        return ipaddress.ip_address(host).is_loopback
    return host == "localhost"


def _file(workspace: Path) -> Path:
    place = os.path.normcase(workspace.expanduser().resolve())
    name = hashlib.sha256(os.fsencode(place)).hexdigest()[:16]
    return private_files.private_folder() / "servers" / name
