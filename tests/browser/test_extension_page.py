"""The same page where Voilà is an extension of a Jupyter server with a prefix, as on Binder."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import psutil
import pytest
from playwright.sync_api import expect
from serving import CHECKBOX, TOKEN, write_notebook

from portwidgets.app.listening import bind
from portwidgets.app.options import ServerOptions

pytestmark = pytest.mark.browser

PACKAGE = Path(__file__).parents[2] / "portwidgets"
PREFIX = "/user/binder"


@pytest.fixture
def jupyter(tmp_path):
    """A Jupyter server with the template installed as the wheel does it; yields (address, pid)."""
    template = tmp_path / "share" / "voila" / "templates" / "portwidgets"
    shutil.copytree(PACKAGE / "app" / "templates" / "portwidgets", template)
    shutil.copy(PACKAGE / "widgets" / "static" / "page.js", template / "static")
    root = tmp_path / "root"
    root.mkdir()
    write_notebook(root / "page.ipynb", CHECKBOX, template="portwidgets")
    [socket] = bind(ServerOptions(workspace=tmp_path, port=0))
    port = socket.getsockname()[1]
    socket.close()
    settings = [
        f"--ServerApp.port={port}",
        f"--ServerApp.base_url={PREFIX}",
        f"--ServerApp.root_dir={root}",
        f"--IdentityProvider.token={TOKEN}",
        "--ServerApp.open_browser=False",
        "--ServerApp.jpserver_extensions=voila.server_extension=True",
    ]
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "jupyter_server", "--allow-root", *settings],
            env={**os.environ, "JUPYTER_PATH": str(tmp_path / "share")},
            stdout=log,
            stderr=log,
        )
        try:
            address = f"http://127.0.0.1:{port}{PREFIX}"
            _wait_for(f"{address}/api")
            yield address, process.pid
        finally:
            kernels = psutil.Process(process.pid).children()
            process.terminate()
            process.wait(20)
            for kernel in psutil.wait_procs(kernels, timeout=10)[1]:
                kernel.kill()


def test_the_page_works_behind_a_prefix_and_ends_its_kernel(jupyter, chromium):
    address, pid = jupyter
    context = chromium.new_context(locale="da-DK")
    page = context.new_page()
    problems, asked = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda told: told.type == "error" and problems.append(told.text))
    page.goto(f"{address}/voila/render/page.ipynb?token={TOKEN}")
    page.check("#box", timeout=30_000)
    expect(page.locator("#said")).to_have_text("ticked: True")
    expect(page.locator("html")).to_have_attribute("lang", "da")
    expect(page.locator("#pw-banner")).to_be_hidden()
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} == {
        urlsplit(address).netloc
    }
    assert len(psutil.Process(pid).children()) == 1
    page.close()
    _wait_until(lambda: psutil.Process(pid).children() == [])
    assert problems == []
    context.close()


def _wait_for(address):
    def answers():
        try:
            urlopen(address, timeout=1).close()
        except OSError:
            return False
        return True

    _wait_until(answers)


def _wait_until(condition, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come true in time"
        time.sleep(0.1)
