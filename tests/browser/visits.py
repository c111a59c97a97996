"""Visitors of a server, each in a browser of their own, and whatever goes wrong in their pages."""

from urllib.parse import urlsplit


class Visits:
    """Pages of one server. Errors on a console and requests to other hosts are noted.

    Args:
        chromium: The browser.
        address: The server's; its host is the only one that a page may ask.
    """

    def __init__(self, chromium, address):
        self._chromium = chromium
        self._host = urlsplit(address).netloc
        self._contexts = []
        self.problems = []

    def open(self, address, *, width=1280, script="", sockets=None, **options):
        """Open an address; `page.asked` lists the paths it asks for, `page.problems` all faults.

        Args:
            address: Where to.
            width: The window's, in pixels.
            script: Runs in the page before everything else.
            sockets: Stands between the page and its kernel's websocket.
            options: Of the visitor's browser, as Playwright calls them.
        """
        look = {"viewport": {"width": width, "height": 900}, "locale": "en-DK"}
        context = self._chromium.new_context(**{**look, **options})
        self._contexts.append(context)
        context.add_init_script(script)
        page = context.new_page()
        page.set_default_timeout(20_000)
        if sockets:
            page.route_web_socket("**/channels*", sockets)
        page.asked, page.problems = [], self.problems
        page.on("console", lambda m: m.type == "error" and self.problems.append(m.text))
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("request", lambda request: self._note(page, request.url))
        page.goto(address)
        return page

    def close(self):
        """End all visits; fails where anything went wrong."""
        for context in self._contexts:
            context.close()
        assert self.problems == []

    def _note(self, page, url):
        there = urlsplit(url)
        page.asked.append(there.path)
        if there.scheme not in {"blob", "data"} and there.netloc != self._host:
            self.problems.append(f"request to {url[:100]}")
