"""The organisers' list as a file: safe in a spreadsheet, written aside and renamed, mode 0600.

Without Flask and SQLAlchemy: the server writes it, and so does an organiser's own computer.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, TypeVar

from campaign.lib import countries, durable
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import neutral
from campaign.signing.records import Record

COLUMNS = (
    "name", "email", "country", "country_name", "day", "language", "wants_updates", "text", "consent", "index",
)  # fmt: skip
SHEET_ROWS = 1_048_576
PIECE = 500
LAST_LINE = (
    "This file contains names and political opinions. Keep it encrypted. Delete it once it has served "
    "its purpose."
)
Row = dict[str, Any]
T = TypeVar("T")


@dataclass(frozen=True)
class Kind:
    """One kind of file. `shaped` makes a piece of it from some rows, in any process; `write` puts pieces together."""

    shaped: Callable[[Iterable[Row]], Any]
    write: Callable[[Path, Iterable[Any]], None]


def kind_of(out: Path) -> Kind:
    """How a file of this name is written. Raises Refusal for another kind."""
    kind = KINDS.get(out.suffix.lower())
    if kind is None:
        raise Refusal("lists/other-kind", name=out.name)
    return kind


def row_of(
    record: Record, *, day: str, language: str | None, wants_updates: bool, index: int | None = None
) -> Row:
    """One signer, by the names of COLUMNS; `index` is her place in the log, None while she waits for one."""
    return {
        "name": record.name,
        "email": record.address,
        "country": "" if record.country == countries.UNSAID else record.country,
        "country_name": "" if record.country == countries.UNSAID else _country_name(record.country),
        "day": day,
        "language": language,
        "wants_updates": record.may_be_updated(listed=wants_updates),
        "text": record.text,
        "consent": record.consent_version,
        "index": index,
    }


@contextmanager
def aside(out: Path) -> Iterator[Path]:
    """A file of mode 0600 beside `out` that takes its place when all is written, and goes if anything fails.

    Raises Refusal if `out` is there already or the disk can't take it.
    """
    try:
        with durable.aside(out) as part:
            yield part
    except FileExistsError:
        raise Refusal("lists/taken", path=out) from None
    except OSError as problem:
        raise Refusal("lists/unwritten", path=out, says=problem.strerror) from None


def pieces(rows: Iterable[T], size: int = PIECE) -> Iterator[list[T]]:
    """So many at a time."""
    left = iter(rows)
    while piece := list(islice(left, size)):
        yield piece


@lru_cache(maxsize=300)
def _country_name(code: str) -> str:
    return countries.name(code, "en")


def _cells(rows: Iterable[Row]) -> list[list[str]]:
    return [[str(neutral(_as_text(row[column]))) for column in COLUMNS] for row in rows]


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _csv_text(rows: Iterable[Row]) -> str:
    return _csv(_cells(rows))


def _csv(cells: Iterable[Iterable[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(cells)
    return text.getvalue()


def _write_csv(path: Path, texts: Iterable[str]) -> None:
    # With its byte order mark a spreadsheet reads UTF-8 as what it is.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        file.write(_csv([COLUMNS]))
        file.writelines(texts)


def _jsonl_text(rows: Iterable[Row]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _write_jsonl(path: Path, texts: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(texts)


def _write_xlsx(path: Path, sheets: Iterable[list[list[str]]]) -> None:
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    # What is put together on the way is as secret as the file, so it lies beside it and nowhere else.
    with TemporaryDirectory(dir=path.parent, prefix=f"{path.name}.") as folder, path.open("wb") as file:
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        disk = _Disk(file)
        try:
            with Workbook(disk, {**options, "tmpdir": folder}) as book:
                lines = (cells for piece in sheets for cells in piece)
                _write_sheet(book.add_worksheet(), islice(lines, SHEET_ROWS - 1))
                for line in lines:
                    _write_sheet(book.add_worksheet(), chain([line], islice(lines, SHEET_ROWS - 2)))
        except FileCreateError as problem:  # what the disk said stands in it
            raise problem.args[0] from None
        if disk.problem:
            raise disk.problem


class _Disk:
    """A file that remembers what the disk said first, and takes whatever is written after that, closed or not.

    A zip that failed is closed once more as it is deleted, and would print a traceback of its own.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.problem: OSError | None = None

    def write(self, content: bytes) -> int:
        """Its length, written or not."""
        try:
            if not self._over:
                self._file.write(content)
                self._file.flush()  # or the disk would say it only as the file is closed
        except OSError as problem:
            self.problem = problem
        return len(content)

    def seek(self, *where: int) -> int:
        """As the file does."""
        return 0 if self._over else self._file.seek(*where)

    def tell(self) -> int:
        """As the file does."""
        return 0 if self._over else self._file.tell()

    def flush(self) -> None:
        """Nothing: each piece was."""

    @property
    def _over(self) -> bool:
        return self._file.closed or self.problem is not None


def _write_sheet(sheet: Any, lines: Iterable[list[str]]) -> None:
    sheet.write_row(0, 0, COLUMNS)
    for number, cells in enumerate(lines, 1):
        for column, text in enumerate(cells):
            sheet.write_string(number, column, text)


KINDS: dict[str, Kind] = {
    ".csv": Kind(_csv_text, _write_csv),
    ".jsonl": Kind(_jsonl_text, _write_jsonl),
    ".xlsx": Kind(_cells, _write_xlsx),
}
