"""An environment of its own for each framework that we are compared with, made when first needed.

They lie in `.bench-environments`, which git ignores: hundreds of MB that no test needs.
"""

import os
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".bench-environments"
BIN = "Scripts" if os.name == "nt" else "bin"


def environment(name: str, requirements: Sequence[str]) -> Path:
    """Return the folder of an environment's programs, with these requirements installed."""
    place = FOLDER / name
    made = place / "made.txt"  # written last: an install that was stopped is done again
    wanted = "\n".join(requirements)
    if not made.exists() or made.read_text("utf-8") != wanted:
        print(f"installing {' '.join(requirements)} into {place}", flush=True)
        venv.create(place, with_pip=True)
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([place / BIN / "python", *install, *requirements], check=True)
        made.write_text(wanted, "utf-8")
    return place / BIN


def version(programs: Path, package: str) -> str:
    """Return what is installed there."""
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    told = subprocess.run(
        [programs / "python", "-c", code], check=True, capture_output=True, text=True
    )
    return told.stdout.strip()
