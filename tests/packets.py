"""Packets of rows, read as the browser reads them, and a large inventory to pack."""

from __future__ import annotations

import json
import random
import struct
import zlib
from array import array

from portwidgets.widgets.number_rows import expand

FAR = 1_000_000


def unpack(packet):
    """Read a packet as the browser does: ids, and cells by column."""
    return read(zlib.decompress(packet))


def read(content):
    """Read a packet that is not compressed."""
    (length,) = struct.unpack_from("<I", content)
    header = json.loads(content[4 : 4 + length])
    ids = expand([run if isinstance(run, str) else tuple(run) for run in header["rows"]], FAR)
    at, cells = 4 + length, {}
    for column in header["columns"]:
        texts, width = column["texts"], column["width"]
        if width:
            codes = array({1: "B", 2: "H", 4: "I"}[width], content[at : at + width * len(ids)])
        else:
            codes = range(len(ids))
        at += width * len(ids)
        cells[column["name"]] = [texts[code] for code in codes]
    assert at == len(content)
    return ids, cells


def large_inventory(count):
    """Rows as a large company has them: most texts repeat, numbers and persons do not."""
    pick = random.Random(1).choice
    number = random.Random(2).randrange
    sites = [f"{town} {part}" for town in ("Aarhus", "Odense", "Vejle") for part in range(20)]
    names = [f"{first} {last}" for first in ("Kantine", "Lager", "Salg") for last in "ABCDEFGHIJ"]
    ids = [f"n{place + 1:04}" for place in range(count)]
    cells = {
        "number": [f"+45{40_000_000 + place * 37 + number(30)}" for place in range(count)],
        "type": [pick(["mobile", "fixed_line", ""]) for _ in ids],
        "usage": [pick(["user", "queue", "fax", "alarm"]) for _ in ids],
        "decision": [pick(["port", "keep", ""]) for _ in ids],
        "status": [pick(["planned", "submitted", "ported"]) for _ in ids],
        "account": [str(100_000_000 + number(60)) for _ in ids],
        "order": [f"o{number(300):04}" for _ in ids],
        "site": [pick(sites) for _ in ids],
        "user": [f"{pick(names)} {number(5000)}" for _ in ids],
        "destination": [f"ext {number(10_000)}" for _ in ids],
        "foc_on": [f"2026-12-{number(1, 29):02}" for _ in ids],
        "note": [pick(["", "", "Ring til kunden før flytning", "Fax i kælderen"]) for _ in ids],
        "source": ["invoice.pdf" for _ in ids],
    }
    return ids, cells
