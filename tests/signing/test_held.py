"""The hidden field filled, or sent within two seconds: held for an organiser, and the page says so.

See architecture.md, case 16.
"""

import re
from datetime import UTC, datetime, timedelta

import time_machine

from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.tally.models import Entry
from tests.cast import AMELIE, SLUG, Client, Site, hidden
from tests.tables import count, rows

BEGIN = datetime(2026, 10, 1, 9, 20, tzinfo=UTC)


def drawn_once(html: str) -> str:
    """A page without blanks and without what is drawn anew each time."""
    return re.sub(r'name="(token|replaces)" value="[^"]*"|\s', "", html)


def test_it_is_held_not_counted_and_told_when_to_sign_again(site: Site, client: Client) -> None:
    words = r"Heardnothingby5October\?Signagain\."
    told = re.compile(f"<p>{words}</p>|{words}")
    with time_machine.travel(BEGIN, tick=False):
        honest = client.sign(AMELIE)
        for wait, website in ((5, "https://spam.example"), (0.5, ""), (0, ""), (0, "x")):
            held = client.sign(AMELIE, wait=wait, website=website)
            assert (wait, website, held.status_code) == (wait, website, 200)
            assert told.subn("", drawn_once(held.text)) == (drawn_once(honest.text), 1)
        (letter,) = site.deliver()
        client.press(letter.link, "confirmation")
    assert [row["state"] for row in rows(Submission)] == ["held"] * 4

    for later in (timedelta(minutes=20), timedelta(days=3, hours=14)):
        with time_machine.travel(BEGIN + later, tick=False):
            assert site.deliver() == []
            signing.expire()
            assert count(Submission, state="held") == 4
    with time_machine.travel(BEGIN + timedelta(days=4), tick=False):
        signing.expire()
    assert (count(Submission), count(Signature), count(Entry, kind="signature")) == (0, 1, 1)


def test_two_seconds_are_enough(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        client.sign(AMELIE, wait=2)
    assert [row["state"] for row in rows(Submission)] == ["waiting"]


def test_correcting_the_address_of_a_held_one_ends_it_and_stays_held(site: Site, client: Client) -> None:
    with time_machine.travel(BEGIN, tick=False):
        sent = client.sign(AMELIE, wait=0, email="amelia@example.org")
        fields = {name: hidden(sent.text, name) for name in ("token", "replaces", "text")}
        client.post(f"/en/{SLUG}/submissions", {**AMELIE.typed(), **fields})
        assert site.deliver() == []
    assert [row["state"] for row in rows(Submission)] == ["expired", "held"]


def test_a_wrong_form_sent_at_once_is_mended_like_any_other(site: Site, client: Client) -> None:
    assert client.sign(AMELIE, wait=0, country="").status_code == 422
    assert count(Submission) == 0
