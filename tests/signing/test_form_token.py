"""A form's token is stamped with its second: after a day the page comes again, with everything kept.

See architecture.md, case 5.
"""

from datetime import timedelta
from html import unescape

import pytest
import time_machine

from campaign.lib import clock, stamps
from campaign.signing.models import Signature, Submission
from campaign.vault.keys import secret
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading, hidden, marked, typed_back
from tests.tables import count, dump

DAY = 86_400


def test_a_page_open_for_a_day_still_works(site: Site, client: Client) -> None:
    assert client.sign(AMELIE, wait=DAY - 60).status_code == 200
    assert count(Submission, state="waiting") == 1


def test_past_a_day_the_page_comes_again_with_everything_kept(site: Site, client: Client) -> None:
    before = dump()
    again = client.sign(AMELIE, wait=DAY + 2, updates="y")
    assert (again.status_code, marked(again.text)) == (422, [])
    assert typed_back(again.text) == AMELIE.typed(updates="y")
    assert dump() == before
    fields = {**typed_back(again.text), "token": hidden(again.text, "token")}
    with time_machine.travel(clock.now() + timedelta(seconds=3)):
        assert client.post(f"/en/{SLUG}/submissions", fields).status_code == 200
    assert count(Submission, state="waiting") == 1


def test_an_old_token_and_a_mistake_are_both_told(site: Site, client: Client) -> None:
    again = client.sign(AMELIE, wait=DAY + 2, country="")
    assert (again.status_code, marked(again.text)) == (422, ["country"])
    assert count(Submission) == 0


def test_a_button_shown_more_than_a_day_ago_is_shown_again(site: Site, client: Client) -> None:
    for button in ("confirmation", "rejection", "stop", "withdrawal"):
        client.sign(NOUR, email=f"{button}@example.org")
        (letter,) = site.deliver()
        if button == "withdrawal":
            client.press(letter.link, "confirmation")
        title = heading(client.get(letter.link).text)
        token, before = client.token(letter.path), dump()
        with time_machine.travel(clock.now() + timedelta(seconds=DAY + 2)):
            again = client.post(f"{letter.path}/{button}", {"token": token})
            assert (button, again.status_code, heading(again.text)) == (button, 422, title)
            assert dump() == before
            fresh = hidden(again.text, "token")
            assert client.post(f"{letter.path}/{button}", {"token": fresh}).status_code == 200
            assert dump() != before


def test_a_mended_name_outlives_its_token(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    token, before = client.token(letter.path), dump()
    fields = {"token": token, "name": "Nour H.", "country": "LB"}
    with time_machine.travel(clock.now() + timedelta(seconds=DAY + 2)):
        again = client.post(f"{letter.path}/correction", fields)
    assert (again.status_code, heading(again.text)) == (422, "Confirm your signature")
    assert typed_back(again.text) == {"name": "Nour H.", "country": "LB"}
    assert dump() == before


def test_a_token_that_is_not_ours_is_refused_and_everything_kept(site: Site, client: Client) -> None:
    key = secret(site.settings.keys, "forms")
    good = stamps.stamp("form", keys=[key], purpose="form")
    forged = [
        None, "", "x", good[:-1], f"{good}A", good.upper(), good.replace("form", "from", 1), "form", "form.aaaa.bbbb",
        stamps.stamp("form", keys=[key], purpose="replaces"), stamps.stamp("form", keys=[b"x" * 32], purpose="form"),
        "\0", "نور", "." * 5_000,
    ]  # fmt: skip
    before = dump()
    for token in forged:
        fields = {**AMELIE.typed(), **({} if token is None else {"token": token})}
        answer = client.post(f"/en/{SLUG}/submissions", fields)
        assert (token, answer.status_code) == (token, 403)
        assert typed_back(answer.text) == AMELIE.typed()
    assert dump() == before


AHEAD = "The time on this page doesn’t match our server’s. Please press the button again."


@pytest.mark.parametrize("behind", [1, 2, 5, 20, 299])
def test_a_form_of_a_machine_whose_clock_is_ahead_is_fresh(site: Site, client: Client, behind: int) -> None:
    with time_machine.travel(clock.now(), tick=False):  # or a slow answer comes after the second of the stamp
        assert client.sign(AMELIE, wait=-behind).status_code == 200
    assert (count(Submission, state="waiting"), count(Submission)) == (1, 1)


def test_one_from_further_ahead_comes_again_and_says_why(site: Site, client: Client) -> None:
    again = client.sign(AMELIE, wait=-310, updates="y")
    assert (again.status_code, typed_back(again.text)) == (422, AMELIE.typed(updates="y"))
    assert f"{AHEAD} What you typed is still here." in unescape(again.text)
    assert count(Submission) == 0
    fields = {**typed_back(again.text), "token": hidden(again.text, "token")}
    with time_machine.travel(clock.now() + timedelta(seconds=3)):
        assert client.post(f"/en/{SLUG}/submissions", fields).status_code == 200


def test_buttons_and_corrections_take_such_stamps_too(site: Site, client: Client) -> None:
    with time_machine.travel(clock.now() + timedelta(seconds=60)):
        sent = client.sign(NOUR, email="slip@example.org")
        replaces = hidden(sent.text, "replaces")
    assert client.sign(NOUR, replaces=replaces).status_code == 200
    (letter,) = site.deliver()
    with time_machine.travel(clock.now() + timedelta(seconds=60)):
        token = client.token(letter.path)
    assert client.post(f"{letter.path}/confirmation", {"token": token}).status_code == 200
    assert (count(Submission, state="expired"), count(Signature)) == (1, 1)
