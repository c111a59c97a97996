"""The bar above the dashboard: it hears the page's address and says where we are."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

import msgspec

from portwidgets.project import Project
from portwidgets.widgets.intent_widget import Answer, Intent, IntentWidget, Short, static


class Hello(Intent, frozen=True, tag="hello"):
    """The page is there: its address, and what the browser remembers and knows of the person."""

    project: Short
    page: Short
    user: Short
    language: Short
    browser_language: Short


class Go(Intent, frozen=True, tag="go"):
    """Show a project's page; without a project, the list."""

    project: Short
    page: Short


class Language(Intent, frozen=True, tag="language"):
    """Speak another language."""

    language: Short


class User(Intent, frozen=True, tag="user"):
    """Write changes under this name."""

    user: Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class Share(Intent, frozen=True, tag="share"):
    """Open the dialog that makes a link for others to read the project that is shown."""


class Repair(Intent, frozen=True, tag="repair"):
    """Mend the damaged files of the project that is shown."""


@dataclass(frozen=True)
class TopBarActs:
    """What the dashboard does when the bar asks."""

    hello: Callable[[Hello], None]
    go: Callable[[str, str], None]
    language: Callable[[str], None]
    user: Callable[[str], None]
    repair: Callable[[], str]
    share: Callable[[], None]


class TopBar(IntentWidget):
    """The first widget of a dashboard.

    Args:
        acts: What the dashboard does when the bar asks.
        where: Returns what the bar shows: page, pages, user, asks_user, throwaway,
            damage, repairable, can_share.
        language: "da" or "en".
    """

    _esm = static("top_bar.js")
    _css = static("top_bar.css")
    _intents = Hello | Go | Language | User | Repair | Share
    _text_prefix = "dashboard"

    def __init__(
        self, acts: TopBarActs, where: Callable[[], Mapping[str, object]], *, language: str
    ) -> None:
        self._acts = acts
        self._where = where
        super().__init__(language=language)

    def _whole_state(self) -> dict[str, object]:
        return dict(self._where())

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        match intent:
            case Hello():
                self._acts.hello(intent)
            case Go():
                self._acts.go(intent.project, intent.page)
            case Language():
                self._acts.language(intent.language)
            case User():
                self._acts.user(intent.user)
            case Share():
                self._acts.share()
            case Repair():
                return Answer({"backup": self._acts.repair()})
        return None


def heading(project: Project | None) -> dict[str, str] | None:
    """Return how the bar names a project."""
    return {"name": project.name, "title": project.title} if project else None
