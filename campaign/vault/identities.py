"""A key of a holder's own: an age identity in a file, as the stock `age` and `age-keygen` write and read it.

Without Flask and SQLAlchemy.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pyrage
from pyrage import DecryptError, IdentityError
from pyrage.x25519 import Identity

from campaign.lib import durable
from campaign.lib.pasted import bare, seen
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import text_of
from campaign.vault.envelope import SEALED

ARMOURED = "-----BEGIN AGE ENCRYPTED FILE-----"
ARMOUR_ENDS = "-----END AGE ENCRYPTED FILE-----"
QUOTED = re.compile(r"^[\s>]+|\s+$")  # a mail's marks, with whatever blank stands behind them
SECRET = "AGE-SECRET-KEY-1"  # nosec B105 # noqa: S105 - how each such key begins
LARGEST = 1_000_000


def new_identity() -> Identity:
    """A key pair that nobody has yet."""
    return Identity.generate()


def read_identities(path: Path, *, passphrase: Callable[[], str]) -> list[Identity]:
    """The identities in a file, one a line, `#` lines aside; `passphrase` is asked only if the file is protected.

    A protected file is an age file around such lines, binary or armoured. Raises Refusal, never with a
    part of what the file holds.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST)
    except OSError as problem:
        raise Refusal("vault/unread", path=path, says=problem.strerror) from None
    if sealed := raw if raw.startswith(SEALED) else _armour(raw, path):
        raw = _unprotected(sealed, path, passphrase())
    identities = [_identity(line, path) for line in _lines(raw, path)]
    if not identities:
        raise Refusal("vault/key-missing", path=path)
    return identities


def write_identity(path: Path, identity: Identity, *, passphrase: str | None = None, note: str = "") -> None:
    """A file of mode 0600, armoured and protected if a passphrase is given; replaces none. Raises FileExistsError.

    Protecting takes a second or more, and up to a gigabyte for a moment: so does every guess at the passphrase.
    `note` may be lines that begin with `#`.
    """
    text = f"{note}# public key: {identity.to_public()}\n{identity}\n".encode()
    if passphrase is not None:
        text = pyrage.passphrase.encrypt(text, passphrase, armored=True)
    durable.create(path, text)


def write_recipient(path: Path, *, name: str, identity: Identity) -> None:
    """The public half, for the server: `# name: NAME` and the `age1…` line. Replaces none. Raises FileExistsError."""
    durable.create(path, f"# name: {name}\n{identity.to_public()}\n".encode())


def _unprotected(raw: bytes, path: Path, words: str) -> bytes:
    try:
        plain: bytes = pyrage.passphrase.decrypt(raw, words)
        return plain
    except DecryptError as problem:
        if str(problem) == "Decryption failed":
            if words != words.strip():  # what is copied brings blanks along
                return _unprotected(raw, path, words.strip())
            raise Refusal("vault/passphrase-wrong", path=path) from None
        if str(problem) == "No matching keys found":
            raise Refusal("vault/key-sealed", path=path) from None
        raise Refusal("vault/key-damaged", path=path) from None


def _armour(raw: bytes, path: Path) -> bytes | None:
    lines = _tidy_lines(raw, path)
    if ARMOURED not in lines:
        return None
    begun = lines[lines.index(ARMOURED) :]
    ends = begun.index(ARMOUR_ENDS) + 1 if ARMOUR_ENDS in begun else len(begun)
    return "".join(f"{line}\n" for line in begun[:ends]).encode()


def _lines(raw: bytes, path: Path) -> list[str]:
    lines = [bare(line) for line in _tidy_lines(raw, path)]
    return [line for line in lines if line and not line.startswith("#")]


def _tidy_lines(raw: bytes, path: Path) -> list[str]:
    """Lines without what an editor or a mail put around them."""
    try:
        return [QUOTED.sub("", seen(line)) for line in text_of(raw).splitlines()]
    except UnicodeDecodeError:
        raise Refusal("vault/no-key-file", path=path) from None


def _identity(line: str, path: Path) -> Identity:
    if line.startswith("age1"):
        raise Refusal("vault/public-half", path=path)
    if not line.startswith(SECRET):
        raise Refusal("vault/no-key-file", path=path)
    try:
        return Identity.from_str(line)
    except IdentityError:
        raise Refusal("vault/key-damaged", path=path) from None
