"""Dates and counts are written as Intl writes them, though no page waits for Intl to be made."""

import runpy
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

FRONTEND = Path(__file__).parents[2] / "portwidgets" / "frontend"
TAGS = {"da": "da", "en": "en-GB"}  # English without the American order of day and month
DATES = [
    f"{year}-{month:02}-{day:02}"
    for year in (2026, 1999)
    for month in range(1, 13)
    for day in (1, 28)
]
COUNTS = [0, 7, 999, 1000, 12_345, 1_234_567]
BY_INTL = """([tag, dates, counts]) => {
  const parts = { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" };
  const [date, count] = [new Intl.DateTimeFormat(tag, parts), new Intl.NumberFormat(tag)];
  return [dates.map((each) => date.format(new Date(each))), counts.map(count.format)];
}"""
BY_US = """([language, dates, counts]) => [
  dates.map((each) => texts.showDate(each, language)),
  counts.map((each) => texts.showNumber(each, language)),
]"""


@pytest.fixture(scope="module")
def script():
    """The module of texts as the front end's build translates it."""
    build = runpy.run_path(str(FRONTEND / "build.py"))
    build["_fetch_modules"]()
    source = FRONTEND / "lib" / "texts.ts"
    asked = [build["_esbuild"](), source, *build["ESBUILD"], "--format=iife", "--global-name=texts"]
    return subprocess.run(asked, capture_output=True, check=True, encoding="utf-8").stdout


@pytest.fixture
def page(chromium, script):
    tab = chromium.new_page()
    tab.add_script_tag(content=script)
    yield tab
    tab.close()


@pytest.mark.parametrize("language", TAGS)
def test_they_are_what_intl_writes_and_need_no_intl(page, language):
    [dates, counts] = page.evaluate(BY_INTL, [TAGS[language], DATES, COUNTS])
    page.evaluate("delete globalThis.Intl")
    written = page.evaluate(BY_US, [language, DATES, COUNTS])
    assert written == [dates, counts]


@pytest.mark.parametrize("language", TAGS)
def test_what_is_no_day_stays_as_it_came(page, language):
    none = ["2026-02-31", "soon", ""]
    assert page.evaluate(BY_US, [language, none, []]) == [none, []]
