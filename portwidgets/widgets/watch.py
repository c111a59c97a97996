"""Looks every second for what others wrote to an open project: another tab, a colleague, Excel."""

from __future__ import annotations

import asyncio
import logging
import weakref

from portwidgets.errors import PortError
from portwidgets.project import Project

EVERY_SECONDS = 1.0

_log = logging.getLogger(__name__)
_watched: weakref.WeakSet[Project] = weakref.WeakSet()
_tasks: set[asyncio.Task[None]] = set()


def watch(project: Project) -> None:
    """Start looking, once per project, as long as the project is in use.

    Without a running event loop (a plain script) nothing is started: such a program calls
    `project.refresh()` itself.
    """
    if project in _watched:
        return
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        return
    _watched.add(project)
    task = loop.create_task(_look(weakref.ref(project)))
    _tasks.add(task)  # the loop itself keeps only weak references to its tasks
    task.add_done_callback(_tasks.discard)


async def _look(reference: weakref.ref[Project]) -> None:
    said = ""
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        project = reference()
        if project is None:
            return
        try:
            project.refresh()
            said = ""
        except (PortError, OSError) as error:
            if str(error) != said:  # once, not every second
                said = str(error)
                _log.warning("cannot read %s: %s", project.path, said)
        del project
