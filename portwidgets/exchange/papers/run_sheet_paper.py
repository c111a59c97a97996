"""The run sheet of a cutover on paper: to tick where there is no screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SheetPaper:
    """What stands on it, in its language.

    Attributes:
        facts: Names with what they are: the day, the hours, who to call.
        rollback: What to do when it fails.
        rows: Time, number, test, how and what is expected, who, result.
    """

    title: str
    under: str
    facts: Sequence[tuple[str, str]]
    rollback: Sequence[str]
    rows: Sequence[Sequence[str]]


def sheet_pdf(sheet: SheetPaper, language: str, made: datetime) -> bytes:
    """Return the run sheet, on as many pages as it takes.

    Raises:
        Refused: A text has a letter that the font cannot write.
    """
    from portwidgets.exchange.papers.paper import Paper

    paper = Paper(f"{sheet.title} · {sheet.under}", "cutover", language, made)
    say = paper.say
    paper.write_title(sheet.title, sheet.under)
    paper.write_facts(sheet.facts)
    paper.write_heading(say("rollback_title"))
    for text in sheet.rollback:
        paper.write_text(text)
    paper.write_heading(say("tests_title"))
    heading = [say(f"paper_{name}") for name in ("time", "number", "test", "how", "who", "result")]
    paper.write_table(heading, sheet.rows, (9, 24, 20, 46, 14, 18))
    paper.write_signature([say("sign_by")])
    return paper.finished()
