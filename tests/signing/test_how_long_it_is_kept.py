"""How long what signers give is kept, as the privacy notice says it: by the settings and the state of now."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from campaign.extensions import db
from campaign.releases import actions as releases
from campaign.signing import actions as signing
from campaign.signing.privacy import erased_on
from tests.cast import AMELIE, SLUG, Client, Site, change
from tests.signing.notices import PAGE, answers, bare, said

BEGIN = datetime(2026, 10, 1, 9, 50, tzinfo=UTC)
DAY = timedelta(days=1)
sqlite_only = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_how_long_it_stays_follows_the_settings(site: Site, client: Client) -> None:
    releases.change(slug=SLUG, closes=date(2027, 3, 1))
    change(site.app, keep_days=90)
    found = answers(client, "long")
    assert found["Not confirmed"] == "Deleted after 14 days."
    assert found["Looks as if a program sent it"] == "Held back, and deleted after 4 days."
    assert found["“It wasn’t me”"] == "Name and address are deleted at once, the rest after 14 days."
    assert found["Confirmed"].split(". ")[:2] == [
        "Until 31 May 2027",
        "The campaign closes at the end of 1 March 2027, and the list is erased 90 days later",
    ]
    change(site.app, keep_days=1)
    assert answers(client, "long")["Confirmed"].split(". ")[:2] == [
        "Until 3 March 2027",
        "The campaign closes at the end of 1 March 2027, and the list is erased 1 day later",
    ]
    page = client.get(f"/en/{SLUG}").text
    assert page.count("Unconfirmed submissions are deleted after 14 days, the rest on 3 March 2027.") == 1
    arabic = client.get(f"/ar/{SLUG}/privacy").text
    said_there = bare(arabic.partition('id="long"')[2].partition("</section>")[0])
    assert [said_there.count(words) for words in ("١٤ يوماً", "٤ أيام", "يوم واحد", "٣ آذار/مارس ٢٠٢٧")] == [
        2, 1, 1, 1,
    ]  # fmt: skip
    assert re.findall("[0-9]", said_there) == []


def test_without_a_closing_day_it_names_none(site: Site, client: Client) -> None:
    site.campaign.closes = None
    db.session.commit()
    assert answers(client, "long")["Confirmed"] == (
        "Until the campaign has closed and 90 days more have passed. No closing day is set yet."
    )


def test_from_the_close_to_the_erasure(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        site.signed(AMELIE)
        opened = answers(client, "rights")["Withdraw"]
        releases.close_campaign(slug=SLUG)
        site.number()
        assert answers(client, "long")["Confirmed"] == (
            "The campaign is closed. The list will be erased on 30 December 2026, 90 days after the close."
        )
        closed = answers(client, "rights")["Withdraw"]
    button = "With a button on that page, whenever you want, without giving a reason. Without the message: "
    assert opened == button + (
        "send the form again with the same address. The message you then get leads to the button."
    )
    assert closed == button + "ask the organisers."
    with time_machine.travel(BEGIN + 90 * DAY, tick=False):
        assert client.get(PAGE).text.count("its list has been erased") == 0
        signing.purge_closed()
        assert client.get(PAGE).text.count("its list has been erased") == 1
        assert answers(client, "long")["Confirmed"] == "Erased."
        assert answers(client, "rights") == {}
        assert said(client, "rights")[0] == (
            "The list has been erased, so there is nothing left in it that we could show you, correct or erase."
        )


@sqlite_only
@pytest.mark.parametrize(("hour", "day"), [(9, 30), (23, 31)])
def test_the_day_it_names_holds_although_the_worker_looks_once_an_hour(
    site: Site, hour: int, day: int
) -> None:
    moment = BEGIN.replace(hour=hour)
    with time_machine.travel(moment, tick=False):
        releases.close_campaign(slug=SLUG)
    named = erased_on(site.campaign)
    assert named == date(2026, 12, day) == (moment + 90 * DAY + timedelta(hours=1)).date()
