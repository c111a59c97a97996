"""What a server is started with, checked before anything starts."""

import ipaddress
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from portwidgets.app.notebook import dashboard_notebook
from portwidgets.app.policy import check_frame_ancestors
from portwidgets.errors import Refused

_TOKEN_LENGTH = 16
TEMPLATES = {"portwidgets": "portwidgets", "lab": "portwidgets-lab"}


def _token() -> str:
    """Return the fixed token of a service, or a new one that nobody can guess."""
    return os.environ.get("PORTWIDGETS_TOKEN") or secrets.token_urlsafe(24)


@dataclass(frozen=True, kw_only=True)
class ServerOptions:
    """How the dashboard is served.

    Args:
        workspace: The folder whose projects are shown.
        host: The address to listen on.
        port: The port to listen on; 0 takes any free one.
        port_is_fixed: A taken port is refused instead of trying the ones after it.
        base_url: The path that a proxy puts before every address, as "/porting/".
        language: "da" or "en"; empty follows the browser.
        user: The name that changes are written under; empty lets the page ask.
        throwaway: The workspace vanishes with the server; the page says so.
        template: A key of TEMPLATES.
        waiting: How many kernels wait, started, for the next page.
        cull_after: Seconds after which a kernel without a page is ended.
        notebook: The notebook that is shown.
        frame_ancestors: The sites whose pages may show ours in a frame, besides our own.
        token: What a browser must know to be let in. There is no serving without one.
    """

    workspace: Path
    host: str = "127.0.0.1"
    port: int = 8866
    port_is_fixed: bool = False
    base_url: str = "/"
    language: str = ""
    user: str = ""
    throwaway: bool = False
    template: str = "portwidgets"
    waiting: int = 2
    cull_after: int = 180
    frame_ancestors: str = "self"
    notebook: Path = field(default_factory=dashboard_notebook)
    token: str = field(default_factory=_token, repr=False)

    def __post_init__(self) -> None:
        """Give the base URL its two slashes; refuse a key to guess and a frame for everybody."""
        if len(self.token) < _TOKEN_LENGTH:
            raise Refused("cli.short_token", least=_TOKEN_LENGTH)
        object.__setattr__(self, "frame_ancestors", check_frame_ancestors(self.frame_ancestors))
        inner = self.base_url.strip("/")
        object.__setattr__(self, "base_url", f"/{inner}/" if inner else "/")

    @property
    def is_public(self) -> bool:
        """Whether other machines can reach the address listened on."""
        if self.host == "localhost":
            return False
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return True

    @property
    def kernel_environment(self) -> dict[str, str]:
        """What the dashboard's kernels are told."""
        told = {
            "PORTWIDGETS_WORKSPACE": str(self.workspace),
            "PORTWIDGETS_LANGUAGE": self.language,
            "PORTWIDGETS_USER": self.user,
            # Its remark about frozen modules is nobody's concern here.
            "PYDEVD_DISABLE_FILE_VALIDATION": "1",
            "PORTWIDGETS_THROWAWAY": "1" if self.throwaway else "",
            "PORTWIDGETS_SHARES": "1",
            # The thin page fetches our scripts as files, which the browser keeps.
            "PORTWIDGETS_SCRIPTS": "files" if self.template == "portwidgets" else "",
        }
        return {name: value for name, value in told.items() if value}
