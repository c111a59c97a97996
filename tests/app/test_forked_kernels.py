"""Kernels that are forked from a Python which has imported what they need."""

import os
import re
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from jupyter_client.blocking import BlockingKernelClient
from network import ask
from serving import CHECKBOX, Served
from waiting import soon

from portwidgets.app.forked_kernels import CAN_FORK

pytestmark = pytest.mark.skipif(not CAN_FORK, reason="kernels are forked on Linux only")

AT_ONCE = 5  # seconds


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with Served(tmp_path_factory.mktemp("forked"), CHECKBOX, waiting=1) as server:
        server.wait_for_kernels(1)
        yield server


@pytest.fixture
def kernel(served):
    """(process, client) of a kernel that waits."""
    with waiting_kernel(served) as found:
        yield found


@contextmanager
def waiting_kernel(served):
    served.wait_for_kernels(1)
    [process] = served.kernels()
    [file] = Path(process.cwd()).glob("kernel-*.json")
    client = BlockingKernelClient(connection_file=str(file))
    client.load_connection_file()
    client.start_channels()
    try:
        yield process, client
    finally:
        client.stop_channels()


def run(client, code, **options):
    """Run code in a kernel; return what it printed and the names of its errors."""
    printed, errors = [], []

    def take(message):
        content = message["content"]
        if message["msg_type"] == "stream":
            printed.append(content["text"])
        elif message["msg_type"] == "error":
            errors.append(content["ename"])

    client.execute_interactive(code, timeout=30, output_hook=take, **options)
    return "".join(printed).strip(), errors


def close(served, html):
    kernel = re.search(r'"kernel": "([^"]+)"', html)[1]
    assert ask(served, f"/voila/api/shutdown/{kernel}", method="POST")[0] == 204


def is_gone(process):
    try:
        process.wait(AT_ONCE)
    except psutil.TimeoutExpired:
        return False
    return True


def test_a_kernel_comes_from_a_process_that_runs_nothing_else(served):
    [parent] = served.fork_servers()
    [kernel] = served.kernels()
    assert kernel.ppid() == parent.pid
    assert parent.num_threads() == 1, "a thread would be missing in every kernel"
    assert kernel.name() == "pw-kernel"
    assert os.getsid(kernel.pid) == kernel.pid, "a signal to the terminal is not for it"
    assert "connect another client" not in served.log


def test_a_kernel_finds_its_modules_imported_and_nothing_of_the_working_folder(kernel):
    _, client = kernel
    code = "import sys; print('portwidgets.widgets.greeting' in sys.modules, '' in sys.path)"
    assert run(client, code) == ("True False", [])


def test_later_kernels_have_read_what_pages_need_and_hold_nothing_of_the_rehearsal(served):
    code = (
        "from ipywidgets import Checkbox, Widget; from portwidgets.widgets import greeting; "
        "from portwidgets.catalog import times; "
        "print(times.cache_info().currsize, len(greeting._living), "
        "'portwidgets' in str(Widget.get_manager_state()))"
    )
    for _ in range(20):
        with waiting_kernel(served) as (_, client):
            said, _ = run(client, code)
        if said.startswith("1"):
            break
        close(served, page(served))
    assert said == "1 0 False"


def test_two_kernels_roll_different_dice(tmp_path):
    code = "import random, uuid; print(random.random(), uuid.uuid4())"
    with Served(tmp_path, code, waiting=2) as server:
        server.wait_for_kernels(2)
        said = [re.search(r"<pre[^>]*>(.*?)</pre>", page(server), re.DOTALL)[1] for _ in "12"]
    assert len({each for line in said for each in line.split()}) == 4


def test_a_kernel_can_be_interrupted_and_asked_for_input(kernel):
    process, client = kernel
    client.execute("import time; time.sleep(60)")
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert client.get_shell_msg(timeout=AT_ONCE)["content"]["ename"] == "KeyboardInterrupt"

    answer = "name, " * 2
    asked = run(client, "print(input('Who? '))", stdin_hook=lambda _: client.input(answer))
    assert answer.strip() in asked[0]


def test_what_a_kernel_starts_and_ends_is_known_to_it(kernel):
    _, client = kernel
    code = (
        "import subprocess, sys; "
        "print(subprocess.run([sys.executable, '-c', 'raise SystemExit(3)']).returncode)"
    )
    assert run(client, code) == ("3", [])


def test_a_kernel_whose_page_is_closed_ends_and_leaves_no_file(served):
    served.wait_for_kernels(1)
    [waiting] = served.kernels()
    folder = waiting.cwd()
    close(served, page(served))
    assert is_gone(waiting)
    served.wait_for_kernels(1)
    assert len([*Path(folder).glob("kernel-*.json")]) == 1


def test_kernels_outlive_what_they_came_from_and_the_next_comes_from_a_new_one(tmp_path):
    with Served(tmp_path, CHECKBOX, waiting=1) as server:
        server.wait_for_kernels(1)
        [parent] = server.fork_servers()
        [waiting] = server.kernels()
        parent.kill()
        assert "A heading" in page(server)
        server.wait_for_kernels(1)  # it is a new one that is counted
        assert waiting.is_running()
        assert waiting not in server.kernels()
        assert [each.pid for each in server.fork_servers()] != [parent.pid]
        assert "without forking" not in server.log
        server.stop()
        assert is_gone(waiting)


@pytest.mark.parametrize("how", ["kill", "stop"])
def test_with_the_server_all_of_it_ends_however_that_ended(tmp_path, how):
    with Served(tmp_path, CHECKBOX, waiting=2) as server:
        server.wait_for_kernels(2)
        below = [*server.kernels(), *server.fork_servers()]
        server.process.send_signal(signal.SIGKILL if how == "kill" else signal.SIGTERM)
        server.process.wait(20)
        assert len(below) == 3
        assert all(is_gone(process) for process in below)


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("raise SystemExit", "without forking"),
        (
            "import threading, time; threading.Thread(target=time.sleep, args=[60]).start()",
            "started a thread",
        ),
    ],
)
def test_where_nothing_can_be_forked_kernels_start_as_usual(tmp_path, monkeypatch, fault, told):
    code = f"import sys\nif 'portwidgets.app.fork_server' in sys.orig_argv:\n    {fault}\n"
    (tmp_path / "sitecustomize.py").write_text(code)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with Served(tmp_path, CHECKBOX, waiting=1) as server:
        assert "A heading" in page(server)
        server.wait_for_kernels(2)
        assert server.fork_servers() == []
        soon(lambda: told in server.log, expected=True)


def page(server):
    """Ask for the page; return its text."""
    status, _, body = ask(server, "/")
    assert status == 200
    return body.decode()
