"""Where the server listens, and the link that leads there."""

import socket

import tornado.netutil

from portwidgets.app.options import ServerOptions
from portwidgets.errors import Refused

_PORTS_TO_TRY = 50
_EVERYWHERE = {"", "0.0.0.0", "::"}  # noqa: S104  compared, not listened on


def bind(options: ServerOptions) -> list[socket.socket]:
    """Return sockets on the wanted port or, where nobody insists on it, on one of the next.

    Raises:
        Refused: None of them can be listened on.
    """
    more = 0 if options.port_is_fixed or not options.port else _PORTS_TO_TRY
    # One address: a name like localhost stands for two, which would get different free ports.
    host = "127.0.0.1" if options.host == "localhost" else options.host
    reason = ""
    for port in range(options.port, options.port + more + 1):
        try:
            return tornado.netutil.bind_sockets(port, host)
        except OSError as error:
            reason = error.strerror or str(error)
    raise Refused("server.no_port", host=host, port=options.port, reason=reason)


def link(options: ServerOptions, port: int) -> str:
    """Return the address that opens the dashboard, key included."""
    host = socket.gethostname() if options.host in _EVERYWHERE else options.host
    host = f"[{host}]" if ":" in host else host
    return f"http://{host}:{port}{options.base_url}?token={options.token}"
