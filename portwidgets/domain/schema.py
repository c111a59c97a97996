"""The tables of a project, column by column, and the codes that stand in them."""

from __future__ import annotations

from enum import StrEnum

from portwidgets.domain.table import Column, Kind, Table


class ItemState(StrEnum):
    """What a checklist item is at."""

    OPEN = "open"
    DONE = "done"
    NOT_APPLICABLE = "not_applicable"


class NumberType(StrEnum):
    """The kinds of phone number, in libphonenumber's words."""

    FIXED_LINE = "fixed_line"
    MOBILE = "mobile"
    FIXED_LINE_OR_MOBILE = "fixed_line_or_mobile"
    TOLL_FREE = "toll_free"
    PREMIUM_RATE = "premium_rate"
    SHARED_COST = "shared_cost"
    VOIP = "voip"
    PERSONAL_NUMBER = "personal_number"
    PAGER = "pager"
    UAN = "uan"
    VOICEMAIL = "voicemail"


class Usage(StrEnum):
    """What a number is used for: it decides what breaks when the number is silent."""

    MAIN = "main"
    USER = "user"
    QUEUE = "queue"
    FAX = "fax"
    ALARM = "alarm"
    ELEVATOR = "elevator"
    DOOR_PHONE = "door_phone"
    PAYMENT_TERMINAL = "payment_terminal"
    OTHER = "other"


class Decision(StrEnum):
    """What shall happen to a number; an empty cell means that nobody has answered yet."""

    PORT = "port"
    KEEP = "keep"
    DISCONNECT = "disconnect"


class NumberStatus(StrEnum):
    """How far a number has come."""

    PLANNED = "planned"
    SUBMITTED = "submitted"
    FOC_CONFIRMED = "foc_confirmed"
    PORTED = "ported"
    VERIFIED = "verified"
    EXCEPTION = "exception"
    NOT_PORTABLE = "not_portable"
    CANCELLED = "cancelled"


class OrderStatus(StrEnum):
    """How far a port order has come."""

    DRAFT = "draft"
    READY = "ready"
    SUBMITTED = "submitted"
    EXCEPTION = "exception"
    FOC_CONFIRMED = "foc_confirmed"
    PARTIAL = "partial"
    COMPLETED = "completed"
    CANCEL_PENDING = "cancel_pending"
    CANCELLED = "cancelled"


class Remaining(StrEnum):
    """What shall happen to the numbers of an account that an order leaves behind."""

    KEEP = "keep"
    DISCONNECT = "disconnect"


class LineTest(StrEnum):
    """What is tried on a number after its port."""

    INBOUND = "inbound"
    OUTBOUND = "outbound"
    VOICEMAIL = "voicemail"
    FAX = "fax"
    SMS = "sms"
    EQUIPMENT = "equipment"
    EMERGENCY_ADDRESS = "emergency_address"


