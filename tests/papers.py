"""Reads PDFs back: their text, their fonts, their pages."""

import io

from pypdf import PdfReader


def read(content):
    return PdfReader(io.BytesIO(content))


def text_of(content):
    """All that stands on all pages, spaces and line breaks alike."""
    return " ".join(" ".join(page.extract_text() for page in read(content).pages).split())


def fonts_of(content):
    """Each font's name, and whether the file brings it along."""
    found = {}
    for page in read(content).pages:
        for reference in page["/Resources"]["/Font"].values():
            font = reference.get_object()
            (descendant,) = font["/DescendantFonts"]
            descriptor = descendant.get_object()["/FontDescriptor"].get_object()
            found[str(font["/BaseFont"])] = "/FontFile2" in descriptor
    return found
