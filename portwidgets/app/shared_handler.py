"""Answers a shared link with a page to read: no kernel, no websocket, no cookie, one project."""

import asyncio
import base64
import hashlib
import logging
from datetime import datetime
from pathlib import Path

from tornado import web

from portwidgets import catalog
from portwidgets.app import policy
from portwidgets.app.handlers import preferred_language
from portwidgets.app.shared_view import Asked, shared_view
from portwidgets.errors import PortError, Refused
from portwidgets.project import Project
from portwidgets.storage.safe_names import ARCHIVE
from portwidgets.storage.share_links import ShareLink, ShareLinks
from portwidgets.widgets.html import Html, el

_TEMPLATES = Path(__file__).with_name("templates") / "shared"
_GONE = 404
_BUSY = 503


_log = logging.getLogger(__name__)


class SharedHandler(web.RequestHandler):
    """The page of a shared link.

    Whoever has the link can do nothing but ask for this page: what is shown is read from disk here,
    in the server, and there is nothing to send to. It is not one of Jupyter's handlers, so that a
    visitor is nobody, whatever cookie or key comes along.
    """

    def initialize(self, workspace: Path) -> None:
        """Take the folder whose projects may be shared."""
        self._workspace = workspace

    def set_default_headers(self) -> None:
        """Send with every answer, also a refusal, what the page may do."""
        ancestors = self.settings["portwidgets_frame_ancestors"]
        headers = policy.shared_headers(
            script=_hash(_SCRIPT), style=_hash(_STYLE), frame_ancestors=ancestors
        )
        for name, value in headers.items():
            self.set_header(name, value)

    async def get(self, signed: str) -> None:
        """Send the page; a link that opens nothing gets one that says so."""
        page, first = (self.get_query_argument(name, "") for name in ("page", "first"))
        asked = Asked.of(page, self._language, first)
        try:
            link = self._opened(signed)
            status, content = 200, await asyncio.to_thread(_content, link, asked)
        except Refused as refused:
            status, content = _GONE, el("p", Refused("share.closed").text(asked.language))
            _log.debug("A shared link opened nothing: %s", refused.code)
        except (PortError, OSError) as error:
            status = _BUSY
            content = el("p", catalog.text("share.unreadable", asked.language))
            _log.warning("A shared project cannot be read: %s", error)
        self.set_status(status)
        await self.finish(_page(content, asked.language))

    def _opened(self, signed: str) -> ShareLink:
        link = ShareLinks().open(signed)
        here = self._workspace.resolve()
        if Path(link.folder).parent not in {here, here / ARCHIVE}:
            raise Refused("share.closed")
        return link

    @property
    def _language(self) -> str:
        asked = self.get_query_argument("language", "")
        accepted = self.request.headers.get("Accept-Language", "")
        known = asked if asked in catalog.LANGUAGES else self.settings["portwidgets_language"]
        return known or preferred_language(accepted)


def _content(link: ShareLink, asked: Asked) -> Html:
    folder = Path(link.folder)
    if folder.is_symlink():
        raise Refused("share.closed")
    ends = datetime.fromisoformat(link.ends_at).astimezone()
    ends_on = catalog.day_text(ends.date(), asked.language)
    return shared_view(Project(folder, user="-"), asked, ends_on=ends_on)


def _page(content: Html, language: str) -> str:
    lost = el("p", catalog.text("share.lost", language), id="notice", role="status", hidden="")
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><title>portwidgets</title>'
        '<link rel="icon" href="data:,">'
    )
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head>{head}<style>{_STYLE}</style></head>'
        f"<body><main>{content}</main>{lost}<script>{_SCRIPT}</script></body></html>\n"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


_STYLE = (_TEMPLATES / "shared.css").read_text(encoding="utf-8")
_SCRIPT = (_TEMPLATES / "shared.js").read_text(encoding="utf-8")
