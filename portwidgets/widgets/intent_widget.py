"""The base of our widgets: takes and answers the browser's intents, publishes what is shown."""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar

import anywidget
import msgspec
import traitlets

from portwidgets import catalog
from portwidgets.domain.steps import Progress, ToldSteps, slices
from portwidgets.domain.underway import Underway
from portwidgets.errors import PortError

log = logging.getLogger(__name__)

SLICE_SECONDS = 0.02
"""How long a widget works before it lets others have their turn."""

_REMEMBERED = 100
"""Answers kept for a page that lost its connection; more than any page has waiting."""


Short = Annotated[str, msgspec.Meta(max_length=200)]
"""A text of an intent that nobody needs longer: an id, a code, a date, a name."""
Count = Annotated[int, msgspec.Meta(ge=0)]
"""How many, or the place of one, counted from 0."""


class Intent(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="intent"):
    """What a browser asks for; `seq` names it in the answer."""

    seq: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What an intent gets back; with `refused` it says no, and the fields say more."""

    fields: Mapping[str, object] = field(default_factory=dict)
    buffers: Sequence[bytes] = ()
    refused: PortError | None = None


Answering = ToldSteps[Answer | None]
"""Steps at whose end stands the answer."""


def static(name: str) -> Path | str:
    """Return a built file of the front end: its path or, for the page of `serve`, its name.

    That page fetches our files itself, so that a browser keeps them; elsewhere the widget sends
    them. The name ends in a line break: anywidget would take it for a path.
    """
    path = Path(__file__).parent / "static" / name
    if not path.exists():
        raise FileNotFoundError(f"{path} is not built: run `pip install .` in the repository.")
    if os.environ.get("PORTWIDGETS_SCRIPTS") == "files":
        return f"portwidgets:{name}\n"
    return path


class IntentWidget(anywidget.AnyWidget):
    """A widget whose data Python owns.

    A subclass names its intents and its texts, and implements `_answer` and `_whole_state`. It
    sets what these need before it calls `super().__init__`.

    Args:
        language: "da" or "en"; it may be changed at any time.
        traits: Traits of ipywidgets.DOMWidget, as `layout`.
    """

    language = traitlets.Enum(catalog.LANGUAGES, "en").tag(sync=True)
    _texts = traitlets.Dict().tag(sync=True)
    _state = traitlets.Dict().tag(sync=True)

    _intents: ClassVar[Any]
    """The Intent subclasses (a union) that the browser may send."""
    _text_prefix: ClassVar[str]
    """Which texts the browser needs, as "panel" for data/texts/panel.toml."""
    _more_texts: ClassVar[tuple[str, ...]] = ()
    """Prefixes of further texts, which the browser finds as "secret.show"."""

    def __init__(self, *, language: str, **traits: object) -> None:
        for name in traits:
            if name.startswith("_") or not self.has_trait(name):
                raise TypeError(
                    f"{type(self).__name__}() got an unexpected keyword argument {name!r}"
                )
        self.set_trait("language", language)
        self._texts = self._texts_told()
        self._state = {**self._whole_state(), "rev": 1}
        self._answers: dict[int, Answer | None] = {}
        self._working: Underway[Progress, Answer | None] | None = None
        self._task: asyncio.Task[None] | None = None  # the loop keeps only weak references
        super().__init__(**traits)
        self.on_msg(self._take_message)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def publish(self, patch: Mapping[str, object]) -> None:
        """Change what is shown: present views get `patch`, later ones find the whole.

        Args:
            patch: A JSON merge patch of `_state`: objects merge, None removes a key.
        """
        numbered = {**patch, "rev": self._state["rev"] + 1}
        # In place, so that ipywidgets sees no new value and does not send the whole.
        _merge(self._state, numbered)
        self.send({"event": "state", "patch": numbered})

    def publish_whole(self) -> None:
        """Show everything anew, in the widget's language."""
        with self.hold_sync():
            self._texts = self._texts_told()
            self._state = {**self._whole_state(), "rev": self._state["rev"] + 1}

    def set_state(self, sync_data: Mapping[str, object]) -> None:
        """Refuse what a browser wrote into a trait: it gets back what stands."""
        self.send_state([name for name in sync_data if name in self.keys])

    def _answer(self, intent: Any, buffers: Sequence[memoryview]) -> Answer | Answering | None:
        """Do what the intent asks for; None is a plain yes, a PortError a no with its reason.

        What may take long is returned as steps: the page is answered at their end, and others
        meanwhile.
        """
        raise NotImplementedError

    def _whole_state(self) -> dict[str, object]:
        """Return everything that is shown, in `self.language`."""
        raise NotImplementedError

    def _texts_told(self) -> dict[str, str]:
        told = catalog.texts(self.language, self._text_prefix)
        for prefix in self._more_texts:
            more = catalog.texts(self.language, prefix)
            told |= {f"{prefix}.{key}": text for key, text in more.items()}
        return told

    @traitlets.observe("language")
    def _show_language(self, _change: object) -> None:
        if self.comm is not None:  # else we are being made
            self.publish_whole()

    def _take_message(self, _widget: object, content: object, buffers: list[memoryview]) -> None:
        try:
            intent = msgspec.convert(content, type=self._intents)
        except msgspec.ValidationError as error:
            log.warning("%s refused a message: %s", type(self).__name__, error)
            seq = content.get("seq") if isinstance(content, dict) else None
            if type(seq) is int:
                self._send_answer(seq, Answer(refused=PortError("widget.bad_request")))
            return
        answer = self._once(intent, buffers)
        if answer is not None:
            self._send_answer(intent.seq, answer)

    def _once(self, intent: Intent, buffers: Sequence[memoryview]) -> Answer | None:
        """Do an intent; one that a page sends again, not knowing better, is only answered again.

        None where it is worked on in slices: the answer comes at their end.
        """
        if intent.seq in self._answers:
            self.send_state("_state")  # what was published then may be lost as its answer was
            return self._answers[intent.seq]
        answer = self._try(intent, lambda: self._answer(intent, buffers))
        if isinstance(answer, Answer):
            return self._remembered(intent, answer)
        return self._remembered(intent, self._work(intent, answer))

    def _remembered(self, intent: Intent, answer: Answer | None) -> Answer | None:
        if answer is None or not answer.buffers:  # a question with buffers may be asked twice
            self._answers[intent.seq] = answer
            if len(self._answers) > _REMEMBERED:
                del self._answers[next(iter(self._answers))]
        return answer

    def _work(self, intent: Intent, steps: Answering) -> Answer | None:
        """Work in slices, beside everything else; at once in a plain script."""
        self._finish_work()
        work = self._working = Underway(slices(steps, SLICE_SECONDS), Progress(0, ""))

        def result() -> Answer:
            answer = self._try(intent, work.result)
            return answer if isinstance(answer, Answer) else Answer()

        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return result()

        async def run() -> None:
            while not work.is_over:
                work.step()
                await asyncio.sleep(0)
            answer = self._remembered(intent, result())
            if answer is not None:
                self._send_answer(intent.seq, answer)

        self._task = loop.create_task(run())
        return None

    def _finish_work(self) -> None:
        """Finish what is worked on in slices: what comes now is to come after it."""
        if self._working is not None:
            self._working.finish()
            self._working = None

    def _try(
        self, intent: Intent, act: Callable[[], Answer | Answering | None]
    ) -> Answer | Answering:
        try:
            return act() or Answer()
        except PortError as error:
            return Answer(refused=error)
        except Exception:  # whatever it was, the page must not wait for ever
            log.exception("%s could not do %s", type(self).__name__, type(intent).__name__)
            return Answer(refused=PortError("widget.failed"))

    def _send_answer(self, seq: int, answer: Answer) -> None:
        content: dict[str, object] = {"answer": seq, "ok": answer.refused is None, **answer.fields}
        if answer.refused is not None:
            content["code"] = answer.refused.code
            content["text"] = answer.refused.text(self.language)
        self.send(content, buffers=list(answer.buffers))


def _merge(target: dict[str, Any], patch: Mapping[str, Any]) -> None:
    for key, value in patch.items():
        if value is None:
            target.pop(key, None)
        elif isinstance(value, Mapping):
            if not isinstance(target.get(key), dict):
                target[key] = {}
            _merge(target[key], value)
        else:
            target[key] = value
