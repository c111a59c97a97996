"""How targets and exports are told to the browser."""

from __future__ import annotations

from collections.abc import Iterable

from portwidgets.domain.export_target import FileFormat, Target
from portwidgets.domain.numbers import phone_number
from portwidgets.errors import Refused
from portwidgets.exchange.exporting import Export, ExportFile

PAGE = 50
"""Rows of a page of numbers that could not be taken."""


def targets_told(targets: Iterable[Target], language: str) -> list[dict[str, object]]:
    """Return where the numbers can go: our own formats for people, then carriers."""
    return [
        {
            "id": target.id,
            "label": target.label.of(language),
            "hint": target.hint.of(language),
            "format": target.format.value,
            "limit": target.limit,
            "for_people": target.is_inventory,
            "sources": list(target.sources),
        }
        for target in targets
    ]


def export_told(export: Export, language: str) -> dict[str, object]:
    """Return what the files are, how many numbers they hold, and what to know of them."""
    return {
        "count": export.count,
        "files": [
            {"name": file.name, "count": file.count, "size": len(file.content)}
            for file in export.files
        ],
        "refused": len(export.refused),
        "notes": [note.text(language) for note in export.notes],
        "can_copy": _can_copy(export),
    }


def refused_told(export: Export, offset: int, language: str) -> dict[str, object]:
    """Return a page of the numbers that stand in no file, each with its reason."""
    return {
        "total": len(export.refused),
        "items": [
            {
                "number": phone_number.show(refused.number, "international", "ZZ"),
                "why": refused.reason.text(language),
            }
            for refused in export.refused[offset : offset + PAGE]
        ],
    }


def text_of(export: Export) -> str:
    """Return what goes to the clipboard.

    Raises:
        Refused: It is no text, or more than one file.
    """
    if not _can_copy(export):
        raise Refused("export_panel.gone")
    return export.text


def file_of(export: Export, place: int) -> ExportFile | None:
    """Return one of the files, counted from 0."""
    return export.files[place] if place < len(export.files) else None


def _can_copy(export: Export) -> bool:
    return len(export.files) == 1 and export.target.format is not FileFormat.XLSX
