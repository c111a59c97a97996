"""Packing rows for the browser: everything comes out as it went in, and small."""

import json
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packets import FAR, large_inventory, unpack

from portwidgets.widgets.number_rows import collapse, expand, pack, pack_rows


@given(st.lists(st.tuples(st.text(), st.sampled_from(["", "a", "b"])), max_size=400))
def test_every_text_comes_back_whatever_it_is(rows):
    ids = [f"n{place:04}" for place in range(len(rows))]
    cells = {"free": [free for free, _ in rows], "few": [few for _, few in rows]}
    assert unpack(pack_rows(ids, cells)) == (ids, cells)


@pytest.mark.parametrize("distinct", [1, 256, 257, 65_536, 65_537])
def test_a_code_takes_as_many_bytes_as_its_column_has_texts(distinct):
    ids = [f"n{place:05}" for place in range(distinct + 1)]
    cells = {"text": [str(place % distinct) for place in range(distinct + 1)]}
    assert unpack(pack_rows(ids, cells)) == (ids, cells)


@given(st.lists(st.one_of(st.text(max_size=8), st.integers(0, 30).map(lambda n: f"n{n:04}"))))
def test_ids_as_runs_come_back_in_their_order(ids):
    assert expand(collapse(ids), FAR) == ids


def test_consecutive_ids_are_one_run_also_where_they_grow_longer():
    ids = [f"n{number:04}" for number in range(9_990, 10_010)]
    assert list(collapse(ids)) == [("n9990", 20)]


def test_runs_of_more_rows_than_allowed_are_not_expanded():
    assert expand([("n0001", 10**12)], FAR) is None
    assert expand([("n0001", 0)], FAR) is None
    assert expand(["n0001"] * 3, 2) is None


def test_a_hundred_thousand_rows_take_less_than_four_megabytes():
    assert len(pack_rows(*large_inventory(100_000))) < 4_000_000


def test_what_is_too_long_to_travel_is_packed():
    ops = [["s", "n0001", "site", "Århus"]]
    assert json.loads(zlib.decompress(pack(json.dumps(ops).encode()))) == ops
