"""Answers with the page: what can be read at once, and the widgets when a kernel has them."""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from typing import Any

from tornado import web
from tornado.httputil import url_concat
from voila.tornado.handler import TornadoVoilaHandler

from portwidgets.app import policy
from portwidgets.app.handlers import preferred_language
from portwidgets.app.pool import WaitingPage
from portwidgets.app.readable_pages import ReadablePages
from portwidgets.catalog import LANGUAGES
from portwidgets.errors import PortError
from portwidgets.widgets.html import el

_PAGE_START = '<html lang="en" data-pw-theme="auto"'
_NOTEBOOK = "<!-- the notebook -->"
_NOTEBOOK_END = "<!-- the end of the notebook -->"
# The browser shows nothing before this: a frame without the text would only hold it up.
_SHOW = el("i", id="pw-show", hidden="")
_SHOWN_SECONDS = 0.3  # at the latest; then it says that the page opens
_NO_KERNEL = '<i id="pw-no-kernel" hidden></i>\n'  # the style tells then what is waited for
_HEARTBEAT = "<script>window.voila_heartbeat()</script>"
# A sign of life that keeps a proxy's connection open; Voilà's own is a script.
_STILL_STARTING = "<!-- still starting -->\n"
_SIGN_SECONDS = 10
_LANGUAGE = "portwidgets-language"  # the cookie in which a page keeps the chosen one
_NEVER_KEPT = "no-cache, no-store, must-revalidate"


class PageHandler(TornadoVoilaHandler):
    """The dashboard's page."""

    def initialize(self, readable: ReadablePages | None, **kwargs: Any) -> None:
        """Take what Voilà needs, and what makes pages readable before there is a kernel."""
        super().initialize(**kwargs)
        self._readable = readable

    @web.authenticated
    async def get(self, path: str | None = None) -> None:
        """Send the page; a token in the address is first exchanged for the cookie."""
        for name in self.request.query_arguments:
            self.get_query_arguments(name)  # what is no text is refused here, and not half-way
        if policy.is_from_nobody_else(self.request.headers):
            self.clear_header(policy.OPENER)
        if self.get_query_argument("token", None) is not None:
            self.redirect(self._address_without_token())
            return
        # Asking for the token sets its cookie: the page needs it to end its kernel when closed.
        _ = self.xsrf_token
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", _NEVER_KEPT)
        if self._readable is None:
            async for html in self.get_generator(path=path):
                await self._send(html)
            return
        try:
            async for html in self._pieces(self._readable):
                await self._send(html)
        except Exception:
            self.log.exception("The dashboard could not start.")
            # The start is sent: the page's script finds no kernel and says what to do.
            await self._send(self._render("script.html.j2"))

    async def _pieces(self, readable: ReadablePages) -> AsyncIterator[str]:
        """Yield the page, each piece as soon as it is known.

        The start with the scripts' addresses, the text, the kernel's line with the early script,
        what else is to be fetched, the widgets with the main one.
        """
        taking = asyncio.ensure_future(self._take())
        yield self._start()
        async for html in _shown(asyncio.to_thread(self._read, readable)):
            yield html
        needed = self._needed()
        if not (taking.done() and taking.result()):
            yield _NO_KERNEL + needed
            needed = ""
        async for sign in _until_done(taking):
            yield sign
        taken = taking.result()
        if taken is None:  # no kernel is kept waiting here
            async for html in _after_start(self.get_generator()):
                yield html
            return
        page, greeting = taken
        known = {"kernel_id": page.kernel_id, "base_url": self.base_url}
        yield self._render("early.html.j2", **known)
        async for sign in _until_done(greeting):
            yield sign
        _, _, notebook = (await page.html()).partition(_NOTEBOOK)
        yield needed + notebook.partition(_NOTEBOOK_END)[0]
        yield self._render("page_data.html.j2", **known)
        models = greeting.result()
        is_greeted = models is not None
        yield self._render("state.html.j2", models=models or page.models, is_greeted=is_greeted)

    async def _take(self) -> tuple[WaitingPage, asyncio.Task[dict[str, Any] | None]] | None:
        page = await self.kernel_manager.take(self.notebook_path)
        return None if page is None else (page, asyncio.create_task(self._greet(page)))

    async def _greet(self, page: WaitingPage) -> dict[str, Any] | None:
        hello = {name: self.get_query_argument(name, "") for name in ("project", "page")}
        chosen, accepted = self.get_cookie(_LANGUAGE, ""), self._accepted_language
        hello |= {"user": "", "language": chosen or "", "browser_language": accepted}
        if hello["project"]:
            self.kernel_manager.expect(hello["project"])
        try:
            return await page.greet(hello)
        except Exception:  # the page will say hello itself, and show what is wrong
            self.log.exception("The dashboard could not be told who comes.")
            return None

    async def _send(self, html: str) -> None:
        self.write(self._localized(html))
        await self.flush()

    def _start(self) -> str:
        return self._render("start.html.j2", waits=True)

    def _needed(self) -> str:
        asked = self._served["beside"].get(self.get_query_argument("page", ""), [])
        needed = [self._served["files"][name] for name in asked]
        return self._render("needed.html.j2", needed=needed)

    def _render(self, name: str, **values: object) -> str:
        template = self.settings["voila_jinja2_env"].get_template(name)
        html: str = template.render(files=self._served["files"], served=self._served, **values)
        return html

    @property
    def _served(self) -> dict[str, Any]:
        resources = self.voila_configuration.config.VoilaConfiguration.resources
        served: dict[str, Any] = resources["portwidgets"]
        return served

    def _read(self, readable: ReadablePages) -> str:
        asked = (self.get_query_argument(each, "") for each in ("project", "page", "order"))
        project, page, order = asked
        try:
            start = int(self.get_query_argument("from", "0") or 0)
            html = readable.html(self._language, project, page, start=start, order=order)
        except (PortError, OSError, ValueError):
            return ""  # the dashboard says what is wrong, when it is there
        return el("div", html, id="pw-readable", data_pw_readable="")

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
        """The server's language, else the one chosen on an earlier page, else the browser's."""
        fixed: str = self.settings["portwidgets_language"]
        chosen = self.get_cookie(_LANGUAGE, "")
        return fixed or (chosen if chosen in LANGUAGES else self._accepted_language)

    @property
    def _accepted_language(self) -> str:
        return preferred_language(self.request.headers.get("Accept-Language", ""))

    def _localized(self, html: str) -> str:
        theme = self.get_cookie("portwidgets-theme", "auto")
        theme = theme if theme in {"light", "dark"} else "auto"
        start = f'<html lang="{self._language}" data-pw-language data-pw-theme="{theme}"'
        return html.replace(_PAGE_START, start, 1).replace(_HEARTBEAT, _STILL_STARTING)


async def _shown(text: Coroutine[Any, Any, str]) -> AsyncIterator[str]:
    """Yield the text and the word to show it; that alone first where the text takes long."""
    reading = asyncio.create_task(text)
    if (await asyncio.wait([reading], timeout=_SHOWN_SECONDS))[0]:
        yield reading.result() + _SHOW
    else:
        yield _SHOW
        yield await reading


async def _until_done(task: asyncio.Future[Any]) -> AsyncIterator[str]:
    """Yield a sign of life now and then until the task is done."""
    while not (await asyncio.wait([task], timeout=_SIGN_SECONDS))[0]:
        yield _STILL_STARTING


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
