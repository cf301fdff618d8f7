"""Opening a sealed list on an organiser's computer: how long a record takes, and what all processes hold together."""

import secrets
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from pyrage.x25519 import Identity

from campaign.lists.sealed_format import Header, SealedLine, write_sealed
from campaign.signing.records import Record
from campaign.vault.envelope import parse_recipient, seal_to
from tests.bench.databases import ROOT
from tests.bench.floors import Floors
from tests.bench.report import Report
from tests.bench.rows import COUNTRIES, SLUG
from tests.bench.watching import CORES, watch

RECORDS = 100_000
ASKED = 1_000_000
BATCH = 1_000
TEXT = "ab" * 32


def measure(report: Report, floors: Floors, records: int = RECORDS) -> None:
    """Two holders, and the second one opens: her key is tried on the first one's share of each record."""
    with tempfile.TemporaryDirectory(prefix="bench") as name:
        folder, holders = Path(name), [Identity.generate() for _ in range(2)]
        (folder / "nour.key").write_text(f"{holders[1]}\n")
        write_list(folder / "list.sealed", records, [str(holder.to_public()) for holder in holders])
        begun = time.perf_counter()
        most, used = unsealed(folder)
        seconds = time.perf_counter() - begun
    scaled, times = "" if records == ASKED else f", from {records:,}", ASKED / records
    floor = floors.opening * ASKED / 1_000
    report.figure(
        f"opening {ASKED:,} sealed records to CSV{scaled}", seconds * times, "s", most=60, computed=used * times,
        floor=floor,
    )  # fmt: skip
    each = used * times / CORES
    report.figure(f"the same, on each of {CORES} cores", each, "s", computed=each, floor=floor / CORES)
    report.figure("the same, memory of all processes", most, "MB", most=200)


def unsealed(folder: Path) -> tuple[float, float]:
    """(MB at one time, seconds of processor time) of `campaign unseal` for list.sealed with nour.key, to list.csv."""
    words = ["unseal", "list.sealed", "--identity", "nour.key", "--out", "list.csv"]
    opener = subprocess.Popen(
        [sys.executable, "-m", "campaign", *words],
        cwd=folder, env={"PYTHONPATH": str(ROOT), "HOME": str(folder)}, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return watch(opener.pid, "opening the sealed list")


def write_list(path: Path, records: int, recipients: list[str]) -> None:
    """A list as `campaign export --sealed` writes it, sealed by several processes."""
    batches = [(first, min(first + BATCH, records), recipients) for first in range(0, records, BATCH)]
    with ProcessPoolExecutor() as pool:
        lines = (line for some in pool.map(_lines, batches) for line in some)
        write_sealed(path, header=Header(SLUG, [TEXT], "2016-09-24", "press@example.org"), lines=lines)


def _lines(batch: tuple[int, int, list[str]]) -> list[SealedLine]:
    recipients = [parse_recipient(text) for text in batch[2]]
    return [_line(number, recipients) for number in range(batch[0], batch[1])]


def _line(number: int, recipients: list[object]) -> SealedLine:
    key, country = secrets.token_bytes(16), COUNTRIES[number * 7 % len(COUNTRIES)]
    record = Record(
        campaign=SLUG, name=f"Signér {number}", address=f"signer{number}@example.org", country=country,
        consent="I agree that Skies stores my name, email address, country and support for this demand.",
        consent_version="1", s=secrets.token_hex(32), text=TEXT,
    )  # fmt: skip
    sealed = seal_to(record.packed(), record_id=key, recipients=recipients)
    return SealedLine(key, country, "en", "2016-09-24T12:00:00+00:00", number % 3 == 0, TEXT, number, sealed)
