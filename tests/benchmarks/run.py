"""Every figure that this product promises, with both sides measured in turn in one run.

    .venv/bin/python tests/benchmarks/run.py [--pairs 7] [--latency 50] [GROUP ...]

Without names, all groups are run; --help lists them. The sides are taken in turn (A B A B), on the
same machine in the same minutes: read the comparison, not the times. A missed target is told, never
an error.
"""

import argparse
import importlib
import os
import platform
import signal
import sys
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import psutil
from figures import HEADER, Figure
from stage import Settings, installed_browser

GROUPS = (
    "page",
    "frameworks",
    "click",
    "edit",
    "import",
    "table",
    "memory",
    "kernels",
    "pool",
    "orders",
)
LEAST_PAIRS = 5
"""Fewer are for trying a benchmark out; the header says so."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("groups", nargs="*", metavar="group", help=", ".join(GROUPS))
    parser.add_argument("--pairs", type=int, default=7, help="how often each side is measured")
    parser.add_argument(
        "--folder", type=Path, default=Path.cwd(), help="on the disk that projects lie on"
    )
    parser.add_argument(
        "--latency", type=int, default=0, help="ms added to the network, there and back"
    )
    given = parser.parse_args()
    if unknown := set(given.groups) - set(GROUPS):
        parser.error(f"unknown: {', '.join(unknown)}; there are {', '.join(GROUPS)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that the servers end with it
    print(machine(), flush=True)
    few = "" if given.pairs >= LEAST_PAIRS else " (too few)"
    added = f", latency of {given.latency} ms added" if given.latency else ""
    print(f"medians of {given.pairs} pairs{few}{added}")
    figures: list[Figure] = []
    for name in given.groups or GROUPS:
        figures += run(name, Settings(given.pairs, given.folder, given.latency))
    with_target = [figure for figure in figures if figure.most is not None]
    missed = [figure.name for figure in with_target if not figure.met]
    print(f"\n{len(with_target) - len(missed)} of {len(with_target)} targets met")
    for name in missed:
        print(f"missed: {name}")


def run(name: str, settings: Settings) -> list[Figure]:
    """Run a group and print its figures as they come."""
    group = importlib.import_module(f"bench_{name}")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"\n{name}  (load {load:.1f} at {time.strftime('%H:%M')})\n\n{group.__doc__}\n{HEADER}")
    figures = []
    for figure in group.figures(settings):
        print(figure.lines(), flush=True)
        figures.append(figure)
    return figures


def machine() -> str:
    """Return a line about what all this was measured on."""
    memory = psutil.virtual_memory().total / 2**30
    browser = Path(installed_browser() or "Playwright's Chromium").name
    return (
        f"{processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} "
        f"{platform.release()}, Python {platform.python_version()}, Voilà {version('voila')}, "
        f"ipywidgets {version('ipywidgets')}, {browser}"
    )


def processor() -> str:
    """Return the processor's name, as far as the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    names = (line.partition(": ")[2] for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


if __name__ == "__main__":
    main()
