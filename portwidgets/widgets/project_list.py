"""The projects of a workspace: find one, make one, upload one, put one away."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from portwidgets import catalog
from portwidgets.domain.numbers.phone_number import regions
from portwidgets.project import ProjectSummary, Workspace
from portwidgets.widgets.intent_widget import Answer, Intent, IntentWidget, Short, static


class Create(Intent, frozen=True, tag="create"):
    """Make a project."""

    title: Short
    customer: Short
    region: Short
    gaining_carrier: Short


class Demo(Intent, frozen=True, tag="demo"):
    """Make a demo project."""


class Named(Intent, frozen=True):
    """Something is to be done with the project of that name."""

    name: Short


class Open(Named, frozen=True, tag="open"):
    """Show it."""


class Duplicate(Named, frozen=True, tag="duplicate"):
    """Make a copy of it."""


class Archive(Named, frozen=True, tag="archive"):
    """Put it away."""


class Unarchive(Named, frozen=True, tag="unarchive"):
    """Get it back."""


class Download(Named, frozen=True, tag="download"):
    """Hand it out as a zip file."""


class Rename(Named, frozen=True, tag="rename"):
    """Give it another title."""

    title: Short


class Upload(Intent, frozen=True, tag="upload"):
    """Take a zip file in, which comes as the message's buffer."""


class ProjectList(IntentWidget):
    """The list of projects of a workspace, as it was at the last `refresh`.

    Args:
        workspace: Whose projects.
        go: Shows a project: called with its name and one of its pages.
        language: "da" or "en".
    """

    _esm = static("project_list.js")
    _css = static("project_list.css")
    _intents = Create | Demo | Open | Duplicate | Archive | Unarchive | Download | Rename | Upload
    _text_prefix = "dashboard"

    def __init__(
        self, workspace: Workspace, go: Callable[[str, str], None], *, language: str
    ) -> None:
        self._workspace = workspace
        self._go = go
        self._notice = ""
        self._is_read = False  # a page that waits for its visitor would show an old list
        super().__init__(language=language)

    def refresh(self, notice: str = "") -> None:
        """Read the workspace anew; `notice` is said above the list."""
        self._notice = notice
        self._is_read = True
        self.publish_whole()

    def _whole_state(self) -> dict[str, object]:
        return {
            "is_read": self._is_read,
            "projects": [self._line(each) for each in self._projects()],
            "regions": list(regions()),
            "upload_limit": self._workspace.upload_limit,
            "notice": self._notice,
        }

    def _projects(self) -> list[ProjectSummary]:
        return self._workspace.projects() if self._is_read else []

    def _line(self, project: ProjectSummary) -> dict[str, object]:
        problem = project.problem.text(self.language) if project.problem else ""
        return {**asdict(project), "problem": problem}

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | None:
        workspace = self._workspace
        match intent:
            case Create():
                made = workspace.create(
                    intent.title,
                    customer=intent.customer,
                    region=intent.region,
                    gaining_carrier=intent.gaining_carrier,
                    language=self.language,
                )
                self._go(made.name, "overview")
            case Demo():
                self._go(workspace.demo(language=self.language).name, "overview")
            case Open():
                self._go(intent.name, "")
            case Download():
                content = workspace.download(intent.name)
                return Answer({"filename": f"{intent.name}.zip"}, buffers=(content,))
            case Upload():
                name = workspace.upload(bytes(buffers[0]) if buffers else b"")
                self._done("uploaded", name)
            case _:
                self._arrange(intent)
        return None

    def _arrange(self, intent: Duplicate | Archive | Unarchive | Rename) -> None:
        match intent:
            case Duplicate(name=name):
                copy = self._say("copy_of", title=self._title(name))
                self._done("duplicate_done", self._workspace.duplicate(name, copy))
            case Archive(name=name):
                self._done("archive_done", self._workspace.archive(name))
            case Unarchive(name=name):
                self._done("unarchive_done", self._workspace.unarchive(name))
            case Rename(name=name, title=title):
                self._done("rename_done", self._workspace.rename(name, title))

    def _title(self, name: str) -> str:
        found = (each.title for each in self._workspace.projects() if each.name == name)
        return next(found, name)

    def _done(self, key: str, name: str) -> None:
        self.refresh(self._say(key, title=self._title(name)))

    def _say(self, key: str, **values: object) -> str:
        return catalog.text(f"dashboard.{key}", self.language, **values)
