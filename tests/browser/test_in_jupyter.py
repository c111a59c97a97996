"""The same widgets inside a Jupyter server under a prefix: in JupyterLab, and as Voilà's page."""

import re
import shutil
from pathlib import Path

import nbformat
import pytest
from browser.jupyter_server import TOKEN, jupyter_server
from disk import step
from playwright.sync_api import expect
from waiting import soon

from portwidgets import Project, Workspace

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
STEP = "Verify the authorized signer"
FIVE_LINES = """\
from ipywidgets import VBox
from portwidgets import ChecklistPanel, NumberTable, Workspace

project = Workspace("ports").open("demo")
VBox([ChecklistPanel(project, section="loa"), NumberTable(project)])"""
# What JupyterLab itself says on a console, with or without us.
OF_JUPYTERLAB = re.compile(
    r"api/(settings|workspaces|contents|kernels|sessions)\S* |"  # not there yet, or gone already
    "ResizeObserver loop"  # a warning of its panels
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("jupyter")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    Workspace(folder / "ports").demo(language="en")
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(FIVE_LINES)],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    nbformat.write(notebook, folder / "five_lines.ipynb")
    return folder


@pytest.fixture(scope="module")
def base(folder):
    with jupyter_server(
        folder, PORTWIDGETS_WORKSPACE=str(folder / "ports"), PORTWIDGETS_THROWAWAY="1"
    ) as base:
        yield base


@pytest.fixture
def project(folder):
    project = Project(folder / "ports" / "demo")
    project.checklist.untick("verify_signer")
    return project


@pytest.fixture
def visit(chromium, base):
    pages, problems = [], []

    def open_page(path, **query):
        page = chromium.new_page(locale="en-DK", viewport={"width": 1280, "height": 900})
        pages.append(page)
        page.set_default_timeout(60_000)
        page.on("console", note_console)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", note)
        words = "&".join(
            f"{key}={value}" for key, value in {**query, "token": TOKEN, "reset": ""}.items()
        )
        page.goto(f"{base}{path}?{words}")
        return page

    def note_console(message):
        if message.type == "error":
            problems.append(f"{message.location['url']} {message.text}")

    def note(request):
        if not request.url.startswith((base.split("/user")[0], "blob:", "data:")):
            problems.append(f"request to {request.url}")

    yield open_page
    for page in pages:
        page.close()
    assert [problem for problem in problems if not OF_JUPYTERLAB.search(problem)] == []


def state_of(project, item):
    return step(project, item)["state"]


def run_all(page):
    page.wait_for_function("window.jupyterapp?.shell.currentWidget?.context?.isReady")
    page.wait_for_function(
        "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status === 'idle'"
    )
    page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")


def test_five_lines_in_jupyterlab_make_the_widgets_and_their_edits_are_on_disk(visit, project):
    page = visit("lab/tree/five_lines.ipynb")
    run_all(page)
    box = page.get_by_role("checkbox", name=re.compile(STEP))
    box.focus()
    page.keyboard.press("Space")
    soon(lambda: state_of(project, "verify_signer"), "done")
    expect(box).to_be_checked()
    cell = page.get_by_role("gridcell").filter(has_text="67 12 34 02").first
    cell.click()
    # JupyterLab deletes a cell on "dd"; here it must be typed into the table.
    page.keyboard.type("dd")
    page.keyboard.press("Escape")
    expect(page.locator(".jp-CodeCell")).to_have_count(1)
    expect(page.get_by_role("gridcell").filter(has_text="67 12 34 02").first).to_be_visible()


def test_the_dashboard_notebook_works_in_jupyterlab(visit, project):
    page = visit("lab/tree/notebooks/dashboard.ipynb")
    run_all(page)
    page.get_by_role("link", name=project.title).click()
    page.get_by_role("checkbox", name=re.compile(STEP)).check()
    soon(lambda: state_of(project, "verify_signer"), "done")
    assert "/lab/" in page.url  # the address is JupyterLab's


def test_a_list_is_imported_and_exported_in_jupyterlab(visit, project):
    page = visit("lab/tree/notebooks/dashboard.ipynb")
    run_all(page)
    page.get_by_role("link", name=project.title).click()
    page.get_by_role("link", name="Numbers").click()
    page.get_by_role("button", name="Import", exact=True).click()
    text = "Telefonnr.;Note\n" + "".join(f"6799{n:04};{'x' * 700}\n" for n in range(1_000))
    file = {"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode()}
    page.set_input_files(".pw-import input[type=file]", file)
    page.get_by_role("button", name="Add 1,000 numbers").click()
    expect(page.get_by_role("heading", name="1,000 numbers were added")).to_be_visible()
    project.refresh()
    assert "+4567990999" in project.numbers.column("number")
    page.get_by_role("button", name="Undo the import").click()
    expect(page.get_by_text("The import was undone")).to_be_visible()
    page.get_by_role("button", name="Back to the numbers").click()
    page.get_by_role("button", name="Export", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    assert download.value.suggested_filename == "demo-csv.csv"


def test_voila_in_a_server_with_a_prefix_shows_the_project_of_the_address(visit, project):
    page = visit("voila/render/notebooks/dashboard.ipynb", project="demo")
    page.get_by_role("checkbox", name=re.compile(STEP)).check()
    soon(lambda: state_of(project, "verify_signer"), "done")
    expect(
        page.get_by_role("note").filter(has_text="it vanishes when this server stops")
    ).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as zip").click()
    assert download.value.suggested_filename == "demo.zip"
