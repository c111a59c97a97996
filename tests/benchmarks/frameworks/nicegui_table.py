"""An inventory of numbers in NiceGUI: its own table, every cell to be edited."""

import json
import os
from pathlib import Path

from nicegui import ui

ROWS = json.loads(Path(os.environ["BENCH_ROWS"]).read_text("utf-8"))


@ui.page("/")
def index():
    columns = [{"field": name, "editable": True} for name in ROWS[0]]
    ui.aggrid({"columnDefs": columns, "rowData": ROWS}).style("height: 800px")


ui.run(host="127.0.0.1", port=int(os.environ["BENCH_PORT"]), show=False, reload=False)
