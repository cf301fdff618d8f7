"""What a signer gave, as it goes into the vault and into her own copy: pure."""

import json
import zlib
from dataclasses import dataclass
from typing import Self

from campaign.signing.record_words import FIRST_WORDS, WORDS
from campaign.tally.entries import commitment

# A record that is deflated begins with the byte that tells how: with which window, against which words. Those of before
# are JSON as it is, and copies had a window and words of their own.
FIRST, DEFLATED = b"\x01", b"\x02"
WINDOWS = {FIRST: (-11, FIRST_WORDS), DEFLATED: (-13, WORDS)}  # raw deflate, 2 KB and 8 KB
LEVEL, MEMORY = 6, 5
# Copied for each record: to look through the words takes longer than to deflate one.
_READY = zlib.compressobj(LEVEL, zlib.DEFLATED, WINDOWS[DEFLATED][0], MEMORY, zlib.Z_DEFAULT_STRATEGY, WORDS)
MOST_BYTES = 128 * 1024
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Record:
    """What one signer gave. `s` is 32 random bytes in hexadecimal, `text` the hash of what she read, `consent` the
    wording she agreed to.

    Older and newer programs read it, as lists lie on holders' computers for years: a field that is added has a default,
    for records that lack it, and a reader ignores what it has no field for. What changes its meaning is a new version.
    """

    campaign: str
    name: str
    address: str
    country: str
    consent: str
    consent_version: str
    s: str
    text: str
    # Whether she wants to hear of the campaign: "yes" or "no", "" in records of before it was sealed.
    updates: str = ""

    def packed(self) -> bytes:
        """For sealing and for her own copy, in a third of the room that `written` takes."""
        stream = _READY.copy()
        return DEFLATED + stream.compress(self.written()) + stream.flush()

    def written(self) -> bytes:
        """As JSON."""
        return _JSON.encode({"v": 1, **vars(self)}).encode()

    def may_be_updated(self, *, listed: bool) -> bool:
        """Whether she gets updates where a list says so or not: never against her own word.

        The server alone knows that she has ended them since.
        """
        return listed and self.updates != "no"

    def commitment(self, origin: str) -> str:
        """What the log of this origin says of it, 64 hexadecimal digits."""
        return commitment(
            origin=origin,
            text=self.text,
            s=bytes.fromhex(self.s),
            name=self.name,
            address=self.address,
            country=self.country,
        )

    @classmethod
    def unpacked(cls, packed: bytes) -> Self:
        """What `packed` made, or `written`.

        Raises ValueError for another version, TypeError where a field without default lacks.
        """
        plain = _inflated(packed) if packed[:1] in WINDOWS else packed
        fields = json.loads(plain.decode())
        if fields.pop("v", None) != 1:
            raise ValueError("a record of a version that this program doesn't know")
        if fields.keys() != cls.__dataclass_fields__.keys():
            return cls(**{name: value for name, value in fields.items() if name in cls.__dataclass_fields__})
        # Nearly all. The constructor of what is frozen sets field by field, which takes as long as parsing them does.
        record = cls.__new__(cls)
        vars(record).update(fields)
        return record


def _inflated(packed: bytes) -> bytes:
    window, words = WINDOWS[packed[:1]]
    try:
        return zlib.decompressobj(window, words).decompress(packed[1:], MOST_BYTES)
    except zlib.error:
        raise ValueError("a record that can't be read") from None
