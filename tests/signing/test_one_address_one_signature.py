"""However an address is spelled, and however often it is sent: one signature, one entry.

See architecture.md, cases 1 and 2.
"""

from collections import Counter
from datetime import timedelta

import pytest
import time_machine

from campaign.lib import clock
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.tally.models import Entry
from tests.cast import NOUR, SLUG, Client, Site, at_once, heading
from tests.tables import count, rows

PLAIN = ["nour@example.org", "NOUR@Example.ORG", "ｎｏｕｒ＋news＠example.org"]
GMAIL = ["n.o.ur@gmail.com", "Nour@googlemail.com", "nour+x@GMAIL.com"]
PAST_THE_PAUSE = timedelta(minutes=16)


def links_for(site: Site, client: Client, spellings: list[str]) -> list[str]:
    """Sign with each spelling in turn, as far apart as mails go; the links that come."""
    found = []
    for number, spelling in enumerate(spellings):
        with time_machine.travel(clock.now() + number * PAST_THE_PAUSE, tick=False):
            client.sign(NOUR, email=spelling)
            found += [letter.link for letter in site.deliver()]
    return found


def test_every_spelling_gets_a_mail_and_all_of_them_one_signature(site: Site, client: Client) -> None:
    for number, spellings in enumerate((PLAIN, GMAIL), start=1):
        links = links_for(site, client, spellings)
        assert len(links) == 3
        headings = [heading(client.press(link, "confirmation").text) for link in links]
        assert headings == ["Thank you. Your signature is confirmed.", *["You have confirmed already"] * 2]
        assert (count(Signature), count(Entry, kind="signature")) == (number, number)
    assert site.number() == 2
    assert (site.number(), client.get(f"/{SLUG}/tally.json").json["total"]) == (0, 2)


def test_other_addresses_sign_beside_it(site: Site, client: Client) -> None:
    for spelling in ("n.our@example.org", "nour@mail.example.org"):
        client.sign(NOUR, email=spelling)
    client.sign(NOUR)
    for letter in site.deliver():
        client.press(letter.link, "confirmation")
    assert (count(Signature), count(Entry, kind="signature")) == (3, 3)


def test_two_hundred_posts_at_once_are_one_mail_and_one_signature(site: Site, client: Client) -> None:
    with time_machine.travel(clock.now() - timedelta(seconds=5)):
        token = client.token()
    form = {"token": token, **NOUR.typed()}

    def post(_number: int) -> tuple[int, str]:
        answer = client.post(f"/en/{SLUG}/submissions", form)
        return answer.status_code, heading(answer.text)

    answers = at_once(post, 200)
    assert Counter(answers) == {(200, "One step left: open your email"): 200}
    assert count(Submission, state="waiting") == 200
    (letter,) = site.deliver()
    assert Counter(row["state"] for row in rows(Submission)) == {"waiting": 1, "expired": 199}

    with time_machine.travel(clock.now() + timedelta(hours=23), tick=False):
        assert site.deliver() == []
        assert (
            heading(client.press(letter.link, "confirmation").text)
            == "Thank you. Your signature is confirmed."
        )
    assert (count(Signature), count(Entry, kind="signature")) == (1, 1)


def test_a_worker_that_mails_meanwhile_sends_one_and_another_after_the_pause(
    site: Site, client: Client
) -> None:
    with time_machine.travel(clock.now() - timedelta(seconds=5)):
        token = client.token()
    form = {"token": token, **NOUR.typed()}

    def post_or_mail(number: int) -> None:
        if number % 10:
            client.post(f"/en/{SLUG}/submissions", form)
        else:
            with client.app.app_context():
                signing.mail_submissions()

    at_once(post_or_mail, 60, threads=6)
    assert count(Submission) == 54
    first = site.deliver()
    with time_machine.travel(clock.now() + PAST_THE_PAUSE, tick=False):
        second = site.deliver()
        assert site.deliver() == []
    # A single mail is enough where all were posted before the worker looked.
    assert (len(first), len(second) <= 1) == (1, True)
    for letter in first + second:
        client.press(letter.link, "confirmation")
    assert (count(Signature), count(Entry, kind="signature")) == (1, 1)


@pytest.mark.long
def test_one_button_pressed_a_hundred_times_at_once_is_one_entry(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    token = client.token(letter.path)

    def press(_number: int) -> tuple[int, str]:
        answer = client.post(f"{letter.path}/confirmation", {"token": token})
        return answer.status_code, heading(answer.text)

    assert Counter(at_once(press, 100)) == {
        (200, "Thank you. Your signature is confirmed."): 1,
        (200, "You have confirmed already"): 99,
    }
    assert (count(Signature), count(Submission), count(Entry, kind="signature")) == (1, 0, 1)


def test_several_links_of_one_address_pressed_at_once_are_one_entry(site: Site, client: Client) -> None:
    links = links_for(site, client, PLAIN)
    token = client.token()

    def press(number: int) -> str:
        path = links[number % 3].removeprefix(site.settings.base_url)
        return heading(client.post(f"{path}/confirmation", {"token": token}).text)

    assert Counter(at_once(press, 30, threads=15)) == {
        "Thank you. Your signature is confirmed.": 1,
        "You have confirmed already": 29,
    }
    assert (count(Signature), count(Entry, kind="signature")) == (1, 1)
