"""Install everything the tests need into .venv, then run all of them: `python3 tests/run.py`.

Needs Python 3.11 or newer and nothing else; every step is printed before it runs. Arguments
after the options go to pytest, e.g. `python3 tests/run.py tests/domain -k range`.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
BIN = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FRONTEND = ROOT / "portwidgets" / "frontend"
# A file's tests share a server; most of what they do is waiting for a browser.
AT_ONCE = ["--numprocesses=auto", "--maxprocesses=4", "--dist=loadfile"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--long", action="store_true", help="the long kill and fuzz tests too")
    parser.add_argument("--no-install", action="store_true", help="take .venv as it is")
    options, pytest_arguments = parser.parse_known_args()
    if not options.no_install:
        install()
    marks = [] if options.long else ["-m", "not long"]
    checks = [
        [tool("ruff"), "check", "."],
        [tool("ruff"), "format", "--check", "."],
        [tool("mypy")],
        [tool("lint-imports")],
        [tool("python"), str(FRONTEND / "build.py"), "--check"],
        [tool("python"), str(ROOT / "tests" / "audit.py")],
        [tool("python"), "-m", "pytest", *AT_ONCE, *marks, *pytest_arguments],
    ]
    failed = [command for command in checks if run(command, cwd=ROOT) != 0]
    for command in failed:
        print("failed:", *command, flush=True)
    return 1 if failed else 0


def install() -> None:
    if not tool_path("python").exists():
        venv.create(ENVIRONMENT, with_pip=True)
    must([tool("python"), "-m", "pip", "install", "--quiet", "--editable", ".[test]"], cwd=ROOT)
    install_browser()


def install_browser() -> None:
    """Take the Chromium that is there; else Playwright's own; else the distribution's."""
    if any(shutil.which(name) for name in BROWSERS):
        return
    if run([tool("python"), "-m", "playwright", "install", "--with-deps", "chromium"]) == 0:
        return
    if run([tool("python"), "-m", "playwright", "install", "chromium"]) == 0:
        return
    if shutil.which("apt-get"):
        must(["apt-get", "update", "--quiet"])
        must(["apt-get", "install", "--quiet", "--yes", "chromium"])
        return
    sys.exit("The browser tests need Chromium: install it, then run this again.")


def tool_path(name: str) -> Path:
    return BIN / (f"{name}.exe" if os.name == "nt" else name)


def tool(name: str) -> str:
    return str(tool_path(name))


def run(command: list[str], cwd: Path | None = None) -> int:
    print("$", *command, flush=True)
    return subprocess.run(command, cwd=cwd, check=False).returncode


def must(command: list[str], cwd: Path | None = None) -> None:
    code = run(command, cwd)
    if code != 0:
        sys.exit(code)


if __name__ == "__main__":
    sys.exit(main())
