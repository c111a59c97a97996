"""The audit of dependencies fails on what it found, and on nothing else."""

import sys

import pytest
from audit import Found, ask, judge, node_packages, python_packages

PIP = {
    "dependencies": [
        {"name": "safe", "version": "1", "vulns": []},
        {"name": "holey", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]},
        {"name": "unknown", "skip_reason": "not found"},
    ]
}
NPM = {
    "vulnerabilities": {
        "holey": {"via": [{"url": "https://github.com/advisories/GHSA-x", "title": "hole"}]},
        "user-of-it": {"via": ["holey"]},
    },
    "metadata": {"dependencies": {"total": 7}},
}


def test_a_known_vulnerability_fails_unless_it_is_excused_with_a_reason():
    found = python_packages(PIP)
    assert found == Found((("holey", "PYSEC-1"),), audited=2, skipped=1)
    code, said = judge([("Python", found)], {})
    assert code == 1
    assert "holey has PYSEC-1" in said[0]
    assert judge([("Python", found)], {"PYSEC-1": "we never call it"})[0] == 0
    assert judge([("Python", found)], {"PYSEC-1": ""})[0] == 1
    assert judge([("Python", found)], {"PYSEC-2": "another"})[0] == 1


def test_what_npm_finds_counts_once_with_its_advisory():
    found = node_packages(NPM)
    assert found == Found((("holey", "GHSA-x"),), audited=7)
    assert judge([("npm", found)], {})[0] == 1


@pytest.mark.parametrize(
    "script",
    ["print('no json')", "raise SystemExit('the network is closed')", "print('{\"error\": 1}')"],
)
@pytest.mark.parametrize("read", [python_packages, node_packages])
def test_a_list_that_cannot_be_asked_is_said_and_fails_nothing(script, read):
    found = ask([sys.executable, "-c", script], read)
    assert found.trouble
    code, said = judge([("Python", found)], {})
    assert code == 0
    assert "not audited" in said[0]


def test_a_list_that_knows_no_package_is_said_too():
    found = python_packages({"dependencies": [{"name": "x", "skip_reason": "not found"}]})
    assert judge([("Python", found)], {}) == (
        0,
        ["Python: not audited, the list knew none of 1 packages"],
    )
