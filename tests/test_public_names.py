"""The public surface is what `__all__` says, and importing it is cheap."""

import subprocess
import sys

import portwidgets


def test_every_public_name_is_there_and_belongs_to_the_package():
    for name in portwidgets.__all__:
        assert getattr(portwidgets, name).__module__.startswith("portwidgets.")
    assert sorted(portwidgets.__all__) == portwidgets.__all__ == dir(portwidgets)


def test_an_unknown_name_is_an_attribute_error():
    assert not hasattr(portwidgets, "Checklists")


def test_neither_the_command_line_nor_the_dashboard_imports_pandas():
    code = (
        "import sys, portwidgets.app.cli, portwidgets; portwidgets.Dashboard;"
        "print('pandas' in sys.modules, 'voila' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
