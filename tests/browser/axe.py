"""Whether a page is for everybody, as far as axe-core can tell."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
AXE = ROOT / "portwidgets" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"


def serious(page):
    """What axe-core finds in a page that is serious or critical."""
    page.evaluate(AXE.read_text("utf-8"))  # past the page's policy, which allows no other script
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{finding['id']}: {node['html']} {node['failureSummary']}"
        for finding in found["violations"]
        if finding["impact"] in {"serious", "critical"}
        for node in finding["nodes"]
    ]
