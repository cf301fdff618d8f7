"""Signed notes and their Ed25519 keys, as C2SP signed-note has them: pure."""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from campaign.lib import ed25519

ED25519 = b"\x01"
DASH = "\N{EM DASH} "
SIGNATURES = 100
CONTROLS = re.compile(r"[\0-\x09\x0b-\x1f]")
NAME = re.compile(r"[^\s+]+")


class BadNote(ValueError):
    """A note that isn't one, or that the key asked for didn't sign."""


@dataclass(frozen=True)
class VerifierKey:
    """Who may sign: a name and an Ed25519 public key of 32 bytes. As text `name+id+key`.

    `kind` is the byte of what it signs: notes, or as a witness's key cosignatures.
    """

    name: str
    public: bytes
    kind: bytes = ED25519

    @cached_property
    def id(self) -> bytes:
        """The first four bytes of SHA-256 over name and key: which key a signature says it is of."""
        return sha256(self.name.encode() + b"\n" + self.kind + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.id.hex()}+{b64encode(self.kind + self.public).decode()}"

    def verifies(self, signature: bytes, text: str) -> bool:
        """Whether this key made `signature`, 64 bytes, over `text`."""
        return ed25519.verifies(self.public, signature, text.encode())


@dataclass(frozen=True)
class SignerKey:
    """A name and an Ed25519 private key of 32 bytes, which nothing prints."""

    name: str
    private: bytes = field(repr=False)

    @cached_property
    def verifier(self) -> VerifierKey:
        """The key that others check with."""
        return VerifierKey(self.name, ed25519.public_of(self.private))

    def signature(self, text: str) -> str:
        """The line that signs `text`, with its line end."""
        made = ed25519.sign(self.private, text.encode())
        return f"{DASH}{self.name} {b64encode(self.verifier.id + made).decode()}\n"


def decode(encoded: str) -> bytes:
    """Canonical base64. Raises BadNote for any other: one value has one text."""
    try:
        raw = b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raw = b""
    if not raw or b64encode(raw).decode() != encoded:
        raise BadNote("This is not canonical base64.")
    return raw


def sign(text: str, *keys: SignerKey) -> str:
    """The signed note over `text`, which ends in a newline. Raises BadNote for a text that no note can hold."""
    if not text.endswith("\n") or CONTROLS.search(text):
        raise BadNote("The text of a note ends in a newline and has no other control characters.")
    return text + "\n" + "".join(key.signature(text) for key in keys)


def open_note(note: str, *, keys: Iterable[VerifierKey]) -> str:
    """The text of a note that at least one of `keys` signed, others ignored.

    Raises BadNote for anything malformed, for a note that none of them signed, and when the signature of one fails.
    """
    text, signatures = split(note)
    by_name = {(key.name, key.id): key for key in keys}
    verified = False
    for name, raw in signatures:
        key = by_name.get((name, raw[:4]))
        if key is None:
            continue
        if not key.verifies(raw[4:], text):
            raise BadNote(f"The signature of {name} doesn't fit the text.")
        verified = True
    if not verified:
        raise BadNote("None of the keys asked for signed this note.")
    return text


def text_of(note: str) -> str:
    """The text of a note whose signatures nobody checks: for our own. Raises BadNote for anything malformed."""
    return split(note)[0]


def read_key(text: str, *, kind: bytes = ED25519) -> VerifierKey:
    """What `VerifierKey` says of itself, or with another `kind` of signature. Raises BadNote for any other text."""
    name, _, rest = text.partition("+")
    encoded = rest.partition("+")[2]
    key = VerifierKey(name, decode(encoded)[1:], kind)
    if not NAME.fullmatch(name) or CONTROLS.search(name) or len(key.public) != 32 or str(key) != text:
        raise BadNote("A verifier key is a name, an id of eight hexadecimal digits and a key, joined by +.")
    return key


def split(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note, and of each line of signature the name and what follows it. Raises BadNote."""
    text, blank, block = note.rpartition("\n\n")
    if not blank or not block.endswith("\n") or CONTROLS.search(note):
        raise BadNote("A note is a text, an empty line and lines of signatures.")
    lines = block.removesuffix("\n").split("\n")
    if len(lines) > SIGNATURES:
        raise BadNote(f"A note with {len(lines)} signatures; {SIGNATURES} are enough.")
    return text + "\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    name, _, encoded = line.removeprefix(DASH).partition(" ")
    if not line.startswith(DASH) or not NAME.fullmatch(name):
        raise BadNote("A line of signature is a dash, a name and a signature.")
    raw = decode(encoded)
    if len(raw) < 5:
        raise BadNote("A signature that is shorter than the id of its key.")
    return name, raw
