"""A page of signatures: by key, with filters, and no country of fewer than ten beside time and language."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import event

from campaign.extensions import db
from campaign.lib.countries import UNSAID
from campaign.moderation import signatures
from campaign.moderation.signatures import Line, Page, Wanted
from campaign.signing import actions as signing
from campaign.signing.models import SignatureState
from tests.cast import AMELIE, Client, Site
from tests.moderation.crowd import crowd

BEGIN = datetime(2026, 10, 20, 9, 20, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def pages(campaign: int, wanted: Wanted = Wanted()) -> list[Page]:
    """All of them, from the newest to the oldest."""
    found = [signatures.page(campaign, wanted)]
    while found[-1].older is not None:
        found.append(signatures.page(campaign, wanted, before=found[-1].older))
    return found


def lines(campaign: int, wanted: Wanted = Wanted()) -> list[Line]:
    return [line for page in pages(campaign, wanted) for line in page.lines]


def test_pages_are_whole_forwards_and_backwards(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signatures, "PAGE", 5)
    crowd(site, 12, country="FR", domain="gmail.com", at=BEGIN)
    site.number()
    forwards = pages(site.campaign.id)
    assert [len(page.lines) for page in forwards] == [5, 5, 2]
    assert sorted(line.index or 0 for page in forwards for line in page.lines) == list(range(2, 14))
    assert [page.newer is None for page in forwards] == [True, False, False]
    back = signatures.page(site.campaign.id, Wanted(), after=forwards[2].newer)
    assert back == Page(forwards[1].lines, forwards[1].older, forwards[1].newer)
    first = signatures.page(site.campaign.id, Wanted(), after=back.newer)
    assert (first.lines, first.newer) == (forwards[0].lines, None)
    assert signatures.page(site.campaign.id, Wanted(), before=0) == Page([], None, None)
    assert signatures.page(site.campaign.id, Wanted(), after=2**63 - 1) == Page([], None, None)


def test_one_that_waits_has_no_index_yet(site: Site) -> None:
    crowd(site, 1, country="FR", domain="gmail.com", at=BEGIN)
    assert [line.index for line in lines(site.campaign.id)] == [None]


def test_time_beside_a_country_is_as_fine_as_ten_share_it(site: Site) -> None:
    crowd(site, 10, country="FR", domain="gmail.com", at=BEGIN)
    crowd(site, 9, country="DE", domain="gmail.com", at=BEGIN)
    crowd(site, 1, country="DE", domain="gmail.com", at=BEGIN + HOUR)
    crowd(site, 9, country="VA", domain="gmail.com", at=BEGIN)
    crowd(site, 1, country="VA", domain="gmail.com", at=BEGIN + DAY)
    full = BEGIN.replace(minute=0)
    told = {(line.country, line.day, line.hour) for line in lines(site.campaign.id)}
    today, tomorrow = BEGIN.date(), (BEGIN + DAY).date()
    assert told == {
        ("FR", today, full), ("DE", today, None), (None, today, full), (None, tomorrow, full + DAY),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Wanted(), 23),
        (Wanted(country="FR"), 12),
        (Wanted(country="VA"), 0),
        (Wanted(country=UNSAID), 0),
        (Wanted(day=BEGIN.date()), 22),
        (Wanted(day=(BEGIN + DAY).date()), 1),
        (Wanted(day=(BEGIN - DAY).date()), 0),
        (Wanted(country="FR", day=BEGIN.date()), 12),
        (Wanted(country="VA", day=BEGIN.date()), 0),
        (Wanted(language="en"), 23),
        (Wanted(language="ar"), 0),
        (Wanted(country="FR", language="en", day=BEGIN.date(), state=SignatureState.COUNTED), 12),
        (Wanted(state=SignatureState.WITHDRAWN), 0),
    ],
)
def test_what_is_asked_for(site: Site, wanted: Wanted, count: int) -> None:
    crowd(site, 12, country="FR", domain="gmail.com", at=BEGIN)
    crowd(site, 9, country="VA", domain="gmail.com", at=BEGIN)
    crowd(site, 1, country="VA", domain="gmail.com", at=BEGIN + DAY)
    crowd(site, 1, country="DE", domain="gmail.com", at=BEGIN)
    assert len(lines(site.campaign.id, wanted)) == count


def test_what_was_withdrawn_tells_neither_where_nor_when(site: Site, client: Client) -> None:
    link = site.signed(AMELIE)
    site.number()
    client.press(link, "withdrawal")
    site.number()
    signing.erase_withdrawn()
    (line,) = lines(site.campaign.id, Wanted(state=SignatureState.WITHDRAWN))
    assert (line.index, line.state, line.country, line.domain) == (2, SignatureState.WITHDRAWN, None, "")


def test_another_campaigns_are_not_among_them(site: Site) -> None:
    crowd(site, 12, country="FR", domain="gmail.com", at=BEGIN)
    other = Site(site.app, "other").open_campaign("other")
    assert lines(other.campaign.id) == []


def test_a_page_of_many_takes_as_many_queries_as_one_of_few(site: Site) -> None:
    seen: list[str] = []
    campaign = site.campaign.id
    event.listen(db.engine, "before_cursor_execute", lambda *told: seen.append(told[2]))
    counted = []
    for number in (1, 30):
        crowd(site, number, country="FR", domain="gmail.com", at=BEGIN)
        seen.clear()
        signatures.page(campaign, Wanted())
        counted.append(sum(statement.startswith("SELECT") for statement in seen))
    assert counted == [3, 3]
