"""A project's PINs and passcodes: in the system's keyring, else in a file only its owner reads.

Either way outside the project's folder, so that they are in no copy, backup or zip file of it. A
small file per project says what is kept and where, so that `has` asks no keyring. They belong to
the person who typed them, on that machine.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from portwidgets.domain.secret import Secret
from portwidgets.errors import DamagedFile, PortError, Refused
from portwidgets.storage import durable, private_files
from portwidgets.storage.keyring_access import Keyring, find_keyring

_FOLDER = "secrets"

Key = tuple[str, str, str]
"""The table, the row's id and what it is, as ("accounts", "a0001", "port_out_pin")."""


class _Kept(msgspec.Struct, frozen=True):
    """A secret's place: `value` where there was no keyring, else it lies in the keyring."""

    table: str
    row: str
    name: str
    value: Secret | None = None


class _Content(msgspec.Struct, frozen=True):
    project: str
    """The project's folder, for a person who looks at the file."""
    keyring_prefix: str
    secrets: tuple[_Kept, ...] = ()


class SecretStore:
    """The secrets of one project.

    Args:
        project: The project's folder.
    """

    def __init__(self, project: Path) -> None:
        self._project = project
        self._stamp: durable.Stamp = (-1, -1, -1)
        self._kept: dict[Key, _Kept] = {}
        self._prefix = ""
        self._found: Keyring | None = None
        self._looked = False

    def keys(self) -> frozenset[Key]:
        """Return which secrets are kept; cheap where nothing changed.

        Raises:
            DamagedFile: The file that says so cannot be read.
        """
        self._refresh()
        return frozenset(self._kept)

    def set(self, key: Key, secret: Secret) -> None:
        """Keep a secret, in the place of the one before.

        Raises:
            Refused: It cannot be kept; the one before stands.
            DamagedFile: The file that says what is kept cannot be read.
        """
        with _locked():
            self._refresh()
            prefix = self._prefix or secrets.token_hex(16)
            before = self._kept.get(key)
            inside = self._keep_in_keyring(f"{prefix}/{'/'.join(key)}", secret)
            kept = _Kept(*key, value=None if inside else secret)
            self._write({**self._kept, key: kept}, prefix)
            if before is not None and before.value is None and not inside:
                self._forget_in_keyring(f"{prefix}/{'/'.join(key)}")

    def get(self, key: Key) -> Secret | None:
        """Return a secret, None where there is none.

        Raises:
            Refused: The keyring does not hand it out.
            DamagedFile: The file that says what is kept cannot be read.
        """
        self._refresh()
        kept = self._kept.get(key)
        if kept is None:
            return None
        if kept.value is not None:
            return kept.value
        keyring = self._keyring()
        if keyring is None:
            raise Refused("secret.no_keyring")
        return keyring.get(f"{self._prefix}/{'/'.join(key)}")

    def delete(self, key: Key) -> bool:
        """Forget a secret; tell whether there was one."""
        with _locked():
            self._refresh()
            kept = self._kept.get(key)
            if kept is None:
                return False
            if kept.value is None:
                self._forget_in_keyring(f"{self._prefix}/{'/'.join(key)}")
            rest = {each: there for each, there in self._kept.items() if each != key}
            self._write(rest, self._prefix)
            return True

    def copy_to(self, project: Path) -> None:
        """Be found from another folder too, to which the project is about to move."""
        if not self.keys():
            return
        with _locked():
            self._refresh()
            if self._prefix:
                SecretStore(project)._write(self._kept, self._prefix)  # noqa: SLF001  ours, elsewhere

    def leave(self) -> None:
        """Be found from this folder no more: the project has moved away."""
        durable.discard(_file(self._project))

    def clear(self) -> None:
        """Forget what a project that once lay in this folder left behind."""
        with suppress(PortError):  # a silent keyring: without our file nobody asks it again
            for key in self.keys():
                self.delete(key)
        self.leave()

    def _keyring(self) -> Keyring | None:
        if not self._looked:
            self._found, self._looked = find_keyring(), True
        return self._found

    def _keep_in_keyring(self, name: str, secret: Secret) -> bool:
        keyring = self._keyring()
        if keyring is None:
            return False
        try:
            keyring.set(name, secret)
        except Refused:
            return False  # locked, or nobody there to unlock it: the file is the other place
        return True

    def _forget_in_keyring(self, name: str) -> None:
        keyring = self._keyring()
        if keyring is not None:
            keyring.delete(name)

    def _refresh(self) -> None:
        path = _file(self._project)
        stamp = durable.stamp(path)
        if stamp == self._stamp:
            return
        content = _read(path)
        self._prefix = content.keyring_prefix if content else ""
        self._kept = {(e.table, e.row, e.name): e for e in content.secrets} if content else {}
        self._stamp = stamp

    def _write(self, kept: dict[Key, _Kept], prefix: str) -> None:
        content = _Content(str(self._project), prefix, tuple(kept.values()))
        path = _file(self._project)
        private_files.write(path, msgspec.json.encode(content, enc_hook=_plain))
        self._kept, self._prefix, self._stamp = kept, prefix, durable.stamp(path)


@contextmanager
def _locked() -> Iterator[None]:
    """Be the only one who changes secrets.

    Raises:
        Refused: The disk did not take it. Without the cause: its frames hold the file's content.
    """
    try:
        with private_files.lock(_folder()):
            yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused("secret.not_kept", path=str(_folder()), reason=reason) from None


def _folder() -> Path:
    return private_files.private_folder() / _FOLDER


def _file(project: Path) -> Path:
    place = os.path.normcase(project.resolve())
    return _folder() / f"{hashlib.sha256(os.fsencode(place)).hexdigest()[:32]}.json"


def _read(path: Path) -> _Content | None:
    """Read what is kept. No local variable ever holds the file's text, for tracebacks."""
    try:
        return _decoded(path)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        raise DamagedFile("secret.damaged", path=str(path)) from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refused("secret.not_readable", path=str(path), reason=reason) from None


def _decoded(path: Path) -> _Content | None:
    decoder = msgspec.json.Decoder(_Content, dec_hook=_secret)
    if not path.exists():
        return None
    return decoder.decode(private_files.read(path) or b"{}")


def _plain(value: Any) -> str:
    if isinstance(value, Secret):
        return value.value
    raise NotImplementedError


def _secret(wanted: type, value: Any) -> Any:
    if wanted is not Secret or not isinstance(value, str):
        raise TypeError("no secret")
    return Secret(value)
