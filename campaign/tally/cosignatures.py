"""Cosignatures of witnesses: the Ed25519 form, 0x04, of C2SP tlog-cosignature (`cosignature/v1`). Pure.

A cosignature says that, at its time, this was the largest checkpoint of the log that the witness had seen, and that it
continued each that the witness had seen before. Other forms are ignored, as lines of unknown keys are.
"""

from base64 import b64encode
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import cached_property

from campaign.lib import ed25519
from campaign.tally.checkpoints import parse_text
from campaign.tally.note import DASH, NAME, BadNote, VerifierKey, decode, read_key, split

COSIGNATURE = b"\x04"
HEADER = "cosignature/v1"
TIME, SIGNATURE = 8, 64  # bytes
LATEST = (1 << 63) - 1
AHEAD = 300  # seconds that a witness's clock may be before ours
PRIVATE = "PRIVATE+KEY"


@dataclass(frozen=True)
class Cosignature:
    """That a witness cosigned: its key, when (a POSIX time), and the line of the note."""

    key: VerifierKey
    time: int
    line: str


@dataclass(frozen=True)
class WitnessKey:
    """A witness's name and its Ed25519 private key of 32 bytes, which nothing prints."""

    name: str
    private: bytes = field(repr=False)

    @cached_property
    def verifier(self) -> VerifierKey:
        """The key that others check with."""
        return VerifierKey(self.name, ed25519.public_of(self.private), COSIGNATURE)

    def text(self) -> str:
        """As it is kept: a secret."""
        encoded = b64encode(COSIGNATURE + self.private).decode()
        return f"{PRIVATE}+{self.name}+{self.verifier.id.hex()}+{encoded}"

    def cosign(self, text: str, *, time: int) -> str:
        """The line that cosigns the checkpoint `text`, with its line end. Raises BadNote for what is none."""
        parse_text(text)
        if not 0 <= time <= LATEST:
            raise BadNote(f"No cosignature has the time {time}.")
        made = (
            self.verifier.id + time.to_bytes(TIME, "big") + ed25519.sign(self.private, _message(text, time))
        )
        return f"{DASH}{self.name} {b64encode(made).decode()}\n"


def read_private(text: str) -> WitnessKey:
    """What `WitnessKey.text` made. Raises BadNote for any other text; it doesn't say which."""
    head, _, rest = text.partition(f"{PRIVATE}+")
    name, _, rest = rest.partition("+")
    key = WitnessKey(name, decode(rest.partition("+")[2])[1:])
    if head or not NAME.fullmatch(name) or len(key.private) != 32 or key.text() != text:
        raise BadNote("This is no private key of a witness.")
    return key


def read_witness(text: str) -> VerifierKey:
    """A witness's verifier key. Raises BadNote for any other text, the key of a log among them."""
    return read_key(text, kind=COSIGNATURE)


def cosignatures(note: str, *, keys: Iterable[VerifierKey], now: int) -> list[Cosignature]:
    """What these witnesses say of a checkpoint: of each public key its latest cosignature, in the order of the keys.

    A time of more than AHEAD seconds after `now` doesn't count. Raises BadNote for anything malformed, and where the
    cosignature of one of the keys doesn't fit.
    """
    text, lines = split(note)
    parse_text(text)
    latest: dict[bytes, Cosignature] = {}
    for key in keys:
        for name, raw in lines:
            if (name, raw[:4]) != (key.name, key.id):
                continue
            each = _opened(key, raw, text)
            before = latest.get(key.public)
            if each.time <= now + AHEAD and (before is None or each.time > before.time):
                latest[key.public] = each
    return list(latest.values())


def cosigned_by(line: str) -> tuple[str, date]:
    """Whose line of a note this is, and the day it was made, unchecked: for one that was checked when it came."""
    name, encoded = line.removeprefix(DASH).split(" ")
    time = int.from_bytes(decode(encoded.removesuffix("\n"))[4 : 4 + TIME], "big")
    return name, datetime.fromtimestamp(time, UTC).date()


def with_lines(note: str, lines: Collection[str]) -> str:
    """The note with further lines of signatures behind its own; each stands there once."""
    return note + "".join(dict.fromkeys(line for line in lines if line not in note))


def _opened(key: VerifierKey, raw: bytes, text: str) -> Cosignature:
    time = int.from_bytes(raw[4 : 4 + TIME], "big")
    signature = raw[4 + TIME :]
    holds = len(signature) == SIGNATURE and time <= LATEST
    if not holds or not ed25519.verifies(key.public, signature, _message(text, time)):
        raise BadNote(f"The cosignature of {key.name} doesn't fit the checkpoint.")
    return Cosignature(key, time, f"{DASH}{key.name} {b64encode(raw).decode()}\n")


def _message(text: str, time: int) -> bytes:
    """What is signed: two lines, and the checkpoint without its signatures."""
    return f"{HEADER}\ntime {time}\n{text}".encode()
