"""The dialog "Share": makes a link that opens the project to read, shows it once, closes others."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec

from portwidgets.errors import PortError
from portwidgets.project import Project
from portwidgets.project.sharing import ProjectShares
from portwidgets.storage.share_links import DAYS, MOST_DAYS
from portwidgets.widgets.intent_widget import Answer, Intent, IntentWidget, static


class Make(Intent, frozen=True, tag="make"):
    """Make a link that opens the project for so many days."""

    days: Annotated[int, msgspec.Meta(ge=1, le=MOST_DAYS)]


class Revoke(Intent, frozen=True, tag="revoke"):
    """Close a link for good."""

    id: Annotated[str, msgspec.Meta(max_length=200)]


class SharePanel(IntentWidget):
    """A dialog over the page. The link itself is in one answer only, never in the widget's state.

    Args:
        project: What the links open.
        language: "da" or "en".
    """

    _esm = static("share_panel.js")
    _css = static("share_panel.css")
    _intents = Make | Revoke
    _text_prefix = "share_panel"

    def __init__(self, project: Project, *, language: str) -> None:
        self._project = project
        self._shares = ProjectShares(project)
        self._opened = 1
        super().__init__(language=language)

    def show_again(self) -> None:
        """Show the dialog again, with the links as they are now."""
        self._opened += 1
        self.publish_whole()

    def _whole_state(self) -> dict[str, object]:
        return {
            "title": self._project.title,
            "opened": self._opened,
            "days": DAYS,
            "most_days": MOST_DAYS,
            **self._listed(),
        }

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        try:
            match intent:
                case Make():
                    link = self._shares.make(intent.days)
                    address = self._shares.address(link)
                    return Answer({"id": link.id, "address": address, "ends_at": link.ends_at})
                case Revoke():
                    self._shares.revoke(intent.id)
            return None
        finally:
            self.publish(self._listed())

    def _listed(self) -> dict[str, object]:
        try:
            links = self._shares.all()
        except PortError as error:
            return {"links": [], "problem": error.text(self.language)}
        told = [
            {"id": link.id, "by": link.made_by, "made_at": link.made_at, "ends_at": link.ends_at}
            for link in links
        ]
        return {"links": told, "problem": ""}
