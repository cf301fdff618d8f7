"""A key of a holder's own: an age identity in a file, as the stock `age` and `age-keygen` write and read it; pure."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pyrage
from pyrage import DecryptError, IdentityError
from pyrage.x25519 import Identity

BINARY = b"age-encryption.org/v1\n"
ARMOURED = b"-----BEGIN AGE ENCRYPTED FILE-----"
SECRET = "AGE-SECRET-KEY-1"
LARGEST = 1_000_000


class BadIdentity(ValueError):
    """A sentence: why this file can't serve as a key. Never a part of what it holds."""


def new_identity() -> Identity:
    """A key pair that nobody has yet."""
    return Identity.generate()


def read_identities(path: Path, *, passphrase: Callable[[], str]) -> list[Identity]:
    """The identities in a file, one a line, `#` lines aside; `passphrase` is asked only if the file is protected.

    A protected file is an age file around such lines, binary or armoured. Raises BadIdentity.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST)
    except OSError as problem:
        raise BadIdentity(f"{path} can't be read: {problem.strerror}.") from None
    if raw.startswith(BINARY) or raw.lstrip().startswith(ARMOURED):
        raw = _unprotected(raw.strip() if raw.lstrip().startswith(ARMOURED) else raw, path, passphrase())
    identities = [_identity(line, path) for line in _lines(raw, path)]
    if not identities:
        raise BadIdentity(f"{path} holds no key. campaign keys new NAME makes one.")
    return identities


def write_identity(path: Path, identity: Identity, *, passphrase: str | None = None, note: str = "") -> None:
    """A file of mode 0600, armoured and protected if a passphrase is given; replaces none. Raises FileExistsError.

    Protecting takes a second or more, and up to a gigabyte for a moment: so does every guess at the passphrase.
    `note` may be lines that begin with `#`.
    """
    text = f"{note}# public key: {identity.to_public()}\n{identity}\n".encode()
    if passphrase is not None:
        text = pyrage.passphrase.encrypt(text, passphrase, armored=True)
    _write_new(path, text)


def write_recipient(path: Path, *, name: str, identity: Identity) -> None:
    """The public half, for the server: `# name: NAME` and the `age1…` line. Replaces none. Raises FileExistsError."""
    _write_new(path, f"# name: {name}\n{identity.to_public()}\n".encode())


def _unprotected(raw: bytes, path: Path, words: str) -> bytes:
    try:
        plain: bytes = pyrage.passphrase.decrypt(raw, words)
        return plain
    except DecryptError as problem:
        if str(problem) == "Decryption failed":
            raise BadIdentity(f"This is not the passphrase of {path}.") from None
        if str(problem) == "No matching keys found":
            raise BadIdentity(f"{path} is sealed to a key, not protected by a passphrase.") from None
        raise BadIdentity(f"{path} is damaged. Take another copy of it.") from None


def _lines(raw: bytes, path: Path) -> list[str]:
    try:
        lines = [line.strip() for line in raw.decode("utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        raise BadIdentity(f"{path} is no key file: a key begins with {SECRET}.") from None
    return [line for line in lines if line and not line.startswith("#")]


def _identity(line: str, path: Path) -> Identity:
    if line.startswith("age1"):
        raise BadIdentity(f"{path} is the public half. The key is in the file that ends in .key.")
    if not line.startswith(SECRET):
        raise BadIdentity(f"{path} is no key file: a key begins with {SECRET}.")
    try:
        return Identity.from_str(line)
    except IdentityError:
        raise BadIdentity(f"{path} is damaged. Take another copy of it.") from None


def _write_new(path: Path, raw: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        _give_name(aside, path)
    finally:
        aside.unlink(missing_ok=True)


def _give_name(aside: Path, path: Path) -> None:
    """As os.link, which never replaces a file; memory sticks often know no links."""
    try:
        os.link(aside, path)
    except FileExistsError:
        raise
    except OSError:
        if path.exists():
            raise FileExistsError(path) from None
        aside.rename(path)
