"""A page's websocket: what widgets say passes, nothing else does, and nothing breaks it."""

import random
import re
import time
from collections import Counter

import pytest
from network import V1, ask, framed, message, on_websocket, talk
from serving import Served
from waiting import soon

# The cell tells of every message that reached the kernel's widgets, and of code that ran.
CELL = """
from ipywidgets import Label
heard = Label("heard nothing")
heard.on_msg(lambda *_: display("what no page of ours shows"))
heard.on_msg(lambda _, content, buffers: setattr(heard, "value", f"heard {len(buffers[0])}"))
heard
"""


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("line"), CELL, base_url="/porting", waiting=0) as server:
        yield server


@pytest.fixture
def kernel(served):
    text = ask(served, "/porting/")[2].decode()
    kernel = re.search(r'"kernel": "([^"]+)"', text)[1]
    yield kernel
    ask(served, f"/porting/voila/api/shutdown/{kernel}", method="POST")


def channels(kernel, session="test"):
    return f"/porting/api/kernels/{kernel}/channels?session_id={session}"


def alive(served, kernel):
    """Whether the kernel still answers a page."""
    kinds = talk(served, channels(kernel, "later"), [message("kernel_info_request", {})])
    return kinds[-1] == "kernel_info_reply"


@pytest.mark.parametrize("code", [1001, 4000])
def test_a_page_that_says_by_its_line_that_it_goes_takes_its_kernel_along(served, kernel, code):
    on_websocket(served, channels(kernel), closing(code), subprotocol=V1)
    soon(lambda: ask(served, f"/porting/api/kernels/{kernel}")[0], 404)


def test_a_line_that_ends_otherwise_leaves_the_kernel_to_the_page_that_comes_back(served, kernel):
    on_websocket(served, channels(kernel), closing(1000), subprotocol=V1)
    time.sleep(3)  # three times as long as a page that went is waited for
    assert alive(served, kernel)


def closing(code):
    async def close(socket):
        socket.close(code)

    return close


NO_PAGES_BUSINESS = [
    ("execute_request", {"code": "import os; os._exit(3)", "silent": False}),
    ("execute_request", {"code": "", "silent": True, "user_expressions": {"x": "os._exit(3)"}}),
    ("shutdown_request", {"restart": False}),
    ("interrupt_request", {}),
    ("debug_request", {"type": "request", "seq": 1, "command": "attach", "arguments": {}}),
    ("complete_request", {"code": "os.", "cursor_pos": 3}),
    ("inspect_request", {"code": "os", "cursor_pos": 2, "detail_level": 1}),
    ("history_request", {"raw": True, "output": False, "hist_access_type": "tail", "n": 9}),
    ("is_complete_request", {"code": "1"}),
    ("connect_request", {}),
    ("usage_request", {}),
    ("create_subshell_request", {}),
    ("input_reply", {"value": "x"}),
    ("apply_request", {}),
    ("EXECUTE_REQUEST", {"code": "os._exit(3)"}),
    ("comm_open", {"comm_id": "x", "target_name": "jupyter.widget", "data": {"state": {}}}),
    ("comm_open", {"comm_id": "x", "target_name": "evil", "target_module": "os", "data": {}}),
    ("comm_open", {"comm_id": "x", "target_name": "ipython", "data": {}}),
]


@pytest.mark.parametrize("channel", ["shell", "control", "stdin", "iopub"])
@pytest.mark.parametrize("write", [message, framed])
def test_whatever_is_no_widgets_message_never_reaches_the_kernel(served, kernel, channel, write):
    sent = [write(kind, content, channel=channel) for kind, content in NO_PAGES_BUSINESS]
    asked = write("kernel_info_request", {})
    kinds = talk(
        served, channels(kernel), [*sent, asked], subprotocol=V1 if write is framed else None
    )
    answered = {kind for kind in kinds if kind.endswith("_reply") or "comm" in kind}
    assert answered == {"kernel_info_reply"}
    assert alive(served, kernel)


UNREADABLE = [
    b"",
    b"\x00" * 7,
    (2**62).to_bytes(8, "little") + b"x" * 64,  # says that it has more parts than there is memory
    (2**31 - 1).to_bytes(4, "big") + b"x" * 64,
    (3).to_bytes(8, "little") + b"\xff" * 24,
    framed("comm_msg", {})[:-5],
    framed("comm_msg", {}).replace(b"comm_msg", b"\xff\xfe_msg", 1),
    "",
    "null",
    "[]",
    "{}",
    '{"header": null, "content": {}}',
    '{"header": {"msg_type": ["comm_msg"]}, "content": {}}',
    '{"header": {"msg_type": "comm_open"}, "content": {}}',
    '{"header": {"msg_type": "comm_open"}, "content": {"target_name": {}}}',
    message("comm_msg", {}).replace('"shell"', '["shell"]'),
    message("comm_msg", []),
    "[" * 100_000,
    "\ud800".encode("utf-8", "replace").decode(),
]


