"""The history as plain HTML: the last changes, newest first."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from portwidgets import catalog
from portwidgets.project import Project, Wanted
from portwidgets.widgets.history_words import HistoryWords
from portwidgets.widgets.html import Html, Texts, el

CHANGES = 100
"""The last ones; the dashboard finds the others."""


def readable_history(project: Project, language: str) -> Html:
    """Return who changed what when, of the last changes."""
    say = Texts(language, "history")
    found = project.past.find(Wanted(), most=CHANGES, look_at=CHANGES, language=language)
    words = HistoryWords(project, language)
    lines = [_change(words.change(change), language, say) for _, change in found.changes]
    older = [] if found.complete else [el("p", Texts(language, "readable")("older"))]
    return el(
        "article",
        el("h1", project.title),
        el("h2", say("title")),
        el("ul", *lines) if lines else el("p", say("empty")),
        *older,
    )


def _change(told: Mapping[str, Any], language: str, say: Texts) -> Html:
    ops = [el("small", _op(each, say)) for each in told["ops"]]
    if told["more"]:
        ops.append(el("small", say("more", count=told["more"])))
    who = told["by"] or say("outside")
    return el("li", el("strong", f"{_moment(told['at'], language)} · {who}"), *ops)


def _op(told: Mapping[str, Any], say: Texts) -> str:
    match told["kind"]:
        case "set":
            before, after = (told[each] or say("nothing") for each in ("before", "after"))
            return f"{told['name']} · {told['label']}: {before} → {after}"
        case "add" | "delete" as kind:
            cells = f" ({', '.join(told['cells'])})" if told["cells"] else ""
            return f"{told['name']} · {say('added' if kind == 'add' else 'deleted')}{cells}"
        case "replaced":
            return f"{told['name']} · {say('replaced', count=told['count'])}"
        case kind:
            return f"{told['name']} · {say(kind, label=told['label'])}"


def _moment(text: str, language: str) -> str:
    """Return a moment as the clocks at the server show it; what is none stays as it is."""
    try:
        at = datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    return f"{catalog.day_text(at.date(), language)} {at:%H:%M}"
