"""For each rule about days and papers: a project with its fault, and one that nearly has it."""

from domain.orders.preflight.planted import TODAY
from domain.orders.preflight.planting import (
    plant,
    us,
)

FAULTS = {
    "day_missing": (
        lambda: plant(order={"requested_on": ""}),
        lambda: plant(order={"requested_on": "", "foc_on": "2026-12-22"}),
    ),
    "day_past": (
        lambda: plant(order={"requested_on": TODAY.isoformat()}),
        lambda: plant(order={"requested_on": "2026-11-25"}),
    ),
    "day_weekend": (
        lambda: plant(order={"requested_on": "2027-01-09"}),
        lambda: plant(order={"requested_on": "2027-01-08"}),
    ),
    "day_holiday": (
        lambda: plant(order={"requested_on": "2026-12-25"}),
        lambda: plant(order={"requested_on": "2026-12-23"}),
    ),
    "day_half_closed": (
        lambda: plant(order={"requested_on": "2026-12-24"}),
        lambda: plant(order={"requested_on": "2026-12-23"}),
    ),
    "day_too_soon": (
        # One number of several is not simple: four business days by 47 CFR 52.35.
        lambda: us(order={"requested_on": "2026-11-30"}),
        lambda: us(order={"requested_on": "2026-12-01"}),  # Thanksgiving is no business day
    ),
    "day_tight": (
        lambda: plant(order={"requested_on": "2026-12-21"}),
        lambda: plant(order={"requested_on": "2026-12-22"}),
    ),
    "day_too_far": (
        lambda: us(account={"carrier": "Allstream"}, order={"requested_on": "2026-12-28"}),
        lambda: us(account={"carrier": "Allstream"}, order={"requested_on": "2026-12-24"}),
    ),
    "invoice_missing": (
        lambda: plant(account={"invoice_on": ""}),
        lambda: plant(carrier="Microsoft Teams", account={"invoice_on": ""}),
    ),
    "invoice_in_future": (
        lambda: plant(account={"invoice_on": "2026-11-25"}),
        lambda: plant(account={"invoice_on": "2026-11-24"}),
    ),
    "invoice_too_old": (
        lambda: plant(account={"invoice_on": "2026-11-21"}),  # 31 days before the port
        lambda: plant(account={"invoice_on": "2026-11-22"}),
    ),
    "loa_not_signed": (
        lambda: plant(order={"loa_signed_on": ""}),
        lambda: plant(order={"loa_signed_on": TODAY.isoformat()}),
    ),
    "loa_in_future": (
        lambda: plant(order={"loa_signed_on": "2026-11-25"}),
        lambda: plant(order={"loa_signed_on": "2026-11-24"}),
    ),
    "loa_too_old": (
        lambda: plant(order={"loa_signed_on": "2026-09-22"}),  # 91 days before the port
        lambda: plant(order={"loa_signed_on": "2026-09-23"}),
    ),
    "loa_expired": (
        lambda: plant(order={"loa_expires_on": "2026-12-21"}),
        lambda: plant(order={"loa_expires_on": "2026-12-22"}),
    ),
    "loa_numbers_differ": (
        lambda: plant(order={"loa_numbers": "+4567123400-08"}),
        lambda: plant(order={"loa_numbers": "+4567123400-08, +4567123409"}),
    ),
    "step_open": (
        lambda: plant(steps=["verify_signer"]),
        lambda: plant(steps=["configure_phone_system"]),  # of later
    ),
}
