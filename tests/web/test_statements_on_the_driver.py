"""Statements of our own on the driver say and give what SQLAlchemy's do, and fail as those fail."""

from typing import Any

import pytest
from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError

from campaign.driver import Prepared
from campaign.extensions import ask, db, look, transaction, turn
from campaign.signing.models import Signature, Submission
from campaign.tally.models import LogHead
from tests.cast import AMELIE, NOUR, Client, Site

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
        process = connection.connection.driver_connection.info.backend_pid  # type: ignore[union-attr]
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})
        connection.run(COUNT, {})


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
    assert "[SQL parameters hidden due to hide_parameters=True]" in str(raised.value)
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
