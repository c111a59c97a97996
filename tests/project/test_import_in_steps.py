"""An import is read, written and undone in steps, and can be given up in time."""

import pytest
from project.import_list import numbers_of

from portwidgets.domain.steps import finish
from portwidgets.errors import Refused
from portwidgets.exchange.reading import Pasted


def test_the_work_is_done_in_slices_and_can_be_given_up(project):
    preview = project.start_import(Pasted("Telefon\n" + "67123400\n" * 30_000))
    seen = [preview.work(0.0)]
    while seen[-1] < 1:
        seen.append(preview.work(0.0))
    assert len(seen) > 10
    assert all(0 <= done <= 1 for done in seen)
    preview = project.start_import(Pasted("67123400\n" * 30_000))
    preview.work(0.0)
    preview.close()
    assert preview.progress.fraction < 1


def test_who_gives_up_by_an_error_stops_the_work(project):
    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        project.import_file(Pasted("67123400\n" * 30_000), progress=stop)


def test_how_far_the_work_is_is_told_to_its_end_however_fast_it_is(project):
    told = []
    project.import_file(Pasted("67123400\n" * 30_000), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1


def test_an_import_in_steps_is_one_step_that_is_undone_and_redone_in_steps(project, preview):
    finish(preview.apply_in_steps())
    written = [dict(row) for row in project.numbers]
    assert len(written) == 12
    assert project.undo_size == 12
    finish(project.undo_in_steps())
    assert numbers_of(project) == []
    assert not project.can_undo
    finish(project.redo_in_steps())
    assert [dict(row) for row in project.numbers] == written


def test_an_undo_that_the_disk_refuses_can_be_tried_again(project, preview, monkeypatch):
    preview.apply()

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    for undo in (project.undo, lambda: finish(project.undo_in_steps())):
        with monkeypatch.context() as patch:
            patch.setattr("portwidgets.storage.durable.staging", full)
            with pytest.raises(Refused, match="No space"):
                undo()
        assert project.can_undo
    project.undo()
    assert numbers_of(project) == []


def test_an_import_given_up_in_time_changes_nothing(project, preview):
    steps = preview.apply_in_steps()
    assert next(steps).step == "storage.preparing"
    steps.close()
    assert numbers_of(project) == []
    preview.apply()
    assert len(numbers_of(project)) == 12
