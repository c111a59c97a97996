"""A Binder launch, imitated: its install step in a fresh environment, its start, its page."""

import os
import re
import shutil
import subprocess
import venv
from pathlib import Path

import pytest
from browser.jupyter_server import TOKEN, jupyter_server
from playwright.sync_api import expect
from test_binder import ROOT, badge

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """What is committed and what is not yet, as Binder would copy it."""
    copy = tmp_path_factory.mktemp("binder") / "repository"
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def environment(repository):
    folder = repository.parent / "environment"
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    subprocess.run(
        [scripts / "python", "-m", "pip", "install", "-q", "-r", "binder/requirements.txt"],
        cwd=repository,
        check=True,
    )
    return scripts


def test_the_badge_opens_the_demo_and_offers_the_download(chromium, repository, environment):
    path = f"{environment}{os.pathsep}{os.environ['PATH']}"
    command = [str(repository / "binder" / "start"), "python", "-m", "jupyterlab"]
    page = chromium.new_page(locale="en-GB")
    problems = []
    page.on("console", lambda m: m.type == "error" and problems.append(m.text))
    with jupyter_server(repository, command=command, PATH=path) as base:
        page.goto(f"{base}{badge()}&token={TOKEN}", timeout=60_000)
        note = page.get_by_role("note").filter(has_text=re.compile("vanishes"))
        expect(note).to_be_visible(timeout=30_000)
        with page.expect_download() as download:
            page.get_by_role("button", name="Download as zip").click()
        assert Path(download.value.path()).read_bytes()[:2] == b"PK"
        page.close()
    assert problems == []
