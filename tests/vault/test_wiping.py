"""What was erased leaves the database's files, however often that takes; `campaign check` says how far it has come."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Connection, text, update

from campaign.checks import GOOD, NOTE, WRONG
from campaign.checks.erasures import erasures
from campaign.extensions import db, transaction
from campaign.signing import actions as signing
from campaign.signing.models import Signature
from campaign.vault import wiping
from campaign.vault.models import Erasure
from tests.cast import AMELIE, Client, Site, in_force
from tests.checks.test_check import PUBLIC
from tests.tables import rows

SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
NIGHT = datetime(2026, 10, 2, 2, tzinfo=UTC)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
BOTH = "signatures, submissions"


def erased(site: Site, client: Client) -> bytes:
    """Somebody signed, withdrew, and her record was erased: what it was."""
    link = site.signed(AMELIE)
    (row,) = rows(Signature)
    client.press(link, "withdrawal")
    site.number()
    assert signing.erase_withdrawn() == 1
    db.session.remove()
    sealed = row["sealed"]
    assert isinstance(sealed, bytes)
    assert sealed in files("signatures")
    return sealed


def files(table: str) -> bytes:
    """Every byte of the files in which the database keeps a table."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if db.engine.dialect.name == "sqlite":
            path = Path(str(db.engine.url.database))
            return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
        connection.execute(text("CHECKPOINT"))
        folder = Path(str(connection.scalar(text("SHOW data_directory"))))
        kept = text(
            "SELECT pg_relation_filepath(oid) FROM pg_class WHERE relname = :table OR oid = "
            "(SELECT reltoastrelid FROM pg_class WHERE relname = :table)"
        )
        return b"".join((folder / place).read_bytes() for place in connection.scalars(kept, {"table": table}))


def said(site: Site, **settings: object) -> list[tuple[str, str]]:
    """What `campaign check` finds of it."""
    db.session.remove()
    with in_force(site.app, **settings):
        return [(each.standing, each.sentence) for each in erasures()]


@contextmanager
def somebody(*statements: str) -> Iterator[Connection]:
    """Another program that has the database open, in a transaction."""
    with db.engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
        yield connection


def test_before_anything_is_erased_nothing_is_said(site: Site) -> None:
    wiping.let_go()
    wiping.rewrite_at_night()
    assert (rows(Erasure), said(site)) == ([], [])


def test_what_is_not_erased_after_all_leaves_no_note(site: Site) -> None:
    def erase() -> None:
        with transaction():
            wiping.note_erased("signatures")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        erase()
    assert rows(Erasure) == []


@SQLITE
def test_the_log_is_emptied_at_once(site: Site, client: Client) -> None:
    sealed = erased(site, client)
    wiping.let_go()
    assert sealed not in files("signatures")
    assert [row["since"] for row in rows(Erasure)] == [None, None]


@SQLITE
def test_a_reader_delays_it_and_is_named_after_an_hour(site: Site, client: Client) -> None:
    link = site.signed(AMELIE)
    (row,) = rows(Signature)
    with somebody("SELECT count(*) FROM signatures"):
        with time_machine.travel(NOON, tick=False):
            client.press(link, "withdrawal")
            site.number()
            signing.erase_withdrawn()
            wiping.let_go()
            assert row["sealed"] in files("signatures")
            assert said(site) == []
        with time_machine.travel(NOON + 61 * MINUTE, tick=False):
            wiping.let_go()
            sentence = (
                "Erasure: the database's log may hold what was erased since 2026-10-01 12:00 UTC. It is emptied once "
                "nothing reads the database for a moment, by the worker: is it running?"
            )
            assert (said(site), said(site, **PUBLIC)) == ([(NOTE, sentence)], [(WRONG, sentence)])
    wiping.let_go()
    assert row["sealed"] not in files("signatures")
    assert said(site) == []


