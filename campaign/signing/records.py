"""What a signer gave, as it goes into the vault and into her own copy: pure."""

import json
import zlib
from dataclasses import dataclass
from typing import Self

from campaign.tally.entries import commitment

# Of a record that is deflated, before it. What it is deflated against are words that nearly all have; both stay as they
# are as long as there are copies made with them.
DEFLATED = b"\x01"
WORDS = (
    b'@yahoo.com@outlook.com@hotmail.com@gmail.com"I agree that my name, email address, country and support for this '
    b"demand are stored by  and  in order to count my signature. This reveals a political opinion. I can withdraw at "
    b'any time.","consent_version":"2","s":"0123456789abcdef","text":"","updates":"yes"}"updates":"no"}{"v":1,'
    b'"campaign":"","name":"","address":"","country":"","consent":"'
)
WINDOW, MEMORY = (
    -11,
    5,
)  # raw, 2 KB, which is more than a record; a larger one takes longer to make than to use
MOST_BYTES = 64 * 1024


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
        """For sealing."""
        return json.dumps({"v": 1, **vars(self)}, ensure_ascii=False, separators=(",", ":")).encode()

    def deflated(self) -> bytes:
        """The same in less than half the room: for her own copy, which nobody reads without this program."""
        stream = zlib.compressobj(6, zlib.DEFLATED, WINDOW, MEMORY, zlib.Z_DEFAULT_STRATEGY, WORDS)
        return DEFLATED + stream.compress(self.packed()) + stream.flush()

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
        """What `packed` or `deflated` made.

        Raises ValueError for another version, TypeError where a field without default lacks.
        """
        plain = _inflated(packed) if packed.startswith(DEFLATED) else packed
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
    try:
        return zlib.decompressobj(WINDOW, WORDS).decompress(packed[len(DEFLATED) :], MOST_BYTES)
    except zlib.error:
        raise ValueError("a record that can't be read") from None
