"""The list of checkboxes in NiceGUI."""

import json
import os

from nicegui import ui

LABELS = json.loads(os.environ["BENCH_LABELS"])


@ui.page("/")
def index():
    said = ui.label(f"0 of {len(LABELS)}").classes("said")

    def tell():
        said.text = f"{sum(box.value for box in boxes)} of {len(boxes)}"

    boxes = [ui.checkbox(label, on_change=tell) for label in LABELS]


ui.run(host="127.0.0.1", port=int(os.environ["BENCH_PORT"]), show=False, reload=False)
