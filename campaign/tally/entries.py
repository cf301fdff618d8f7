"""The lines of a log and the commitment that stands in one: pure, written and parsed here alone.

See architecture.md, The log.
"""

import hmac
import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256

from campaign.lib.tens import STEP, complete_tens


class EntryKind(StrEnum):
    """The word that a line begins with."""

    RULES = "rules"
    TEXT = "text"
    SIGNATURE = "signature"
    PAPER = "paper"
    WITHDRAWAL = "withdrawal"
    TALLY = "tally"
    LETTERS = "letters"
    CLOSED = "closed"
    CONTINUES = "continues"


class RemovalReason(StrEnum):
    """Why a signature left the count, in the order in which pages and letters name them. Words: `removal.py`."""

    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    FRAUD = "fraud"
    LEGAL = "legal"


# The first line of a log: by which rules its lines are to be read.
RULES_LINE = "rules 1"
NOT_SHOWN = "--"

HEX = r"[0-9a-f]{64}"
NUMBER = r"(?:0|[1-9][0-9]{0,17})"
LINES = {
    EntryKind.RULES: re.compile(RULES_LINE),
    EntryKind.TEXT: re.compile(rf"text (?P<hash>{HEX})"),
    EntryKind.SIGNATURE: re.compile(rf"signature (?P<hash>{HEX})"),
    EntryKind.PAPER: re.compile(rf"paper (?P<hash>{HEX})"),
    EntryKind.WITHDRAWAL: re.compile(
        rf"withdrawal (?P<index>{NUMBER}) (?P<reason>{'|'.join(sorted(RemovalReason))})"
    ),
    EntryKind.TALLY: re.compile(
        rf"tally (?P<day>\d{{4}}-\d{{2}}-\d{{2}}) (?P<taken_in>{NUMBER}) "
        rf"(?P<figures>(?:[A-Z]{{2}}={NUMBER} )*){NOT_SHOWN}=(?P<rest>{NUMBER})"
    ),
    EntryKind.LETTERS: re.compile(rf"letters (?P<hash>{HEX})"),
    EntryKind.CLOSED: re.compile(r"closed"),
    EntryKind.CONTINUES: re.compile(rf"continues (?P<origin>[!-~]+) (?P<index>{NUMBER}) (?P<hash>{HEX})"),
}
SIGNATURE = LINES[EntryKind.SIGNATURE]
DIGEST = re.compile(HEX)
# Before the bytes of a digest: no text begins with one of these.
MARKS: dict[str, bytes] = {EntryKind.SIGNATURE: b"\x01", EntryKind.PAPER: b"\x02"}
HEADS = {mark: f"{kind} " for kind, mark in MARKS.items()}


class NotAnEntry(ValueError):
    """A line that no log of ours contains."""


@dataclass(frozen=True)
class Stated:
    """What a `tally` line states: how many signatures were taken in, complete tens of them by country, the rest."""

    day: date
    taken_in: int
    countries: Mapping[str, int]

    @property
    def not_shown(self) -> int:
        """What isn't shown by country; with the countries it adds up to what was taken in."""
        return self.taken_in - sum(self.countries.values())

    @property
    def ranked(self) -> list[tuple[str, int]]:
        """(code, figure), the largest first, equal ones by code."""
        return sorted(self.countries.items(), key=lambda pair: (-pair[1], pair[0]))

    def without(self, codes: Container[str]) -> "Stated":
        """The same number taken in, with the figures of these countries among what isn't shown."""
        return replace(self, countries={code: n for code, n in self.countries.items() if code not in codes})


@dataclass(frozen=True)
class Line:
    """A parsed line: its kind, and whichever of the others that kind has.

    Of a `continues` line `index` and `hash` are the size and the root hash of the log of that `origin`.
    """

    kind: EntryKind
    hash: str | None = None
    index: int | None = None
    reason: RemovalReason | None = None
    stated: Stated | None = None
    origin: str | None = None


def hashed_line(kind: EntryKind, digest: str) -> str:
    """`text`, `signature`, `paper` or `letters` with its 64 hexadecimal digits."""
    return f"{kind} {digest}"


def packed(line: str) -> bytes | None:
    """A line of signatures or paper in half of its room, to be kept; None for any other."""
    kind, _, digest = line.partition(" ")
    if (mark := MARKS.get(kind)) is None or not DIGEST.fullmatch(digest):
        return None
    return mark + bytes.fromhex(digest)


def unpacked(line: bytes) -> str:
    """What `packed` was given; of other bytes the text."""
    head = HEADS.get(line[:1])
    return head + line[1:].hex() if head else line.decode()


def withdrawal_line(index: int, reason: RemovalReason) -> str:
    """The withdrawal of the signature that stands at `index`."""
    return f"withdrawal {index} {reason}"


