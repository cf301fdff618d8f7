"""No address is flooded, and none is left at a dead end (architecture.md, cases 1, 2 and 17)."""

from datetime import UTC, datetime, timedelta

import time_machine

from campaign.extensions import db, transaction
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from tests.cast import NOUR, Client, Site
from tests.tables import count, rows

BEGIN = datetime(2026, 10, 1, 9, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def test_past_the_limit_the_newest_is_mailed_when_its_time_comes_and_older_ones_expire(
    site: Site, client: Client
) -> None:
    came = {}
    for minutes in (0, 1, 2, 3, 14, 15, 16, 31, 32, 47):
        with time_machine.travel(BEGIN + minutes * MINUTE, tick=False):
            client.sign(NOUR, name=f"Minute {minutes}")
            came[minutes] = [letter.link for letter in site.deliver()]
    assert {minutes for minutes, links in came.items() if links} == {0, 15, 31}
    assert [row["state"] for row in rows(Submission)] == [
        "waiting", "expired", "expired", "expired", "expired", "waiting", "expired", "waiting", "expired", "waiting",
    ]  # fmt: skip
    for later, mails in ((2 * HOUR, 0), (DAY - MINUTE, 0), (DAY, 1), (DAY + HOUR, 0)):
        with time_machine.travel(BEGIN + later, tick=False):
            letters = site.deliver()
            assert len(letters) == mails
            if letters:
                assert "Minute 47" in client.get(letters[0].link).text


def test_five_in_any_thirty_days(site: Site, client: Client) -> None:
    came = []
    for hours in [*range(0, 40, 8), *range(40, 712, 168), *range(712, 760, 8)]:
        with time_machine.travel(BEGIN + hours * HOUR, tick=False):
            client.sign(NOUR)
            came += [hours for _ in site.deliver()]
            signing.expire()
    assert came == [0, 8, 16, 24, 32, 720, 728, 736, 744, 752]


def test_a_victim_of_fifty_campaigns_gets_three_mails_a_day_in_all(site: Site, client: Client) -> None:
    slugs = [f"campaign-{number}" for number in range(50)]
    came = []
    with time_machine.travel(BEGIN - MINUTE, tick=False):
        for slug in slugs:
            site.open_campaign(slug)
        token = client.token()
    with time_machine.travel(BEGIN, tick=False):
        for number, slug in enumerate(slugs):
            fields = {"token": token, **NOUR.typed(email=f"nour+{number}@example.org")}
            client.post(f"/en/{slug}/submissions", fields)
    for later in (0, 5, 15, 30, 45, 60, 600, 1439, 1440, 1455, 1470, 2880, 10_000, 20_000):
        with time_machine.travel(BEGIN + later * MINUTE, tick=False):
            came += [later for _ in site.deliver()]
    assert came == [0, 15, 30, 1440, 1455]
    assert count(Submission, state="waiting") == 50


def test_a_known_address_is_told_so_within_the_same_limits(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        link = site.signed(NOUR)
        client.sign(NOUR)
        assert site.deliver() == []
    with time_machine.travel(BEGIN + 15 * MINUTE, tick=False):
        (told,) = site.deliver()
    assert told.body.splitlines()[0].startswith("You have confirmed already.")
    assert (told.to, told.subject) == ("nour@example.org", "Please confirm your email address")
    assert told.link != link


def test_an_invalidated_address_is_told_by_mail_too(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        site.signed(NOUR)
        with transaction():
            db.session.query(Signature).update({"state": "invalidated"})
        client.sign(NOUR)
    with time_machine.travel(BEGIN + HOUR, tick=False):
        (told,) = site.deliver()
        assert told.body.partition(",")[0] == "You confirmed before"
        assert count(Signature, state="invalidated") == 1
