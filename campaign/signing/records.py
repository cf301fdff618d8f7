"""What a signer gave, as it goes into the vault and into her own copy: pure."""

import json
from dataclasses import asdict, dataclass
from typing import Self

from campaign.tally.entries import commitment


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
        return json.dumps({"v": 1, **asdict(self)}, ensure_ascii=False, separators=(",", ":")).encode()

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
        """What `packed` made. Raises ValueError for another version, TypeError where a field without default lacks."""
        fields = json.loads(packed.decode())
        if fields.pop("v", None) != 1:
            raise ValueError("a record of a version that this program doesn't know")
        if fields.keys() != cls.__dataclass_fields__.keys():
            return cls(**{name: value for name, value in fields.items() if name in cls.__dataclass_fields__})
        # Nearly all. The constructor of what is frozen sets field by field, which takes as long as parsing them does.
        record = cls.__new__(cls)
        vars(record).update(fields)
        return record
