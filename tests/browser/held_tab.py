"""A page before its own script is there: what a person does then."""

import re

from playwright.sync_api import expect

SCRIPT = re.compile(r"/files/dashboard\.\w+\.js")


class HeldTab:
    """A page whose script is held back.

    Args:
        context: A browser's.
        link: Of a project.

    Attributes:
        held: The requests for it.
        lines: The websockets that the page opened.
    """

    def __init__(self, context, link):
        self.page = context.new_page()
        self.held = []
        self.lines = []
        self._link = link
        self.page.route(SCRIPT, self._hold)
        self.page.on("websocket", self._note)

    def _hold(self, route):
        self.held.append(route)

    def _note(self, line):
        self.lines.append(line)

    def open(self, name, more=""):
        self.page.goto(f"{self._link}&page={name}{more}", wait_until="commit")
        expect(self.page.locator("#pw-readable article")).to_be_visible()

    def leave(self):
        """Go as a person does: the page takes its kernel along."""
        self.page.goto("about:blank")
        self.page.context.close()

    def let_go(self):
        """Let the script come."""
        self.page.wait_for_timeout(200)  # it would come later than the small one
        self.asked().continue_()

    def asked(self):
        """The request for the script, once it is there."""
        while not self.held:
            self.page.wait_for_timeout(50)
        return self.held[0]
