"""The audit as a CSV file: streamed, and safe in a spreadsheet."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path

from campaign.audit.models import AuditEntry
from campaign.lib import durable
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import neutral

COLUMNS = ("number", "when", "from", "who", "campaign", "act", "rules", "people", "facts")
FEWER = "fewer than ten"


def write_csv(entries: Iterable[AuditEntry], *, out: Path) -> int:
    """Write them to `out`, mode 0600, which appears when it is whole; returns how many. Raises Refusal."""
    count = 0
    try:
        # With its byte order mark a spreadsheet reads UTF-8 as what it is.
        with durable.aside(out) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
            lines = csv.writer(file)
            lines.writerow(COLUMNS)
            for entry in entries:
                lines.writerow([neutral(cell) for cell in cells(entry)])
                count += 1
    except FileExistsError:
        raise Refusal("audit/taken", path=out) from None
    except OSError as problem:
        raise Refusal("audit/unwritten", path=out, says=problem.strerror) from None
    return count


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
