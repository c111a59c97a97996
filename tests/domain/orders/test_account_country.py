"""An account is in the country whose code its cell holds, else in the project's."""

import pytest

from portwidgets.domain.orders.account_country import country_of


@pytest.mark.parametrize("cell", ["SE", "se", " se "])
def test_the_code_in_the_accounts_cell_is_its_country(cell):
    assert country_of({"country": cell}, "DK") == "SE"


@pytest.mark.parametrize("cell", ["", " ", "Sverige", "SWE", "46", "ÅÄ"])
def test_where_the_cell_holds_no_code_the_account_is_in_the_projects_country(cell):
    assert country_of({"country": cell}, "DK") == "DK"


def test_what_has_no_account_is_in_the_projects_country():
    assert country_of({}, "DK") == "DK"
