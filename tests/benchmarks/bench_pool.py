"""One page a second for a minute: is it served by a kernel that waited, and what does waiting cost?

Each page is asked for as a browser does and closed five seconds later; no browser runs, so that
the processor is the server's. Served by a waiting kernel: the page opens the line to its kernel
before the notebook's content, which it does when that stands ready. Whole: its last byte is here,
the widgets' state in it; readable: the project's text is. Memory: what the server and its kernels
have (proportional set size), by the number of kernels that wait. Linux only for that.
"""

import re
import statistics
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

from bench_memory import proportional_megabytes
from figures import Figure
from inventory import temporary
from serving import TOKEN, Served
from stage import Settings

from portwidgets import Workspace
from portwidgets.app.options import ServerOptions

SIZES = (0, 1, 2, 3)
SECONDS = 60
STAY = 5
MOST_LATE = 50  # %: the median page is served by a kernel that waited
LOGIN = {"Authorization": f"token {TOKEN}"}
DEFAULT = ServerOptions(workspace=Path(), token="x" * 16).waiting


@dataclass
class Visits:
    """What the visitors of one server found."""

    waited_for: list[bool] = field(default_factory=list)
    readable: list[float] = field(default_factory=list)
    whole: list[float] = field(default_factory=list)

    def visit(self, server: Served) -> None:
        """Ask for the page, stay a while, and end its kernel as a page does."""
        start = time.perf_counter()
        connection = HTTPConnection(urlsplit(server.link).netloc, timeout=60)
        connection.request("GET", "/?project=demo&page=checklist", headers=LOGIN)
        answer = connection.getresponse()
        text, readable = "", 0.0
        while piece := answer.read1():
            text += piece.decode(errors="replace")
            if not readable and "pw-readable" in text and "</article>" in text:
                readable = time.perf_counter() - start
        self.whole.append((time.perf_counter() - start) * 1000)
        self.readable.append(readable * 1000)
        self.waited_for.append(0 < text.find("data-pw-line=") < text.find('id="pw-content"'))
        time.sleep(STAY)
        kernel = re.search(r'"kernel": "([^"]+)"', text)
        connection.request("POST", f"/voila/api/shutdown/{kernel[1]}", headers=LOGIN)
        connection.getresponse().read()
        connection.close()


def figures(given: Settings) -> Iterator[Figure]:
    """Yield the figures of each size of the pool; `--pairs` changes nothing here."""
    for waiting in SIZES:
        visits, idle = measure(given, waiting)
        named = f"{waiting} waiting{' (the default)' if waiting == DEFAULT else ''}"
        late = 100 * (1 - statistics.mean(visits.waited_for))
        if waiting:
            name = f"{named}: pages that found no kernel waiting"
            most = MOST_LATE if waiting == DEFAULT else None
            yield Figure(name=name, ours=[late], most=most, unit="%")
        yield Figure(name=f"{named}: page whole", ours=[statistics.median(visits.whole)])
        yield Figure(name=f"{named}: slowest page whole", ours=[max(visits.whole)])
        yield Figure(name=f"{named}: readable", ours=[statistics.median(visits.readable)])
        yield Figure(name=f"{named}: memory at rest", ours=[idle], unit="MB")


def measure(given: Settings, waiting: int) -> tuple[Visits, float]:
    """Return what a minute of visitors found, and the megabytes before the first."""
    visits = Visits()
    with temporary(given.folder.absolute()) as folder, Served(folder, waiting=waiting) as server:
        Workspace(Path(folder) / "workspace").demo(language="en")
        server.wait_for_kernels(waiting)
        time.sleep(5)  # the notebooks run
        idle = proportional_megabytes(server.process.pid)
        visitors = [threading.Thread(target=visits.visit, args=(server,)) for _ in range(SECONDS)]
        for visitor in visitors:
            visitor.start()
            time.sleep(1)
        for visitor in visitors:
            visitor.join()
    return visits, idle
