"""What a fuzzer says: sentences of a grammar, and what is right made wrong. The same chance, the same words."""

import random
import re
from collections.abc import Mapping, Sequence

# What programs have stumbled over: bounds of numbers, signs that other programs obey, signs that are no letters.
NASTY = (
    "", " ", "0", "-1", "+1", "00", "1e9", "NaN", "Infinity", "9" * 19, "9" * 400, "9" * 5_000, str(2**63),
    str(-(2**63) - 1), "٣", "१२", "½", "\0", "a\0b", "\r\n", "\n\n", "\t", "\x1b[2J", "\u200f", "\u202e",
    "\ufeff", "\ufffd", "\U0010ffff", "e\u0301" * 30,
    "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}", "ẞ", "ﬁ", "İ", "x" * 5_000, "'", '"', "''",
    "\\", "<script>", "{{7*7}}", "{total}", "{0.__class__}", "%s%n", "%(name)s", "%00", "%zz", "../" * 8,
    "/etc/passwd", "C:\\", "=HYPERLINK(1)", "@SUM(1)", "' OR 1=1 --", '"; DROP TABLE x; --', "$(id)",
    "`id`", "|id", "null", "true", "[]", "{}", "[[" * 200,
    "[" * 3_000, '{"a":' * 3_000, "{a=" * 3_000, "undefined", "idna", "*=undefined''",
    "a@b", "a@" + "b." * 120 + "example", "@",
    "a@[127.0.0.1]", "xn--", "0000-00-00", "9999-12-31", "2016-02-30", "24:61", "age1" + "q" * 58,
    "A" * 44, "=" * 44, "FR", "QQ", "en", "zz",
)  # fmt: skip
PIECES = re.compile(rb"[A-Za-z]+|[0-9]+|\s|[^A-Za-z0-9\s]", re.DOTALL)
NAME = re.compile(r"<([a-z_]+)>")
DEEPEST = 12
LARGEST = 200_000  # of what was made wrong; a fuzzer that grows its words finds only that they are long


class Grammar:
    """Rules by name: each a list of what it may be, with other names in angle brackets. Chance chooses; deep down the
    first one is taken, which therefore has to end.
    """

    def __init__(self, rules: Mapping[str, Sequence[str]], chance: random.Random) -> None:
        self.rules, self.chance = rules, chance

    def say(self, name: str, depth: int = 0) -> str:
        """A sentence of a rule; one in thirty of its words is nasty."""
        if self.chance.random() < 1 / 30:
            return self.chance.choice(NASTY)
        ways = self.rules[name]
        way = ways[0] if depth > DEEPEST else self.chance.choice(ways)
        return NAME.sub(lambda part: self.say(part[1], depth + 1) if part[1] in self.rules else part[0], way)


def nasty(chance: random.Random) -> str:
    """One of them, or two together."""
    return "".join(chance.choice(NASTY) for _ in range(chance.choice((1, 1, 1, 2))))


def wrong(raw: bytes, chance: random.Random, others: Sequence[bytes] = ()) -> bytes:
    """The same, wrong in one to five places: by pieces, by lines, by bytes, or with a part of another one."""
    for _ in range(chance.randint(1, 5)):
        raw = chance.choice(WAYS)(raw, chance, others)[:LARGEST]
    return raw


def _piece(raw: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """A word, a number or a sign of it is another one, is gone, or stands there twice."""
    pieces = PIECES.findall(raw[:20_000])
    if not pieces:
        return nasty(chance).encode(errors="surrogatepass")
    at = chance.randrange(len(pieces))
    new = chance.choice((nasty(chance).encode(), b"", pieces[at] * 2, chance.choice(pieces)))
    return b"".join([*pieces[:at], new, *pieces[at + 1 :]]) + raw[20_000:]


def _line(raw: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Lines change places, come again, go, or come a hundred times."""
    lines = raw.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            lines[at], lines[other] = lines[other], lines[at]
        case 1:
            lines.insert(at, lines[other])
        case 2:
            del lines[at]
        case _:
            lines[at:at] = [lines[other]] * 100
    return b"\n".join(lines)


def _bytes(raw: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """Bytes are others, or come from nowhere."""
    changed = bytearray(raw)
    for _ in range(chance.choice((1, 1, 4, 32))):
        at = chance.randrange(len(changed) + 1)
        if chance.random() < 0.5 and at < len(changed):
            changed[at] = chance.choice(
                (0, 255, changed[at] ^ (1 << chance.randrange(8)), chance.randrange(256))
            )
        else:
            changed[at:at] = chance.randbytes(chance.choice((1, 2, 8)))
    return bytes(changed)


def _cut(raw: bytes, chance: random.Random, _: Sequence[bytes]) -> bytes:
    """It breaks off, or begins late."""
    at = chance.randrange(len(raw) + 1)
    return raw[:at] if chance.random() < 0.7 else raw[at:]


def _joined(raw: bytes, chance: random.Random, others: Sequence[bytes]) -> bytes:
    """It goes on as another one does."""
    other = chance.choice(others) if others else raw
    return raw[: chance.randrange(len(raw) + 1)] + other[chance.randrange(len(other) + 1) :]


WAYS = (_piece, _piece, _piece, _line, _bytes, _cut, _joined)
