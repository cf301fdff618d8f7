"""A backup that lacks what was published: a site that it is restored on, and a partner who has a copy."""

from pathlib import Path

import pytest

from campaign.extensions import db
from campaign.running.verify_cli import verifier
from campaign.signing import actions as signing
from campaign.tally import queries as tally_queries
from tests.cast import AMELIE, NOUR, SLUG, Person, Site
from tests.tally.test_last_seen import run
from tests.tally.test_the_sequencer import confirm

LATE = Person("Late B.", "late@example.org", "DE")
NEXT = Person("Next C.", "next@example.org", "DE")


class Backup:
    """Every row there is, put back later as a restored backup does."""

    def __init__(self) -> None:
        with db.engine.connect() as connection:
            self.tables = [
                (table, [dict(row) for row in connection.execute(table.select()).mappings()])
                for table in db.metadata.sorted_tables
                if table.name != "audit_entries"  # from which nothing can be deleted
            ]

    def restore(self) -> None:
        db.session.rollback()
        with db.engine.begin() as connection:
            for table, _ in reversed(self.tables):
                connection.execute(table.delete())
            for table, rows in self.tables:
                if rows:
                    connection.execute(table.insert(), rows)


class Lost:
    """A site whose backup lacks one withdrawal and one signature that were published; a partner has a copy."""

    def __init__(self, site: Site, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.site, self.patch, self.mirror = site, patch, folder / "mirror"
        self.amelie, self.nour = site.signed(AMELIE), site.signed(NOUR)
        confirm(site, "FR", 30, first=1000)
        site.number()
        backup = Backup()
        site.client().press(self.amelie, "withdrawal")
        self.late = site.signed(LATE)
        site.number()
        signing.erase_withdrawn()
        self.run("log", "export", SLUG, str(self.mirror))
        self.size = tally_queries.head(site.campaign.id).size  # type: ignore[union-attr]
        self.old_key = self.run("log", "key", SLUG)[1].strip()
        self.whole = Backup()
        backup.restore()

    def run(self, *words: str) -> tuple[int, str]:
        return run(self.site.app, self.patch, *words)

    def resume(self, *words: str) -> tuple[int, str]:
        return self.run("log", "resume", SLUG, *words)

    @property
    def origin(self) -> str:
        db.session.rollback()
        head = tally_queries.head(self.site.campaign.id)
        assert head is not None
        return head.origin


def verify(*words: object) -> None:
    assert verifier().main([str(word) for word in words]) == 0


def lacking(published: int, copy: Path, *, folder: str = "log") -> str:
    return (
        f"This database lacks entries of the {published} that were published, and {copy} holds 0 of them below "
        f"{folder}/. Anyone among the rest who withdrew would be counted again. Give a copy that has them: --entries "
        f"FOLDER-OR-ADDRESS. If there is none anywhere: --entries-lost. {SLUG} then continues without them.\n"
    )
