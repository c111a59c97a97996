"""A page's widget alone in a notebook: nobody but itself looks for what others write."""

import asyncio

import pytest

from portwidgets import (
    ChecklistPanel,
    CutoverPanel,
    HistoryPanel,
    NumberTable,
    OrderPanel,
    Overview,
    PlanPanel,
    Project,
    Workspace,
)
from portwidgets.widgets import watch

KINDS = [
    ChecklistPanel,
    CutoverPanel,
    HistoryPanel,
    NumberTable,
    OrderPanel,
    Overview,
    PlanPanel,
]


@pytest.mark.parametrize("kind", KINDS)
def test_it_hears_of_a_colleagues_edit_and_once_closed_of_nothing(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(watch, "EVERY_SECONDS", 0.01)
    project = Workspace(tmp_path).create("P")
    colleague = Project(project.path)
    heard = []

    class Listening(kind):
        def _follow(self, event):
            heard.append(event.origin)
            super()._follow(event)

    async def work():
        widget = Listening(project)
        colleague.numbers.add("70123400")
        for _ in range(300):
            await asyncio.sleep(0.01)
            if heard:
                break
        assert heard == ["other"]
        widget.close()
        project.numbers.add("70123401")

    asyncio.run(work())
    assert heard == ["other"]
