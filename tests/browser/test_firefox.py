"""The dashboard in Firefox, where one is installed: opened, used, turned and closed."""

from urllib.parse import urlsplit

import pytest
from browser.firefox import Firefox, installed_firefox
from serving import Served

from portwidgets import Workspace

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(installed_firefox() is None, reason="Firefox is not installed here"),
]

ITEM = "keep_loa_copy"
BOX = f"document.querySelector('[data-item={ITEM}] input')"
SAVED = "document.querySelector('.pw-saved')?.textContent === 'Saved'"
HOSTS = "[...document.querySelectorAll('*')].filter((each) => each.shadowRoot)"
GRID = f"{HOSTS}.map((each) => each.shadowRoot).find((each) => each.querySelector('.ag-row'))"
CELL = f"{GRID}?.querySelector('.ag-row [col-id=site]')"


@pytest.fixture
def served(tmp_path):
    with Served(tmp_path, language="en") as server:
        Workspace(tmp_path / "workspace").demo(language="en")
        server.wait_for_kernels(1)
        yield server


def test_a_step_is_ticked_a_number_edited_and_the_kernel_ends_with_the_page(served, tmp_path):
    project = Workspace(tmp_path / "workspace").open("demo")
    with Firefox() as firefox:
        firefox.open(f"{served.link}&project=demo&page=checklist")
        firefox.wait_for(f"document.documentElement.dataset.pwState === 'ready' && {BOX} !== null")
        firefox.click(BOX)
        firefox.wait_for(f"{BOX}.checked && {SAVED}")
        project.refresh()
        assert project.checklist[ITEM].state == "done"
        firefox.click("document.querySelector('.pw-pages a[href*=\"page=numbers\"]')")
        firefox.wait_for(f"Boolean({CELL})")
        firefox.click(CELL)
        firefox.type("Firefox\ue007")
        firefox.wait_for(f"{CELL}.textContent.trim() === 'Firefox' && {SAVED}")
        project.refresh()
        assert "Firefox" in project.numbers.column("site")
        assert firefox.problems == []
        hosts = {urlsplit(url).netloc for url in firefox.asked if url.startswith("http")}
        assert urlsplit(served.link).netloc in hosts
        firefox.open("about:blank")
        served.wait_for_kernels(1)
