"""What has served goes: unconfirmed after 14 days, held after 4, everything personal 90 days after the close."""

import re
from datetime import UTC, datetime, timedelta

import time_machine

from campaign.mail.actions import tidy
from campaign.mail.models import Mailing, Message
from campaign.releases import actions as releases
from campaign.releases.figures import check
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.signing.records import Record
from tests.cast import AMELIE, NOUR, SLUG, Client, Letter, Person, Site, heading
from tests.tables import count, dump, rows, unsealed

BEGIN = datetime(2026, 10, 1, 9, 50, tzinfo=UTC)
FULL_HOUR = BEGIN.replace(minute=0)
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
KARIM = Person("Karim", "karim@example.org", "LB")
STAYS = {"id", "campaign_id", "state", "country", "text"}


def test_an_unconfirmed_submission_goes_after_fourteen_days(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        client.sign(NOUR)
        client.sign(AMELIE)
        first, second = site.deliver()
        client.press(second.link, "rejection")
    with time_machine.travel(FULL_HOUR + 14 * DAY, tick=False):
        signing.expire()
        assert heading(client.get(first.link).text) == "Confirm your signature"
        assert count(Submission) == 2
    with time_machine.travel(FULL_HOUR + 14 * DAY + SECOND, tick=False):
        signing.expire()
        assert client.get(first.link).status_code == 404
        assert count(Submission) == 0


def test_the_day_that_the_mail_names_holds_to_its_end(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        client.sign(NOUR)
        (letter,) = site.deliver()
    last = named_day(letter)
    with time_machine.travel(last + DAY - SECOND, tick=False):
        signing.expire()
        assert (
            heading(client.press(letter.link, "confirmation").text)
            == "Thank you. Your signature is confirmed."
        )
    assert last.date() == (BEGIN + 13 * DAY).date()


def named_day(letter: Letter) -> datetime:
    (found,) = re.findall(r"Confirm by (\d+ \w+)", letter.body)
    return datetime.strptime(f"{found} 2026 +0000", "%d %B %Y %z")


def test_a_signature_stays_however_old(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        link = site.signed(NOUR)
    with time_machine.travel(BEGIN + 300 * DAY, tick=False):
        before = dump()
        signing.expire()
        signing.erase_withdrawn()
        signing.purge_closed()
        assert dump() == before
        assert heading(client.get(link).text) == "You have confirmed already"


def test_ninety_days_after_the_close_nothing_personal_is_left(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        site.open_campaign("second")
        links = [site.signed(NOUR, updates="y"), site.signed(AMELIE)]
        other = site.signed(KARIM, slug="second")
        client.press(links[1], "withdrawal")
        client.sign(NOUR, email="late@example.org")
        client.sign(NOUR, email="held@example.org", website="x")
        site.deliver()
        releases.close_campaign(slug=SLUG)
        site.number()
        public = client.get(f"/{SLUG}/tally.json").data
    with time_machine.travel(BEGIN + 90 * DAY - SECOND, tick=False):
        before = dump()
        signing.purge_closed()
        assert dump() == before
    with time_machine.travel(BEGIN + 90 * DAY, tick=False):
        signing.purge_closed()
        tidy()
        assert client.get(f"/{SLUG}/tally.json").data == public
        assert [client.get(link).status_code for link in links] == [404, 404]
        assert heading(client.get(other).text) == "You have confirmed already"
    purged = [row for row in rows(Signature) if row["campaign_id"] == site.campaign.id]
    assert [{name for name, value in row.items() if value is not None} for row in purged] == [STAYS, STAYS]
    assert [(row["state"], row["country"]) for row in purged] == [("counted", "SY"), ("withdrawn", "FR")]
    assert (count(Submission), count(Message), count(Mailing)) == (0, 0, 0)
    assert check(site.campaign) == []


def test_no_table_holds_an_address_or_a_name_once_purged(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        client.press(site.signed(NOUR), "stop")
        client.sign(AMELIE)
        kept = [
            Record.unpacked(unsealed(row)).address for model in (Signature, Submission) for row in rows(model)
        ]
        assert kept == [NOUR.email, AMELIE.email]
        assert personal(dump()) == []
        site.deliver()
        releases.close_campaign(slug=SLUG)
        site.number()
    with time_machine.travel(BEGIN + 91 * DAY, tick=False):
        signing.purge_closed()
        tidy()
    assert [row["sealed"] for model in (Signature, Submission) for row in rows(model)] == [None]
    assert personal(dump()) == []


def personal(tables: dict[str, list[tuple[object, ...]]]) -> list[str]:
    """The tables in which a name or an address stands for all to read."""
    words = [NOUR.email.encode(), AMELIE.email.encode(), NOUR.name.encode(), AMELIE.name.encode()]
    return [
        name
        for name, found in tables.items()
        for row in found
        for value in row
        if any(word in (value if isinstance(value, bytes) else str(value).encode()) for word in words)
    ]
