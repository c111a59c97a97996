"""What others write to an open project is heard within two seconds, without anybody asking."""

import asyncio
import gc
import threading
import weakref

from portwidgets import Project, Workspace
from portwidgets.widgets import watch as watching
from portwidgets.widgets.watch import watch


def test_a_colleagues_edit_is_heard(tmp_path):
    project = Workspace(tmp_path).create("P")
    colleague = Project(project.path)
    heard = []
    project.observe(heard.append)

    async def work():
        watch(project)
        watch(project)  # a second widget of the same project
        colleague.numbers.add("70123400")
        for _ in range(40):
            await asyncio.sleep(0.05)
            if heard:
                return

    asyncio.run(work())
    assert [event.origin for event in heard] == ["other"]
    assert len(project.numbers) == 1


def test_a_project_that_nobody_uses_is_let_go(tmp_path, monkeypatch):
    monkeypatch.setattr(watching, "EVERY_SECONDS", 0.01)

    async def work():
        project = Workspace(tmp_path).create("P")
        watch(project)
        gone = weakref.ref(project)
        del project
        for _ in range(100):
            await asyncio.sleep(0.01)
            gc.collect()
            if gone() is None:
                return
        raise AssertionError

    asyncio.run(work())


def test_a_plain_script_is_left_alone(tmp_path):
    before = threading.active_count(), len(watching._tasks)
    watch(Workspace(tmp_path).create("P"))  # no event loop: nothing to start, nothing raised
    assert (threading.active_count(), len(watching._tasks)) == before
