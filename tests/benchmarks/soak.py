"""A long day at a desk: pages opened and closed by the hundred, thousands of edits from ten pages.

    .venv/bin/python tests/benchmarks/soak.py [--pages 500] [--edits 10000] [--together 10]

One server of `portwidgets serve`. First so many pages of a project are opened and closed, each as
soon as its checklist shows. Then pages that are open together tick steps of one checklist, each
page two of its own, as fast as it is answered. At the end all are closed.

It exits with 1 where an edit that the page was told is saved is not in the history, or where the
kernels do not come back to the pool.
"""

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import psutil
from acts import CHECKBOX
from playwright.sync_api import Page
from processes import tree
from stage import WAITING, Settings, Stage, stage

from portwidgets import Project, Workspace

_KERNELS_END_WITHIN = 240  # seconds: what no page ended is culled
# Clicks two checkboxes that are this page's own, each once the last click was answered as saved:
# every one of them changes the file, so that each must be in the history.
SOAK = """async ([number, count]) => {
  const boxes = [...document.querySelectorAll("[data-item] input[type=checkbox]")]
    .filter((box) => !box.disabled && box.checkVisibility()).slice(2 * number, 2 * number + 2);
  let saved = 0;
  for (let turn = 0; turn < count; turn += 1) {
    const box = boxes[turn % boxes.length];
    const wanted = !box.checked;
    bench.said = [];
    const begun = performance.now();
    box.click();
    await bench.until(() => performance.now() - begun > 30_000 || bench.isSaved());
    if (bench.isSaved() && box.checked === wanted) saved += 1;
  }
  return saved;
}"""


@dataclass
class Load:
    """What the server and its kernels weigh."""

    kernels: int
    megabytes: float

    @classmethod
    def now(cls, both: Stage) -> "Load":
        """Measure."""
        processes = tree(both.ours.process.pid)
        rss = sum(_rss(process) for process in processes)
        return cls(len(both.ours.kernels()), rss / 2**20)

    def __str__(self) -> str:
        return f"{self.kernels} kernels, {self.megabytes:.0f} MB"


def main() -> int:
    """Soak, and say what is left."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--edits", type=int, default=10_000)
    parser.add_argument("--together", type=int, default=10)
    parser.add_argument("--folder", type=Path, default=Path.cwd())
    given = parser.parse_args()
    with stage(Settings(1, given.folder)) as both:
        both.settle()
        server = psutil.Process(both.ours.process.pid)
        start, alone = Load.now(both), _rss(server) / 2**20
        print(f"at the start: {start}, the server alone {alone:.0f} MB", flush=True)
        open_and_close(both, given.pages)
        took = wait_for_pool(both)
        told(f"{given.pages} pages opened and closed, the pool back after {took:.1f} s", both)
        saved = edit_together(both, given.edits, given.together)
        took = wait_for_pool(both)
        told(f"{given.together} pages closed, the pool back after {took:.1f} s", both)
        grown = _rss(server) / 2**20 - alone
        print(f"the server alone grew by {grown:.0f} MB")
        lost = missing(both, saved)
        print(f"edits that were told as saved: {sum(saved.values())}, not in the history: {lost}")
        return int(lost > 0 or len(both.ours.kernels()) != WAITING)


def told(what: str, both: Stage) -> None:
    """Print what was done and what is left."""
    print(f"{what}: {Load.now(both)}", flush=True)


def open_and_close(both: Stage, count: int) -> None:
    """Open pages and close them, one after the other."""
    begun = time.monotonic()
    for number in range(1, count + 1):
        page = both.new_page()
        page.goto(both.address("demo", "checklist"))
        page.locator(CHECKBOX).first.wait_for()
        both.leave(page)
        if number % 100 == 0:
            told(f"  {number} pages in {time.monotonic() - begun:.0f} s", both)


def edit_together(both: Stage, edits: int, together: int) -> dict[str, int]:
    """Let pages edit at the same time; return how many edits each was told are saved."""
    pages = [open_page(both, number) for number in range(together)]
    told(f"  {together} pages open", both)
    begun = time.monotonic()
    each = edits // together
    for number, (_, page) in enumerate(pages):
        page.evaluate(f"() => {{ window.soak = ({SOAK})([{number}, {each}]); }}")
    saved = {name: page.evaluate("() => window.soak") for name, page in pages}
    took = time.monotonic() - begun
    total = sum(saved.values())
    told(f"  {total} edits in {took:.0f} s ({total / took:.0f} a second)", both)
    for _, page in pages:
        both.leave(page)
    return saved


def open_page(both: Stage, number: int) -> tuple[str, Page]:
    """Open the checklist as a person with a name of their own."""
    name = f"soak-{number}"
    page = both.new_page()
    page.context.add_init_script(f"localStorage.setItem('portwidgets.name', '{name}')")
    page.goto(both.address("demo", "checklist"))
    page.locator(CHECKBOX).first.wait_for()
    page.wait_for_timeout(500)
    return name, page


def missing(both: Stage, saved: dict[str, int]) -> int:
    """Return how many edits that pages were told are saved are not in the history."""
    path = Workspace(both.workspace).open("demo").path
    written = dict.fromkeys(saved, 0)
    for change in Project(path).history():
        if change.by in written:
            written[change.by] += len(change.ops)
    return sum(max(0, saved[name] - written[name]) for name in saved)


def wait_for_pool(both: Stage) -> float:
    """Return the seconds until only the kernels of the pool run."""
    begun = time.monotonic()
    while len(both.ours.kernels()) != WAITING:
        if time.monotonic() - begun > _KERNELS_END_WITHIN:
            break
        time.sleep(0.2)
    took = time.monotonic() - begun
    both.settle()
    return took


def _rss(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


if __name__ == "__main__":
    sys.exit(main())
