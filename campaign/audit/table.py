"""The audit as a CSV file: streamed, and safe in a spreadsheet."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from campaign.audit.models import AuditEntry
from campaign.lib.out_files import out_file
from campaign.lib.spreadsheets import MARK, neutral

COLUMNS = ("number", "when", "from", "who", "campaign", "act", "rules", "people", "facts")
FEWER = "fewer than ten"


def write_csv(entries: Iterable[AuditEntry], *, out: Path) -> int:
    """Write them to `out`, mode 0600, which appears when it is whole; returns how many. Raises Refusal."""
    count = -1  # the first line names the columns
    with out_file(out) as part, part.open("w", encoding="utf-8", newline="") as file:
        for line in csv_lines(entries):
            file.write(line)
            count += 1
    return count


def csv_lines(entries: Iterable[AuditEntry]) -> Iterator[str]:
    """The file, a line at a time, to be streamed. With its byte order mark a spreadsheet reads UTF-8 as what it is."""
    yield f"{MARK}{_line(COLUMNS)}"
    for entry in entries:
        yield _line(neutral(cell) for cell in cells(entry))


def cells(entry: AuditEntry) -> list[str]:
    """One act, by COLUMNS."""
    when = entry.at.isoformat(timespec="seconds")
    what = [entry.campaign or "", entry.act.value, " ".join(entry.rules), people(entry.tens)]
    facts = json.dumps(entry.facts, sort_keys=True) if entry.facts else ""
    return [str(entry.id), when, entry.actor.value, entry.who or "", *what, facts]


def people(tens: int | None) -> str:
    """How many an act concerned, as it is said."""
    if tens is None:
        return ""
    return f"at least {tens}" if tens else FEWER


def _line(values: Iterable[str]) -> str:
    text = io.StringIO()
    csv.writer(text).writerow(values)
    return text.getvalue()