@SQLITE
def test_what_is_erased_meanwhile_is_not_taken_for_gone(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    erased(site, client)
    real = wiping._emptied

    def emptied() -> bool:
        answer = real()
        with transaction():
            wiping.note_erased("signatures")
        return answer

    monkeypatch.setattr(wiping, "_emptied", emptied)
    wiping.let_go()
    assert {row["name"]: row["since"] is None for row in rows(Erasure)} == {
        "signatures": False,
        "submissions": True,
    }


@POSTGRESQL
def test_at_once_out_of_reach_and_at_night_out_of_the_files(site: Site, client: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        sealed = erased(site, client)
        wiping.let_go()
        wiping.rewrite_at_night()
        assert [row["vacuumed"] - row["mark"] for row in rows(Erasure)] == [0, 0]
        assert said(site) == [
            (
                NOTE,
                f"Erasure: PostgreSQL's files may hold what was erased since 2026-10-01 from {BOTH}. The worker "
                "rewrites these tables at night.",
            )
        ]
    with time_machine.travel(NIGHT, tick=False):
        wiping.rewrite_at_night()
        assert sealed not in files("signatures")
        assert [row["rewritten_at"] for row in rows(Erasure)] == [NIGHT, NIGHT]
    assert said(site) == [
        (
            GOOD,
            "Erasure: PostgreSQL's tables were rewritten, the last time on 2026-10-02; nothing erased is left in "
            "them.",
        )
    ]


@POSTGRESQL
def test_a_table_in_use_has_its_turn_later_in_the_night(
    site: Site, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiping, "PATIENCE", "100ms")
    with time_machine.travel(NOON, tick=False):
        sealed = erased(site, client)
    with somebody("LOCK TABLE signatures IN ACCESS SHARE MODE"), time_machine.travel(NIGHT, tick=False):
        wiping.rewrite_at_night()
    waits = {row["name"]: row["since"] for row in rows(Erasure)}
    assert waits == {"signatures": NOON, "submissions": None}
    with time_machine.travel(NIGHT + 10 * MINUTE, tick=False):
        wiping.rewrite_at_night()
    assert {row["name"]: row["since"] for row in rows(Erasure)} == {"signatures": None, "submissions": None}
    assert sealed not in files("signatures")


@POSTGRESQL
def test_rows_that_somebody_still_sees_are_tried_again_the_next_night(site: Site, client: Client) -> None:
    link = site.signed(AMELIE)
    (row,) = rows(Signature)
    db.session.remove()
    older = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ", "SELECT count(*) FROM campaigns"
    with somebody(*older) as other:
        with time_machine.travel(NOON, tick=False):
            client.press(link, "withdrawal")
            site.number()
            signing.erase_withdrawn()
        with time_machine.travel(NIGHT, tick=False):
            wiping.rewrite_at_night()
            assert row["sealed"] in files("signatures")
            assert [(each["since"], each["tried_on"]) for each in rows(Erasure)] == 2 * [(NOON, NIGHT.date())]
        other.rollback()
    with time_machine.travel(NIGHT + 10 * MINUTE, tick=False):
        wiping.rewrite_at_night()
        assert [each["since"] for each in rows(Erasure)] == [NOON, NOON]
    with time_machine.travel(NIGHT + 3 * DAY, tick=False):
        late = (
            f"Erasure: PostgreSQL's files may hold what was erased since 2026-10-01 from {BOTH}. The worker rewrites "
            "these tables at night; it couldn't, because something uses them then, or the disk is full."
        )
        assert (said(site), said(site, **PUBLIC)) == ([(NOTE, late)], [(WRONG, late)])
        wiping.rewrite_at_night()
        assert row["sealed"] not in files("signatures")
        assert [each["since"] for each in rows(Erasure)] == [None, None]


@POSTGRESQL
def test_what_another_server_noted_is_over_once_the_table_is_written_here(site: Site, client: Client) -> None:
    """A backup that is brought to a younger server has marks that are still to come there."""
    erased(site, client)
    with transaction() as session:
        session.execute(update(Erasure).values(mark=Erasure.mark + 10**12))
    with time_machine.travel(NIGHT, tick=False):
        wiping.rewrite_at_night()
    assert [row["since"] for row in rows(Erasure)] == [None, None]


def test_a_purge_by_hand_does_at_once_what_can_be(site: Site, client: Client) -> None:
    link = site.signed(AMELIE)
    client.press(link, "withdrawal")
    site.number()
    assert signing.purge().withdrawn == 1
    assert [row["vacuumed"] - row["mark"] for row in rows(Erasure)] == [0, 0]
