"""How the tables of a project look at first."""

from __future__ import annotations

from dataclasses import dataclass

from portwidgets.domain.schema import ACCOUNTS, ORDERS, SITES


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table looks at first.

    Attributes:
        lead: The column that a new row begins with; it stays in sight.
        hidden: Columns that are not shown until somebody asks for them.
        pin: Whether its rows may have a PIN.
        alone: Whether it is the only table of its page; others have a heading and are as high as
            their rows.
    """

    lead: str
    hidden: tuple[str, ...] = ()
    pin: bool = False
    alone: bool = False


SHAPES = {
    ACCOUNTS.name: Shape("carrier", ("csr_on",), pin=True),
    ORDERS.name: Shape("account", ("loa_expires_on", "loa_numbers", "reference")),
    SITES.name: Shape("site", ("id",)),
}
