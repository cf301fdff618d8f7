"""Marks that lists begin with, as word processors and mail programs write them."""

import re

FIRST = "-*•‣·●➢✓✔❖◆►➤⁃"
SECOND = "◦▪○■□▫"
"""Marks of a list inside a list, as Word sets them."""
ALL = FIRST + SECOND

# Word's bullets are letters of other fonts: Symbol and Wingdings, in Unicode's private area or as the plain letter
# that has the same number. Courier New gives the second level its "o". What they become, letters can print.
PRIVATE = {
    0xF0B7: "•", 0xF0A7: "■", 0xF0D8: "‣", 0xF0FC: "•", 0xF076: "◆", 0xF06F: "□", 0xF071: "□", 0xF0A8: "□",
    0xF06E: "■", 0xF06C: "●", 0xF075: "◆", 0xF0E0: "‣", 0xF0E8: "‣", 0xF02D: "-", 0xF02A: "*", 0xF0A1: "○",
}  # fmt: skip
LETTERS = {"o": "○", "§": "■", "Ø": "‣", "ü": "•", "v": "◆", "q": "□", "n": "■", "l": "●", "–": "-"}

PRIVATE_AT_START = re.compile("^([ \t]*)([\uf020-\uf0ff])(?=[ \t])", re.MULTILINE)
LETTER_AT_START = re.compile(f"^([ \t]*)([{''.join(LETTERS)}])(?:\t| {{2,}})[ \t]*(?=\\S)", re.MULTILINE)
UNSPACED_AT_START = re.compile("^([ \t]*)([•▪◦●■□➢✓❖])[ \t]*(?=[^\\s•▪◦●■□➢✓❖])", re.MULTILINE)


def plain_bullets(text: str) -> str:
    """Pasted text whose lists begin with marks that fonts have, each with one space behind it."""
    text = PRIVATE_AT_START.sub(lambda sign: sign[1] + PRIVATE.get(ord(sign[2]), "•"), text)
    text = LETTER_AT_START.sub(lambda sign: f"{sign[1]}{LETTERS[sign[2]]} ", text)
    return UNSPACED_AT_START.sub(r"\1\2 ", text.translate(PRIVATE))
