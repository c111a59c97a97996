"""Serves the dashboard: Voilà, closed where it is open and quick where it is slow."""

import hashlib
import logging
import shutil
import threading
import webbrowser
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

# For what it does, and before Voilà is imported.
import portwidgets.app.quick_imports  # noqa: F401  # isort: skip

import tornado.httpserver
import tornado.ioloop
from jinja2 import ChoiceLoader, FileSystemLoader
from jupyter_core.utils import run_sync
from jupyter_events import EventLogger
from tornado import web
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths, collect_template_paths

from portwidgets import catalog
from portwidgets.app import handlers, kernels, listening, policy, pool, running
from portwidgets.app.options import TEMPLATES, ServerOptions
from portwidgets.app.page_handler import PageHandler
from portwidgets.app.readable_pages import ReadablePages
from portwidgets.app.shared_handler import SharedHandler
from portwidgets.project import Workspace
from portwidgets.storage.project_zip import LARGEST_UPLOAD
from portwidgets.storage.share_links import ROUTE
from portwidgets.widgets.pages import SCRIPTS

_TEMPLATES = Path(__file__).with_name("templates")
_WIDGET_SCRIPTS = Path(__file__).parents[1] / "widgets" / "static"
_LARGEST_BODY = 64_000  # bytes: forms of one field are all that is posted
_LARGEST_MESSAGE = LARGEST_UPLOAD + 1_000_000  # a file comes as one message
_BODY_SECONDS = 20
_PING_MS = 30_000  # at most; what holds connections through proxies open
_KERNEL = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
# Of JupyterLab's extensions the lab template loads those that draw widgets.
_LAB_EXTENSIONS = [
    "@voila-dashboards/widgets-manager8",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
]


