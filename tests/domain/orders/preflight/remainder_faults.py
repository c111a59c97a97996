"""For each rule about what stays behind: a project with its fault, and one that nearly has it."""

from domain.orders.preflight.planting import (
    ALL_FREE,
    KEEP_LAST,
    LAST,
    OTHER_ACCOUNT,
    OTHER_ORDER,
    plant,
    stays,
)

FAULTS = {
    "btn_missing": (
        lambda: plant(account={"btn": ""}),
        lambda: plant(account={"btn": "+4567123409"}),
    ),
    "btn_invalid": (
        lambda: plant(account={"btn": "67 12"}),
        lambda: plant(account={"btn": "67 12 34 09"}),
    ),
    "btn_toll_free": (
        lambda: plant(account={"btn": "+4580102030"}),
        lambda: plant(account={"btn": "+4580102030"}, numbers=ALL_FREE),
    ),
    "btn_not_listed": (
        lambda: plant(account={"btn": "+4567123411"}),
        lambda: plant(account={"btn": "+4567123409"}),
    ),
    "btn_elsewhere": (
        lambda: plant(others=[OTHER_ACCOUNT], numbers={"n0001": {"account": "a0002"}}),
        lambda: plant(others=[OTHER_ACCOUNT], numbers={LAST: {"account": "a0002"}}),
    ),
    "btn_stranded": (
        lambda: plant(numbers=stays(LAST), order={"remaining": "keep"}),
        lambda: plant(**KEEP_LAST),
    ),
    "new_btn_not_staying": (
        lambda: plant(numbers=stays(LAST), order={"remaining": "keep", "new_btn": "+4567123405"}),
        lambda: plant(**KEEP_LAST),
    ),
    "btn_in_partial": (
        lambda: plant(carrier="Microsoft Teams", **KEEP_LAST),
        lambda: plant(
            carrier="Microsoft Teams", numbers=stays("n0001"), order={"remaining": "keep"}
        ),
    ),
    "btn_left_behind": (
        lambda: plant(numbers={"n0001": {"order": ""}}),
        lambda: plant(numbers=stays("n0001"), order={"remaining": "keep"}),
    ),
    "undecided": (
        lambda: plant(numbers={LAST: {"decision": "", "order": ""}}),
        lambda: plant(numbers={LAST: {"decision": "disconnect", "order": ""}}),
    ),
    "remaining_missing": (
        lambda: plant(numbers=stays(LAST)),
        lambda: plant(numbers=stays(LAST, status="cancelled")),
    ),
    "remaining_contradicts": (
        lambda: plant(numbers=stays(LAST), order={"remaining": "disconnect"}),
        lambda: plant(
            numbers=stays(LAST, decision="disconnect"), order={"remaining": "disconnect"}
        ),
    ),
    "block_hole": (
        lambda: plant(gone=["n0005"]),
        lambda: plant(gone=["n0005", "n0006", "n0007", "n0008", "n0009"]),
    ),
    "block_holes": (
        lambda: plant(gone=["n0005", "n0006"]),
        lambda: plant(gone=["n0009", "n0010"]),
    ),
    "block_cut": (
        lambda: plant(**KEEP_LAST),
        lambda: plant(
            numbers={LAST: {"number": "+4567123419", "decision": "keep", "order": ""}},
            order={"remaining": "keep", "new_btn": "+4567123419"},
        ),
    ),
    "block_in_two_orders": (
        lambda: plant(others=[OTHER_ORDER], numbers={LAST: {"order": "o0002"}}),
        lambda: plant(
            others=[OTHER_ORDER], numbers={LAST: {"number": "+4567123411", "order": "o0002"}}
        ),
    ),
}
