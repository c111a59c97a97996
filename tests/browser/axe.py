"""Whether a page is for everybody, as far as axe-core can tell."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
AXE = ROOT / "portwidgets" / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
EVERYTHING = {"resultTypes": ["violations"]}
COLOURS = {**EVERYTHING, "runOnly": ["color-contrast"]}  # nothing else differs in the dark

DRAWN = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def serious(page):
    """What axe-core finds in a page, light and dark, that is serious or critical."""
    page.evaluate(AXE.read_text("utf-8"))  # past the page's policy, which allows no other script
    found = []
    for scheme, rules in (("light", EVERYTHING), ("dark", COLOURS)):
        page.emulate_media(color_scheme=scheme)
        page.evaluate(DRAWN)  # the page's script hears of it with the next frame
        for finding in page.evaluate("rules => axe.run(document, rules)", rules)["violations"]:
            if finding["impact"] in {"serious", "critical"}:
                told = ((node["html"], node["failureSummary"]) for node in finding["nodes"])
                found += [f"{finding['id']} ({scheme}): {html} {why}" for html, why in told]
    return found
