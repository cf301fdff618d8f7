"""The organisers' list as a file: streamed, safe in a spreadsheet, written aside and renamed, mode 0600."""

import csv
import json
import os
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

import click

from campaign.lib import countries
from campaign.releases.actions import Refusal
from campaign.releases.models import Campaign
from campaign.signing import queries
from campaign.signing.models import Signature
from campaign.signing.records import Record
from campaign.tally import queries as tallied
from campaign.vault.envelope import Unreadable
from campaign.vault.sealing import Identities
from campaign.vault.sealing import open as unseal

COLUMNS = ("name", "email", "country", "country_name", "day", "language", "wants_updates", "text", "consent")
FORMULA = frozenset("=+-@")
Row = dict[str, Any]


def export(
    *,
    campaign: Campaign,
    out: Path,
    identity: Identities,
    country: str | None = None,
    wants_updates: bool = False,
) -> int:
    """Write the confirmed signatures, opened with `identity`, to `out`; returns how many.

    Raises Refusal for another kind of file, and for a key that doesn't open them. Memory stays flat however many
    there are.
    """
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise Refusal(f"{out.name} is no kind of file that can be written: use .csv, .xlsx or .jsonl.")
    expected = sum(tallied.exact_counts(campaign.id).values())
    found = queries.signatures(campaign.id, country=country, wants_updates=wants_updates)
    with _aside(out) as path, click.progressbar(found, length=expected, label="Exporting") as signatures:
        return writer(path, (_row(signature, identity) for signature in signatures))


def neutral(value: Any) -> Any:
    """Text that no spreadsheet takes for a formula: with a leading apostrophe where it might."""
    if not isinstance(value, str) or not value:
        return value
    # Some programs skip what nobody sees and take a full-width sign for a plain one.
    seen = (c for c in unicodedata.normalize("NFKC", value) if not c.isspace() and not _invisible(c))
    return f"'{value}" if value[0] in "\t\r\n" or next(seen, "") in FORMULA else value


def _invisible(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf"}


def _row(signature: Signature, identity: Identities) -> Row:
    try:
        plain = unseal(signature.sealed or b"", record=signature.record or b"", identity=identity)
    except Unreadable:
        raise Refusal(
            f"This key doesn't open signature {signature.id}: it was sealed to others, or its bytes were changed. "
            "Nothing was written."
        ) from None
    record = Record.unpacked(plain)
    return {
        "name": record.name,
        "email": record.address,
        "country": "" if record.country == countries.UNSAID else record.country,
        "country_name": "" if record.country == countries.UNSAID else countries.name(record.country, "en"),
        "day": signature.hour.date().isoformat() if signature.hour else "",
        "language": signature.language,
        "wants_updates": bool(signature.wants_updates),
        "text": record.text,
        "consent": record.consent_version,
    }


@contextmanager
def _aside(out: Path) -> Iterator[Path]:
    """A file of mode 0600 beside `out` that takes its place when all is written, and goes if anything fails."""
    if out.exists():
        raise Refusal(f"{out} is there already. Choose another name, or move it away.")
    aside = out.with_name(f".{out.name}.part")
    aside.unlink(missing_ok=True)
    try:
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield aside
        with aside.open("rb") as written:
            os.fsync(written.fileno())
        aside.rename(out)
    except OSError as problem:
        raise Refusal(f"{out} can't be written: {problem.strerror}.") from None
    finally:
        aside.unlink(missing_ok=True)


def _csv(path: Path, rows: Iterator[Row]) -> int:
    count = 0
    # With its byte order mark a spreadsheet reads UTF-8 as what it is.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for row in rows:
            writer.writerow([neutral(_as_text(row[column])) for column in COLUMNS])
            count += 1
    return count


def _jsonl(path: Path, rows: Iterator[Row]) -> int:
    count = 0
    file: TextIO
    with path.open("w", encoding="utf-8") as file:
        for row in rows:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def _xlsx(path: Path, rows: Iterator[Row]) -> int:
    from xlsxwriter import Workbook

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(str(path), options) as book:
        sheet, count, line = book.add_worksheet(), 0, 0
        sheet.write_row(0, 0, COLUMNS)
        for row in rows:
            count, line = count + 1, line + 1
            if line == SHEET_ROWS:
                sheet, line = book.add_worksheet(), 1
                sheet.write_row(0, 0, COLUMNS)
            for column, name in enumerate(COLUMNS):
                sheet.write_string(line, column, str(neutral(_as_text(row[name]))))
    return count


def _as_text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


SHEET_ROWS = 1_048_576
WRITERS: dict[str, Callable[[Path, Iterator[Row]], int]] = {".csv": _csv, ".xlsx": _xlsx, ".jsonl": _jsonl}
