"""Statements of our own on the driver say and give what SQLAlchemy's do, and fail as those fail."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import bindparam, event, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from campaign.driver import Prepared
from campaign.extensions import ask, db, look, transaction, turn
from campaign.signing.models import Signature, Submission
from campaign.tally.models import LogHead
from tests.cast import AMELIE, NOUR, SLUG, Client, Site

SENT: Any = Submission.__table__
HEADS: Any = LogHead.__table__
ALL = Prepared(select(SENT).where(SENT.c.country == bindparam("country")))
COUNT = Prepared(select(func.count().label("count")).select_from(SENT))
STATE = Prepared(update(SENT).where(SENT.c.country == bindparam("of")).values(language=bindparam("language")))
BEGUN = Prepared(insert(HEADS))
HEAD = {
    "campaign_id": 1, "origin": "127.0.0.1/secret-of-a-signer/log", "size": 0, "total": 0, "paper": 0,
    "taken_until": 0, "joins_first": False,
}  # fmt: skip


def half_a_turn() -> None:
    with turn() as connection:
        connection.run(STATE, {"of": "SY", "language": "en"})
        raise KeyError


def half_a_transaction() -> None:
    with transaction() as session:
        session.execute(update(Submission).values(language="ar"))
        with turn() as connection:
            assert [row.language for row in connection.run(ALL, {"country": "SY"})] == ["ar"]
            connection.run(STATE, {"of": "SY", "language": "fr"})
        assert session.scalar(select(SENT.c.language)) == "fr"
        assert [row.language for row in look(ALL, {"country": "SY"})] == ["fr"]
        raise KeyError


def turn_that_is_cut() -> None:
    with turn() as connection:
        backend = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:backend)"), {"backend": backend})
        connection.run(COUNT, {})


def turn_on_a_closed_connection() -> None:
    with turn() as connection:
        connection.connection.driver_connection.close()  # type: ignore[union-attr]
        connection.run(COUNT, {})


def write_nothing() -> None:
    with turn():
        pass


@contextmanager
def no_server() -> Iterator[None]:
    """Each new connection is refused, in the driver's own words."""

    def refuse(dialect: Any, *_: object) -> None:
        raise dialect.loaded_dbapi.OperationalError("connection refused")

    db.session.remove()
    db.engine.dispose()
    event.listen(db.engine, "do_connect", refuse)
    try:
        yield
    finally:
        event.remove(db.engine, "do_connect", refuse)


def test_a_row_has_the_values_that_a_session_has(site: Site, client: Client) -> None:
    client.sign(NOUR)
    client.sign(AMELIE)
    (row,) = look(ALL, {"country": "SY"})
    of_session = db.session.scalars(select(Submission).where(Submission.country == "SY")).one()
    names = [column.key for column in SENT.columns]
    assert list(row._fields) == names
    for name in names:
        assert (name, getattr(row, name)) == (name, getattr(of_session, name))
        assert type(getattr(row, name)) is type(getattr(of_session, name))


def test_what_a_turn_writes_is_there_after_it_and_nothing_of_one_that_fails(
    site: Site, client: Client
) -> None:
    client.sign(NOUR)
    with turn() as connection:
        assert connection.run(STATE, {"of": "SY", "language": "ar"}) == []
        assert [row.language for row in ask(ALL, {"country": "SY"})] == ["ar"]
    with pytest.raises(KeyError):
        half_a_turn()
    assert [row.language for row in look(ALL, {"country": "SY"})] == ["ar"]


def test_a_turn_within_a_transaction_is_a_part_of_it(site: Site, client: Client) -> None:
    client.sign(NOUR)
    with pytest.raises(KeyError):
        half_a_transaction()
    assert [row.language for row in look(ALL, {"country": "SY"})] == ["en"]


def test_a_constraint_is_an_error_of_sqlalchemy_without_what_was_typed(site: Site) -> None:
    with pytest.raises(IntegrityError) as raised, turn() as connection:
        connection.run(BEGUN, HEAD)
    assert "secret-of-a-signer" not in str(raised.value).partition("DETAIL")[0]
    with turn() as connection:
        assert [row.count for row in connection.run(COUNT, {})] == [0]


def test_no_default_of_pythons_is_left_out_unnoticed(site: Site) -> None:
    with pytest.raises(ValueError, match="a default of Python's is not applied here"), turn() as connection:
        connection.run(
            Prepared(insert(Signature.__table__)), {"campaign_id": 1, "text": "0" * 64, "country": "SY"}
        )


def test_a_server_that_cut_the_connection_is_asked_again(site: Site) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("no server")
    with pytest.raises(OperationalError) as raised:
        turn_that_is_cut()
    assert raised.value.connection_invalidated is True
    assert [row.count for row in look(COUNT, {})] == [0]


@pytest.mark.parametrize("asked", [lambda: look(COUNT, {}), write_nothing], ids=["a look", "a turn"])
def test_a_server_that_is_away_is_an_error_of_sqlalchemy(site: Site, asked: Callable[[], object]) -> None:
    with no_server(), pytest.raises(OperationalError, match="connection refused"):
        asked()
    assert [row.count for row in look(COUNT, {})] == [0]


def test_a_connection_that_was_closed_meanwhile_is_one_too(site: Site) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("no server")
    with pytest.raises(OperationalError, match="the connection is closed"):
        turn_on_a_closed_connection()
    assert [row.count for row in look(COUNT, {})] == [0]


def test_who_sends_or_confirms_while_the_server_is_away_is_told_to_come_again(
    site: Site, client: Client
) -> None:
    client.sign(AMELIE)
    (letter,) = site.deliver()
    token, hers = client.token(), client.token(letter.path)
    with no_server():
        sent = client.post(f"/en/{SLUG}/submissions", {"token": token, **NOUR.typed()})
        confirmed = client.post(f"{letter.path}/confirmation", {"token": hers})
    assert (sent.status_code, sent.headers["Retry-After"]) == (503, "60")
    assert (confirmed.status_code, confirmed.headers["Retry-After"]) == (503, "60")
    assert client.post(f"{letter.path}/confirmation", {"token": hers}).status_code == 200
