"""Two texts that differ: which letters, and what kind of difference it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets.domain.orders.text_difference import Difference, Side, kind_of_difference, pieces


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ("Eksempel A/S", "Eksempel A/S", None),
        ("Eksempel  A/S", "Eksempel A/S", Difference.SPACES),
        ("EKSEMPEL A/S", "Eksempel A/S", Difference.CAPITALS),
        ("ABC Company Inc.", "ABC Company, Inc.", Difference.PUNCTUATION),
        ("Eksempel A/S", "Eksempel AS", Difference.PUNCTUATION),
        ("Aarhus C", "Århus C", Difference.ACCENTS),
        ("Eksempel ApS", "Eksempel A/S", Difference.COMPANY_FORM),
        ("ABC Inc", "ABC LLC", Difference.COMPANY_FORM),
        ("ABC", "ABC Inc.", Difference.COMPANY_FORM),
        ("100 Main Street", "100 Main St", Difference.ABBREVIATION),
        ("Eksempelvej 1", "Eksempelvj. 1", Difference.ABBREVIATION),
        ("Eksempelvej 1", "Eksempelvej 1, 2. th", Difference.FLOOR),
        ("100 Main St", "100 Main St, Suite 5", Difference.FLOOR),
        ("Eksempel A/S", "Prøve A/S", Difference.WORDS),
    ],
)
def test_the_smallest_kind_that_explains_a_difference_is_told(ours, theirs, kind):
    assert kind_of_difference(ours, theirs) is kind
    assert kind_of_difference(theirs, ours) is kind


@given(st.text("AaSs/p., Eeå1", max_size=20), st.text("AaSs/p., Eeå1", max_size=20))
def test_the_pieces_say_both_texts_whole_and_no_letter_more(ours, theirs):
    found = pieces(ours, theirs)
    assert "".join(each.text for each in found if each.side is not Side.THEIRS) == ours
    assert "".join(each.text for each in found if each.side is not Side.OURS) == theirs
    assert all(each.text for each in found)
    assert (kind_of_difference(ours, theirs) is None) == (ours == theirs)
