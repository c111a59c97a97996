"""The catalog and the package fit: every code that is named has its text, and its values."""

import ast
import re
import subprocess
import sys
from pathlib import Path

from portwidgets import catalog
from portwidgets.catalog import strict

PACKAGE = Path(strict.__file__).parent.parent


def test_the_catalog_starts_without_pandas():
    look = "import sys, portwidgets.catalog as c; c.checklist('DK'); print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def _named_codes():
    """Yield the place, code and names of values of every call that names a text's code."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "frontend" in path.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            code = node.args[0]
            told = isinstance(code, ast.Constant) and isinstance(code.value, str)
            if told and re.fullmatch(r"[a-z_]+\.[a-z0-9_]+", code.value) and _tells(node.func):
                values = {keyword.arg for keyword in node.keywords}
                yield f"{path.name}:{node.lineno}", code.value, values


def _tells(function):
    name = getattr(function, "attr", getattr(function, "id", ""))
    return name in {"PortError", "Refused", "DamagedFile", "Told", "text"}


def test_every_code_that_the_package_names_has_a_text_and_gets_its_values():
    checked = 0
    for place, code, values in _named_codes():
        prefix, _, key = code.partition(".")
        told = catalog.texts("en", prefix)
        assert key in told, f"{place}: there is no text '{code}'"
        if None not in values:  # values passed on as ** cannot be seen here
            assert set(re.findall(r"\{(\w+)\}", told[key])) <= values, f"{place}: '{code}'"
        checked += 1
    assert checked > 200, "the names are still found where they stand"
