"""Links that open one project to read: signed, with an end, open only while they are listed.

The key that signs them and the list of them lie in the private folder of the person who runs the
server. What a link says, its number and its end, is checked against both: a link that is forged,
over, revoked or of a project that is gone opens nothing.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from portwidgets.errors import DamagedFile, Refused
from portwidgets.storage import private_files

if TYPE_CHECKING:
    from itsdangerous import URLSafeSerializer

ROUTE = "shared/"
"""What stands between the server's address and a link's signed text."""
DAYS = 30
MOST_DAYS = 366
"""How long a link is open where nobody says it, and at most."""

_KEY_FILE = "share.key"
_LIST_FILE = "shares.json"
_LONGEST = 500  # characters of a link's signed part
_SALT = "portwidgets.share"


class ShareLink(msgspec.Struct, frozen=True):
    """One link.

    Attributes:
        id: What it is called when it is revoked.
        folder: The project's folder.
        made_at: When, in UTC.
        made_by: By whom.
        ends_at: When it stops opening anything, in UTC.
    """

    id: str
    folder: str
    made_at: str
    made_by: str
    ends_at: str

    @property
    def project(self) -> str:
        """The project's name."""
        return Path(self.folder).name

    def is_over(self, now: datetime) -> bool:
        """Tell whether its time is over."""
        return datetime.fromisoformat(self.ends_at) <= now


class ShareLinks:
    """All links that were made on this machine by this person.

    Args:
        now: Returns the time; for tests.
    """

    def __init__(self, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._now = now

    def create(self, folder: Path, *, days: int, by: str) -> ShareLink:
        """Make a link that opens a project for some days.

        Raises:
            Refused: It could not be written down.
            DamagedFile: The list of links cannot be read.
        """
        now = self._now().replace(microsecond=0)
        link = ShareLink(
            id=secrets.token_hex(6),
            folder=str(folder.resolve()),
            made_at=now.isoformat(),
            made_by=by,
            ends_at=(now + timedelta(days=days)).isoformat(),
        )
        self._change(lambda links: [*links, link])
        return link

    def open(self, signed: str) -> ShareLink:
        """Return the link that a signed text stands for.

        Raises:
            Refused: It is none of ours, or over, or revoked. Which of them is not told.
        """
        from itsdangerous import BadData

        try:
            if len(signed) > _LONGEST:
                raise Refused("share.closed")
            identity, ends_at = self._signer().loads(signed)
        except (BadData, ValueError, TypeError):
            raise Refused("share.closed") from None
        for link in self.all():
            if link.id == identity and link.ends_at == ends_at:
                return link
        raise Refused("share.closed")

    def signed(self, link: ShareLink) -> str:
        """Return the signed text that opens a link, safe in an address."""
        text: str | bytes = self._signer().dumps([link.id, link.ends_at])
        return text if isinstance(text, str) else text.decode()

    def address(self, link: ShareLink) -> str:
        """Return the end of a link's address, behind that of the server."""
        return f"{ROUTE}{self.signed(link)}"

    def all(self) -> list[ShareLink]:
        """Return the links that are not over, the oldest first.

        Raises:
            DamagedFile: The list of links cannot be read.
        """
        now = self._now()
        return [link for link in _read() if not link.is_over(now)]

    def revoke(self, identity: str) -> ShareLink:
        """Close a link for good; return it.

        Raises:
            Refused: There is no such link, or it could not be written down.
            DamagedFile: The list of links cannot be read.
        """
        found = [link for link in self.all() if link.id == identity]
        if not found:
            raise Refused("share.unknown", id=identity)
        self._change(lambda links: [link for link in links if link.id != identity])
        return found[0]

    def move(self, folder: Path, target: Path) -> None:
        """Follow a project to another folder."""
        old, new = str(folder.resolve()), str(target.resolve())

        def moved(links: list[ShareLink]) -> list[ShareLink]:
            return [
                msgspec.structs.replace(link, folder=new) if link.folder == old else link
                for link in links
            ]

        if any(link.folder == old for link in _read()):
            self._change(moved)

    def forget(self, folder: Path) -> None:
        """Close every link to what once lay in this folder."""
        gone = str(folder.resolve())
        if any(link.folder == gone for link in _read()):
            self._change(lambda links: [link for link in links if link.folder != gone])

    def _change(self, change: Callable[[list[ShareLink]], Iterable[ShareLink]]) -> None:
        private = private_files.private_folder()
        now = self._now()
        try:
            with private_files.lock(private):
                kept = [link for link in change(_read()) if not link.is_over(now)]
                private_files.write(private / _LIST_FILE, msgspec.json.encode(kept))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise Refused("share.not_kept", path=str(private), reason=reason) from error

    def _signer(self) -> URLSafeSerializer:
        from itsdangerous import URLSafeSerializer

        return URLSafeSerializer(
            _key(), salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256}
        )


def _read() -> list[ShareLink]:
    path = private_files.private_folder() / _LIST_FILE
    data = private_files.read(path)
    if data is None:
        return []
    try:
        return msgspec.json.decode(data, type=list[ShareLink])
    except msgspec.MsgspecError:
        raise DamagedFile("share.damaged", path=str(path)) from None


def _key() -> bytes:
    """Return the key, made when it is first asked for."""
    private = private_files.private_folder()
    path = private / _KEY_FILE
    known = private_files.read(path)
    if known:
        return known
    try:
        with private_files.lock(private):
            known = private_files.read(path)
            if not known:
                known = secrets.token_urlsafe(48).encode()
                private_files.write(path, known)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused("share.not_kept", path=str(private), reason=reason) from error
    return known
