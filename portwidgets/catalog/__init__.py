"""The package's data files, read once and strictly: texts in two languages, and the checklist.

Each file is read when something in it is first asked for; a file that breaks a rule raises
`errors.CatalogError`, which names the file and the entry.
"""

from portwidgets.catalog.carriers import carriers
from portwidgets.catalog.dates import day_text, weekday_text
from portwidgets.catalog.demo import Demo, demo
from portwidgets.catalog.forms import written_forms
from portwidgets.catalog.guide import checklist
from portwidgets.catalog.rule_book import rule_book
from portwidgets.catalog.steps import steps
from portwidgets.catalog.synonyms import column_of, is_secret, target_of
from portwidgets.catalog.targets import targets
from portwidgets.catalog.times import times
from portwidgets.catalog.vocabulary import codes, labels
from portwidgets.catalog.wording import LANGUAGES, text, texts

__all__ = [
    "LANGUAGES",
    "Demo",
    "carriers",
    "checklist",
    "codes",
    "column_of",
    "day_text",
    "demo",
    "is_secret",
    "labels",
    "rule_book",
    "steps",
    "target_of",
    "targets",
    "text",
    "texts",
    "times",
    "weekday_text",
    "written_forms",
]
