"""An edit as a value: the operations on rows, the change that groups them, and what undoes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Set:
    """One cell gets another text; `before` is what the editor saw there."""

    table: str
    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Add:
    """A new row with its non-empty cells.

    Attributes:
        row: The row's id; empty where the store shall give the next one.
        after: The row it stands behind; None puts it last, "" first.
    """

    table: str
    row: str
    cells: dict[str, str]
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """A row goes; its cells and its place are kept, so that it can come back."""

    table: str
    row: str
    cells: dict[str, str]
    after: str | None = None


Op = Set | Add | Delete


class SecretDeed(StrEnum):
    """What a person did with a PIN or passcode."""

    SET = "secret_set"
    SHOWN = "secret_shown"
    DELETED = "secret_deleted"


@dataclass(frozen=True, slots=True)
class SecretAct:
    """That somebody did something with a secret: it changes no file, and never says the secret.

    Attributes:
        name: What the secret is, as "port_out_pin"; it stands where the column does.
    """

    deed: SecretDeed
    table: str
    row: str
    name: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """That a table was changed outside the program, and its cells cannot be told one by one.

    Attributes:
        rows: How many it has since.
    """

    table: str
    rows: int

    @property
    def row(self) -> str:
        """No row in particular."""
        return ""


Act = SecretAct | Replaced


@dataclass(frozen=True, slots=True)
class Change:
    """What one person did in one step: it is written, undone and shown as a whole.

    Attributes:
        id: Groups the change's lines in history.csv.
        at: When, in UTC as ISO 8601 with seconds and "Z".
        by: Who.
        ops: The operations, in the order in which they apply.
        acts: What was done with secrets, and what nobody can take back.
    """

    id: str
    at: str
    by: str
    ops: tuple[Op, ...]
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Conflict:
    """An operation that no longer fits what is there, and what stands there now.

    Attributes:
        current: The cell as it is now; None where the row is gone.
        by: Who wrote that, empty where it came from outside.
        at: When, empty where it is not known.
    """

    op: Op
    current: str | None
    by: str = ""
    at: str = ""


def inverse(op: Op) -> Op:
    """Return the operation that takes `op` back."""
    match op:
        case Set():
            return Set(op.table, op.row, op.column, before=op.after, after=op.before)
        case Add():
            return Delete(op.table, op.row, op.cells, op.after)
        case Delete():
            return Add(op.table, op.row, op.cells, op.after)


def undoing(change: Change) -> tuple[Op, ...]:
    """Return the operations that take a change back, last step first."""
    return tuple(inverse(op) for op in reversed(change.ops))
