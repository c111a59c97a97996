"""The steps of the checklist as they stand in the page."""

import re

ITEM = "verify_signer"
LABEL = "Verify the authorized signer"
STEM = "checklist_panel"


def step(page, item=ITEM):
    return page.locator(f'[data-item="{item}"]')


def tick(page, item=ITEM):
    return step(page, item).get_by_role("checkbox").first


def open_details(page, item=ITEM):
    step(page, item).get_by_role("button", name=re.compile("^Details")).click()


def news(page):
    return page.get_by_role("status").text_content()
