"""What every widget of ours does with a browser's messages."""

from typing import ClassVar

import ipywidgets
import pytest
import traitlets
from wire import Wire, state_of

from portwidgets.errors import Refused
from portwidgets.widgets.intent_widget import Answer, Intent, IntentWidget


class Rename(Intent, frozen=True, tag="rename"):
    name: str


class Greet(Intent, frozen=True, tag="greet"):
    pass


class Sign(IntentWidget):
    _esm: ClassVar = "export default {}"
    _intents = Rename | Greet
    _text_prefix = "widget"
    name = "Bo"

    def _answer(self, intent, buffers):
        match intent:
            case Rename(name="") | Rename(name="nobody"):
                raise Refused("project.step_without_title")
            case Rename(name="broken"):
                raise ZeroDivisionError
            case Rename():
                self.name = intent.name
                self.publish({"name": self.name})
                return None
        return Answer({"echo": [len(buffer) for buffer in buffers]}, buffers=[b"hello"])

    def _whole_state(self):
        return {"name": self.name, "language": self.language}


@pytest.fixture
def sign():
    return Sign(language="en")


@pytest.fixture
def wire(sign):
    return Wire(sign)


def test_an_intent_is_done_then_published_then_answered(sign, wire):
    wire.ask("rename", name="Ane")
    assert sign.name == "Ane"
    [published, answer] = wire.customs
    assert published == {"event": "state", "patch": {"name": "Ane", "rev": 2}}
    assert answer == {"answer": answer["answer"], "ok": True}


def test_a_change_sends_the_patch_and_never_the_whole(wire):
    wire.ask("rename", name="Ane")
    assert wire.updates == []


def test_a_late_view_finds_the_whole(sign, wire):
    wire.ask("rename", name="Ane")
    assert state_of(sign) == {"name": "Ane", "language": "en", "rev": 2}


def test_a_refusal_is_told_in_the_widgets_language(sign, wire):
    sign.language = "da"
    answer = wire.ask("rename", name="")
    assert not answer["ok"]
    assert answer["code"] == "project.step_without_title"
    assert answer["text"] == Refused("project.step_without_title").text("da")


def test_a_fault_of_ours_is_answered_and_logged(wire, caplog):
    answer = wire.answer(wire.begin("rename", name="broken"))
    assert (answer["ok"], answer["code"]) == (False, "widget.failed")
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize(
    "content",
    [
        {"intent": "unheard_of", "seq": 7},
        {"intent": "rename", "seq": 7},
        {"intent": "rename", "seq": 7, "name": 5},
        {"intent": "rename", "seq": 7, "name": "Ane", "more": 1},
        {"seq": 7},
    ],
)
def test_a_malformed_intent_is_refused_and_logged(sign, wire, caplog, content):
    wire.tell(content)
    [answer] = wire.customs
    assert (answer["answer"], answer["ok"], answer["code"]) == (7, False, "widget.bad_request")
    assert sign.name == "Bo"
    assert "Sign refused a message" in caplog.text


@pytest.mark.parametrize("content", [None, "rename", 5, [], {}, {"seq": "1"}, {"seq": True}])
def test_a_message_without_a_number_is_only_logged(wire, caplog, content):
    wire.tell(content)
    assert wire.customs == []
    assert "Sign refused a message" in caplog.text


def test_bytes_travel_both_ways(wire):
    wire.tell({"intent": "greet", "seq": 1}, [b"abc"])
    [(message, buffers)] = wire.sent
    assert message["content"] == {"answer": 1, "ok": True, "echo": [3]}
    assert buffers == [b"hello"]


@pytest.mark.parametrize("trait", ["_state", "_texts", "language", "_esm", "tooltip"])
def test_what_a_browser_writes_into_a_trait_is_put_back(sign, wire, trait):
    before = sign.get_state()[trait]
    wire.write(**{trait: "da"})
    assert sign.get_state()[trait] == before
    assert wire.updates == [{trait: before}]


def test_an_unknown_trait_from_a_browser_is_ignored(wire):
    wire.write(name="Ane", unheard_of=1)
    assert wire.updates == []


def test_another_language_sends_texts_and_state_together(sign, wire):
    sign.language = "da"
    states = [update for update in wire.updates if "_state" in update]
    assert len(states) == 1
    assert states[0]["_state"] == {"name": "Bo", "language": "da", "rev": 2}
    assert states[0]["_texts"]["failed"].startswith("Det gik ikke")


def test_an_unknown_language_is_refused(sign):
    with pytest.raises(traitlets.TraitError):
        sign.language = "xx"


@pytest.mark.parametrize("keyword", ["colour", "_state", "_esm"])
def test_an_unknown_keyword_raises(keyword):
    with pytest.raises(TypeError, match=keyword):
        Sign(language="en", **{keyword: 1})


def test_a_layout_is_taken():
    sign = Sign(language="en", layout=ipywidgets.Layout(width="50%"))
    assert sign.layout.width == "50%"


def test_null_in_a_patch_removes_and_objects_merge(sign):
    sign.publish({"people": {"a": {"age": 1, "note": "x"}, "b": {"age": 2}}})
    sign.publish({"people": {"a": {"age": 3}, "b": None}, "name": None})
    assert state_of(sign) == {
        "people": {"a": {"age": 3, "note": "x"}},
        "language": "en",
        "rev": 3,
    }


def test_an_intent_that_is_sent_again_is_done_once_and_answered_again(sign):
    wire = Wire(sign)
    for name in ("Ane", "Bo"):  # what a page repeats is the same; another name shows what was done
        wire.tell({"intent": "rename", "seq": 7, "name": name})
    assert sign.name == "Ane"
    answers = [each for each in wire.customs if "answer" in each]
    assert answers == [{"answer": 7, "ok": True}] * 2
    wire.tell({"intent": "rename", "seq": 8, "name": "Bo"})
    assert sign.name == "Bo"


def test_what_is_answered_again_comes_with_the_state_which_may_be_lost_too(sign):
    wire = Wire(sign)
    wire.tell({"intent": "rename", "seq": 7, "name": "Ane"})
    del wire.sent[:]
    wire.tell({"intent": "rename", "seq": 7, "name": "Ane"})
    [state, _answer] = wire.sent
    assert state[0]["state"] == {"_state": state_of(sign)}