def continues_line(origin: str, size: int, root: str) -> str:
    """The line behind `rules` in a log that goes on where entries of another were lost; `root` in hexadecimal."""
    return f"continues {origin} {size} {root}"


def tally_line(stated: Stated) -> str:
    """Countries by figure, then code; what isn't shown comes last."""
    figures = "".join(f"{code}={figure} " for code, figure in stated.ranked)
    return f"tally {stated.day.isoformat()} {stated.taken_in} {figures}{NOT_SHOWN}={stated.not_shown}"


def is_signature(line: str | bytes) -> bool:
    """Whether a line, or what is kept of one, is a signature's, as `parse` would say."""
    if isinstance(line, bytes):
        return line[:1] == MARKS[EntryKind.SIGNATURE]
    return SIGNATURE.fullmatch(line) is not None


def parse(line: str | bytes) -> Line:
    """The entry that a line, or what is kept of one, is. Raises NotAnEntry for any other text, however near."""
    line = unpacked(line) if isinstance(line, bytes) else line
    try:
        kind = EntryKind(line.split(" ", 1)[0])
    except ValueError:
        raise NotAnEntry(f"not an entry: {line[:80]!r}") from None
    match = LINES[kind].fullmatch(line)
    if match is None:
        raise NotAnEntry(f"not an entry: {line[:80]!r}")
    fields = match.groupdict()
    if kind == EntryKind.TALLY:
        return Line(kind, stated=_stated(fields, line))
    index = int(fields["index"]) if "index" in fields else None
    return Line(
        kind,
        hash=fields.get("hash"),
        index=index,
        reason=RemovalReason(fields["reason"]) if "reason" in fields else None,
        origin=fields.get("origin"),
    )


def _stated(fields: Mapping[str, str], line: str) -> Stated:
    pairs = [pair.split("=") for pair in fields["figures"].split()]
    try:
        stated = Stated(
            date.fromisoformat(fields["day"]), int(fields["taken_in"]), {code: int(n) for code, n in pairs}
        )
    except ValueError:
        raise NotAnEntry(f"no such day: {line[:80]!r}") from None
    if len(stated.countries) != len(pairs) or tally_line(stated) != line:
        raise NotAnEntry(f"figures that are repeated, out of order or don't add up: {line[:80]!r}")
    if not all(statable(figure) for figure in stated.countries.values()):
        raise NotAnEntry(f"not in full tens: {line[:80]!r}")
    return stated


def by_reason(removed: Mapping[RemovalReason, int]) -> list[tuple[RemovalReason, int]]:
    """(reason, withdrawals), in their order, without reasons that nothing was removed for; ValueError for no reason."""
    order = list(RemovalReason)
    counts = [(RemovalReason(reason), count) for reason, count in removed.items() if count]
    return sorted(counts, key=lambda pair: order.index(pair[0]))


def stated_figures(
    taken_in: Mapping[str, int], *, unstated: Container[str], day: date, step: int = STEP
) -> Stated:
    """Exact counts as they may be stated: complete tens, nothing below ten, nothing of the `unstated` codes."""
    shown = {code: complete_tens(n, step=step) for code, n in taken_in.items() if code not in unstated}
    return Stated(day, sum(taken_in.values()), {code: figure for code, figure in shown.items() if figure > 0})


def statable(figure: int) -> bool:
    """Whether a figure may stand beside a country: full tens, ten at least."""
    return figure >= STEP and figure == complete_tens(figure)


def paper_commitment(*, origin: str, text: str, s: bytes, name: str, country: str) -> str:
    """The same of a slip of paper, on which nobody is asked for an address; it is never a signature's."""
    return _commitment("paper", origin=origin, text=text, s=s, name=name, address="", country=country)


def commitment(*, origin: str, text: str, s: bytes, name: str, address: str, country: str) -> str:
    """The commitment to one signature (architecture.md, The log), 64 hexadecimal digits.

    `text` is the canonical text's hash in hexadecimal, `s` 32 random bytes. All hashes go in raw, 32 bytes each.
    """
    return _commitment(
        "signature", origin=origin, text=text, s=s, name=name, address=address, country=country
    )


def _commitment(what: str, *, origin: str, text: str, s: bytes, name: str, address: str, country: str) -> str:
    person = f"{unicodedata.normalize('NFC', name)}\0{address.strip().lower()}".encode()
    identity = _keyed(_keyed(s, b"identity"), person)
    residence = _keyed(_keyed(s, b"country"), country.encode())
    head = f"campaign/{what}/v1\n{origin}\n".encode()
    return sha256(head + bytes.fromhex(text) + identity + residence).hexdigest()


def _keyed(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, sha256).digest()
