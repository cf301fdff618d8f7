"""What a command line may hold, looked at before any command sees it."""

import re
import unicodedata
from collections.abc import Sequence

from campaign.lib.refusal import Refusal

LONGEST = 20_000
SHOWN = 200
LAID_OUT = "\t\n\r"
CONTROL = ("Cc", "Cs")  # signs that steer a terminal, and bytes that are no UTF-8
RUN = re.compile(rf"\S{{{SHOWN + 1},}}")


def require_words(words: Sequence[str]) -> None:
    """Raises Refusal for one that holds a control sign, or is longer than anything that a command takes."""
    for number, word in enumerate(words):
        if bad := next((c for c in word if unicodedata.category(c) in CONTROL and c not in LAID_OUT), ""):
            raise Refusal("lib/control-sign", what=_what(words, number), number=f"U+{_number(bad):04X}")
        if len(word) > LONGEST:
            raise Refusal("lib/too-long", what=_what(words, number), length=len(word), most=LONGEST)


def shortened(sentence: str) -> str:
    """A sentence in which nothing that was typed runs on for screens."""
    return RUN.sub(lambda run: f"{run[0][:SHOWN]}…", sentence)


def _number(sign: str) -> int:
    """Of a byte that is no UTF-8, the byte."""
    return ord(sign) - 0xDC00 if 0xDC80 <= ord(sign) <= 0xDCFF else ord(sign)


def _what(words: Sequence[str], number: int) -> str:
    """The option that a word belongs to, as far as a look at it tells."""
    option = words[number].partition("=")[0] if words[number].startswith("--") else ""
    if not option and number and words[number - 1].startswith("--"):
        option = words[number - 1]
    plain = option.removeprefix("--").replace("-", "")
    return option if plain.isascii() and plain.isalpha() else "What was typed"
