"""Age identities in files: read, made, written for their owner alone."""

import os
from collections.abc import Callable
from pathlib import Path

from pyrage import DecryptError, IdentityError, passphrase
from pyrage.x25519 import Identity

from campaign.vault.envelope import parse_recipient

AGE = b"age-encryption.org/v1"
ARMORED = b"-----BEGIN AGE ENCRYPTED FILE-----"


def new_identity() -> Identity:
    """A key pair of its own."""
    return Identity.generate()


def read_identities(path: Path, *, passphrase: Callable[[], str]) -> list[Identity]:
    """The identities of a file as `age-keygen` writes it, or of one that is encrypted with a passphrase.

    Raises ValueError with a sentence.
    """
    raw = path.read_bytes()
    if raw.startswith((AGE, ARMORED)):
        raw = _decrypted(raw, passphrase())
    try:
        lines = [line.strip() for line in raw.decode().splitlines()]
        return [Identity.from_str(line) for line in lines if line and not line.startswith("#")]
    except (UnicodeDecodeError, IdentityError):
        raise ValueError(f"{path} holds no age identity.") from None


def write_identity(path: Path, identity: Identity, *, note: str = "") -> None:
    """A file of mode 0600 that is there whole or not at all; replaces none. Raises FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    aside = path.with_name(f".{path.name}")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{note}# public key: {identity.to_public()}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(aside, path)
    finally:
        aside.unlink()


def _decrypted(raw: bytes, words: str) -> bytes:
    try:
        return passphrase.decrypt(raw, words)
    except DecryptError:
        raise ValueError("The passphrase doesn't open this key.") from None


def read_recipient(raw: bytes) -> tuple[str, str]:
    """(name, recipient) of the public half of a key: one line `age1…`, and `# name: NAME` (empty if it isn't said).

    Raises ValueError with a sentence, above all for a private half.
    """
    if b"AGE-SECRET-KEY" in raw.upper() or raw.startswith((AGE, ARMORED)):
        raise ValueError(
            "This is the private half of a key. It opens everything: it stays on its holder's computer and never comes "
            "here. Give the public half, a file with a line that begins with age1."
        )
    try:
        lines = [line.strip() for line in raw.decode().splitlines() if line.strip()]
    except UnicodeDecodeError:
        raise ValueError("This file holds no age recipient: a line that begins with age1.") from None
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("# name:")]
    keys = [line for line in lines if not line.startswith("#")]
    if len(keys) != 1:
        raise ValueError(
            "The public half of a key is one line that begins with age1; this file has another shape."
        )
    return names[0] if names else "", str(parse_recipient(keys[0]))
