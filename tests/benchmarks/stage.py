"""What the benchmarks share: our server, stock Voilà beside it, and a browser."""

import contextlib
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.conftest import ARGUMENTS, installed_browser
from inventory import make_project, temporary
from playwright.sync_api import Browser, Page, Playwright, sync_playwright
from processes import cpu_seconds
from serving import TOKEN, Served
from slow_line import SlowLine
from stock_voila import StockVoila

from portwidgets import Workspace

WAITING = 2  # kernels, as `portwidgets serve` has it
GOODBYE = 0.3  # seconds for a page's last request, which a person's browser outlives
# Other hosts are refused at once: no side waits for the network, and no harness reads along.
LOCAL_ONLY = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
# Notes, on the page's own clock, when it was clicked and what its saved indicator said since.
NOTES = """
window.bench = { said: [], seen: {} };
bench.now = () => performance.timeOrigin + performance.now();
addEventListener("click", ({ timeStamp }) => {
  bench.clicked = performance.timeOrigin + timeStamp;
  bench.said = [];
}, true);
addEventListener("portwidgets:saving", () => queueMicrotask(() => {
  bench.said.push([document.querySelector(".pw-saved")?.textContent ?? "", bench.now()]);
}));
bench.until = (test) => new Promise((resolve, reject) => {
  const last = performance.now() + 60_000;
  const look = () => {
    if (test()) resolve();
    else if (performance.now() > last) reject(new Error(`a minute in vain: ${test}`));
    else setTimeout(look, 2);
  };
  look();
});
bench.isSaved = () =>
  bench.said.some(([text]) => text !== "Saved") && bench.said.at(-1)[0] === "Saved";
"""
# Notes when a selector is first visible: { selector: moment } in bench.seen.
SEE = """(selector => {
  const look = () => {
    if (document.querySelector(selector)?.checkVisibility()) bench.seen[selector] = bench.now();
    else requestAnimationFrame(look);
  };
  look();
})"""


@dataclass(frozen=True)
class Settings:
    """What was asked for on the command line.

    Attributes:
        pairs: How often each side is measured.
        folder: Where projects and notebooks lie, on the disk that is measured.
        latency: Added to the way from the browser to each server and back, in milliseconds.
    """

    pairs: int
    folder: Path
    latency: int = 0


@dataclass(frozen=True)
class Stage:
    """Both servers and a browser, running.

    Attributes:
        given: What was asked for.
        workspace: The folder of projects that our server shows.
        ours: Our server.
        stock: Stock Voilà.
        playwright: For whoever needs a browser of its own.
        browser: Chromium.
        beside: Processes of further servers.
        own: Our servers, which ask for a token.
        lines: What makes the way to a server longer, by the server's address.
        stack: Ends what is started on the way.
    """

    given: Settings
    workspace: Path
    ours: Served
    stock: StockVoila
    playwright: Playwright
    browser: Browser
    beside: list[subprocess.Popen[Any]] = field(default_factory=list)
    own: list[Served] = field(default_factory=list)
    lines: dict[str, SlowLine] = field(default_factory=dict)
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def address(self, project: str, page: str) -> str:
        """Return the address of a project's page."""
        return f"{self.reach(self.ours.address)}?project={project}&page={page}"

    def reach(self, address: str) -> str:
        """Return the address under which a browser reaches a server, latency included."""
        if not self.given.latency:
            return address
        if address not in self.lines:
            line = SlowLine(address, self.given.latency)
            self.lines[address] = self.stack.enter_context(line)
        return self.lines[address].address

    def new_page(self, browser: Browser | None = None) -> Page:
        """Return a page of a browser that was never here, but let in: cold cache, own cookies."""
        context = (browser or self.browser).new_context(
            locale="en-GB", viewport={"width": 1280, "height": 900}
        )
        context.add_init_script(NOTES)
        for server in (self.ours, *self.own):
            context.request.get(f"{self.reach(server.address)}api/kernels/0-0-0-0-0?token={TOKEN}")
        context.set_default_timeout(120_000)
        return context.new_page()

    def settle(self) -> None:
        """Wait until the pool is full and both servers and their kernels have nothing to do."""
        running = (self.ours.process, self.stock.process, *self.beside)
        servers = [process.pid for process in running]
        for _ in range(60):
            before = cpu_seconds(servers)
            time.sleep(1)
            if cpu_seconds(servers) - before < 0.1:
                return

    def leave(self, page: Page) -> None:
        """Close the page as a person does, which ends its kernel, and forget its browser."""
        page.close()
        time.sleep(GOODBYE)
        page.context.close()


@contextlib.contextmanager
def stage(
    given: Settings, *cells: str, numbers: Sequence[int] = (), **options: object
) -> Iterator[Stage]:
    """Start both servers and a browser; everything is gone afterwards.

    Args:
        given: What was asked for.
        cells: Of stock Voilà's notebook.
        numbers: How many numbers the projects beside the demo have; each is named by its count.
        options: Of our server, where they are not what `portwidgets serve` has by itself.
    """
    with contextlib.ExitStack() as stack:
        inner = Path(stack.enter_context(temporary(given.folder.absolute())))
        workspace = inner / "workspace"
        workspace.mkdir()
        Workspace(workspace).demo(language="en")
        for count in numbers:
            make_project(workspace, count)
        ours = stack.enter_context(Served(inner, waiting=WAITING, **options))
        stock = stack.enter_context(StockVoila(inner, *cells))
        playwright = stack.enter_context(sync_playwright())
        browser = launch(playwright)
        stack.callback(browser.close)
        yield Stage(given, workspace, ours, stock, playwright, browser, stack=stack)


def launch(playwright: Playwright) -> Browser:
    """Start a Chromium."""
    arguments = [*ARGUMENTS, LOCAL_ONLY]
    return playwright.chromium.launch(executable_path=installed_browser(), args=arguments)


def in_turn(pairs: int, *sides: Callable[[], None]) -> None:
    """Run the sides one after the other, so many times: A B A B."""
    for _, side in itertools.product(range(pairs), sides):
        side()
