"""The base of widgets that show one project: they follow its changes until they are closed."""

from __future__ import annotations

from portwidgets.project import Event, Project
from portwidgets.widgets.intent_widget import IntentWidget
from portwidgets.widgets.watch import watch


class ProjectWidget(IntentWidget):
    """A widget of one project; it shows what others write to it, too.

    Args:
        project: The project that is shown.
        language: "da" or "en"; the project's own where nothing is said.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    def __init__(self, project: Project, language: str | None = None, **traits: object) -> None:
        self._project = project
        super().__init__(language=language or project.language, **traits)
        project.observe(self._follow)
        watch(project)

    @property
    def project(self) -> Project:
        """The project that is shown."""
        return self._project

    def close(self) -> None:
        """Take the widget from the page and stop following the project."""
        self._project.unobserve(self._follow)
        super().close()

    def _follow(self, event: Event) -> None:
        """Show what a change of the project means here; a widget that shows none of it has none."""
