"""The real server in a process of its own, with a notebook that the test writes."""

import contextlib
import json
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import psutil

from portwidgets import Workspace

TOKEN = "a-token-that-only-tests-know"
START_SECONDS = 60

# Runs in the server's process: prints the link as soon as pages are answered.
SCRIPT = """
import json, sys
from pathlib import Path
from portwidgets.app.options import ServerOptions
from portwidgets.app.server import serve
given = json.loads(sys.argv[1])
paths = {name: Path(given[name]) for name in ("workspace", "notebook") if name in given}
serve(ServerOptions(**(given | paths)), lambda server: print(server.link, flush=True))
"""

CHECKBOX = '''
import anywidget
import ipywidgets

class Tick(anywidget.AnyWidget):
    _esm = """
    function render({ model, el }) {
      const box = Object.assign(document.createElement("input"), { type: "checkbox", id: "box" });
      const said = Object.assign(document.createElement("output"), { id: "said" });
      const label = document.createElement("label");
      label.append(box, "Tick me");
      el.append(label, said);
      box.onchange = () => model.send({ ticked: box.checked });
      model.on("msg:custom", (content) => { said.textContent = content.said; });
    }
    export default { render };
    """

    def __init__(self):
        super().__init__()
        self.on_msg(lambda _, content, __: self.send({"said": f"ticked: {content['ticked']}"}))

ipywidgets.VBox([ipywidgets.Label("A heading"), Tick()])
'''


def write_notebook(path, *cells, template=""):
    """Write a notebook of these code cells, which may name its Voilà template."""
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    metadata |= {"voila": {"template": template}} if template else {}
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell) for cell in cells], metadata=metadata
    )
    nbformat.write(notebook, path)
    return path


class Served:
    """A running server; end it with `stop`, or use it as a context.

    Args:
        folder: Where its workspace and notebook lie.
        cells: The notebook's code.
        options: Of ServerOptions; by default a free port.
    """

    def __init__(self, folder, *cells, **options):
        folder = Path(folder)
        workspace = folder / "workspace"
        workspace.mkdir(exist_ok=True)
        self.workspace = Workspace(workspace)
        given = {"workspace": str(workspace), "token": TOKEN, "port": 0, "waiting": 1, **options}
        if cells:
            given["notebook"] = str(write_notebook(folder / "test.ipynb", *cells))
        self._given = given
        self._start()
        self.given_port = urlsplit(self.link).port

    def _start(self):
        self._log = []
        self.process = subprocess.Popen(
            [sys.executable, "-c", SCRIPT, json.dumps(self._given)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        links = queue.Queue()
        for stream, take in (
            (self.process.stdout, links.put),
            (self.process.stderr, self._log.append),
        ):
            threading.Thread(target=_drain, args=(stream, take), daemon=True).start()
        try:
            self.link = links.get(timeout=START_SECONDS).strip()
        except queue.Empty:
            self.stop()
            raise AssertionError(f"the server did not start:\n{self.log}") from None

    @property
    def log(self):
        """What the server wrote to stderr."""
        return "".join(self._log)

    @property
    def tracebacks(self):
        """Those in the log, but for a kernel's end: ipykernel flushes what it closed before."""
        found = re.findall(r"^Traceback .*\n(?:  .*\n)*.*", self.log, re.MULTILINE)
        return [each for each in found if "ipykernel/iostream.py" not in each]

    @property
    def address(self):
        """The page's address, without the token."""
        return self.link.partition("?")[0]

    def kernels(self):
        """The processes of the kernels that run now: forked ones, and those started as usual."""
        below = self._below()
        forked_from = {process.pid for process in self.fork_servers()}
        return [process for process in below if process.pid not in forked_from]

    def fork_servers(self):
        """The process that kernels are forked from."""
        return [each for each in self._below(recursive=False) if _is_fork_server(each)]

    def _below(self, *, recursive=True):
        found = []
        with contextlib.suppress(psutil.NoSuchProcess):
            found = psutil.Process(self.process.pid).children(recursive=recursive)
        return [each for each in found if _runs(each)]

    def wait_for_kernels(self, count, seconds=30):
        """Wait until exactly so many kernels run, for a second."""
        end = time.monotonic() + seconds
        since = None
        while time.monotonic() < end:
            if len(self.kernels()) == count:
                since = since or time.monotonic()
                if time.monotonic() - since > 1:
                    return
            else:
                since = None
            time.sleep(0.1)
        raise AssertionError(f"{len(self.kernels())} kernels run instead of {count}")

    def restart(self):
        """Kill the server and start it again on the same port."""
        self.kill()
        self._given["port"] = self.given_port
        self._start()

    def kill(self):
        """End the server as a crash would."""
        self._end(signal.SIGKILL)

    def stop(self):
        """End the server as Ctrl+C's bigger brother would, with its kernels."""
        self._end(signal.SIGTERM)

    def _end(self, how):
        kernels = self._below()
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(how)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        _, alive = psutil.wait_procs(kernels, timeout=10)
        for kernel in alive:
            kernel.kill()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def _runs(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return process.status() != psutil.STATUS_ZOMBIE
    return False


def _is_fork_server(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        return "portwidgets.app.fork_server" in process.cmdline()
    return False


def _drain(stream, take):
    with stream:
        for line in stream:
            take(line)
