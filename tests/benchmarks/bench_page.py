"""How fast the dashboard's page opens, against an empty notebook under stock Voilà, in pairs.

python tests/benchmarks/bench_page.py [--pairs 7] [--latency 50]

Each side is opened in a browser of its own (cold cache), the two sides in turn. Requests of stock
Voilà's page to other hosts are refused at once, which is faster than the network would be.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parents[1]))

from browser.conftest import ARGUMENTS, installed_browser
from playwright.sync_api import sync_playwright
from serving import TOKEN, Served, write_notebook

from portwidgets.app.listening import bind
from portwidgets.app.options import ServerOptions
from portwidgets.project import Workspace

NUMBERS = 5_000
CHECKBOX = "input[type=checkbox]"
ROW = ".ag-row[row-id] [col-id=number]"
SETTLED_S = 2  # between two measurements, so that a pool refills and nothing else runs


@dataclass
class Side:
    """One way to open a page, and what was measured."""

    name: str
    address: str
    ready: str
    wait: object
    click: Path | None = None
    token: bool = True
    opened: list[float] = field(default_factory=list)
    clicked: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    transferred: list[int] = field(default_factory=list)
    socket: list[int] = field(default_factory=list)

    def row(self, base: Side) -> str:
        """Return the line of the table."""
        opened = statistics.median(self.opened)
        ratio = opened / statistics.median(base.opened)
        click = f"{statistics.median(self.clicked):7.0f}" if self.clicked else "      -"
        return (
            f"{self.name:<48}{opened:7.0f}{click}  {ratio:5.2f}"
            f"{statistics.median(self.requests):7.0f}"
            f"{statistics.median(self.transferred) / 1000:9.0f}"
            f"{statistics.median(self.socket) / 1000:8.0f}"
        )


def measure(chromium, side: Side, latency: int) -> None:
    """Open the side's page once in a fresh browser context."""
    side.wait()
    time.sleep(SETTLED_S)
    context = chromium.new_context(locale="en-GB")
    host = urlsplit(side.address).netloc
    if side.token:
        origin = side.address.partition("?")[0]
        context.request.get(f"{origin}login?token={TOKEN}", max_redirects=0)  # takes the cookie
    page = context.new_page()
    if not side.token:  # ours asks no other host
        page.route(lambda url: urlsplit(url).netloc not in {host, ""}, lambda route: route.abort())
    counted = {"requests": 0, "bytes": 0, "socket": 0}
    cdp = context.new_cdp_session(page)
    cdp.send("Network.enable")
    if latency:
        limits = {"offline": False, "latency": latency, "downloadThroughput": -1}
        cdp.send("Network.emulateNetworkConditions", {**limits, "uploadThroughput": -1})

    def count(kind, amount):
        counted[kind] += int(amount)

    cdp.on("Network.requestWillBeSent", lambda _: count("requests", 1))
    cdp.on("Network.loadingFinished", lambda event: count("bytes", event["encodedDataLength"]))
    cdp.on(
        "Network.webSocketFrameReceived",
        lambda event: count("socket", len(event["response"]["payloadData"]) * 3 / 4),
    )
    before = side.click.read_bytes() if side.click else b""
    start = time.perf_counter()
    page.goto(side.address, wait_until="commit")
    page.locator(side.ready).first.wait_for(state="visible", timeout=60_000)
    side.opened.append(1000 * (time.perf_counter() - start))
    if side.click:
        page.locator(side.ready).first.click()
        while side.click.read_bytes() == before:
            time.sleep(0.001)
        side.clicked.append(1000 * (time.perf_counter() - start))
    page.wait_for_timeout(500)
    side.requests.append(counted["requests"])
    side.transferred.append(counted["bytes"])
    side.socket.append(counted["socket"])
    page.close()  # as a person does, which ends its kernel
    context.close()


@contextmanager
def stock_voila(folder: Path, *options: str):
    """Run Voilà as it comes, on an empty notebook; yields its address."""
    notebook = write_notebook(folder / "empty.ipynb")
    [socket] = bind(ServerOptions(workspace=folder, port=0))
    port = socket.getsockname()[1]
    socket.close()
    command = [sys.executable, "-m", "voila", str(notebook), "--no-browser", f"--port={port}"]
    process = subprocess.Popen(
        [*command, *options], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    threading.Thread(target=lambda: list(process.stderr), daemon=True).start()
    address = f"http://localhost:{port}/"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{address}voila/static/voila.js", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def make_projects(workspace: Path) -> None:
    """Make the demo project and one with many numbers."""
    workspace.mkdir()
    Workspace(workspace).demo()
    big = Workspace(workspace).create("Big")
    big.numbers.add_rows(
        [{"number": f"+4570{100000 + number}", "status": "planned"} for number in range(NUMBERS)]
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--latency", type=int, default=0, help="added network latency, ms")
    given = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        make_projects(folder / "workspace")
        served = stack.enter_context(Served(folder, waiting=2))
        plain = stack.enter_context(stock_voila(folder))
        (folder / "heated").mkdir()
        heated = stack.enter_context(
            stock_voila(folder / "heated", "--preheat_kernel=True", "--pool_size=2")
        )
        chromium = stack.enter_context(sync_playwright()).chromium.launch(
            executable_path=installed_browser(), args=[*ARGUMENTS]
        )
        stack.callback(chromium.close)
        full = lambda: served.wait_for_kernels(2, seconds=60)  # noqa: E731
        rest = lambda: time.sleep(SETTLED_S)  # noqa: E731
        demo = folder / "workspace" / "demo" / "progress.csv"
        page = f"{served.address}?project="
        shown = "#rendered_cells"
        sides = [
            Side("stock Voilà, empty notebook", plain, shown, rest, token=False),
            Side("stock Voilà pre-heated, empty notebook", heated, shown, rest, token=False),
            Side(
                "demo project: checkbox usable", f"{page}demo&page=checklist", CHECKBOX, full, demo
            ),
            Side(f"{NUMBERS} numbers: table usable", f"{page}Big&page=numbers", ROW, full),
            Side("list of projects", served.address, ".pw button", full),
        ]
        for side in sides:  # once, unmeasured: bytecode, disk caches
            measure(chromium, side, given.latency)
            for values in (side.opened, side.clicked, side.requests, side.transferred, side.socket):
                values.clear()
        for pair in range(given.pairs):
            for side in sides if pair % 2 else reversed(sides):
                measure(chromium, side, given.latency)
    print(f"median of {given.pairs}, cold; latency added: {given.latency} ms")
    print(f"{'':<48}   open  saved  ratio   reqs       kB   ws kB")
    for side in sides:
        print(side.row(sides[0]))


if __name__ == "__main__":
    main()
