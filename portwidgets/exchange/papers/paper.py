"""A page of A4 to write on: our fonts, embedded, and the few shapes that our papers are made of.

fpdf2 takes a second to import, so this module is imported when a paper is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from importlib.resources import files

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import FontFace, TTFFont

from portwidgets import catalog
from portwidgets.errors import Refused

_FONT = "Lato"
_MARGIN = 20
_INK, _GREY, _LINE = (29, 35, 43), (88, 97, 108), (190, 196, 204)
_SMALL, _TEXT, _HEADING, _TITLE = 8, 10, 13, 20


class Paper(FPDF):
    """An A4 document.

    Args:
        title: What it is called, in its properties and at the foot of each page.
        prefix: Which texts it is made of, as "letter" for data/texts/letter.toml.
        language: "da" or "en".
        made: When, for its properties.
    """

    def __init__(self, title: str, prefix: str, language: str, made: datetime) -> None:
        super().__init__(format="A4")
        self._foot = title
        self._prefix = prefix
        self.language = language
        folder = files("fontpkg_lato") / "files"
        self.add_font(_FONT, "", str(folder / "Lato-Regular.ttf"))
        self.add_font(_FONT, "B", str(folder / "Lato-Bold.ttf"))
        self.set_title(title)
        self.set_lang(language)
        self.set_creator("portwidgets")
        self.set_creation_date(made)
        self.set_margins(_MARGIN, _MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=_MARGIN + 5)
        self.set_text_color(*_INK)
        self.set_draw_color(*_LINE)
        self.add_page()

    def footer(self) -> None:
        """Write the title and the page's number at its foot; fpdf2 calls this for each page."""
        self.set_y(-15)
        self.set_font(_FONT, "", _SMALL)
        self.set_text_color(*_GREY)
        self.cell(0, 5, self._foot)
        self.set_x(_MARGIN)
        self.cell(0, 5, f"{self.page_no()} / {{nb}}", align="R")
        self.set_text_color(*_INK)

    def say(self, key: str, **values: object) -> str:
        """Return one of the document's texts."""
        return catalog.text(f"{self._prefix}.{key}", self.language, **values)

    def day(self, day: date) -> str:
        """Return a day in words."""
        return catalog.day_text(day, self.language)

    def write_title(self, text: str, under: str = "") -> None:
        """Write what the paper is called."""
        self._lines(text, _TITLE, bold=True)
        if under:
            self.set_text_color(*_GREY)
            self._lines(under, _TEXT)
            self.set_text_color(*_INK)
        self.ln(4)

    def write_heading(self, text: str) -> None:
        """Write a heading, together with what follows it."""
        if self.will_page_break(22):
            self.add_page()
        self.ln(3)
        self._lines(text, _HEADING, bold=True)
        self.ln(1)

    def write_text(self, text: str, *, bold: bool = False) -> None:
        """Write a paragraph."""
        self._lines(text, _TEXT, bold=bold)
        self.ln(1.5)

    def write_note(self, text: str) -> None:
        """Write a paragraph in small letters, as a source."""
        self.set_text_color(*_GREY)
        self._lines(text, _SMALL)
        self.set_text_color(*_INK)

    def write_facts(self, facts: Iterable[tuple[str, str]]) -> None:
        """Write names with what they are, one below the other."""
        for name, told in facts:
            if self.will_page_break(7):
                self.add_page()
            self.set_font(_FONT, "", _TEXT)
            top = self.get_y()
            self.set_text_color(*_GREY)
            self.multi_cell(
                52, 5.6, self._checked(name), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            below = self.get_y()
            self.set_text_color(*_INK)
            self.set_xy(_MARGIN + 54, top)
            self.multi_cell(
                0, 5.6, self._checked(told), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            self.set_y(max(below, self.get_y()) + 0.6)

    def write_table(
        self, heading: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int]
    ) -> None:
        """Write rows under a heading that is repeated on each page."""
        self.set_font(_FONT, "", _SMALL + 1)
        bold = FontFace(emphasis="B", color=_INK, fill_color=(240, 242, 245))
        with self.table(
            col_widths=tuple(widths),
            headings_style=bold,
            borders_layout="HORIZONTAL_LINES",
            line_height=5,
            padding=1.1,
            text_align="LEFT",
        ) as table:
            for cells in (heading, *rows):
                row = table.row()
                for cell in cells:
                    row.cell(self._checked(cell))
        self.ln(2)

    def write_columns(self, texts: Sequence[str], columns: int) -> None:
        """Write short texts side by side, row by row."""
        self.set_font(_FONT, "", _TEXT)
        width = self.epw / columns
        for place, text in enumerate(texts):
            last = place % columns == columns - 1 or place == len(texts) - 1
            after = (XPos.LMARGIN, YPos.NEXT) if last else (XPos.RIGHT, YPos.TOP)
            self.cell(width, 5.6, self._checked(text), new_x=after[0], new_y=after[1])

    def write_ticks(self, texts: Iterable[str]) -> None:
        """Write a list with a box to tick before each."""
        for text in texts:
            if self.will_page_break(8):
                self.add_page()
            self.set_draw_color(*_INK)
            self.rect(_MARGIN, self.get_y() + 0.9, 3.6, 3.6)
            self.set_draw_color(*_LINE)
            self.set_x(_MARGIN + 7)
            self.set_font(_FONT, "", _TEXT)
            self.multi_cell(
                0, 5.4, self._checked(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
            )
            self.ln(1)

    def write_signature(self, labels: Sequence[str]) -> None:
        """Write lines to sign on, side by side, with what each is for."""
        if self.will_page_break(32):
            self.add_page()
        self.ln(16)
        gap = 8
        width = (self.epw - gap * (len(labels) - 1)) / len(labels)
        top = self.get_y()
        self.set_draw_color(*_INK)
        self.set_font(_FONT, "", _SMALL)
        for place, label in enumerate(labels):
            left = _MARGIN + place * (width + gap)
            self.line(left, top, left + width, top)
            self.set_xy(left, top + 1)
            self.multi_cell(width, 4, self._checked(label), align="L")
        self.set_draw_color(*_LINE)
        self.ln(6)

    def finished(self) -> bytes:
        """Return the document."""
        return bytes(self.output())

    def _lines(self, text: str, size: int, *, bold: bool = False) -> None:
        self.set_font(_FONT, "B" if bold else "", size)
        height = size * 0.5
        self.multi_cell(
            0, height, self._checked(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def _checked(self, text: str) -> str:
        """Refuse what the font cannot write: a paper with a hole in a name is worth nothing."""
        font = self.fonts[_FONT.lower()]
        known = font.cmap if isinstance(font, TTFFont) else {}
        for letter in text:
            if letter not in "\n\t" and ord(letter) not in known:
                raise Refused("paper.unwritable", letter=letter, text=text)
        return text
