"""What is known of the rules of the pre-flight check: preflight.toml and its texts."""

from __future__ import annotations

from functools import cache

import msgspec

from portwidgets.catalog.carriers import carriers
from portwidgets.catalog.guide import checklist
from portwidgets.catalog.strict import DATA, only, shaped, toml
from portwidgets.catalog.wording import texts
from portwidgets.domain.orders.preflight.finding import Proof, RuleBook, RuleEntry, Severity
from portwidgets.errors import CatalogError

_FILE = "preflight.toml"


class _Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    severity: Severity
    reason: str


class _Proof(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    absent: tuple[str, ...]


@cache
def rule_book() -> RuleBook:
    """Return what is known of the rules."""
    return read_rule_book((DATA / _FILE).read_bytes(), _FILE)


def read_rule_book(content: bytes, file: str) -> RuleBook:
    """Read the file.

    Raises:
        CatalogError: Anything unknown or of another type; a rule without its sentences or with a
            reason that carriers.toml does not know; a step that the checklist does not have.
    """
    data = toml(content, file)
    only(data, {"before_submission", "rules", "proofs"}, file)
    rules = shaped(data.get("rules", {}), dict[str, _Rule], f"{file}: 'rules'")
    proofs = shaped(data.get("proofs", {}), dict[str, _Proof], f"{file}: 'proofs'")
    steps = shaped(data.get("before_submission", ()), frozenset[str], f"{file}: before_submission")
    reasons, told = carriers().codes, texts("en", "preflight")
    for code, rule in rules.items():
        if rule.reason not in reasons:
            raise CatalogError(f"{file}: 'rules.{code}': unknown reason '{rule.reason}'")
        for key in (code, f"{code}_fix"):
            if key not in told:
                raise CatalogError(f"texts/preflight.toml: '{key}' is missing")
    items = {item.id for item in checklist("").items}
    for step in (*steps, *proofs):
        if step not in items:
            raise CatalogError(f"{file}: the checklist has no step '{step}'")
    for step, proof in proofs.items():
        only(dict.fromkeys(proof.absent), set(rules), f"{file}: 'proofs.{step}'")
    return RuleBook(
        rules={code: RuleEntry(rule.severity, rule.reason) for code, rule in rules.items()},
        before_submission=steps,
        proofs={step: Proof(proof.absent) for step, proof in proofs.items()},
    )
