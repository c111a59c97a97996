"""Projects and workspaces: the one service that widgets, commands and notebooks talk to."""

from portwidgets.project.events import Entered, Event, Origin, RefusedCell, Result
from portwidgets.project.numbers import NumberRow, Numbers
from portwidgets.project.past import Past, Wanted
from portwidgets.project.project import Project
from portwidgets.project.records import AnyRecords, Records
from portwidgets.project.row import Row
from portwidgets.project.workspace import ProjectSummary, Workspace
from portwidgets.storage.backups import Backup
from portwidgets.storage.doctor import NEWER, Examination, Finding
from portwidgets.storage.history import Place

__all__ = [
    "NEWER",
    "AnyRecords",
    "Backup",
    "Entered",
    "Event",
    "Examination",
    "Finding",
    "NumberRow",
    "Numbers",
    "Origin",
    "Past",
    "Place",
    "Project",
    "ProjectSummary",
    "Records",
    "RefusedCell",
    "Result",
    "Row",
    "Wanted",
    "Workspace",
]
