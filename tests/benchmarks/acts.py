"""What a person does on a page, and when the page had answered, in milliseconds since 1970."""

import time

from playwright.sync_api import Page
from stage import SEE

CHECKBOX = "input[type=checkbox]"
ROW = ".ag-row[row-id]"
EDITOR = ".ag-cell-inline-editing input"
SAVED = "bench.until(bench.isSaved)"


def now() -> float:
    """Return the moment, on the clock that pages tell theirs by."""
    return time.time() * 1000


def seen(page: Page, address: str, selector: str) -> float:
    """Go to an address; return how long it took until `selector` was visible."""
    page.add_init_script(f"{SEE}({selector!r})")
    start = now()
    page.goto(address, wait_until="commit")
    page.evaluate("selector => bench.until(() => bench.seen[selector])", selector)
    return page.evaluate("selector => bench.seen[selector]", selector) - start


def ticked(page: Page, address: str) -> float:
    """Go to a checklist and tick its first box; return how long it took until that was saved."""
    start = now()
    page.goto(address, wait_until="commit")
    answered = tick(page)
    tick(page)  # as it was before
    return answered - start


def tick(page: Page) -> float:
    """Click on the first checkbox; return when the page said that it is saved."""
    page.locator(CHECKBOX).first.click()
    page.evaluate(SAVED)
    return page.evaluate("bench.said.at(-1)[1]")


def edited(page: Page, address: str) -> float:
    """Go to a table; return how long it took until a cell's editor took what was typed."""
    start = now()
    page.goto(address, wait_until="commit")
    edit(page, "number", "x")
    took = now() - start
    page.keyboard.press("Escape")
    return took


def edit(page: Page, column: str, text: str) -> None:
    """Click on the first row's cell and type over it, without leaving the editor."""
    page.locator(f'{ROW} [col-id="{column}"]').first.click()
    page.keyboard.type(text)
    page.locator(EDITOR).wait_for()
    assert page.locator(EDITOR).input_value() == text
