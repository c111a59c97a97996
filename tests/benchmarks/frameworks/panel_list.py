"""The list of checkboxes in Panel."""

import json
import os

import panel as pn

LABELS = json.loads(os.environ["BENCH_LABELS"])


def index():
    boxes = [pn.widgets.Checkbox(name=label) for label in LABELS]
    said = pn.widgets.StaticText(value=f"0 of {len(boxes)}", css_classes=["said"])

    def tell(_):
        said.value = f"{sum(box.value for box in boxes)} of {len(boxes)}"

    for box in boxes:
        box.param.watch(tell, "value")
    return pn.Column(said, *boxes)


pn.serve(
    index,
    address="127.0.0.1",
    port=int(os.environ["BENCH_PORT"]),
    show=False,
    websocket_origin="*",
)
