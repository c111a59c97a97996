"""What the server answers beside the page: its files, the login; and what it refuses."""

import gzip
import hashlib
import hmac
import mimetypes
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jupyter_server.auth.decorator import allow_unauthenticated
from jupyter_server.auth.identity import IdentityProvider, User
from jupyter_server.auth.login import LoginFormHandler
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler as JupyterKernelHandler
from tornado import web
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from portwidgets import catalog

_A_YEAR = 365 * 24 * 3600


def preferred_language(accept_language: str) -> str:
    """Return the first of our languages in an Accept-Language header; English when none is."""
    wanted = []
    for position, entry in enumerate(accept_language.split(",")):
        tag, _, parameters = entry.strip().partition(";")
        quality = parameters.strip().removeprefix("q=") or "1"
        try:
            wanted.append((-float(quality), position, tag.split("-")[0].lower()))
        except ValueError:
            continue
    known = (tag for _, _, tag in sorted(wanted) if tag in catalog.LANGUAGES)
    return next(known, "en")


class TokenIdentity(IdentityProvider):
    """Lets in who knows the token, by the link or typed into the login page."""

    def process_login_form(self, handler: web.RequestHandler) -> User | None:
        """Return a user when the form's token is right."""
        typed = handler.get_argument("password", default="").strip()
        right = hmac.compare_digest(typed.encode(), str(self.token).encode())
        return self.generate_anonymous_user(handler) if right else None


class LoginHandler(LoginFormHandler):
    """A page of one field for the token, in the browser's language."""

    def _render(self, message: dict[str, str] | None = None) -> None:
        language = self.settings["portwidgets_language"] or preferred_language(
            self.request.headers.get("Accept-Language", "")
        )
        self.set_header("Cache-Control", "no-store")
        self.write(
            self.render_template(
                "login.html",
                texts=catalog.texts(language, "server"),
                language=language,
                next=self.get_argument("next", default=self.base_url),
                failed=message is not None,
            )
        )


class _NoOptions(JupyterHandler):
    """Answers no other site's question what it may do; Jupyter's handlers do, to everybody."""

    def options(self, *_: Any, **__: Any) -> None:
        """Refuse."""
        raise web.HTTPError(405)


class KernelHandler(_NoOptions, JupyterKernelHandler):
    """Whether a page's kernel still lives."""


class EndKernelHandler(_NoOptions, VoilaShutdownKernelHandler):
    """Where a page that is closed says goodbye to its kernel."""


class KernelSocketHandler(VoilaKernelWebsocketHandler):
    """A page's websocket, which Jupyter pings; tornado would take its milliseconds for seconds."""

    def get_websocket_protocol(self) -> Any:
        """Return the protocol, without pings of its own."""
        protocol = super().get_websocket_protocol()
        if protocol is not None:
            protocol.params.ping_interval = 0
        return protocol


class LogoutHandler(JupyterHandler):
    """Takes the browser's cookie back and shows the login page."""

    @allow_unauthenticated
    def get(self) -> None:
        """Log out; for one who was not logged in nothing changes."""
        self.identity_provider.clear_login_cookie(self)
        self.redirect(self.settings["login_url"])


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the page, read once, with the name under which it never changes."""

    name: str
    content: bytes
    compressed: bytes
    kind: str


def read_assets(folders: Iterable[Path]) -> dict[str, Asset]:
    """Read the page's files, by their plain names."""
    files = [path for folder in folders for path in sorted(folder.glob("*.*"))]
    return {path.name: _asset(path) for path in files if path.suffix in {".js", ".css", ".svg"}}


def _asset(path: Path) -> Asset:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    kind = "text/javascript" if path.suffix == ".js" else kind
    name = f"{path.stem}.{digest}{path.suffix}"
    return Asset(name, content, gzip.compress(content, 9, mtime=0), kind)


class AssetHandler(JupyterHandler):
    """The page's own files: compressed once, kept by the browser for ever."""

    def initialize(self, assets: dict[str, Asset]) -> None:
        """Take the files, by the names they are asked for."""
        self.assets = assets

    @web.authenticated
    async def get(self, name: str) -> None:
        """Send a file."""
        asset = self.assets.get(name)
        if asset is None:
            raise web.HTTPError(404)
        self.set_header("Content-Type", f"{asset.kind}; charset=utf-8")
        self.set_header("Cache-Control", f"private, max-age={_A_YEAR}, immutable")
        self.set_header("Vary", "Accept-Encoding")
        if "gzip" in self.request.headers.get("Accept-Encoding", ""):
            self.set_header("Content-Encoding", "gzip")
            await self.finish(asset.compressed)
        else:
            await self.finish(asset.content)


class _Authenticated(JupyterHandler):
    """Asks for the token before a file of Voilà's; its handlers do not."""

    def set_extra_headers(self, path: str) -> None:
        """Let the browser keep the file for a while; Voilà's files change with its version."""
        del path
        self.set_header("Cache-Control", "private, max-age=3600")


class TemplateFileHandler(_Authenticated, TemplateStaticFileHandler):
    """The files of the lab template."""


class LabFileHandler(_Authenticated, MultiStaticFileHandler):
    """The scripts of JupyterLab that the lab template loads."""


class NotFoundHandler(JupyterHandler):
    """Everything else: closed."""

    @web.authenticated
    async def get(self) -> None:
        """Answer that there is nothing here."""
        raise web.HTTPError(404)

    async def prepare(self, **options: bool) -> None:
        """Answer whatever the method is."""
        await super().prepare(**options)
        raise web.HTTPError(404)
