"""What a busy minute asks of the database: nothing that is known for two seconds, and each statement by an index."""

from typing import Any

import pytest
from sqlalchemy import event

from campaign.extensions import db
from tests.cast import NOUR, SLUG, Client, Site, in_force
from tests.tables import statements

FORM = ["BEGIN IMMEDIATE", "INSERT INTO submissions"]
BUTTON = [
    "SELECT submissions.id", "BEGIN IMMEDIATE", "SELECT campaigns.state", "INSERT INTO signatures",
    "INSERT INTO entries", "DELETE FROM submissions",
]  # fmt: skip


def beginnings(said: list[str]) -> list[str]:
    """The first words of each; PostgreSQL's BEGIN is the driver's own."""
    return [
        statement.split("(")[0].split(",")[0].split(" WHERE")[0].split("\n")[0].strip() for statement in said
    ]


def expected(whole: list[str]) -> list[str]:
    here = db.engine.dialect.name == "sqlite"
    return [each for each in whole if here or not each.startswith("BEGIN")]


@pytest.fixture
def warm(site: Site, client: Client) -> Any:
    """A site that has answered a form and a button within two seconds."""
    with in_force(site.app, testing=False, sequence_seconds=3_600):
        client.sign(NOUR)
        (letter,) = site.deliver()
        client.press(letter.link, "confirmation")
        yield site


def test_a_form_is_one_statement(warm: Site, client: Client) -> None:
    token = client.token()
    fields = {"token": token, **NOUR.typed(email="a@example.org")}
    client.post(f"/en/{SLUG}/submissions", fields)
    with statements() as said:
        assert client.post(f"/en/{SLUG}/submissions", fields).status_code == 200
    assert beginnings(said) == expected(FORM)


def test_a_button_is_a_look_and_four_statements(warm: Site, client: Client) -> None:
    links = []
    for email in ("a@example.org", "b@example.org"):
        client.sign(NOUR, email=email)
        links += [letter.link for letter in warm.deliver()]
    token = client.token()
    client.press(links[0], "confirmation")
    with statements() as said:
        answer = client.post(
            f"{links[1].removeprefix(warm.settings.base_url)}/confirmation", {"token": token}
        )
    assert answer.status_code == 200
    assert beginnings(said) == expected(BUTTON)


def test_each_of_them_goes_by_an_index(warm: Site, client: Client) -> None:
    client.sign(NOUR, email="a@example.org")
    (letter,) = warm.deliver()
    asked: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        asked.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", hear)
    try:
        assert client.press(letter.link, "confirmation").status_code == 200
    finally:
        event.remove(db.engine, "before_cursor_execute", hear)
    is_sqlite = db.engine.dialect.name == "sqlite"
    plans = []
    with db.engine.connect() as connection:
        if not is_sqlite:  # it reads small tables whole, unless that costs more
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        for statement, parameters in asked:
            if statement.startswith(("SELECT", "DELETE", "INSERT INTO signatures")):
                how = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
                rows = connection.exec_driver_sql(how + statement, parameters)
                plans.append(" ".join(str(row) for row in rows))
    assert len(plans) >= 4
    assert [plan for plan in plans if "SCAN " in plan or "Seq Scan" in plan] == []
