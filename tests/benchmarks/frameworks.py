"""The list of thirty checkboxes in other frameworks, and on our page, each on its own server."""

import contextlib
import json
import os
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from environments import environment, version
from processes import end_tree

from portwidgets import catalog

APPS = Path(__file__).parent / "frameworks"
LABELS = [item.label.of("en") for item in catalog.checklist("DK").items]


@dataclass(frozen=True)
class Framework:
    """How a framework is installed and started.

    Attributes:
        name: What people call it.
        requirements: What pip installs; the first is the framework.
        command: A program of its environment and its arguments; {app} and {port} are put in.
        boxes: The selector of what is clicked.
        said: The selector of what Python changes.
    """

    name: str
    requirements: Sequence[str]
    command: Sequence[str]
    boxes: str = "input[type=checkbox]"
    said: str = ".said"

    @property
    def package(self) -> str:
        """What pip calls it."""
        return re.split("[=~<>]", self.requirements[0])[0]


NICEGUI = Framework("NiceGUI", ["nicegui>=3.18"], ["python", "{app}"], boxes="[role=checkbox]")
OTHERS = (
    Framework("Panel", ["panel>=1.9"], ["python", "{app}"]),
    Framework(
        "Streamlit",
        ["streamlit>=1.67"],
        [
            *("streamlit", "run", "{app}", "--server.port={port}", "--server.address=127.0.0.1"),
            *("--server.headless=true", "--browser.gatherUsageStats=false"),
        ],
        said="[data-testid=stText]",
    ),
    # With its assets as a package, and as old as these: else it asks a host on the internet.
    Framework(
        "Solara",
        ["solara==1.58.2", "solara-assets==1.58.2"],
        [
            "solara",
            "run",
            "{app}",
            "--port={port}",
            "--host=127.0.0.1",
            "--production",
            "--no-open",
        ],
    ),
)

# The same list under stock Voilà, as a notebook author would write it.
CORE_CELL = f"""
from ipywidgets import Checkbox, Label, VBox
labels = {LABELS!r}
said = Label(f"0 of {{len(labels)}}").add_class("said")
boxes = [Checkbox(description=label) for label in labels]
def tell(_):
    said.value = f"{{sum(box.value for box in boxes)}} of {{len(boxes)}}"
for box in boxes:
    box.observe(tell, "value")
VBox([said, *boxes])
"""

# And on our page: one anywidget for the list, as the checklist is one.
OWN_CELL = f'''
import anywidget, traitlets
from ipywidgets import Label, VBox

class Boxes(anywidget.AnyWidget):
    _esm = """
    export default {{ render({{ model, el }}) {{
      model.get("labels").forEach((text, place) => {{
        const box = Object.assign(document.createElement("input"), {{ type: "checkbox" }});
        const label = Object.assign(document.createElement("label"), {{ className: "row" }});
        label.append(box, text);
        el.append(label);
        box.onchange = () => {{
          const others = model.get("ticked").filter((each) => each !== place);
          model.set("ticked", box.checked ? [...others, place] : others);
          model.save_changes();
        }};
      }});
    }} }};
    """
    labels = traitlets.List().tag(sync=True)
    ticked = traitlets.List().tag(sync=True)

boxes = Boxes(labels={LABELS!r})
said = Label(f"0 of {{len(boxes.labels)}}").add_class("said")
def tell(change):
    said.value = f"{{len(change.new)}} of {{len(boxes.labels)}}"
boxes.observe(tell, "ticked")
VBox([said, boxes])
'''


class Running:
    """A framework's server with the list on it, in an environment of its own.

    Args:
        framework: Which.
        folder: For what it writes.
        rows: Of the table that is shown in the list's place.
    """

    def __init__(self, framework: Framework, folder: Path, *, rows: Sequence[object] = ()) -> None:
        programs = environment(framework.package, framework.requirements)
        self.name = f"{framework.name} {version(programs, framework.package)}"
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/"
        shown = "table" if rows else "list"
        given = {"app": str(APPS / f"{framework.package}_{shown}.py"), "port": port}
        program, *arguments = (part.format_map(given) for part in framework.command)
        own = {"BENCH_LABELS": json.dumps(LABELS), "BENCH_PORT": f"{port}", "HOME": str(folder)}
        own["BENCH_ROWS"] = str(folder / "rows.json")
        Path(own["BENCH_ROWS"]).write_text(json.dumps(rows), "utf-8")
        self._log = (folder / f"{framework.package}.log").open("w")
        self.process = subprocess.Popen(
            [programs / program, *arguments],
            cwd=folder,
            env=os.environ | own,
            stdout=self._log,
            stderr=self._log,
        )

    def __enter__(self) -> Self:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(self.address, timeout=5).close()
                return self
            time.sleep(0.1)
        self.__exit__()
        raise AssertionError(f"{self.name} did not start; see {self._log.name}")

    def __exit__(self, *_: object) -> None:
        end_tree(self.process)
        self._log.close()
