"""A stolen server: signers went every way there is, and no byte anywhere gives one of them away."""

import base64
import io
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import text

from campaign.checks.erasures import erasures
from campaign.extensions import db
from campaign.lib import clock
from campaign.mail import delivering
from campaign.mail.transports import Transport
from campaign.releases import actions as releases
from campaign.running import schedule
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.vault import trusted_time
from campaign.vault.models import Erasure
from tests.cast import SLUG, Client, Site
from tests.tables import count, rows
from tests.tally.test_last_seen import run
from tests.vault.canaries import DOMAIN, MARKS, canary, everything, hits, spellings
from tests.vault.canary_signers import MANY, SOME, Postman, goes, send, way

AGE = b"age-encryption.org/v1"


@pytest.mark.long
@pytest.mark.parametrize("many", [SOME, pytest.param(MANY, marks=pytest.mark.full)])
def test_signers_leave_no_readable_byte(
    many: int,
    site: Site,
    client: Client,
    postman: tuple[Postman, Transport],
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = io.StringIO()
    handler, line = postman
    with redirect_stdout(said), redirect_stderr(said):
        with time_machine.travel(clock.now() - timedelta(seconds=5), tick=True):
            token = client.token(f"/en/{SLUG}")
        first = [number for number in range(many) if way(number) != "unsent"]
        for number in first:
            send(client, number, token)
        assert hits(everything(site)) == []
        while signing.mail_submissions():
            pass
        assert hits(everything(site)) == []  # the outbox is full
        while delivering.deliver(transport=line):
            pass
        mailed = [number for number in first if way(number) != "held"]
        assert sorted(handler.links) == sorted(canary(number).email for number in mailed)
        for number in mailed:
            goes(client, number, handler.links[canary(number).email], token)
        for number in set(range(many)) - set(first):
            send(client, number, token)
        site.number()
        signing.erase_withdrawn()
        for chore in schedule.chores():
            if chore.name not in {"mail submissions"}:
                chore.work()
        sealed = tmp_path_factory.mktemp("away") / "list"
        assert run(site.app, monkeypatch, "export", SLUG, "--sealed", str(sealed))[0] == 0
        run(site.app, monkeypatch, "tally", SLUG, "--check")
        # Errors are where names leak: a form that can't be read, a page that fails.
        client.post(f"/en/{SLUG}/submissions", {"token": token, **canary(1).typed(country="XX")})
        client.get(f"/en/{SLUG}?email={canary(1).email[:1]}")
    assert count(Signature, state="counted") == sum(way(n) in {"confirmed", "mended"} for n in range(many))
    if db.engine.dialect.name == "postgresql":  # as its autovacuum does when it likes
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))
    assert hits(everything(site)) == []
    assert hits([("export", sealed.read_bytes()), ("log", said.getvalue().encode())]) == []
    _and_after_the_close_nothing_is_left_even_sealed(site)


def _and_after_the_close_nothing_is_left_even_sealed(site: Site) -> None:
    assert any(AGE in content for _, content in everything(site))
    releases.close_campaign(slug=SLUG)
    site.number()
    with time_machine.travel(clock.now() + 91 * clock.DAY, tick=True):
        trusted_time.accept()
        for chore in schedule.chores():
            chore.work()
        signing.purge()
    # PostgreSQL writes its tables anew at night; until then dead rows lie in its files, and are told of.
    waits = [each.sentence for each in erasures()]
    assert len(waits) == (db.engine.dialect.name == "postgresql"), waits
    with time_machine.travel((clock.now() + 92 * clock.DAY).replace(hour=2), tick=True):
        trusted_time.accept()
        for chore in schedule.chores():
            chore.work()
    assert [row["since"] for row in rows(Erasure) if row["since"] is not None] == []
    assert (count(Submission), count(Signature, sealed=None, copy=None, token_hash=None)) == (
        0,
        count(Signature),
    )
    assert [name for name, content in everything(site) if AGE in content and "pg_wal" not in name] == []


@pytest.mark.parametrize("word", [*MARKS, DOMAIN])
def test_the_search_knows_every_encoding(word: str) -> None:
    for encoding, forms in spellings(word).items():
        for form in forms:
            assert encoding in {hit.encoding for hit in hits([("file", b"before " + form + b" after")])}
    for before in (b"", b"a", b"ab"):
        encoded = base64.b64encode(before + f"Herr {word}, hier".encode())
        assert {(hit.word, hit.encoding) for hit in hits([("file", encoded)])} == {(word, "base64")}
    assert hits([("file", b"a page about nobody")]) == []


@pytest.mark.long
def test_the_search_looks_everywhere(site: Site) -> None:
    """Else a wrong search would prove anything."""
    with db.engine.begin() as connection:
        for mark in MARKS:
            connection.execute(
                text("INSERT INTO stopped_addresses (stop_tag) VALUES (:tag)"), {"tag": mark.encode()}
            )
    (Path(site.settings.keys) / "canary.txt").write_bytes(DOMAIN.encode("utf-16-be"))
    found = hits(everything(site))
    assert {hit.word for hit in found} == {*MARKS, DOMAIN}
    places = {Path(hit.place).name for hit in found}
    assert {"canary.txt", "dump"} < places
    assert any(
        name.startswith("campaign.sqlite3") or "pg_wal" in hit.place for hit in found for name in places
    )
