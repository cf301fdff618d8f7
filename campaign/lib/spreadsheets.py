"""What a spreadsheet makes of text (architecture.md, case 9), and the text that one saves as CSV."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

MARK = "\ufeff"
"""The byte order mark: with it a spreadsheet reads UTF-8 as what it is. Each CSV file of ours begins with it."""
SEPARATORS = ",;\t"
NAMED = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # a first line of Excel's own
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
FORMULA = frozenset("=+-@")
LONGEST_CELL = 32_767  # of Excel, in UTF-16


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    """A whole file, its mark first."""
    text = io.StringIO(MARK)
    text.seek(len(MARK))
    csv.writer(text).writerows(rows)
    return text.getvalue()


def neutral(value: Any) -> Any:
    """Text that no spreadsheet takes for a formula: with a leading apostrophe where it might."""
    if not isinstance(value, str) or not value or value[0].isalnum():
        return value
    # Some programs skip what nobody sees and take a full-width sign for a plain one.
    seen = (c for c in unicodedata.normalize("NFKC", value) if not c.isspace() and not _invisible(c))
    return f"'{value}" if value[0] in "\t\r\n" or next(seen, "") in FORMULA else value


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf"}


def text_of(raw: bytes) -> str:
    """The text of any file in UTF-8 or UTF-16, such as Excel's "Unicode text", each with or without its mark.

    Raises UnicodeDecodeError for any other encoding.
    """
    if raw.startswith(WIDE):
        return raw.decode("utf-16")
    # No text begins with a sign that is none: a zero byte is half of one.
    match raw[:2].find(0):
        case 0:
            return raw.decode("utf-16-be")
        case 1:
            return raw.decode("utf-16-le")
    return raw.decode("utf-8-sig")


def separated(text: str) -> tuple[str, str]:
    """(separator, text without the line that may name it): the one of these that the first line has most of."""
    if match := NAMED.match(text):
        return match[1], text[match.end() :]
    head = text.partition("\n")[0]
    return max(SEPARATORS, key=head.count), text
