"""A stop link ends it for good: no mail ever again, for any campaign (architecture.md, case 17)."""

from datetime import timedelta

import time_machine

from campaign.lib import clock
from campaign.mail import delivering
from campaign.mail.models import Message, StoppedAddress
from campaign.mail.transports import Folder
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from tests.cast import AMELIE, NOUR, Client, Site, heading
from tests.tables import count, rows

NEXT_DAY = timedelta(days=1)


def test_after_it_no_campaign_writes_whatever_is_typed(site: Site, client: Client) -> None:
    site.open_campaign("second")
    client.sign(NOUR)
    (letter,) = site.deliver()
    client.sign(NOUR, slug="second")
    stopped = client.press(letter.link, "stop")
    assert (stopped.status_code, heading(stopped.text)) == (200, "We won’t write again")
    for days in range(1, 60, 7):
        with time_machine.travel(clock.now() + days * NEXT_DAY, tick=False):
            client.sign(NOUR, slug="second")
            sent = client.sign(NOUR, email="NOUR+again@example.org")
            assert heading(sent.text) == "One step left: open your email"
            assert site.deliver() == []
    assert count(Submission, state="waiting") == 1  # the first, whose link she has
    assert (count(StoppedAddress), count(Message, state="waiting")) == (1, 0)


def test_others_are_written_to_as_before(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    client.press(letter.link, "stop")
    client.sign(AMELIE)
    assert [sent.to for sent in site.deliver()] == ["amelie@example.org"]


def test_a_mail_that_waits_in_the_outbox_is_not_sent(site: Site, client: Client) -> None:
    site.open_campaign("second")
    client.sign(NOUR)
    (letter,) = site.deliver()
    with time_machine.travel(clock.now() + NEXT_DAY, tick=False):
        client.sign(NOUR, slug="second")
        client.sign(AMELIE, slug="second")
        signing.mail_submissions()
        assert count(Message, state="waiting") == 2
        client.press(letter.link, "stop")
        assert [sent.to for sent in site.deliver()] == ["amelie@example.org"]
    ended = [(row["state"], row["answer"], row["sealed"]) for row in rows(Message)]
    assert ended == [("sent", None, None), ("failed", "stopped", None), ("sent", None, None)]
    assert delivering.deliver(transport=Folder(site.folder)) == 0


def test_the_link_she_has_still_confirms_and_withdraws(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    client.press(letter.link, "stop")
    client.press(letter.link, "stop")
    client.press(letter.link, "confirmation")
    assert (count(StoppedAddress), count(Signature, state="counted")) == (1, 1)
    client.press(letter.link, "withdrawal")
    assert count(Signature, state="withdrawn") == 1


def test_it_can_be_stopped_from_every_page_behind_the_link(site: Site, client: Client) -> None:
    for number, buttons in enumerate([[], ["confirmation"], ["confirmation", "withdrawal"], ["rejection"]]):
        client.sign(NOUR, email=f"nour{number}@example.org")
        (letter,) = site.deliver()
        for button in buttons:
            client.press(letter.link, button)
        assert f'action="{letter.path}/stop"' in client.get(letter.link).text
        client.press(letter.link, "stop")
    assert count(StoppedAddress) == 4
