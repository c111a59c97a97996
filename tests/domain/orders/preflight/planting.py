"""Short ways to plant a fault in a project that is ready to submit, or what is nearly one."""

from domain.orders.preflight.planted import Planted

from portwidgets.domain.schema import SITES


def each_row(put):
    """Return what changes several rows: `put` is called with each and its cells."""

    def change(planted, rows):
        for row, cells in rows.items():
            put(planted, row, cells)

    return change


def without(planted, rows):
    for row in rows:
        del planted.tables["numbers"][row]


def with_others(planted, rows):
    for kind, cells in rows:
        getattr(planted, kind)(**cells)


CHANGES = {
    "account": lambda planted, cells: planted.account(**cells),
    "order": lambda planted, cells: planted.order(**cells),
    "numbers": each_row(lambda planted, row, cells: planted.number(row, **cells)),
    "sites": each_row(lambda planted, row, cells: planted.put(SITES, id=row, **cells)),
    "others": with_others,
    "steps": lambda planted, steps: setattr(planted, "open_steps", steps),
    "pins": lambda planted, pins: setattr(planted, "pins", set(pins)),
    "gone": without,
}


def plant(**how):
    """Return a planted project with some of it changed: see CHANGES."""
    made = {name: how.pop(name) for name in ("carrier", "region", "today") if name in how}
    planted = Planted(**made)
    for name, change in how.items():
        CHANGES[name](planted, change)
    return planted


def us(**how):
    """The same project in the United States, of mobile numbers."""
    numbers = {
        f"n{at + 1:04}": {"number": f"+1202555010{at}", "type": "mobile"} for at in range(10)
    }
    account = {"country": "US", "btn": "+12025550100", **how.pop("account", {})}
    changed = how.pop("numbers", {})
    numbers = {row: {**cells, **changed.get(row, {})} for row, cells in numbers.items()}
    return plant(region="US", account=account, numbers=numbers, **how)


def stays(*rows, **cells):
    return {row: {"decision": "keep", "order": "", **cells} for row in rows}


LAST = "n0010"
KEEP_LAST = {"numbers": stays(LAST), "order": {"remaining": "keep", "new_btn": "+4567123409"}}
OTHER_ACCOUNT = ("account", {"id": "a0002", "carrier": "Net", "btn": "+4567881040"})
OTHER_ORDER = ("order", {"id": "o0002", "account": "a0001", "status": "draft"})
TWIN = ("number", {"row": "n0011", "number": "+4567123405", "order": "o0002"})
ALL_FREE = {f"n{at + 1:04}": {"number": f"+458010203{at}", "type": "toll_free"} for at in range(10)}
