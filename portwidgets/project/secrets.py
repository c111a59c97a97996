"""A project's PINs and passcodes: kept outside its folder, each showing noted in its history."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from portwidgets.domain.edit import SecretAct, SecretDeed
from portwidgets.domain.secret import SECRETS, Secret
from portwidgets.errors import PortError, Refused
from portwidgets.storage.project_folder import ProjectFolder
from portwidgets.storage.secret_store import Key, SecretStore


class ProjectSecrets:
    """The secrets of one project, each by its table, its row and what it is.

        project.secrets.set("accounts", "a0001", "port_out_pin", "1234")
        project.secrets.has("accounts", "a0001", "port_out_pin")  # True
        project.secrets.reveal("accounts", "a0001", "port_out_pin").value  # "1234"

    What may be kept of a row of which table is in `portwidgets.domain.secret.SECRETS`. They are
    the person's who typed them, on that machine: others who work on the project see none of them.

    Args:
        folder: The project's files.
        user: Returns who works here now.
        tell: Called after a secret came or went.
    """

    def __init__(
        self, folder: ProjectFolder, user: Callable[[], str], tell: Callable[[SecretAct], None]
    ) -> None:
        self._folder = folder
        self._store = SecretStore(folder.path)
        self._user = user
        self._tell = tell
        self._seen = self.keys()

    def __repr__(self) -> str:
        return f"<ProjectSecrets: {len(self.keys())}>"

    def keys(self) -> frozenset[Key]:
        """Return which secrets are kept, as (table, row, name); asks no keyring."""
        with suppress(PortError):  # a damaged file is told of when a secret is set or shown
            return self._store.keys()
        return frozenset()

    def has(self, table: str, row: str, name: str) -> bool:
        """Tell whether a secret is kept; asks no keyring."""
        return (table, row, name) in self.keys()

    def set(self, table: str, row: str, name: str, secret: Secret | str) -> None:
        """Keep a secret in the place of the one before; an empty one deletes it.

        Raises:
            Refused: It is no PIN or passcode, the row is unknown, or nothing could be written.
            DamagedFile: The file that says what is kept cannot be read.
        """
        # Whoever calls may hold the plain text; below here it is in no local variable.
        secret = Secret(_text(secret).strip())
        key = self._key(table, row, name)
        if not secret:
            self.delete(table, row, name)
            return
        if not secret.keepable:
            raise Refused("secret.not_keepable")
        self._store.set(key, secret)
        self._note(SecretDeed.SET, key)

    def reveal(self, table: str, row: str, name: str) -> Secret:
        """Return a secret, after writing into the history that it was shown.

        Raises:
            Refused: There is none, or the history or the keyring did not take the request.
            DamagedFile: A file cannot be read.
        """
        key = self._key(table, row, name)
        secret = self._store.get(key)
        if secret is None:
            raise Refused("secret.none")
        self._note(SecretDeed.SHOWN, key)
        return secret

    def delete(self, table: str, row: str, name: str) -> None:
        """Forget a secret; one that is not kept is no error."""
        key = self._key(table, row, name)
        if self._store.delete(key):
            self._note(SecretDeed.DELETED, key)

    def changed(self) -> bool:
        """Tell whether secrets came or went since the last call, in this window or another."""
        now = self.keys()
        changed, self._seen = now != self._seen, now
        return changed

    def _key(self, table: str, row: str, name: str) -> Key:
        if name not in SECRETS.get(table, ()):
            raise Refused("secret.unknown_name", name=name)
        if row not in self._folder.table(table):
            raise Refused("secret.unknown_row", row=row)
        return table, row, name

    def _note(self, deed: SecretDeed, key: Key) -> None:
        act = SecretAct(deed, *key)
        try:
            self._folder.note(act, by=self._user())
        except OSError as error:
            reason = error.strerror or type(error).__name__
            code = "not_shown" if deed is SecretDeed.SHOWN else "not_noted"
            path = str(self._folder.path)
            raise Refused(f"secret.{code}", path=path, reason=reason) from None
        if deed is not SecretDeed.SHOWN:
            self._seen = self.keys()
            self._tell(act)


def _text(secret: Secret | str) -> str:
    return secret.value if isinstance(secret, Secret) else secret
