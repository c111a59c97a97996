"""Waiting kernels have the projects open that pages showed last."""

import time

from network import ask
from serving import Served

NOTING = """
import os
from portwidgets import Dashboard
from portwidgets.project.recent import RecentProjects
opening = RecentProjects.open
def noted(self, name, **given):
    with open({file!r}, "a") as file:
        print(os.getpid(), name, file=file)
    return opening(self, name, **given)
RecentProjects.open = noted
Dashboard()
"""
SECONDS = 30


def wait_for_openings(file, count):
    """Return who opened what, once it was so often, as (process, project)."""
    for _ in range(SECONDS * 10):
        openings = [line.split() for line in file.read_text("utf-8").splitlines()]
        if len(openings) >= count:
            return openings
        time.sleep(0.1)
    raise AssertionError(openings)


def test_each_waiting_kernel_opens_a_project_that_a_page_asked_for(tmp_path):
    file = tmp_path / "openings"
    file.touch()
    with Served(tmp_path, NOTING.format(file=str(file)), waiting=2) as server:
        for title in ("First", "Second"):
            server.workspace.create(title)
        server.wait_for_kernels(2)
        assert ask(server, "/?project=First")[0] == 200
        openings = wait_for_openings(file, 3)
        assert {name for _, name in openings} == {"First"}
        asking, *waiting = [process for process, _ in openings]
        assert len({asking, *waiting}) == 3
        assert ask(server, "/?project=Second&page=numbers")[0] == 200
        later = wait_for_openings(file, 8)[3:]
        assert later[0] == [waiting[0], "Second"], "the one that waited longest shows the page"
        assert dict(later)[waiting[1]] == "Second", "the last one comes last"
        assert set(dict(later).values()) == {"Second"}
