"""Writes the page's texts into its template, which stands alone where Voilà is an extension.

`python -m portwidgets.app.page_texts` after a change of data/texts/server.toml; a test compares.
"""

import json
from pathlib import Path

from portwidgets import catalog

FILE = Path(__file__).with_name("templates") / "portwidgets" / "texts.html.j2"

_NOT_ON_THE_PAGE = ("login_", "error_", "no_port")


def page_texts() -> str:
    """Return the template that holds the page's texts in both languages."""
    texts = {
        language: {
            key: text
            for key, text in catalog.texts(language, "server").items()
            if not key.startswith(_NOT_ON_THE_PAGE)
        }
        for language in catalog.LANGUAGES
    }
    written = json.dumps(texts, ensure_ascii=False, indent=2)
    origin = "{# Written by portwidgets.app.page_texts from server.toml. #}"
    return f"{origin}\n{{%- set texts = {written} -%}}\n"


if __name__ == "__main__":
    FILE.write_text(page_texts(), encoding="utf-8")