@pytest.mark.parametrize("subprotocol", [None, V1])
def test_what_is_no_message_cuts_the_line_at_most_and_harms_nobody(served, kernel, subprotocol):
    for each in UNREADABLE:
        asked = message("kernel_info_request", {})
        asked = framed("kernel_info_request", {}) if subprotocol else asked
        kinds = talk(served, channels(kernel), [each, asked], subprotocol=subprotocol)
        assert kinds[-1] in {None, "kernel_info_reply"}
    assert alive(served, kernel)
    assert served.tracebacks == []


@pytest.mark.parametrize("count", [150, pytest.param(10_000, marks=pytest.mark.long)])
def test_spoilt_messages_are_answered_or_dropped_and_the_kernel_lives(served, kernel, count):
    """A seeded fuzz of the line: bytes flipped, cut off and doubled, counts and values made up."""
    dice = random.Random(count)
    ends = Counter()
    for _ in range(count):
        spoilt = _flipped(dice) if dice.random() < 0.5 else _made_up(dice)
        sent = [spoilt, framed("kernel_info_request", {})]
        ends[talk(served, channels(kernel), sent, subprotocol=V1)[-1]] += 1
    print(f"{count} spoilt messages: {dict(ends)}")
    assert set(ends) == {None, "kernel_info_reply"}
    assert alive(served, kernel)


SEEDS = [
    ("comm_msg", {"comm_id": "x", "data": {"method": "custom", "content": {}}}),
    ("comm_open", {"comm_id": "y", "target_name": "jupyter.widget.control", "data": {}}),
    ("comm_close", {"comm_id": "x", "data": {}}),
    ("comm_info_request", {"target_name": "jupyter.widget"}),
    ("kernel_info_request", {}),
]


def _flipped(dice):
    """Return a message with its bytes spoilt."""
    data = bytearray(framed(*dice.choice(SEEDS)))
    for _ in range(dice.choice((1, 1, 2, 5, 40))):
        place = dice.randrange(len(data) or 1)
        match dice.randrange(5):
            case 0 if data:
                data[place] ^= 1 << dice.randrange(8)
            case 1:
                del data[place:]
            case 2:
                data[place:place] = data[:place]
            case 3:
                data[place:place] = dice.randbytes(dice.randrange(9))
            case _:
                data[:8] = dice.randrange(2**64).to_bytes(8, "little")
    return bytes(data)


def _made_up(dice):
    """Return a message that is one, with values that nobody expects."""
    kind, content = dice.choice(SEEDS)
    for _ in range(dice.randrange(1, 4)):
        content = {**content, dice.choice([*content, "data", "state"]): _value(dice, 3)}
    if dice.random() < 0.2:
        content = _value(dice, 2)
    channel = dice.choice(["shell", "shell", "control", "iopub", "stdin", "nowhere", ""])
    return framed(kind, content, channel=channel, buffers=[dice.randbytes(4)] * dice.randrange(3))


def _value(dice, depth):
    plain = [None, True, 0, -1, 1e308, 2**70, "", "x" * 3_000, "\u202e\0", "../../etc/passwd"]
    if depth and dice.random() < 0.4:
        return {dice.choice(["method", "state", "x"]): _value(dice, depth - 1) for _ in "ab"}
    if depth and dice.random() < 0.3:
        return [_value(dice, depth - 1) for _ in "abc"]
    return dice.choice(plain)


@pytest.fixture
def opened(served):
    """A page's kernel, and what its label's line is called."""
    text = ask(served, "/porting/")[2].decode()
    kernel = re.search(r'"kernel": "([^"]+)"', text)[1]
    yield kernel, re.search(r'data-pw-view="([^"]+)"', text)[1]
    ask(served, f"/porting/voila/api/shutdown/{kernel}", method="POST")


def tell(label, *buffers):
    content = {"comm_id": label, "data": {"method": "custom", "content": {}}}
    return framed("comm_msg", content, buffers=buffers)


def test_a_file_as_large_as_an_upload_may_be_comes_through(served, opened):
    kernel, label = opened
    sent = [tell(label, b"x" * 50_000_000)]
    kinds = talk(served, channels(kernel), sent, subprotocol=V1, until="comm_msg", seconds=60)
    assert kinds[-1] == "comm_msg"


def test_a_page_hears_what_widgets_say_and_not_what_is_displayed_beside_them(served, opened):
    kernel, label = opened
    kinds = talk(served, channels(kernel), [tell(label, b"x")], subprotocol=V1, until="comm_msg")
    assert "display_data" not in kinds
