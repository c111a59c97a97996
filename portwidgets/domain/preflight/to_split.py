"""The numbers of an order as the splitter sees them: one of each sort is enough to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from portwidgets.domain.cohorts import Cohort, Known
from portwidgets.domain.number_kind import kind_of
from portwidgets.domain.preflight.case import Cells, OrderCase, address_of
from portwidgets.domain.splitting import PortNumber


def port_numbers(case: OrderCase) -> Iterator[PortNumber]:
    """Yield one number of each sort that stands in the order."""
    knowing = case.cohorts.knowing()
    describe = describer({case.account["id"]: case.account} if case.account else {}, case.sites)
    for cohort in case.numbers:
        if cohort.traits.account != case.order["account"]:
            continue  # another rule tells of it
        seen = set()
        for row, number in cohort.rows.items():
            known = knowing(number)
            if known is not None and known[1:] not in seen:
                seen.add(known[1:])
                yield describe(row, number, cohort, known)


def describer(
    accounts: Mapping[str, Cells], sites: Mapping[str, Cells]
) -> Callable[[str, str, Cohort, Known], PortNumber]:
    """Return what tells of a number all that orders are split by.

    Args:
        accounts: The accounts by id.
        sites: The sites by their folded names; where a number's site has an address, it is the
            number's service address, else the account's is.
    """

    def describe(row: str, number: str, cohort: Cohort, known: Known) -> PortNumber:
        traits = cohort.traits
        account = accounts.get(traits.account, {})
        site = sites.get(traits.site.strip().casefold())
        place = (address_of(site) if site else "") or (address_of(account) if account else "")
        return PortNumber(
            row=row,
            number=number,
            losing_carrier=account.get("carrier", ""),
            account=traits.account,
            btn=account.get("btn", ""),
            kind=kind_of(traits.type, known.type),
            country=known.region,
            address=place,
            rate_centre=traits.rate_centre,
            resp_org=traits.resp_org,
            order=traits.order,
        )

    return describe
