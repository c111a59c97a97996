"""A kernel is told who comes before its page is sent, which comes also where that fails."""

import re
from concurrent.futures import ThreadPoolExecutor

import psutil
import pytest
from network import ask
from serving import Served
from waiting import soon

REFUSING = """
from portwidgets import Dashboard
from portwidgets.widgets import greeting
def greet(told):
    raise ValueError("nobody is greeted here")
greeting.greet = greet
Dashboard()
"""
GREETED = b'{"greeted": true'
NOT_GREETED = b'{"greeted": false'


@pytest.fixture
def serve(tmp_path):
    servers = []

    def start(*cells):
        server = Served(tmp_path, *cells, waiting=1)
        servers.append(server)
        server.workspace.create("First")
        server.wait_for_kernels(1)
        return server

    yield start
    for server in servers:
        server.stop()


def test_the_page_comes_with_the_widgets_that_its_address_asks_for(serve):
    status, _, html = ask(serve(), "/?project=First&page=checklist")
    assert status == 200
    _, found, state = html.partition(GREETED)
    assert found
    assert b"portwidgets:checklist_panel.js" in state
    assert b'"project": {"name": "First"' in state


def test_a_kernel_that_cannot_be_told_gives_its_page_as_the_notebook_left_it(serve):
    server = serve(REFUSING)
    status, _, html = ask(server, "/?project=First")
    assert status == 200
    assert NOT_GREETED in html
    soon(lambda: "nobody is greeted here" in server.log, expected=True)


def test_a_kernel_that_ended_unnoticed_is_given_to_no_page(serve):
    server = serve()
    kill(server.kernels())
    status, _, html = ask(server, "/?project=First")
    assert status == 200
    assert GREETED in html


def test_a_kernel_that_is_given_to_no_page_leaves_no_line_open(serve):
    server = serve()
    process = psutil.Process(server.process.pid)
    threads = []  # a line to a kernel has some
    for is_killed in (False, True):
        if is_killed:
            kill(server.kernels())
        _, _, html = ask(server, "/?project=First")
        page = re.search(rb'"kernel": "([^"]+)"', html)[1].decode()
        ask(server, f"/voila/api/shutdown/{page}", method="POST")
        server.wait_for_kernels(1)
        threads.append(process.num_threads())
    assert threads[1] <= threads[0]


def test_a_page_whose_kernel_ends_as_it_starts_waits_for_the_next(serve):
    server = serve()
    waited = server.kernels()
    kill(waited)
    with ThreadPoolExecutor() as pool:
        coming = pool.submit(ask, server, "/?project=First")
        while not (started := [each for each in server.kernels() if each not in waited]):
            assert not coming.done()
        kill(started)
        status, _, html = coming.result()
    assert status == 200
    assert GREETED in html


def kill(kernels):
    for kernel in kernels:
        kernel.kill()
    psutil.wait_procs(kernels, timeout=10)
