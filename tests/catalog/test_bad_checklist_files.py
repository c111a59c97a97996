"""A bad checklist or region file stops the loading, with file and item named."""

import pytest

from portwidgets.catalog import guide
from portwidgets.errors import CatalogError

ITEM = """
[sections.one]
title = { da = "Et", en = "One" }
hint = { da = "Et", en = "One" }

[items.a_step]
section = "one"
label = { da = "Trin", en = "Step" }
hint = { da = "Sådan", en = "Like this" }

[problems.a_problem]
title = { da = "Fejl", en = "Fault" }
text = { da = "Ret", en = "Fix" }

[warning]
title = { da = "Pas på", en = "Beware" }
text = { da = "Vent", en = "Wait" }
"""


def test_a_good_file_is_read():
    read = guide.read_checklist(ITEM.encode(), "good.toml")
    assert [item.id for item in read.items] == ["a_step"]


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('section = "one"', 'section = "one"\ncolour = "red"', ["items.a_step", "colour"]),
        ('section = "one"', 'section = "two"', ["items.a_step", "unknown section 'two'"]),
        ('section = "one"', "", ["items.a_step", "section"]),
        ('label = { da = "Trin", en = "Step" }', 'label = { da = "Trin" }', ["a_step", "en"]),
        ('da = "Sådan"', 'da = " "', ["items.a_step", "hint.da"]),
        ('da = "Sådan"', 'de = "So", da = "Sådan"', ["items.a_step", "de"]),
        ('section = "one"', 'section = "one"\ncritical = "yes"', ["items.a_step", "critical"]),
        ("[items.a_step]", "[items.a_step]\n[items.a_step]", ["a_step", "twice"]),
        ("[warning]", "[warnings]", ["unknown key 'warnings'"]),
        ('text = { da = "Ret", en = "Fix" }', "", ["problems.a_problem", "text"]),
        ('text = { da = "Vent", en = "Wait" }', "", ["warning", "text"]),
        ('hint = { da = "Et", en = "One" }', "", ["sections.one", "hint"]),
    ],
)
def test_a_bad_checklist_stops_the_loading_with_file_and_item_named(old, new, named):
    assert old in ITEM
    with pytest.raises(CatalogError) as caught:
        guide.read_checklist(ITEM.replace(old, new, 1).encode(), "bad.toml")
    for part in ["bad.toml", *named]:
        assert part in str(caught.value)


def test_a_checklist_without_its_warning_is_refused():
    with pytest.raises(CatalogError, match=r"bad\.toml: 'warning' is missing"):
        guide.read_checklist(ITEM.partition("[warning]")[0].encode(), "bad.toml")


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ('[items.a_step]\nhint = { da = "a", en = "b" }', ["items.a_step", "source"]),
        ('[items.a_step]\nsource = "§ 1"', ["items.a_step", "neither"]),
        ('[problems.a_problem]\nsource = "§ 1"', ["problems.a_problem", "neither"]),
        ('[items.a_step]\nsource = "§ 1"\nhint = { da = "a" }', ["items.a_step", "en"]),
        ('[items.a_step]\nsource = "§ 1"\nhnt = { da = "a", en = "b" }', ["items.a_step", "hnt"]),
        ('[warning]\ntext = { da = "a", en = "b" }', ["warning", "source"]),
        ('[section]\nsource = "§ 1"', ["unknown key 'section'"]),
        ('countries = "dk"', ["countries"]),
    ],
)
def test_a_bad_region_file_stops_the_loading_with_file_and_item_named(content, named):
    with pytest.raises(CatalogError) as caught:
        guide.read_region(content.encode(), "xx.toml")
    for part in ["xx.toml", *named]:
        assert part in str(caught.value)


def test_a_region_may_not_speak_of_an_item_that_the_checklist_lacks():
    content = '[items.a_stepp]\nsource = "§ 1"\nhint = { da = "a", en = "b" }'
    region = guide.read_region(content.encode(), "xx.toml")
    with pytest.raises(CatalogError, match=r"xx\.toml: 'a_stepp'"):
        guide.read_checklist(ITEM.encode(), "checklist.toml", [region])


def test_the_narrowest_region_wins_and_leaves_the_rest_alone():
    wide = """
        [items.a_step]
        source = "W"
        label = { da = "B", en = "W" }
        hint = { da = "b", en = "w" }
    """
    narrow = """
        [items.a_step]
        source = "N"
        hint = { da = "s", en = "n" }
    """
    regions = [guide.read_region(text.encode(), "x") for text in (wide, narrow)]
    (step,) = guide.read_checklist(ITEM.encode(), "x", regions).items
    assert (step.label.en, step.label.source) == ("W", "W")
    assert (step.hint.en, step.hint.source) == ("n", "N")
