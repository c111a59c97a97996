"""What a page asks of the table, and what it is told."""

import json


def enter(wire, column, text, *, before="", row="n0001", **more):
    return wire.ask("set", row=row, column=column, text=text, before=before, **more)


def events(wire, name):
    return [message for message in wire.customs if message.get("event") == name]


def patched(wire):
    return [op for event in events(wire, "patch") for op in event["ops"]]


def sizes(wire):
    return [
        len(json.dumps(data["content"])) + sum(map(len, buffers)) for data, buffers in wire.sent
    ]


def paste(wire, block, *, rows=(), columns=("number", "type", "sms"), **more):
    return wire.ask("paste", rows=list(rows), columns=list(columns), block=block, **more)
