"""Binder gets what it needs: the files that repo2docker reads, the page that the badge names."""

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

ROOT = Path(__file__).parent.parent
BINDER = ROOT / "binder"


def badge():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    link = re.search(r"\((https://mybinder\.org/v2/gh/[^)]+)\)", readme)[1]
    return unquote(parse_qs(urlsplit(link).query)["urlpath"][0])


def test_the_badge_opens_the_dashboard_notebook_with_the_demo():
    path, _, query = badge().partition("?")
    assert query == "project=demo"
    assert (ROOT / path.removeprefix("voila/render/")).is_file()


def test_the_start_script_makes_the_demo_and_hands_over(tmp_path):
    done = subprocess.run(
        [BINDER / "start", "sh", "-c", "echo $PORTWIDGETS_WORKSPACE; echo $PORTWIDGETS_THROWAWAY"],
        env={**os.environ, "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    workspace, throwaway = done.stdout.split()[-2:]
    assert throwaway == "1"
    assert (Path(workspace) / "demo" / "numbers.csv").is_file()


def test_a_second_start_takes_the_demo_that_is_there(tmp_path):
    for _ in range(2):
        subprocess.run(
            [BINDER / "start", "true"], env={**os.environ, "HOME": str(tmp_path)}, check=True
        )
    assert [path.name for path in tmp_path.glob("*/demo*")] == ["demo"]
