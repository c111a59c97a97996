"""Binder gets what it needs: the files that repo2docker reads, the page that the badge names."""

import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

SCRIPTS = Path(sys.executable).parent
ROOT = Path(__file__).parent.parent
BINDER = ROOT / "binder"


def badge():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    link = re.search(r"\((https://mybinder\.org/v2/gh/[^)]+)\)", readme)[1]
    return unquote(parse_qs(urlsplit(link).query)["urlpath"][0])


def launched(home):
    """The environment of a launch: our Python first in the path, as in Binder's image."""
    return {**os.environ, "HOME": str(home), "PATH": f"{SCRIPTS}{os.pathsep}{os.environ['PATH']}"}


def test_the_badge_opens_the_dashboard_notebook_with_the_demo():
    path, _, query = badge().partition("?")
    assert query == "project=demo"
    assert (ROOT / path.removeprefix("voila/render/")).is_file()


def test_repo2docker_installs_from_the_copied_repository_and_starts_by_our_script():
    command = [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    dockerfile = done.stdout + done.stderr
    copied = dockerfile.index("COPY --chown=0:0 src/ ${REPO_DIR}/")
    installed = dockerfile.index('pip install --no-cache-dir -r "binder/requirements.txt"')
    assert copied < installed  # "." in the requirements is the repository
    assert 'R2D_ENTRYPOINT="${REPO_DIR}/binder/start"' in dockerfile
    assert "Building conda environment for python=3.11" in dockerfile


def test_the_start_script_makes_the_demo_and_hands_over(tmp_path):
    done = subprocess.run(
        [BINDER / "start", "sh", "-c", "echo $PORTWIDGETS_WORKSPACE; echo $PORTWIDGETS_THROWAWAY"],
        env=launched(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    workspace, throwaway = done.stdout.split()[-2:]
    assert throwaway == "1"
    assert (Path(workspace) / "demo" / "numbers.csv").is_file()


def test_a_second_start_takes_the_demo_that_is_there(tmp_path):
    for _ in range(2):
        subprocess.run([BINDER / "start", "true"], env=launched(tmp_path), check=True)
    assert [path.name for path in tmp_path.glob("*/demo*")] == ["demo"]
