"""Every key that changes while people sign: no link that was sent before fails."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine

from campaign.audit.actors import acting
from campaign.extensions import db
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.vault import keys, shared
from campaign.vault.fingerprints import ROTATED
from campaign.vault.models import MailKey
from tests.cast import TESTER, Client, Person, Site, at_once, heading
from tests.patience import PATIENCE
from tests.tables import count, rows
from tests.tally.test_last_seen import run

PEOPLE = [Person(f"Signer {number}", f"signer{number}@example.org", "FR") for number in range(48)]
THANKS = "Thank you. Your signature is confirmed."


@pytest.mark.long
def test_links_sent_before_are_confirmed_under_load(site: Site, client: Client) -> None:
    for person in PEOPLE:
        client.sign(person)
    links = [letter.link for letter in site.deliver()]
    opened = [client.token(urlsplit(link).path) for link in links[::2]]
    done, turned = threading.Semaphore(0), threading.Event()

    def turn() -> None:
        for _ in range(len(links) // 4):
            done.acquire()
        with site.app.app_context(), acting(TESTER):
            for purpose in ROTATED:
                shared.replace(purpose)
            db.session.remove()
        turned.set()

    def confirmed(number: int) -> str:
        """Every other page was open before: a form that is a minute old when its key is replaced."""
        browser, link = site.client(), links[number]
        if number % 2:
            page = browser.press(link, "confirmation")
        else:
            page = browser.post(f"{urlsplit(link).path}/confirmation", {"token": opened[number // 2]})
        done.release()
        return heading(page.text)

    turning = threading.Thread(target=turn)
    turning.start()
    said = at_once(confirmed, len(links), threads=8)
    turning.join(timeout=PATIENCE)
    assert turned.is_set()
    assert said == [THANKS] * len(links)
    assert count(Signature, state="counted") == len(links)


def test_mail_of_yesterday_is_delivered_and_confirmed_under_todays_keys(site: Site, client: Client) -> None:
    begin = datetime(2026, 10, 1, 23, 50, tzinfo=UTC)
    with time_machine.travel(begin, tick=False):
        signing.turn_mail_keys()
        client.sign(PEOPLE[0])
    links = []
    for hours in (1, 2, 26):
        with time_machine.travel(begin + timedelta(hours=hours), tick=False):
            signing.turn_mail_keys()
            client.sign(PEOPLE[hours])
            links += [letter.link for letter in site.deliver()]
    with time_machine.travel(begin + timedelta(hours=50), tick=False):
        signing.turn_mail_keys()
        assert [heading(client.press(link, "confirmation").text) for link in links] == [THANKS] * 4
    # Those of the real day were made before this test's clock moved.
    days = [row["day"].isoformat() for row in rows(MailKey)]
    assert [day for day in days if day < "2026-10-06"] == ["2026-10-04", "2026-10-05"]
    assert count(Submission) == 0


@pytest.mark.parametrize("purpose", ROTATED)
def test_the_command_replaces_a_secret(site: Site, purpose: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys.secret(site.settings.keys, purpose)
    assert run(site.app, monkeypatch, "keys", "rotate", purpose) == (
        0,
        f"{purpose} is replaced. Copy {purpose}.key and {purpose}.before.key to the keys folder of each other "
        "machine.\n",
    )
    assert keys.accepted(site.settings.keys, purpose) == [before, keys.secret(site.settings.keys, purpose)]


@pytest.mark.parametrize("purpose", ["tag-clear-skies", "stop-list", "log", "unsubscribe", "nothing"])
def test_what_is_kept_and_compared_cannot_be_replaced(
    site: Site, purpose: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: Any = {path.name: path.read_bytes() for path in site.settings.keys.iterdir()}
    code, said = run(site.app, monkeypatch, "keys", "rotate", purpose)
    assert (code, said.splitlines()[-1]) == (
        2,
        "Error: Invalid value for '{drill|forms|mail-limit|network|number|preview|sessions}': "
        f"'{purpose}' is not one of 'drill', 'forms', 'mail-limit', 'network', 'number', 'preview', 'sessions'.",
    )
    assert {path.name: path.read_bytes() for path in site.settings.keys.iterdir()} == made
