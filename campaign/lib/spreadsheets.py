"""What a spreadsheet makes of text (architecture.md, case 9)."""

import csv
import io
import unicodedata
from collections.abc import Iterable
from typing import Any

MARK = "\ufeff"
"""The byte order mark: with it a spreadsheet reads UTF-8 as what it is. Each CSV file of ours begins with it."""
FORMULA = frozenset("=+-@")


def as_csv(rows: Iterable[Iterable[Any]]) -> str:
    """A whole file, its mark first."""
    text = io.StringIO(MARK)
    text.seek(len(MARK))
    csv.writer(text).writerows(rows)
    return text.getvalue()


def neutral(value: Any) -> Any:
    """Text that no spreadsheet takes for a formula: with a leading apostrophe where it might."""
    if not isinstance(value, str) or not value or (value[0].isascii() and value[0].isalnum()):
        return value
    # Some programs skip what nobody sees and take a full-width sign for a plain one.
    seen = (c for c in unicodedata.normalize("NFKC", value) if not c.isspace() and not _invisible(c))
    return f"'{value}" if value[0] in "\t\r\n" or next(seen, "") in FORMULA else value


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf"}
