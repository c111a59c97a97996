"""Changes to a project's folder, the program's and a spreadsheet's, and what is in its files."""

from portwidgets.domain.edit import Set
from portwidgets.domain.schema import TABLES

SITE = Set("numbers", "n0001", "site", "Århus", "Odense")
AT = "2026-11-22T20:00:00Z"


def commit(folder, *ops, by="Indkøb", at=AT):
    return folder.commit(ops, by=by, at=at)


def files(folder):
    return {table.name: (folder.path / table.file).read_bytes() for table in TABLES}


def edited(folder, *replacements, file="numbers.csv"):
    """Save a table as a spreadsheet in Denmark does, with some of its text replaced."""
    path = folder.path / file
    text = path.read_text("utf-8").replace(",", ";")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    path.write_bytes(text.replace("\n", "\r\n").encode("utf-8-sig"))
