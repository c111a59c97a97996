"""What is asked for many times in a moment is done once."""

import asyncio

from portwidgets.widgets.later import Later


def test_many_requests_in_a_moment_are_one_step_and_a_later_one_is_another():
    done = []
    later = Later(lambda: done.append(1), seconds=0.01)

    async def work():
        for _ in range(5):
            later.ask()
        assert (done, later.waits) == ([], True)
        await asyncio.sleep(0.05)
        assert (done, later.waits) == ([1], False)
        later.ask()
        await asyncio.sleep(0.05)

    asyncio.run(work())
    assert done == [1, 1]


def test_a_step_that_is_done_without_is_not_done():
    done = []
    later = Later(lambda: done.append(1), seconds=0.01)

    async def work():
        later.ask()
        later.cancel()
        await asyncio.sleep(0.05)

    asyncio.run(work())
    assert (done, later.waits) == ([], False)


def test_a_plain_script_gets_each_step_at_once():
    done = []
    later = Later(lambda: done.append(1))
    later.ask()
    later.ask()
    assert done == [1, 1]
