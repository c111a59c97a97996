"""The numbers of an order as the splitter sees them: one of each sort is enough to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from portwidgets.domain.numbers.number_kind import kind_of
from portwidgets.domain.orders.cohorts import Cohort, Said
from portwidgets.domain.orders.preflight.case import Cells, OrderCase, address_of
from portwidgets.domain.orders.splitting import PortNumber


def port_numbers(case: OrderCase) -> Iterator[PortNumber]:
    """Yield one number of each sort that stands in the order."""
    describe = describer({case.account["id"]: case.account} if case.account else {}, case.sites)
    seen = set()
    for cohort in case.numbers:
        traits = cohort.traits
        if traits.account != case.order["account"]:
            continue  # another rule tells of it
        for said, row in case.cohorts.look(cohort).said.items():
            sort = (said, traits.type, traits.site, traits.rate_centre, traits.resp_org)
            if sort not in seen:
                seen.add(sort)
                yield describe(row, cohort.rows[row], cohort, said)


def describer(
    accounts: Mapping[str, Cells], sites: Mapping[str, Cells]
) -> Callable[[str, str, Cohort, Said], PortNumber]:
    """Return what tells of a number all that orders are split by.

    Args:
        accounts: The accounts by id.
        sites: The sites by their folded names; where a number's site has an address, it is the
            number's service address, else the account's is.
    """

    def describe(row: str, number: str, cohort: Cohort, said: Said) -> PortNumber:
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
            kind=kind_of(traits.type, said.type),
            country=said.region,
            address=place,
            rate_centre=traits.rate_centre,
            resp_org=traits.resp_org,
            order=traits.order,
        )

    return describe
