"""A disk that takes nothing, really: forms come back with all that was typed, and what was thanked for is there."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, nullcontext, suppress
from pathlib import Path

import pytest

from campaign import create_app
from campaign.extensions import db
from campaign.lib.logs import Lossy
from tests.cast import SLUG, Person, Site, hidden, typed_back
from tests.conftest import settings_for
from tests.patience import until
from tests.running.disks import Way, failing_disk, full, no_byte_more, read_only, running, small_disk
from tests.running.server import ROOT, Answer, Server

PAGE = f"/en/{SLUG}"
MOST = 400  # forms until one is refused: SQLite's log may have room that it took before
SENTENCE = (
    "We can’t accept this right now, so nothing was stored. What you typed is still here: press the button again "
    "in a minute."
)


def signer(number: int) -> Person:
    return Person(f"Signer {number}", f"signer{number}@example.org", "FR")


def opened(instance: Path, migrated: Path) -> None:
    """A site with an open campaign in that folder."""
    shutil.copy(migrated, instance / "campaign.sqlite3")
    (instance / "campaign.sqlite3").chmod(0o600)
    app = create_app(settings_for(instance, ""))
    with app.app_context():
        Site(app).with_keys().open_campaign()
        db.session.remove()
        db.engine.dispose()


def stored(instance: Path) -> int:
    """Forms that the database has."""
    with closing(sqlite3.connect(instance / "campaign.sqlite3")) as database:
        return int(database.execute("SELECT count(*) FROM submissions").fetchone()[0])


def give_back(instance: Path) -> None:
    """What SQLite's log has taken before, so that the next form needs room."""
    with closing(sqlite3.connect(instance / "campaign.sqlite3")) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def health(server: Server) -> tuple[str, str | None]:
    said = json.loads(server.ask("GET", "/healthz").body)
    return said["status"], said.get("writes")


def form_token(server: Server) -> str:
    """Of a page that was opened long enough ago."""
    until(lambda: health(server) == ("ok", "ok"))
    token = hidden(server.ask("GET", PAGE).body.decode(), "token")
    time.sleep(2.1)
    return token


def backup(instance: Path) -> tuple[int, str]:
    """What the command says."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "CAMPAIGN_INSTANCE": str(instance)}
    command = [sys.executable, "-m", "campaign", "backup", str(instance / "backup")]
    ended = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True)
    return ended.returncode, ended.stderr


def sign_until_refused(server: Server, token: str) -> tuple[int, Answer]:
    """How many were thanked, and what the next one was answered."""
    for number in range(MOST):
        answer = server.sign({"token": token, **signer(number).typed()})
        if answer.status != 200:
            return number, answer
    raise AssertionError("all of them were taken")


def mails(instance: Path) -> int:
    return len(list((instance / "mail").glob("*.eml")))


@pytest.mark.parametrize(
    "way",
    [
        full,
        pytest.param(read_only, marks=pytest.mark.full),
        pytest.param(no_byte_more, marks=pytest.mark.full),
    ],
)
def test_nothing_is_thanked_for_that_is_not_there(way: Way, migrated_sqlite: Path, tmp_path: Path) -> None:
    image = tmp_path / "image"
    places = {full: small_disk, read_only: lambda: failing_disk(image)}
    with places[way]() if way in places else nullcontext(tmp_path) as instance:
        opened(instance, migrated_sqlite)
        with running(instance, instance / "program.log") as server:  # which is on the same disk
            token = form_token(server)
            give_back(instance)
            with way(instance, server):
                thanked, refused = sign_until_refused(server, token)
                assert (refused.status, refused.headers["retry-after"]) == (503, "60")
                assert SENTENCE in refused.body.decode()
                assert typed_back(refused.body.decode()) == signer(thanked).typed()
                assert [server.ask("GET", path).status for path in (PAGE, f"{PAGE}?x=1")] == [200, 200]
                until(lambda: health(server) == ("down", "stopped"))
                if way is full:
                    assert backup(instance) == (
                        2,
                        f"{instance}/backup can't be written: No space left on device.\n",
                    )
                    assert sorted(instance.glob("*backup*")) == []
            if way is not read_only:
                until(lambda: health(server) == ("ok", "ok"))
                assert server.sign({"token": token, **signer(thanked).typed()}).status == 200
                thanked += 1
                until(lambda: mails(instance) == thanked)
            assert server.master.poll() is None
        if way is not read_only:
            assert stored(instance) == thanked
    if way is read_only:
        with failing_disk(image) as instance:  # as after the machine was started again
            assert stored(instance) == thanked


def test_a_log_that_takes_nothing_costs_lines_and_no_more() -> None:
    with Path("/dev/full").open("w") as out:
        log = Lossy(out)
        assert log.write("a line\n") == 7
        log.flush()
        with pytest.raises(OSError, match="No space left on device"):
            out.flush()
        with suppress(OSError):
            out.close()
