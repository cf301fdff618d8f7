"""Somebody holds the database's lock: who reads notices nothing, who writes is told in seconds and loses nothing."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, create_engine, text

from campaign.lib.caches import Shelf
from campaign.lib.hosts import OwnHosts
from campaign.running.adapter import STALE
from campaign.signing.models import Submission
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, typed_back
from tests.running.server import Answer, serving
from tests.tables import count

BRIEF = "public, max-age=1, stale-if-error=25"
PAGE, TALLY = f"/en/{SLUG}", f"/{SLUG}/tally.json"


@contextmanager
def locked(site: Site, *, readers_too: bool = False) -> Iterator[None]:
    """The lock of all writers; on PostgreSQL that of one table, or, for readers too, of what every page asks."""
    engine = create_engine(site.settings.database_url)
    with closing_all(engine), engine.connect() as holder:
        if engine.dialect.name == "sqlite":
            holder.execution_options(immediate=True).execute(text("SELECT 1"))
        else:
            tables = "submissions, campaigns, log_heads" if readers_too else "submissions"
            mode = "ACCESS EXCLUSIVE" if readers_too else "EXCLUSIVE"
            holder.execute(text(f"LOCK TABLE {tables} IN {mode} MODE"))
        try:
            yield
        finally:
            holder.rollback()


@contextmanager
def closing_all(engine: Engine) -> Iterator[None]:
    """Its connections, whatever comes of the block."""
    try:
        yield
    finally:
        engine.dispose()


@pytest.mark.long
def test_reading_goes_on_and_writing_is_given_up_after_two_seconds(site: Site, client: Client) -> None:
    link = signed(site)
    typed = {"token": client.token(), **NOUR.typed()}
    with serving(site) as server:
        pages = {path: server.ask("GET", path).body for path in (PAGE, TALLY)}
        with locked(site), ThreadPoolExecutor(6) as pool:
            posts = [pool.submit(server.sign, typed) for _ in range(6)]
            reads: list[Answer] = []
            while len(reads) < 8 or not all(post.done() for post in posts):
                reads += [server.ask("GET", path) for path in (PAGE, TALLY, link, f"{PAGE}?x=1")]
            given_up = [post.result() for post in posts]
            late = server.sign(typed)
        assert {answer.status for answer in reads} == {200}
        assert reads[1].body == pages[TALLY]
        assert [(answer.status, answer.headers["retry-after"]) for answer in given_up] == [(503, "60")] * 6
        assert all(answer.seconds > 1.5 for answer in [*given_up, late])
        assert typed_back(given_up[-1].body.decode()) == NOUR.typed()
        assert count(Submission) == 1
        assert server.sign(typed).status == 200
        assert count(Submission) == 2


@pytest.mark.long
def test_kept_pages_are_answered_while_the_database_is_away(site: Site) -> None:
    with serving(site) as server:
        before = {path: server.ask("GET", path) for path in (PAGE, TALLY)}
        time.sleep(2.5)  # they are kept for two seconds
        with locked(site, readers_too=True):
            for _ in range(3):
                answers = {path: server.ask("GET", path) for path in (PAGE, TALLY)}
                assert {answer.status for answer in answers.values()} == {200}
                if not site.settings.embedded:  # nobody keeps an old page for another interval
                    assert {answer.headers["cache-control"] for answer in answers.values()} == {BRIEF}
                time.sleep(0.5)
        assert json.loads(answers[TALLY].body) == json.loads(before[TALLY].body)


def signed(site: Site) -> str:
    """The page behind a link, which nobody keeps."""
    site.client().sign(AMELIE)
    (letter,) = site.deliver()
    return letter.path


def test_an_old_page_is_none_after_half_a_minute() -> None:
    shelf = Shelf(lambda _environ, _start: [], hosts=OwnHosts("http://here"))
    ask = {"REQUEST_METHOD": "GET", "HTTP_HOST": "here", "PATH_INFO": "/"}
    for age, there in ((STALE - 1, True), (STALE + 1, False)):
        shelf.put("/", b"page", [], seconds=-age)
        assert (age, shelf.find(ask), shelf.find(ask, stale=STALE) is not None) == (age, None, there)
