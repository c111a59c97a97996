"""A person before one widget: what they do, and what they wait for."""

import time

from browser.bare_page import PATIENCE_MS
from playwright.sync_api import TimeoutError as NotThere

READ_MS = 500  # nothing travels while an element is waited for, so it may come only afterwards


class Desk:
    """A widget in a bare page, whose messages travel by themselves while something is awaited."""

    def __init__(self, bare, widget, stem):
        self.bare = bare
        self.page = bare.page
        self.widget = widget
        self.shown = bare.show(widget, stem)
        self.shown.settle()

    def until(self, met, seconds=15):
        """Wait until `met()` holds; what was done just now has its say first."""
        end = time.monotonic() + seconds
        while True:
            self.shown.settle()
            self.page.wait_for_timeout(15)
            self.shown.settle()
            if self._is(met):
                return
            assert time.monotonic() < end, f"still not so; the page says {self.says()!r}"

    def _is(self, met):
        """Whether `met()` holds; not yet where what it reads is not there."""
        self.page.set_default_timeout(READ_MS)
        try:
            return met()
        except NotThere:
            return False
        finally:
            self.page.set_default_timeout(PATIENCE_MS)

    def says(self):
        """What can be read in the widget."""
        return self.page.locator(".pw").first.inner_text()

    def download(self, name):
        """Press a button and return the name and content of the file that comes of it."""
        files = []

        def keep(download):  # Playwright takes no method of a list
            files.append(download)

        self.page.once("download", keep)
        self.page.get_by_role("button", name=name).click()
        self.until(lambda: files)
        return files[0].suggested_filename, files[0].path().read_bytes()
