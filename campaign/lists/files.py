"""The organisers' list as a file: safe in a spreadsheet, written aside and renamed, mode 0600.

Without Flask and SQLAlchemy: the server writes it, and so does an organiser's own computer.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol, TypeVar

from campaign.lib import countries
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import MARK, neutral
from campaign.lists import workbooks
from campaign.signing.records import Record

COLUMNS = (
    "name", "email", "country", "country_name", "day", "language", "wants_updates", "text", "consent", "index",
)  # fmt: skip
PIECE = 500
LAST_LINE = (
    "This file contains names and political opinions. Keep it encrypted. Delete it once it has served "
    "its purpose."
)
Row = dict[str, Any]
_in_columns = itemgetter(*COLUMNS)
T = TypeVar("T")


class Shaped(Protocol):
    """Makes a piece of a file from some rows, with `before` rows above them."""

    def __call__(self, rows: Iterable[Row], *, before: int) -> Any: ...


@dataclass(frozen=True)
class Kind:
    """One kind of file. `shaped` makes a piece of it from some rows, in any process; `write` puts pieces together."""

    shaped: Shaped
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


def pieces(rows: Iterable[T], size: int = PIECE) -> Iterator[list[T]]:
    """So many at a time."""
    left = iter(rows)
    while piece := list(islice(left, size)):
        yield piece


@lru_cache(maxsize=300)
def _country_name(code: str) -> str:
    return countries.name(code, "en")


def _cells(rows: Iterable[Row]) -> list[list[str]]:
    return [[neutral(_as_text(value)) for value in _in_columns(row)] for row in rows]


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _csv_bytes(rows: Iterable[Row], *, before: int) -> bytes:
    return _csv(_cells(rows))


def _csv(cells: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(cells)
    return text.getvalue().encode()


def _write_csv(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.write(MARK.encode() + _csv([COLUMNS]))
        file.writelines(pieces)


def _jsonl_bytes(rows: Iterable[Row], *, before: int) -> bytes:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def _write_jsonl(path: Path, pieces: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(pieces)


def _xlsx_rows(rows: Iterable[Row], *, before: int) -> list[workbooks.Rows]:
    return workbooks.rows_of(_cells(rows), before=before)


def _write_xlsx(path: Path, pieces: Iterable[Iterable[workbooks.Rows]]) -> None:
    workbooks.write(path, COLUMNS, pieces)


KINDS: dict[str, Kind] = {
    ".csv": Kind(_csv_bytes, _write_csv),
    ".jsonl": Kind(_jsonl_bytes, _write_jsonl),
    ".xlsx": Kind(_xlsx_rows, _write_xlsx),
}
