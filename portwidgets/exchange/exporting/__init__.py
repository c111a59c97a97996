"""Our numbers written for others: spreadsheets, the clipboard, and the forms of carriers."""

from portwidgets.exchange.exporting.exporter import export
from portwidgets.exchange.exporting.result import Export, ExportFile, RefusedNumber, Told
from portwidgets.exchange.exporting.source import Source

__all__ = ["Export", "ExportFile", "RefusedNumber", "Source", "Told", "export"]
