"""Excel files for tests: written as Excel's programs write them, and as somebody would who means harm."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import xlsxwriter

HEAD = ["code", "address", "source", "date"]
FRANCE = ["FR", "post@fr.example.org", "a telephone call", "2016-09-24"]


def written(fill: Callable[[Any, Any], None], **options: Any) -> bytes:
    """A workbook that `fill` has put something into, given the book and its first sheet."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True, **options}) as book:
        fill(book, book.add_worksheet("list"))
    return raw.getvalue()


def lines(*rows: list[Any]) -> Callable[[Any, Any], None]:
    """What writes these rows."""

    def fill(_book: Any, sheet: Any) -> None:
        for number, cells in enumerate(rows):
            sheet.write_row(number, 0, cells)

    return fill


def changed(raw: bytes, **parts: bytes | None) -> bytes:
    """The same file with other bytes in the parts whose names begin so, or without them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            stem = name.rpartition("/")[2].partition(".")[0]
            content = parts.get(stem, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()