class DashboardServer(Voila):
    """Voilà for one notebook of ours, set up by `options` and nothing else."""

    options: ServerOptions

    def prepare(self, options: ServerOptions) -> None:
        """Set everything up that does not need the event loop."""
        self.options = options
        self.config_file_paths: list[str] = []  # a voila.json lying about changes nothing here
        self.log_level = logging.WARNING
        self.update_config(_voila_config(options))
        self.notebook_path = str(options.notebook)
        self.ip = options.host
        self.base_url = options.base_url
        self.open_browser = False  # done here, with the token
        is_lab = options.template == "lab"
        self.kernel_websocket_connection_class = (
            kernels.PageConnection if is_lab else kernels.OwnPageConnection
        )
        # Derived from the token: who is let in stays so when the server is started again with it.
        self.cookie_secret = hashlib.sha256(b"portwidgets" + options.token.encode()).digest()
        # Shared by all kernels; each would make one of its own, which logging keeps for ever.
        self.event_logger = EventLogger()
        own_files = [_TEMPLATES / name / "static" for name in TEMPLATES.values()]
        self.assets = handlers.read_assets([_WIDGET_SCRIPTS, *own_files])
        self.initialize([])

    def setup_template_dirs(self) -> None:
        """Look in this package first, so that nothing needs to be installed beside it."""
        name = TEMPLATES[self.options.template]
        base = "base" if name == "portwidgets" else "lab"
        own = [str(_TEMPLATES / folder) for folder in ("pages", name, "portwidgets")]
        found = collect_template_paths(["voila", "nbconvert"], base, prune=True)
        self.template_paths = own + found
        self.static_paths = collect_static_paths(["voila", "nbconvert"], base)

    def init_settings(self) -> dict[str, Any]:
        """Add the login, compression, headers and the pool to Voilà's settings."""
        settings: dict[str, Any] = super().init_settings()
        self.identity_provider = handlers.TokenIdentity(
            parent=self,
            token=self.options.token,
            cookie_options={"samesite": "Lax"},
        )
        self.kernel_manager = pool.waiting_kernels(
            self, waiting=self.options.waiting, connection_dir=self.connection_dir
        )
        self.contents_manager.log = logging.getLogger(__name__)
        self.contents_manager.log.setLevel(logging.ERROR)  # "not trusted": it is run, not shown
        pages = FileSystemLoader(str(_TEMPLATES / "pages"))
        both = {language: catalog.texts(language, "server") for language in catalog.LANGUAGES}
        for environment in (settings["jinja2_env"], settings["voila_jinja2_env"]):
            environment.loader = ChoiceLoader([pages, environment.loader])
            environment.globals["errors"] = both
        return settings | {
            "identity_provider": self.identity_provider,
            "kernel_manager": self.kernel_manager,
            "xsrf_cookie_name": self._xsrf_cookie,
            "login_url": f"{self.base_url}login",
            "compress_response": True,
            "headers": policy.headers(
                is_lab=self.options.template == "lab",
                frame_ancestors=self.options.frame_ancestors,
            ),
            "websocket_max_message_size": _LARGEST_MESSAGE,
            "websocket_compression_options": {"compression_level": 1},
            "default_handler_class": handlers.NotFoundHandler,
            # A laptop that went to sleep or out of reach says no goodbye: without being asked, its
            # line would look open for ever, and its kernel never be without a page.
            "ws_ping_interval": self._ping_ms,
            "ws_ping_timeout": 3 * self._ping_ms,  # looked at before the first ping is answered
            "log_function": self._log_request,
            "portwidgets_language": self.options.language,
            "portwidgets_frame_ancestors": self.options.frame_ancestors,
        }

    @property
    def _xsrf_cookie(self) -> str:
        # One per server: cookies know no ports, so servers would spoil each other's.
        place = hashlib.sha256(f"{self.port}{self.base_url}".encode())
        return f"_xsrf_{place.hexdigest()[:8]}"

    @property
    def _ping_ms(self) -> int:
        return min(_PING_MS, self.options.cull_after * 500)

    def _log_request(self, handler: web.RequestHandler) -> None:
        # Without the query: a token may stand there.
        self.log.debug(
            "%s %s %s", handler.get_status(), handler.request.method, handler.request.path
        )

    def init_handlers(self) -> list[Any]:
        """Return all that is answered; what is not listed here is closed."""
        page = {
            "notebook_path": self.options.notebook.name,
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
            "readable": None
            if self.options.template == "lab"
            else ReadablePages(Workspace(self.options.workspace)),
        }
        routes: list[tuple[Any, ...]] = [
            (r"login", handlers.LoginHandler),
            (r"logout", handlers.LogoutHandler),
            (rf"{ROUTE}([\w.~-]+)", SharedHandler, {"workspace": self.options.workspace}),
            (r"files/(.*)", handlers.AssetHandler, {"assets": self._assets_by_address()}),
            (rf"api/kernels/{_KERNEL}", handlers.KernelHandler),
            (rf"api/kernels/{_KERNEL}/channels", handlers.KernelSocketHandler),
            (r"voila/api/shutdown/(.*)", handlers.EndKernelHandler),
        ]
        if self.options.template == "lab":
            routes += self._lab_routes()
        answered = [(self.base_url + path, *rest) for path, *rest in routes]
        answered.append((self.base_url, PageHandler, page))
        if self.base_url != "/":
            to_page = {"url": self.base_url, "permanent": False}
            answered.append((self.base_url.rstrip("/"), web.RedirectHandler, to_page))
        return answered

    def _lab_routes(self) -> list[Any]:
        return [
            (r"voila/templates/(.*)", handlers.TemplateFileHandler),
            (r"voila/static/(.*)", handlers.LabFileHandler, {"paths": self.static_paths}),
            (r"voila/api/themes/(.*)", handlers.LabFileHandler, {"paths": [self.themes_dir]}),
            (
                r"voila/labextensions/(.*)",
                handlers.LabFileHandler,
                {"paths": self.labextensions_path},
            ),
        ]

    def _assets_by_address(self) -> dict[str, handlers.Asset]:
        return {asset.name: asset for asset in self.assets.values()}

    def listen(self) -> None:
        """Take requests until a signal ends it."""
        server = tornado.httpserver.HTTPServer(
            self.app, max_body_size=_LARGEST_BODY, body_timeout=_BODY_SECONDS
        )
        server.add_sockets(self._sockets)
        self.ioloop = tornado.ioloop.IOLoop.current()
        self.ioloop.add_callback(self._on_ready)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopped from the keyboard.")
        finally:
            server.stop()
            self.stop()

    def stop(self) -> None:
        """End every kernel, then remove what they were connected by."""
        run_sync(kernels.end_all)(self.kernel_manager)
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    def run(self, on_ready: Callable[[], None]) -> None:
        """Serve until the process is told to end.

        Args:
            on_ready: Called once pages are answered; `link` is known then.

        Raises:
            Refused: The port cannot be listened on.
        """
        self._on_ready = on_ready
        self._sockets = listening.bind(self.options)
        self.port = self._sockets[0].getsockname()[1]
        self.voila_configuration.config.VoilaConfiguration.resources = {
            "portwidgets": {
                "files": {
                    name: f"{self.base_url}files/{asset.name}"
                    for name, asset in self.assets.items()
                },
                "beside": page_files(self.assets),
                "xsrf_cookie": self._xsrf_cookie,
            }
        }
        with running.noted(self.options.workspace, self.link.partition("?")[0]):
            self.start()

    @property
    def link(self) -> str:
        """The address that opens the dashboard, token included."""
        return listening.link(self.options, self.port)

    def show_in_browser(self) -> None:
        """Open the link, without holding up the server."""
        threading.Thread(target=webbrowser.open, args=(self.link,), daemon=True).start()


def _voila_config(options: ServerOptions) -> Config:
    config = kernels.kernel_config(options.cull_after)
    config.VoilaConfiguration.update(
        template=TEMPLATES[options.template],
        allow_template_override="NO",
        allow_theme_override="NO",
        preheat_kernel=False,  # the pool is ours, see pool.waiting_kernels
        show_tracebacks=False,
        extension_allowlist=_LAB_EXTENSIONS,
        file_allowlist=[],
        kernel_spec_manager_class=kernels.OwnPython,
    )
    return config


def page_files(available: Collection[str]) -> dict[str, list[str]]:
    """Return the files that only one page of a project needs, by the page's name."""
    named = {page: (f"{stem}.js", f"{stem}.css") for page, stem in SCRIPTS.items()}
    return {page: [each for each in files if each in available] for page, files in named.items()}


def serve(options: ServerOptions, on_ready: Callable[[DashboardServer], None]) -> None:
    """Serve the dashboard until the process is told to end.

    Args:
        options: How.
        on_ready: Called with the server once pages are answered.

    Raises:
        Refused: The port cannot be listened on.
    """
    server = DashboardServer()
    server.prepare(options)
    server.run(lambda: on_ready(server))
