"""The list of checkboxes in Solara."""

import json
import os

import solara

LABELS = json.loads(os.environ["BENCH_LABELS"])
ticked = solara.reactive(frozenset())


@solara.component
def Page():  # noqa: N802  a component is named like a class
    solara.Text(f"{len(ticked.value)} of {len(LABELS)}", classes=["said"])
    for label in LABELS:
        solara.Checkbox(
            label=label,
            value=label in ticked.value,
            on_value=lambda _, label=label: ticked.set(ticked.value ^ {label}),
        )
