"""For each rule about numbers: a project with its fault, and one that nearly has it."""

from domain.orders.preflight.planting import (
    ALL_FREE,
    LAST,
    OTHER_ACCOUNT,
    OTHER_ORDER,
    TWIN,
    plant,
    stays,
)

FAULTS = {
    "states_contradict": (
        lambda: plant(numbers={LAST: {"status": "submitted"}}),
        lambda: plant(numbers={LAST: {"status": "planned"}}),
    ),
    "order_empty": (
        lambda: plant(gone=[f"n{at + 1:04}" for at in range(10)]),
        lambda: plant(gone=[f"n{at + 1:04}" for at in range(1, 10)]),
    ),
    "number_invalid": (
        lambda: plant(numbers={LAST: {"number": "67 12 34 0"}}),
        lambda: plant(numbers={LAST: {"number": "67 12 34 09"}}),
    ),
    "number_twice": (
        lambda: plant(numbers={LAST: {"number": "67 12 34 05"}}),
        lambda: plant(numbers={LAST: {"number": "+4567123405", "order": ""}}),
    ),
    "number_in_two_orders": (
        lambda: plant(
            others=[
                OTHER_ORDER,
                TWIN,
            ]
        ),
        lambda: plant(
            others=[
                ("order", {"id": "o0002", "account": "a0001", "status": "cancelled"}),
                TWIN,
            ]
        ),
    ),
    "not_on_account": (
        lambda: plant(others=[OTHER_ACCOUNT], numbers={LAST: {"account": "a0002"}}),
        lambda: plant(others=[OTHER_ACCOUNT], numbers={LAST: {"account": "a0002", "order": ""}}),
    ),
    "not_to_port": (
        lambda: plant(numbers={LAST: {"decision": "keep"}}),
        lambda: plant(numbers=stays(LAST)),
    ),
    "not_portable": (
        lambda: plant(numbers={LAST: {"status": "not_portable"}}),
        lambda: plant(numbers={LAST: {"status": "not_portable", "order": ""}}),
    ),
    "inactive": (
        lambda: plant(numbers={LAST: {"status": "cancelled"}}),
        lambda: plant(numbers={LAST: {"status": "cancelled", "order": ""}}),
    ),
    "other_country": (
        lambda: plant(numbers={LAST: {"number": "+442079460123"}}),
        lambda: plant(numbers={LAST: {"number": "+442079460123", "order": ""}}),
    ),
    "country_not_taken": (
        lambda: plant(
            carrier="Twilio",
            account={"country": "GB"},
            numbers={f"n{at + 1:04}": {"number": f"+44207946012{at}"} for at in range(10)},
        ),
        lambda: plant(carrier="Twilio"),
    ),
    "kind_not_taken": (
        lambda: plant(
            carrier="Twilio", numbers={f"n{at + 1:04}": {"type": "mobile"} for at in range(10)}
        ),
        lambda: plant(carrier="Twilio", numbers=ALL_FREE, account={"btn": "+4580102030"}),
    ),
    "split_needed": (
        lambda: plant(numbers={LAST: {"type": "mobile"}}),
        lambda: plant(numbers={LAST: {"type": "voip"}}),
    ),
    "too_many": (
        lambda: plant(
            carrier="Teams",
            numbers={f"n{at:04}": {"number": f"+456713{at:04}"} for at in range(11, 1001)},
        ),
        lambda: plant(
            carrier="Teams",
            numbers={f"n{at:04}": {"number": f"+456713{at:04}"} for at in range(11, 1000)},
        ),
    ),
    "kind_unknown": (
        lambda: plant(numbers={LAST: {"type": ""}}),
        lambda: plant(numbers={LAST: {"type": "", "order": ""}}),
    ),
    "alarm_on_line": (
        lambda: plant(numbers={LAST: {"usage": "alarm"}}),
        lambda: plant(numbers={LAST: {"usage": "alarm", "order": ""}}),
    ),
    "lift_on_line": (
        lambda: plant(numbers={LAST: {"usage": "elevator"}}),
        lambda: plant(numbers={LAST: {"usage": "queue"}}),
    ),
    "fax_on_line": (
        lambda: plant(numbers={LAST: {"usage": "fax"}}),
        lambda: plant(numbers={LAST: {"usage": "user"}}),
    ),
    "door_phone_on_line": (
        lambda: plant(numbers={LAST: {"usage": "door_phone"}}),
        lambda: plant(numbers={LAST: {"usage": "other"}}),
    ),
    "terminal_on_line": (
        lambda: plant(numbers={LAST: {"usage": "payment_terminal"}}),
        lambda: plant(numbers={LAST: {"usage": "main"}}),
    ),
}
