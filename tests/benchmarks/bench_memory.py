"""The memory of one more open page, against an ipywidgets notebook with 30 checkboxes.

Proportional set size (each shared page of memory is divided by those who share it), summed over
a server and all its kernels, before and after one more page was opened and everything is at rest:
so the server's own growth counts, and ours has its pool full both times. Each pair opens a page of
either side beside those that are open already. Linux only.
"""

from collections.abc import Iterator

import psutil
from acts import CHECKBOX, ROW
from figures import Figure, How
from playwright.sync_api import Page
from processes import tree
from stage import Settings, Stage, in_turn, stage

CELL = """
from ipywidgets import Checkbox, VBox
VBox([Checkbox(description=f"Step {number}") for number in range(30)])
"""
MOST_TIMES = 1.3
AGAINST = "stock Voilà, a notebook of 30 ipywidgets checkboxes"


def figures(given: Settings) -> Iterator[Figure]:
    """Yield the figure, and what the page with the numbers needs."""
    with stage(given, CELL) as both:
        checklist, numbers, stock = [], [], []
        sides = [
            lambda: checklist.append(growth(both, both.address("demo", "checklist"), CHECKBOX)),
            lambda: stock.append(growth(both, both.stock.address, CHECKBOX)),
            lambda: numbers.append(growth(both, both.address("demo", "numbers"), ROW)),
        ]
        in_turn(given.pairs + 1, *sides)
    # The first page shares with nobody yet what all the others share.
    checklist, stock, numbers = checklist[1:], stock[1:], numbers[1:]
    for name, values, most in (
        ("one more page with the demo's checklist", checklist, MOST_TIMES),
        ("one more page with the demo's numbers", numbers, None),
    ):
        yield Figure(
            name=name,
            ours=values,
            other=stock,
            against=AGAINST,
            how=How.TIMES,
            most=most,
            unit="MB",
            digits=1,
        )


def growth(both: Stage, address: str, selector: str) -> float:
    """Open one more page, which stays open; return by how many MB its server has grown."""
    server = both.stock if address == both.stock.address else both.ours
    both.settle()
    before = proportional_megabytes(server.process.pid)
    page: Page = both.new_page()
    page.goto(address)
    page.locator(selector).first.wait_for()
    both.settle()
    return proportional_megabytes(server.process.pid) - before


def proportional_megabytes(pid: int) -> float:
    """Return the proportional set size of a server with its kernels."""
    sizes = []
    for process in tree(pid):
        try:
            sizes.append(process.memory_full_info().pss)
        except psutil.NoSuchProcess:
            continue
    return sum(sizes) / 1e6
