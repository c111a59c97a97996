"""The numbers of an order as the splitter sees them: one of each sort is enough to compare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial

from portwidgets.domain.numbers.number_kind import kind_of
from portwidgets.domain.orders.cohort import Cohort, Said
from portwidgets.domain.orders.preflight.case import Cells, OrderCase, address_of
from portwidgets.domain.orders.splitting import PortNumber

Describe = Callable[[str, str], PortNumber]
"""Returns a number as the splitter sees it: called with its row and its E.164."""


def port_numbers(case: OrderCase) -> Iterator[PortNumber]:
    """Yield one number of each sort that stands in the order."""
    describer = describers({case.account["id"]: case.account} if case.account else {}, case.sites)
    seen = set()
    for cohort in case.numbers:
        traits = cohort.traits
        if traits.account != case.order["account"]:
            continue  # another rule tells of it
        for said, row in case.cohorts.look(cohort).said.items():
            sort = (said, traits.type, traits.site, traits.rate_centre, traits.resp_org)
            if sort not in seen:
                seen.add(sort)
                yield describer(cohort, said)(row, cohort.rows[row])


def describers(
    accounts: Mapping[str, Cells], sites: Mapping[str, Cells]
) -> Callable[[Cohort, Said], Describe]:
    """Return what tells of the numbers of a cohort all that orders are split by.

    Args:
        accounts: The accounts by id.
        sites: The sites by their folded names; where a number's site has an address, it is the
            number's service address, else the account's is.
    """

    @cache
    def place(account: str, site: str) -> str:
        cells = (sites.get(site.strip().casefold()), accounts.get(account))
        return next(filter(None, (address_of(each) for each in cells if each)), "")

    def describer(cohort: Cohort, said: Said) -> Describe:
        traits = cohort.traits
        account = accounts.get(traits.account, {})
        return partial(
            PortNumber,
            losing_carrier=account.get("carrier", ""),
            account=traits.account,
            btn=account.get("btn", ""),
            kind=kind_of(traits.type, said.type),
            country=said.region,
            address=place(traits.account, traits.site),
            rate_centre=traits.rate_centre,
            resp_org=traits.resp_org,
            order=traits.order,
        )

    return describer
