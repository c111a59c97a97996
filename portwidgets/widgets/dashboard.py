"""The dashboard: a box of our widgets that shows the projects, or one project's pages."""

import contextlib
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import traitlets
from ipywidgets import DOMWidget

from portwidgets import catalog
from portwidgets.errors import DamagedFile, PortError, Refused
from portwidgets.project import NEWER, Event, Project, Workspace
from portwidgets.project.recent import RecentProjects
from portwidgets.project.surroundings import Surroundings
from portwidgets.widgets import greeting
from portwidgets.widgets.numbers_page import NumbersPage
from portwidgets.widgets.page_widgets import Ways, page_widget
from portwidgets.widgets.pages import PAGES
from portwidgets.widgets.project_list import ProjectList
from portwidgets.widgets.spoken_box import SpokenBox
from portwidgets.widgets.top_bar import Hello, TopBar, TopBarActs, heading
from portwidgets.widgets.watch import watch

if TYPE_CHECKING:
    from portwidgets.widgets.share_panel import SharePanel


class Dashboard(SpokenBox):
    """All of portwidgets in one widget: `Dashboard()` in a notebook's cell is the whole product.

    Under Voilà the page's address chooses what is shown: `?project=NAME&page=numbers`.

    Args:
        workspace: The folder of projects; by default the one that the server was started with,
            else `portwidgets` in the person's documents.
        project: Show this project's pages from the start.
        language: "da" or "en"; by default the server's choice, else English.
        layout: As for any ipywidgets box.

    Attributes:
        project: The project that is shown, or None at the list; observable.
        page: One of `portwidgets.widgets.pages.PAGES`; observable.
        language: The language that everything is shown in; may be set.
    """

    project = traitlets.Instance(Project, allow_none=True)
    page = traitlets.Enum(PAGES, PAGES[0])

    def __init__(
        self,
        workspace: Workspace | str | None = None,
        *,
        project: Project | str | None = None,
        language: str | None = None,
        layout: Any = None,
    ) -> None:
        self._pages: dict[str, DOMWidget] = {}
        here = Surroundings.now()
        if not isinstance(workspace, Workspace):
            workspace = Workspace(workspace or here.workspace)
        self.workspace = workspace
        self._recent = RecentProjects(workspace)
        self._here = here
        self._user = here.user
        self._greeted = False
        self._list: ProjectList | None = None
        self._sharing: SharePanel | None = None
        self._damage: tuple[DamagedFile, ...] = ()
        self._may_ask_browser = language is None and here.language is None
        acts = TopBarActs(
            hello=self.greet,
            go=self.show,
            language=self._speak,
            user=self._work_as,
            repair=self._repair,
            share=self._share,
        )
        language = language or here.language or "en"
        self._bar = TopBar(acts, self._where, language=language)
        super().__init__(language, layout=layout)
        self.add_class("pw-dashboard")
        greeting.join(self)
        if isinstance(project, Project):
            self._open(project, PAGES[0])
        elif project:
            self.show(project)
        else:
            self._show_list(read=False)  # the page's first word asks for it

    def show(self, project: str = "", page: str = "") -> None:
        """Show a page of the project of that name; without a name, the list of projects.

        Raises:
            Refused: There is no such project.
        """
        if not project:
            self._show_list()
        elif self.project is not None and self.project.name == project:
            self._turn_to(page if page in PAGES else PAGES[0])
        else:
            opened = self._recent.open(project, user=self._user)
            self._open(opened, page if page in PAGES else PAGES[0])

    def expect(self, projects: Iterable[str]) -> None:
        """Open projects that somebody will most likely ask for, the likeliest first."""
        for name in reversed([*projects]):
            with contextlib.suppress(PortError, OSError):  # who asks for it is told
                self._recent.open(name)

    def _open(self, project: Project, page: str) -> None:
        self._close_pages()
        self.project = project
        self._damage = project.damage
        project.observe(self._follow)
        watch(project)
        self._turn_to(page)

    def _turn_to(self, page: str) -> None:
        self.page = page
        if page not in self._pages and self.project is not None:
            ways = Ways(self._go_to, self._point_at, self._show_rows)
            self._pages[page] = page_widget(page, self.project, self.language, ways)
        self._place()
        for name, widget in self._pages.items():
            widget.layout.display = None if name == page else "none"
        self._bar.publish_whole()

    def _place(self) -> None:
        dialogs = () if self._sharing is None else (self._sharing,)
        self.children = (self._bar, *self._pages.values(), *dialogs)

    def _go_to(self, page: str) -> None:
        if self.project is None:
            return
        if page in PAGES:
            self._turn_to(page)
        elif page == "import":
            self._turn_to("numbers")
            numbers = self._pages["numbers"]
            if isinstance(numbers, NumbersPage):
                numbers.show("import")

    def _show_rows(self, page: str, rows: Sequence[str], column: str, label: str) -> None:
        if page == "numbers":
            self._point_at(rows, column, label)
        else:
            self._go_to(page)

    def _point_at(self, rows: Sequence[str], column: str, label: str) -> None:
        self._go_to("numbers")
        page = self._pages.get("numbers")
        if isinstance(page, NumbersPage):
            page.point_at(rows, column, label)

    def _show_list(self, notice: str = "", *, read: bool = True) -> None:
        self._close_pages()
        self.project = None
        self.page = PAGES[0]
        if self._list is None:
            self._list = ProjectList(self.workspace, self.show, language=self.language)
        if read:
            self._list.refresh(notice)
        self.children = (self._bar, self._list)
        self._bar.publish_whole()

    def _follow(self, _event: Event) -> None:
        """Show that a file was damaged while its project is open, or was mended."""
        if self.project is not None and self.project.damage != self._damage:
            self._damage = self.project.damage
            self._bar.publish_whole()

    def _repair(self) -> str:
        """Mend the files of the project that is shown; return the backup's name."""
        if self.project is None:
            return ""
        _, backup = self.workspace.repair(self.project.name)
        self.project.refresh()
        return backup.name if backup else ""

    def _share(self) -> None:
        """Open the dialog that makes links, where the server answers them."""
        if self.project is None or not self._here.shares:
            raise Refused("share.not_here")
        if self._sharing is not None:
            self._sharing.show_again()
            return
        from portwidgets.widgets.share_panel import SharePanel

        self._sharing = SharePanel(self.project, language=self.language)
        self._place()

    def _close_pages(self) -> None:
        if self.project is not None:
            self.project.unobserve(self._follow)
        if self._sharing is not None:
            self._sharing.close()
            self._sharing = None
        for widget in self._pages.values():
            widget.close()
        self._pages.clear()

    def close(self) -> None:
        """Close everything in it and stop following the project; it is told of nobody who comes."""
        greeting.leave(self)
        self._close_pages()
        super().close()

    def greet(self, hello: Hello) -> None:
        """Show what the page's address asks for, to whom it names."""
        self._greeted = True
        if self._user is None and hello.user:
            self._user = hello.user
        if self._user and self.project is not None:
            self.project.user = self._user
        self._speak(hello.language or (hello.browser_language if self._may_ask_browser else ""))
        if self.project is not None and not hello.project:
            self._bar.publish_whole()
            return  # a notebook author opened it
        try:
            self.show(hello.project, hello.page)
        except PortError as error:
            self._show_list(error.text(self.language))

    @property
    def shown(self) -> DOMWidget | None:
        """The widget of the page that is shown; None at the list."""
        return self._pages.get(self.page)

    def _work_as(self, user: str) -> None:
        if self._here.user is not None:
            return  # the server knows who it is
        self._user = user
        if self.project is not None:
            self.project.user = user
        self._bar.publish_whole()

    def _speak(self, language: str) -> None:
        if language in catalog.LANGUAGES:
            self.language = language

    def _speakers(self) -> list[DOMWidget]:
        made = (self._bar, self._list, *self._pages.values(), self._sharing)
        return [widget for widget in made if widget is not None]

    def _where(self) -> dict[str, object]:
        return {
            "project": heading(self.project),
            "page": self.page,
            "pages": list(PAGES),
            "user": self._user or "",
            "asks_user": self._here.user is None,
            "throwaway": self._here.throwaway,
            "can_share": self._here.shares and self.project is not None,
            "greeted": self._greeted,
            "damage": [each.text(self.language) for each in self._damage] if self.project else [],
            "repairable": any(each.code != NEWER for each in self._damage),
        }