class Outcome(StrEnum):
    """What came of a test; an empty cell means that nobody has made it yet."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_NEEDED = "not_needed"


NUMBER_PARTS = ("last", "count", "extension", "country_code")
"""What a list may say of a number in a column of its own: the end of its range, how many numbers
there are from it on, its extension, its country code."""


def _choice(name: str, codes: type[StrEnum], *computed: StrEnum) -> Column:
    return Column(
        name,
        Kind.CHOICE,
        choices=tuple(code.value for code in codes),
        computed=tuple(code.value for code in computed),
    )


def _text(*names: str) -> tuple[Column, ...]:
    return tuple(Column(name) for name in names)


PROGRESS = Table(
    name="progress",
    key="item",
    prefix="own",
    columns=(
        Column("item", by_hand=False),
        _choice("state", ItemState),
        Column("assignee"),
        Column("due", Kind.DATE),
        Column("note"),
        Column("changed_at", Kind.MOMENT, by_hand=False, stamp=True),
        Column("changed_by", by_hand=False, stamp=True),
        # Filled for the project's own steps only; the catalog knows the rest.
        Column("section"),
        Column("title"),
        Column("critical", Kind.YES_NO),
    ),
)

NUMBERS = Table(
    name="numbers",
    key="id",
    prefix="n",
    columns=(
        Column("id", by_hand=False),
        Column("number", Kind.PHONE),
        _choice("type", NumberType),
        _choice("usage", Usage),
        _choice("decision", Decision),
        _choice("status", NumberStatus, NumberStatus.VERIFIED),
        *_text("account", "order", "site", "user", "destination"),
        # Text messages do not move with the voice port: a number with them needs a second look.
        Column("sms", Kind.YES_NO),
        Column("requested_on", Kind.DATE),
        Column("foc_on", Kind.DATE),
        Column("ported_at", Kind.MOMENT),
        Column("tested_at", Kind.MOMENT),
        *_text("note", "source"),
        # What some carriers split orders by: a US rate centre, who controls a toll-free number.
        *_text("rate_centre", "resp_org"),
    ),
)

ACCOUNTS = Table(
    name="accounts",
    key="id",
    prefix="a",
    columns=(
        Column("id", by_hand=False),
        *_text("carrier", "account_number"),
        Column("btn", Kind.PHONE),
        *_text("name", "authorised_person"),
        # The service address: where the lines end, not where the invoice is sent.
        *_text("street", "postcode", "city", "country", "company_id"),
        Column("invoice_on", Kind.DATE),
        # The same as the losing carrier writes it, letter by letter.
        *_text("invoice_name", "invoice_street", "invoice_postcode", "invoice_city"),
        Column("csr_on", Kind.DATE),
        # What the losing carrier must settle first, and what would end with the account.
        Column("open_changes", Kind.YES_NO),
        Column("locked", Kind.YES_NO),
        Column("internet", Kind.YES_NO),
        # The day on which the old agreement ends because somebody cancelled it.
        Column("cancelled_on", Kind.DATE),
        Column("note"),
    ),
)

ORDERS = Table(
    name="orders",
    key="id",
    prefix="o",
    columns=(
        Column("id", by_hand=False),
        *_text("account", "gaining_carrier"),
        _choice("status", OrderStatus, OrderStatus.READY),
        Column("requested_on", Kind.DATE),
        Column("foc_on", Kind.DATE),
        _choice("remaining", Remaining),
        Column("new_btn", Kind.PHONE),
        Column("signer"),
        Column("loa_signed_on", Kind.DATE),
        Column("loa_expires_on", Kind.DATE),
        # The numbers that were signed for, as "+4570123400-19, +4570123430".
        *_text("loa_numbers", "reference", "note"),
    ),
)

SITES = Table(
    name="sites",
    key="id",
    prefix="s",
    columns=(
        Column("id", by_hand=False),
        # What the numbers call it in their column of that name.
        *_text("site", "street", "postcode", "city", "country", "time_zone", "note"),
    ),
)

TESTS = Table(
    name="tests",
    key="id",
    prefix="t",
    columns=(
        Column("id", by_hand=False),
        # The row of the number, and not what it says: a corrected digit keeps its tests.
        Column("number_id", by_hand=False),
        _choice("test", LineTest),
        _choice("result", Outcome),
        Column("note"),
        Column("changed_at", Kind.MOMENT, by_hand=False, stamp=True),
        Column("changed_by", by_hand=False, stamp=True),
    ),
)

# A finding of the check that a person has set aside, as long as its cell says what it said then.
WAIVERS = Table(
    name="waivers",
    key="id",
    prefix="w",
    columns=(
        Column("id", by_hand=False),
        *(
            Column(name, by_hand=False)
            for name in ("rule", "order", "table", "row", "column", "seen")
        ),
        Column("reason"),
        Column("changed_at", Kind.MOMENT, by_hand=False, stamp=True),
        Column("changed_by", by_hand=False, stamp=True),
    ),
)

TABLES = (PROGRESS, NUMBERS, ACCOUNTS, ORDERS, SITES, TESTS, WAIVERS)
