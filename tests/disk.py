"""What stands in a project's files, read as any other program reads them."""

import csv


def rows(project, table="numbers"):
    """The rows of one of a project's tables."""
    with (project.path / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def rows_by(key, project, table="numbers"):
    """The same by the text in one of their columns."""
    return {row[key]: row for row in rows(project, table)}


def step(project, item):
    """What is noted about a step of the checklist; None where nothing is."""
    return rows_by("item", project, "progress").get(item)
