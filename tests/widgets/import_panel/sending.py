"""A list on its way to the panel, as the page sends it, and what the panel shows of it."""

import io

import xlsxwriter
from customer_list import MESSY


def send(wire, *files, pasted=False):
    """Send files as the page does; return the answer to the reading."""
    told = [{"name": name, "size": len(content)} for name, content in files]
    answer = wire.ask("receive", files=told, pasted=pasted)
    for number, (_, content) in enumerate(files):
        for offset in range(0, len(content), 1000):
            tell_piece(wire, number, offset, content[offset : offset + 1000])
    return wire.ask("read") if answer["ok"] else answer


def tell_piece(wire, file, offset, content):
    return wire.ask("piece", [content], file=file, offset=offset)


def read(wire, text=MESSY, name="list.csv"):
    assert send(wire, (name, text.encode("utf-8-sig")))["ok"]


def rows(wire, outcome="", search="", offset=0):
    return wire.ask("rows", outcome=outcome, offset=offset, search=search)["items"]


def spooled(wire):
    """The folders of files that wait to be read, for this widget."""
    incoming = wire.widget._job._incoming
    return [] if incoming is None else [incoming._spool._folder.path]


def workbook(sheets, hidden=()):
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for at, line in enumerate(lines):
                sheet.write_row(at, 0, line)
            if name in hidden:
                sheet.hide()
    return written.getvalue()
