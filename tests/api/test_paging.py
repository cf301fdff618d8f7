"""Lists go on behind their page, each thing stands on one page alone, and the number of statements has a bound."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from campaign.api import addresses
from campaign.extensions import db, transaction
from campaign.letters.models import LetterSet
from campaign.lib import clock
from campaign.releases.models import Campaign, CampaignState, Text
from tests.api.shapes import HERE, Reader
from tests.cast import SLUG, Site
from tests.tables import rows, statements
from tests.updates.telling import told

MANY = addresses.PAGE + 7


def walked(reader: Reader, path: str, name: str) -> tuple[list[Any], list[int]]:
    """Everything of a list, and how much stood on each page."""
    listed, lengths = [], []
    following: str | None = path
    while following:
        page = reader.reads(following)
        listed += page[name]
        lengths.append(len(page[name]))
        following = page["next"] and page["next"].partition("/api/v1")[2]
    return listed, lengths


def another(model: Any, numbers: range, **changes: Any) -> None:
    """Rows like the first one."""
    first = {name: value for name, value in rows(model)[0].items() if name != "id"}
    with transaction() as session:
        made = [{**first, **{name: of(number) for name, of in changes.items()}} for number in numbers]
        session.execute(insert(model), made)


def test_campaigns(site: Site, reader: Reader) -> None:
    another(
        Campaign, range(MANY), slug=lambda n: f"c{n:03}", preview_hash=lambda n: b"%032d" % n,
        state=lambda n: CampaignState.DRAFT if n % 10 == 0 else CampaignState.CLOSED,
    )  # fmt: skip
    listed, lengths = walked(reader, "/campaigns", "campaigns")
    slugs = [each["slug"] for each in listed]
    assert slugs == sorted([SLUG, *(f"c{n:03}" for n in range(MANY) if n % 10)])
    assert lengths == [50, 2]


def test_texts(site: Site, reader: Reader) -> None:
    another(Text, range(MANY), revision=lambda n: n + 2, sha256=lambda n: f"{n:064x}")
    listed, lengths = walked(reader, f"{HERE}/texts", "texts")
    assert [each["revision"] for each in listed] == list(range(1, MANY + 2))
    assert [each["standing"] for each in listed] == ["replaced"] * MANY + ["current"]
    assert lengths == [50, 8]


def test_letters(full: Site, reader: Reader) -> None:
    size = rows(LetterSet)[0]["size"]
    another(LetterSet, range(MANY), size=lambda n: size + 1 + n)
    listed, lengths = walked(reader, f"{HERE}/letters", "sets")
    assert [each["size"] for each in listed] == list(range(size + MANY, size - 1, -1))
    assert lengths == [50, 8]


def test_updates_of_the_same_day_and_of_others(site: Site, reader: Reader) -> None:
    today = clock.today()
    for number in range(MANY):
        told(f"{number:022}", day=today - timedelta(days=number // 3))
    listed, lengths = walked(reader, f"{HERE}/updates/en", "updates")
    assert len({each["key"] for each in listed}) == MANY
    days = [date.fromisoformat(each["date"]) for each in listed]
    assert days == sorted(days, reverse=True)
    assert lengths == [50, 7]


@pytest.mark.long
@pytest.mark.parametrize("path", ["/campaigns", "/texts", "/statements", "/letters", "/updates/en"])
def test_a_page_asks_the_database_as_often_however_much_there_is(
    full: Site, reader: Reader, path: str
) -> None:
    path = path if path == "/campaigns" else HERE + path
    with statements() as few:
        reader.reads(path)
    another(Text, range(20), revision=lambda n: n + 3, sha256=lambda n: f"{n:064x}")
    another(LetterSet, range(20), size=lambda n: 1000 + n)
    another(
        Campaign, range(20), slug=lambda n: f"c{n:03}", preview_hash=lambda n: b"%032d" % n,
        state=lambda n: CampaignState.CLOSED,
    )  # fmt: skip
    with statements() as many:
        reader.reads(path)
    assert len(many) == len(few)


def test_the_lists_are_read_by_an_index(site: Site, reader: Reader) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("How PostgreSQL reads depends on how much there is.")
    paths = [
        f"/campaigns/after:{SLUG}",
        *(HERE + rest for rest in ("/texts", "/statements", "/letters", "/updates/en")),
    ]
    with statements() as said:
        for path in paths:
            reader.reads(path)
    plans = []
    for statement in said:
        if statement.startswith("SELECT"):
            plans += db.session.connection().exec_driver_sql(
                f"EXPLAIN QUERY PLAN {statement}", _blanks(statement)
            )
    searched = [row[3] for row in plans]
    tables = set(db.metadata.tables)
    assert [each for each in searched if each.split()[0] == "SCAN" and each.split()[1] in tables] == []
    assert {
        "SEARCH campaigns USING INDEX sqlite_autoindex_campaigns_1 (slug>?)",
        "SEARCH texts USING INDEX sqlite_autoindex_texts_1 (campaign_id=? AND (language,revision)>(?,?))",
        "SEARCH letter_sets USING INDEX sqlite_autoindex_letter_sets_1 (campaign_id=? AND size<?)",
        "SEARCH updates USING INDEX sqlite_autoindex_updates_1 (campaign_id=?)",
    } <= set(searched)


def _blanks(statement: str) -> tuple[int, ...]:
    return (1,) * statement.count("?")
