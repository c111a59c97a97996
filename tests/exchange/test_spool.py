"""Files that come in pieces: whole or refused, out of others' sight, and gone afterwards."""

import os
import stat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portwidgets import Refused
from portwidgets.exchange import spool as spool_module
from portwidgets.exchange.spool import Spool


@pytest.fixture
def spool():
    spool = Spool(limit=100)
    yield spool
    spool.close()


def refusal(call, *arguments):
    with pytest.raises(Refused) as raised:
        call(*arguments)
    return raised.value.code


def test_pieces_become_the_file_under_its_own_name(spool):
    spool.begin("list.csv", 6)
    spool.take(0, 0, b"abc")
    spool.take(0, 3, memoryview(b"def"))
    (path,) = spool.paths()
    assert path.name == "list.csv"
    assert path.read_bytes() == b"abcdef"
    assert spool.there == spool.size == 6


def test_two_files_of_one_name_stay_two(spool):
    spool.begin("list.csv", 1)
    spool.begin("list.csv", 1)
    spool.take(0, 0, b"a")
    spool.take(1, 0, b"b")
    assert [path.read_bytes() for path in spool.paths()] == [b"a", b"b"]
    assert [path.name for path in spool.paths()] == ["list.csv", "list.csv"]


def test_a_piece_that_comes_twice_after_a_lost_connection_is_passed_over(spool):
    spool.begin("list.csv", 4)
    for offset, piece in ((0, b"ab"), (0, b"ab"), (2, b"cd"), (2, b"cd")):
        spool.take(0, offset, piece)
    assert spool.paths()[0].read_bytes() == b"abcd"


def test_a_piece_that_overtook_another_after_a_lost_connection_waits_for_it(spool):
    spool.begin("list.csv", 8)
    for offset, piece in ((0, b"ab"), (6, b"gh"), (4, b"ef"), (4, b"ef"), (2, b"cd"), (6, b"gh")):
        spool.take(0, offset, piece)
    assert spool.paths()[0].read_bytes() == b"abcdefgh"
    assert spool.there == 8


def test_a_file_with_a_hole_in_it_is_never_read(spool):
    spool.begin("list.csv", 6)
    spool.take(0, 0, b"ab")
    spool.take(0, 4, b"ef")
    assert refusal(spool.paths) == "import_panel.no_upload"


def test_only_a_few_pieces_wait_for_one_that_does_not_come(spool):
    spool.begin("list.csv", 100)
    for offset in range(1, 17):
        spool.take(0, offset, b"x")
    assert refusal(spool.take, 0, 17, b"x") == "import_panel.no_upload"


@pytest.mark.parametrize(("number", "offset", "piece"), [(1, 0, b"a"), (0, 0, b"abcde")])
def test_a_piece_of_no_file_and_more_than_was_announced_are_refused(spool, number, offset, piece):
    spool.begin("list.csv", 4)
    assert refusal(spool.take, number, offset, piece) == "import_panel.no_upload"
    assert spool.there == 0


def test_an_empty_file_and_too_many_bytes_are_refused_before_they_are_sent(spool):
    assert refusal(spool.begin, "list.csv", 0) == "import.empty"
    spool.begin("one.csv", 60)
    assert refusal(spool.begin, "two.csv", 41) == "import_panel.too_large"
    assert spool.size == 60


def test_a_full_disk_is_told(spool, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    spool.begin("list.csv", 4)
    monkeypatch.setattr(spool_module.Path, "open", full)
    assert refusal(spool.take, 0, 0, b"abcd") == "import_panel.no_space"


def test_nobody_else_can_look_and_nothing_is_left(spool):
    spool.begin("list.csv", 1)
    spool.take(0, 0, b"a")
    (path,) = spool.paths()
    folder = path.parents[1]
    if os.name == "posix":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    spool.close()
    assert not folder.exists()


@given(st.text(max_size=300))
def test_whatever_a_file_is_called_it_lies_in_its_folder_and_can_be_read(name):
    spool = Spool()
    try:
        spool.begin(name, 1)
        spool.take(0, 0, b"a")
        (path,) = spool.paths()
        assert path.parent.name == "0"
        assert path.read_bytes() == b"a"
    finally:
        spool.close()


def test_a_names_ending_stays_since_it_tells_what_the_file_is(spool):
    spool.begin("../" * 60 + "numre: æøå?.xlsx", 1)
    spool.take(0, 0, b"a")
    assert spool.paths()[0].name.endswith("numre_ æøå_.xlsx")
