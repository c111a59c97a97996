"""Pages opened and closed 50 times: how soon no more kernels run than the pool keeps ready.

Each page is closed as soon as its checklist shows, and the next one is opened at once. Then five
pages are opened and their browser is killed, so that none can say goodbye: culling must find
them, with a shorter cull time, looked for every half of it. Stock Voilà, whose defaults cull
nothing, is given five pages to close.
"""

import os
import time
from collections.abc import Iterator

from acts import CHECKBOX
from figures import Figure
from processes import tree
from stage import WAITING, Settings, Stage, launch, stage

from portwidgets.app.options import ServerOptions

TIMES = 50
FEW_TIMES = 5
SHORT_CULL = 20  # seconds
LOOK = 0.1
FORGET = 5  # seconds until a kernel that is found idle has ended, and the lost line was noticed
REST = 10  # seconds for stock Voilà to end what it ends


def figures(given: Settings) -> Iterator[Figure]:
    """Yield how many kernels ran and how soon they were gone; `--pairs` changes nothing here."""
    with stage(given) as both:
        both.settle()
        address = both.address("demo", "checklist")
        most = max(visit(both, address) for _ in range(TIMES))
        took = wait_for_pool(both)
        time.sleep(REST)
        yield counted(
            f"{TIMES} pages closed: kernels {REST} s later", len(both.ours.kernels()), WAITING
        )
        yield counted("    while they were opened and closed, at most", most)
        cull = ServerOptions(workspace=given.folder, token="x" * 16).cull_after
        yield seconds(f"{TIMES} pages closed: kernels are the pool again", took, cull)
        for _ in range(FEW_TIMES):
            visit(both, both.reach(both.stock.address), "#rendered_cells")
        time.sleep(REST)
        left = len(tree(both.stock.process.pid)) - 1
        yield counted(f"    stock Voilà, {FEW_TIMES} pages closed: kernels {REST} s later", left)
    with stage(given, cull_after=SHORT_CULL) as both:
        both.settle()
        took = kill_pages(both)
        name = f"{FEW_TIMES} pages killed: kernels are the pool again"
        yield seconds(name, took, SHORT_CULL * 1.5 + FORGET)


def visit(both: Stage, address: str, selector: str = CHECKBOX) -> int:
    """Open a page and close it; return how many kernels our server had while it was open."""
    page = both.new_page()
    page.goto(address)
    page.locator(selector).first.wait_for()
    kernels = len(both.ours.kernels())
    both.leave(page)
    return kernels


def kill_pages(both: Stage) -> float:
    """Kill a browser with its pages; return the seconds until their kernels were gone."""
    here = {process.pid for process in tree(os.getpid())}
    browser = launch(both.playwright)
    added = [process for process in tree(os.getpid()) if process.pid not in here]
    for _ in range(FEW_TIMES):
        page = both.new_page(browser)
        page.goto(both.address("demo", "checklist"))
        page.locator(CHECKBOX).first.wait_for()
    both.settle()
    assert len(both.ours.kernels()) == WAITING + FEW_TIMES
    for process in added:
        process.kill()
    return wait_for_pool(both)


def wait_for_pool(both: Stage) -> float:
    """Return the seconds until the kernels are those of the pool, and stay so for a while."""
    start = since = time.monotonic()
    while time.monotonic() - since < 3:
        if len(both.ours.kernels()) != WAITING:
            since = time.monotonic() + LOOK
        time.sleep(LOOK)
        assert time.monotonic() - start < 600, "the kernels stayed"
    return since - start


def seconds(name: str, took: float, most: float) -> Figure:
    """Return a figure in seconds."""
    return Figure(name=name, ours=[took], most=most, unit="s", digits=1)


def counted(name: str, count: int, most: int | None = None) -> Figure:
    """Return a count."""
    return Figure(name=name, ours=[count], most=most, unit="")
