"""Plain HTML. Text is escaped here and nowhere else: nothing that a person wrote is markup."""

from html import escape

from portwidgets import catalog


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


class Texts:
    """Says the texts of one prefix in one language."""

    def __init__(self, language: str, prefix: str) -> None:
        self._language = language
        self._prefix = prefix

    def __call__(self, key: str, **values: object) -> str:
        """Return a text with its values filled in."""
        return catalog.text(f"{self._prefix}.{key}", self._language, **values)


def el(tag: str, *children: str, **attributes: str) -> Html:
    """Return an element. A child that is not Html is text; `class_` stands for class."""
    given = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{escape(text)}"'
        for name, text in attributes.items()
    )
    inside = "".join(each if isinstance(each, Html) else escape(each) for each in children)
    return Html(f"<{tag}{given}>{inside}</{tag}>")
