"""A data frame of the inventory, and the way back."""

import pandas as pd
import pytest

from portwidgets import Refused


@pytest.fixture
def numbers(project):
    project.numbers.add("70123400", usage="main", foc_on="2026-12-01", sms="yes")
    project.numbers.add("ring til lageret", ported_at="2026-12-01T10:30")
    return project.numbers


def test_columns_have_the_types_that_pandas_has_for_them(numbers):
    frame = numbers.to_pandas()
    assert frame.index.tolist() == numbers.ids()
    assert frame.index.name == "id"
    assert frame["number"].dtype == "string"
    assert isinstance(frame["usage"].dtype, pd.CategoricalDtype)
    assert frame["foc_on"].iloc[0] == pd.Timestamp("2026-12-01")
    assert frame["ported_at"].iloc[1] == pd.Timestamp("2026-12-01 10:30")
    assert frame["sms"].iloc[0]
    assert frame["site"].isna().all()


def test_a_frame_that_nobody_changed_writes_nothing(numbers):
    assert numbers.update_from(numbers.to_pandas()).change is None


def test_a_changed_frame_is_one_step_and_keeps_the_rest_byte_for_byte(project, numbers):
    first, second = numbers.ids()
    frame = numbers.to_pandas()
    frame.loc[first, "number"] = "70 12 34 01"
    frame.loc[second, "foc_on"] = pd.Timestamp("2026-12-24")
    frame.loc[second, "sms"] = False
    numbers.update_from(frame)
    assert numbers[first].number == "+4570123401"
    assert (numbers[second].foc_on, numbers[second].sms) == ("2026-12-24", "no")
    assert numbers[second].number == "ring til lageret"
    project.undo()
    assert numbers[second].foc_on == ""


def test_a_cell_that_fits_no_type_stays_in_the_file(project, numbers):
    path = project.path / "numbers.csv"
    path.write_text(path.read_text("utf-8").replace("2026-12-01,", "next week,", 1), "utf-8")
    project.refresh()
    first = numbers.ids()[0]
    frame = numbers.to_pandas()
    assert pd.isna(frame.loc[first, "foc_on"])
    frame.loc[first, "site"] = "Odense"
    numbers.update_from(frame)
    assert (numbers[first].foc_on, numbers[first].site) == ("next week", "Odense")


def test_rows_without_a_known_id_are_added_and_missing_ones_stay(numbers):
    frame = pd.DataFrame({"number": ["70123455"], "decision": ["port"]})
    numbers.update_from(frame)
    assert len(numbers) == 3
    assert [row.number for row in numbers][-1] == "+4570123455"


def test_missing_rows_are_deleted_only_when_asked(numbers):
    first = numbers.ids()[0]
    numbers.update_from(numbers.to_pandas().loc[[first]], delete_missing=True)
    assert numbers.ids() == [first]


def test_a_refused_entry_an_unknown_column_and_a_double_row_change_nothing(project, numbers):
    frame = numbers.to_pandas()
    wrong = frame.assign(decision="perhaps", site="Odense")
    for refused in (wrong, frame.assign(colour="red"), pd.concat([frame, frame])):
        with pytest.raises(Refused):
            numbers.update_from(refused)
    assert numbers.column("site") == ["", ""]
    assert not project.can_redo


def test_the_way_back_does_not_need_every_column(numbers):
    first = numbers.ids()[0]
    numbers.update_from(pd.DataFrame({"site": ["Vejle"]}, index=[first]))
    assert (numbers[first].site, numbers[first].usage) == ("Vejle", "main")


@pytest.mark.usefixtures("in_copenhagen")
def test_moments_are_the_persons_own_time_whichever_zone_they_come_in(project, numbers):
    first = numbers.ids()[0]
    path = project.path / "numbers.csv"
    frame = numbers.to_pandas()
    frame.loc[first, "ported_at"] = pd.Timestamp("2026-12-01 08:30")
    numbers.update_from(frame)
    zoned = pd.DataFrame({"ported_at": [pd.Timestamp("2026-12-01 08:30", tz="UTC")]}, index=[first])
    numbers.update_from(zoned)
    assert numbers[first].ported_at == "2026-12-01T09:30"
    text = path.read_text("utf-8").replace("2026-12-01T09:30", "2026-12-01T07:30Z")
    path.write_text(text, "utf-8")
    project.refresh()
    assert numbers.to_pandas().loc[first, "ported_at"] == pd.Timestamp("2026-12-01 08:30")
