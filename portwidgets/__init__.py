"""Jupyter widgets and a dashboard for moving phone numbers between carriers.

    from portwidgets import ChecklistPanel, Workspace

    project = Workspace("ports").open("Head-office")
    ChecklistPanel(project)

Each name is imported from its module when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from portwidgets.errors import DamagedFile, PortError, Refused
    from portwidgets.project import Project, Workspace
    from portwidgets.widgets.checklist_panel import ChecklistPanel
    from portwidgets.widgets.cutover_panel import CutoverPanel
    from portwidgets.widgets.dashboard import Dashboard
    from portwidgets.widgets.export_panel import ExportPanel
    from portwidgets.widgets.history_panel import HistoryPanel
    from portwidgets.widgets.import_panel import ImportPanel
    from portwidgets.widgets.number_table import NumberTable
    from portwidgets.widgets.numbers_page import NumbersPage
    from portwidgets.widgets.order_panel import OrderPanel
    from portwidgets.widgets.order_table import OrderTable
    from portwidgets.widgets.orders_page import OrdersPage
    from portwidgets.widgets.overview import Overview
    from portwidgets.widgets.plan_panel import PlanPanel
    from portwidgets.widgets.record_table import RecordTable

_HOMES = {
    "ChecklistPanel": "widgets.checklist_panel",
    "CutoverPanel": "widgets.cutover_panel",
    "DamagedFile": "errors",
    "Dashboard": "widgets.dashboard",
    "ExportPanel": "widgets.export_panel",
    "HistoryPanel": "widgets.history_panel",
    "ImportPanel": "widgets.import_panel",
    "NumberTable": "widgets.number_table",
    "NumbersPage": "widgets.numbers_page",
    "OrderPanel": "widgets.order_panel",
    "OrderTable": "widgets.order_table",
    "OrdersPage": "widgets.orders_page",
    "Overview": "widgets.overview",
    "PlanPanel": "widgets.plan_panel",
    "PortError": "errors",
    "Project": "project",
    "RecordTable": "widgets.record_table",
    "Refused": "errors",
    "Workspace": "project",
}

__all__ = [
    "ChecklistPanel",
    "CutoverPanel",
    "DamagedFile",
    "Dashboard",
    "ExportPanel",
    "HistoryPanel",
    "ImportPanel",
    "NumberTable",
    "NumbersPage",
    "OrderPanel",
    "OrderTable",
    "OrdersPage",
    "Overview",
    "PlanPanel",
    "PortError",
    "Project",
    "RecordTable",
    "Refused",
    "Workspace",
]
__version__ = version("portwidgets")


def __getattr__(name: str) -> Any:
    # Imported when asked for: the command line must not wait for ipywidgets.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
