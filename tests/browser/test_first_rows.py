"""The first rows of a table come with its page: it need not ask for them."""

import re

import pytest
from playwright.sync_api import expect
from serving import Served

from portwidgets.widgets.record_table import AT_ONCE

pytestmark = pytest.mark.browser

SILENT = re.compile(r"/api/kernels/[\w-]+/channels")


def test_they_are_shown_before_anything_was_heard_from_the_kernel(tmp_path, chromium):
    with Served(tmp_path, waiting=1) as server:
        project = server.workspace.create("Head office", region="DK", language="en")
        project.numbers.add_range("70 12 34 00-99")
        server.wait_for_kernels(1)
        context = chromium.new_context(locale="en-GB")
        page = context.new_page()
        page.route_web_socket(SILENT, lambda _line: None)
        page.goto(f"{server.link}&project={project.name}&page=numbers")
        expect(page.locator('.ag-row[row-id="n0001"] [col-id="number"]')).to_have_text(
            "70 12 34 00"
        )
        grid = page.get_by_role("grid", name="Numbers")
        expect(grid).to_have_attribute("aria-rowcount", f"{AT_ONCE + 1}")
        expect(page.locator(".pw-table-count")).not_to_contain_text(re.compile(r"\d"))
        context.close()
