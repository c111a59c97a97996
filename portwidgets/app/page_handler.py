"""Answers with the page: what can be read at once, and the widgets when a kernel has them."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

from tornado import web
from tornado.httputil import url_concat
from voila.tornado.handler import TornadoVoilaHandler

from portwidgets.app.handlers import preferred_language
from portwidgets.errors import PortError
from portwidgets.project import Workspace
from portwidgets.widgets.readable import readable_page

_PAGE_START = '<html lang="en" data-pw-theme="auto"'
_NOTEBOOK = "<!-- the notebook -->"
_HEARTBEAT = "<script>window.voila_heartbeat()</script>"
_NEVER_KEPT = "no-cache, no-store, must-revalidate"


class PageHandler(TornadoVoilaHandler):  # type: ignore[misc]
    """The dashboard's page."""

    def initialize(self, workspace: Workspace | None, **kwargs: Any) -> None:
        """Take what Voilà needs, and whose projects are readable before there is a kernel."""
        super().initialize(**kwargs)
        self._workspace = workspace

    @web.authenticated
    async def get(self, path: str | None = None) -> None:
        """Send the page; a token in the address is first exchanged for the cookie."""
        if self.get_query_argument("token", None) is not None:
            self.redirect(self._address_without_token())
            return
        # Asking for the token sets its cookie: the page needs it to end its kernel when closed.
        self.xsrf_token  # noqa: B018
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", _NEVER_KEPT)
        if self._workspace is None:
            async for html in self.get_generator(path=path):
                await self._send(html)
            return
        readable = await asyncio.to_thread(self._readable, self._workspace)
        await self._send(self._start(readable))
        try:
            async for html in _after_start(self.get_generator(path=path)):
                await self._send(html)
        except Exception:
            # The start is sent: the page's script finds no kernel and says what to do.
            self.log.exception("The dashboard could not start.")

    async def _send(self, html: str) -> None:
        self.write(self._localized(html))
        await self.flush()

    def _start(self, readable: str) -> str:
        settings = self.voila_configuration.config.VoilaConfiguration.resources["portwidgets"]
        template = self.settings["voila_jinja2_env"].get_template("start.html.j2")
        files = settings["files"]
        asked = settings["beside"].get(self.get_query_argument("page", ""), [])
        needed = [files[name] for name in asked]
        start: str = template.render(files=files, needed=needed, readable=readable)
        return start

    def _readable(self, workspace: Workspace) -> str:
        project = self.get_query_argument("project", "")
        page = self.get_query_argument("page", "")
        try:
            return readable_page(workspace, self._language, project, page)
        except (PortError, OSError):
            return ""  # the dashboard says what is wrong, when it is there

    def _address_without_token(self) -> str:
        kept = [
            (name, value.decode())
            for name, values in self.request.query_arguments.items()
            for value in values
            if name != "token"
        ]
        return url_concat(self.request.path, kept)

    @property
    def _language(self) -> str:
        accepted = self.request.headers.get("Accept-Language", "")
        return self.settings["portwidgets_language"] or preferred_language(accepted)

    def _localized(self, html: str) -> str:
        theme = self.get_cookie("portwidgets-theme", "auto")
        theme = theme if theme in {"light", "dark"} else "auto"
        start = f'<html lang="{self._language}" data-pw-language data-pw-theme="{theme}"'
        # Voilà's sign of life is a script; a comment keeps a proxy's connection open as well.
        return html.replace(_PAGE_START, start, 1).replace(_HEARTBEAT, "<!-- still starting -->")


async def _after_start(pieces: AsyncIterator[str]) -> AsyncIterator[str]:
    """Leave out what is sent already: everything above the notebook."""
    above = ""
    is_above = True
    async for html in pieces:
        if not is_above:
            yield html
            continue
        above += html
        _, found, rest = above.partition(_NOTEBOOK)
        if found:
            is_above = False
            yield rest
