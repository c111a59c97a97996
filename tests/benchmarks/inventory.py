"""Writes projects of many numbers, fast: through the store's own writer."""

import tempfile
from pathlib import Path

from portwidgets import catalog
from portwidgets.storage.project_toml import Meta
from portwidgets.storage.workspace_folder import WorkspaceFolder


def temporary(folder: Path) -> tempfile.TemporaryDirectory[str]:
    """Return a folder beside the real ones: on a RAM disk there is no fsync to pay."""
    return tempfile.TemporaryDirectory(dir=folder, prefix=".bench-", ignore_cleanup_errors=True)


def make_project(workspace: Path, count: int) -> None:
    """Write a project of so many numbers, through the store's own writer."""
    steps = [{"item": item.id, "state": "open"} for item in catalog.checklist("DK").items]
    meta = Meta(title=f"{count}", region="DK", language="en")
    rows = {"progress": steps, "numbers": map(number, range(count))}
    WorkspaceFolder(workspace).create(meta, rows, name=f"{count}")


def number(place: int) -> dict[str, str]:
    """Return a row of an inventory; its number is valid and nobody's (+45 67 and 68 are spare)."""
    statuses = ("planned", "planned", "planned", "submitted", "foc_confirmed", "ported")
    sites = ("Odense C", "Århus, Søndergade", "København K", "Esbjerg", "Aalborg Øst")
    block, inside = divmod(place, 100)
    mixed = place * 2_654_435_761 % 2**32 // 7  # so that nothing compresses better than it should
    return {
        "number": f"+45{67_000_000 + block * 7_919 % 20_000 * 100 + inside}",
        "type": "fixed_line" if place % 3 else "mobile",
        "usage": ("user", "user", "queue", "fax", "other")[place % 5],
        "decision": "keep" if place % 25 == 0 else "port",
        "status": statuses[place // 40 % len(statuses)],
        "account": f"a{place // 1000 % 3 + 1:04}",
        "site": sites[place // 200 % len(sites)],
        "user": f"User {mixed % 1_000_000}",
        "destination": f"Extension {mixed % 9_000 + 1000}",
        "requested_on": f"2026-11-{place // 400 % 28 + 1:02}",
        "note": 'The bill says "main"' if place % 10 == 0 else "",
        "source": f"Invoice page {place // 50 + 1}",
    }
