"""README's table of states is the one that the program keeps to."""

from pathlib import Path

from portwidgets.domain.orders.transitions import NUMBERS_FOLLOW, ORDER_STEPS, agrees
from portwidgets.domain.schema import NumberStatus, OrderStatus

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


def codes(statuses):
    return ", ".join(f"`{each}`" for each in statuses) or "–"


def row(order):
    steps = [each for each in OrderStatus if each in ORDER_STEPS[order]]
    moves = NUMBERS_FOLLOW[order]
    becomes = {
        moves[each]: [n for n in NumberStatus if moves.get(n) is moves[each]] for each in moves
    }
    follow = "; ".join(f"{codes(before)} → `{after}`" for after, before in becomes.items())
    alone = [each for each in NumberStatus if agrees(order, [each])]
    return f"| `{order}` | {codes(steps)} | {follow or '–'} | {codes(alone)} |"


def test_readme_shows_the_table_of_transitions():
    for order in OrderStatus:
        assert row(order) in README, row(order)
