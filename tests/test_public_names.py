"""The public surface is what `__all__` says, and importing it is cheap."""

import subprocess
import sys

import pytest

import portwidgets


def test_every_public_name_is_there_and_belongs_to_the_package():
    for name in portwidgets.__all__:
        assert getattr(portwidgets, name).__module__.startswith("portwidgets.")
    assert sorted(portwidgets.__all__) == portwidgets.__all__ == dir(portwidgets)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(portwidgets, "Checklists")


HEAVY = (
    "fpdf",
    "holidays",
    "icalendar",
    "keyring",
    "numpy",
    "pandas",
    "python_calamine",
    "voila",
    "xlsxwriter",
)


@pytest.mark.parametrize(
    ("start", "unneeded"),
    [
        ("portwidgets.app.cli", HEAVY),
        ("portwidgets.widgets.dashboard", (*HEAVY, "portwidgets.exchange.importing.engine")),
        ("portwidgets.widgets.dashboard", ("portwidgets.widgets.plan_panel",)),
    ],
)
def test_what_some_work_only_needs_is_not_imported_at_the_start(start, unneeded):
    """Each waiting kernel would pay for it, and whoever waits for one."""
    code = f"import sys, {start}; print(*(name for name in {unneeded!r} if name in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
