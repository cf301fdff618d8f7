"""Taking a signature back: whatever is pressed, at most one withdrawal entry (architecture.md, case 18)."""

from collections import Counter
from datetime import timedelta
from typing import Any

import time_machine

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.lib.tokens import new_token
from campaign.releases import actions as releases
from campaign.releases.figures import check
from campaign.signing import actions as signing
from campaign.signing.models import Signature, Submission
from campaign.tally.models import Entry
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, at_once, heading
from tests.tables import count, dump, rows

ERASED = ("record_id", "address_tag", "domain_tag", "stop_tag", "sealed", "copy")
PAST_THE_PAUSE = timedelta(minutes=16)


def total(client: Client) -> int:
    return int(client.get(f"/{SLUG}/tally.json").json["total"])


def withdrawals() -> list[tuple[Any, ...]]:
    return [(row["line"], row["reason"]) for row in rows(Entry) if row["kind"] == "withdrawal"]


def test_twice_is_one_entry(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    site.number()
    first = client.press(link, "withdrawal")
    before = dump()
    token = client.token()
    again = client.post(f"{link.removeprefix(site.settings.base_url)}/withdrawal", {"token": token})
    assert (heading(first.text), heading(again.text)) == ("Your signature is withdrawn",) * 2
    assert dump() == before
    site.number()
    assert (withdrawals(), total(client)) == ([("withdrawal 2 withdrawn", "withdrawn")], 0)
    assert check(site.campaign) == []


def test_fifty_presses_at_once_are_one_entry(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    path, token = link.removeprefix(site.settings.base_url), client.token()

    def press(_number: int) -> tuple[int, str]:
        answer = client.post(f"{path}/withdrawal", {"token": token})
        return answer.status_code, heading(answer.text)

    assert Counter(at_once(press, 50)) == {(200, "Your signature is withdrawn"): 50}
    site.number()
    assert (withdrawals(), total(client)) == ([("withdrawal 2 withdrawn", "withdrawn")], 0)


def test_before_confirming_there_is_nothing_to_withdraw(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (letter,) = site.deliver()
    before = dump()
    answer = client.press(letter.link, "withdrawal")
    assert (answer.status_code, heading(answer.text)) == (404, "There is nothing here")
    assert dump() == before


def test_a_forged_link_withdraws_nothing(site: Site, client: Client) -> None:
    site.signed(NOUR)
    before = dump()
    answer = client.post(f"/en/c/{new_token()}/withdrawal", {"token": client.token()})
    assert (answer.status_code, heading(answer.text)) == (404, "There is nothing here")
    assert dump() == before


def test_after_the_close_it_still_leaves_the_count(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    site.signed(AMELIE)
    releases.close_campaign(slug=SLUG)
    site.number()
    assert total(client) == 2
    assert heading(client.press(link, "withdrawal").text) == "Your signature is withdrawn"
    site.number()
    assert (len(withdrawals()), total(client)) == (1, 1)
    assert check(site.campaign) == []


def test_withdrawn_before_it_is_numbered_the_log_has_both_lines(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    client.press(link, "withdrawal")
    assert site.number() == 2
    assert (withdrawals(), total(client)) == ([("withdrawal 2 withdrawn", "withdrawn")], 0)


def test_once_numbered_what_she_gave_is_erased_and_she_may_sign_anew(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    client.press(link, "withdrawal")
    assert signing.erase_withdrawn() == 0
    assert [row[name] is None for row in rows(Signature) for name in ERASED] == [False] * 6
    site.number()
    assert (signing.erase_withdrawn(), signing.erase_withdrawn()) == (1, 0)
    assert [row[name] is None for row in rows(Signature) for name in ERASED] == [True] * 6
    assert heading(client.get(link).text) == "Your signature is withdrawn"

    with time_machine.travel(clock.now() + PAST_THE_PAUSE, tick=False):
        client.sign(NOUR, email="NOUR@example.org")
        (letter,) = site.deliver()
        assert heading(client.get(letter.link).text) == "Confirm your signature"
        client.press(letter.link, "confirmation")
    site.number()
    assert ([row["state"] for row in rows(Signature)], total(client)) == (["withdrawn", "counted"], 1)
    assert heading(client.get(link).text) == "Your signature is withdrawn"
    assert check(site.campaign) == []


def test_her_other_links_keep_no_code_of_her_address_either(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (unused,) = site.deliver()
    with time_machine.travel(clock.now() + PAST_THE_PAUSE, tick=False):
        client.sign(AMELIE)
        site.deliver()
        client.press(site.signed(NOUR), "withdrawal")
        site.number()
        signing.erase_withdrawn()
        page = client.get(unused.link).text
        assert heading(page) == "Your signature is withdrawn"
        assert "/stop" not in page
    tags = ("address_tag", "domain_tag", "stop_tag", "mail_tag")
    assert [[bool(row[name]) for name in tags] for row in rows(Submission)] == [[False] * 4, [True] * 4]


def test_signed_anew_before_that_she_can_confirm_as_soon_as_it_is_erased(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    client.press(link, "withdrawal")
    with time_machine.travel(clock.now() + PAST_THE_PAUSE, tick=False):
        client.sign(NOUR)
        (letter,) = site.deliver()
        early = client.post(f"{letter.path}/confirmation", {"token": client.token()})
        assert heading(early.text) == "Your signature is withdrawn"
        site.number()
        signing.erase_withdrawn()
        assert (
            heading(client.press(letter.link, "confirmation").text)
            == "Thank you. Your signature is confirmed."
        )
    site.number()
    assert (len(withdrawals()), total(client)) == (1, 1)


def test_other_links_that_waited_for_the_address_dont_sign_again(site: Site, client: Client) -> None:
    client.sign(NOUR)
    (first,) = site.deliver()
    with time_machine.travel(clock.now() + PAST_THE_PAUSE, tick=False):
        client.sign(NOUR)
        (second,) = site.deliver()
        client.press(first.link, "confirmation")
        assert heading(client.get(second.link).text) == "You have confirmed already"
        client.press(second.link, "withdrawal")
        site.number()
        signing.erase_withdrawn()
        assert [heading(client.get(letter.link).text) for letter in (first, second)] == [
            "Your signature is withdrawn"
        ] * 2
    assert [(row["state"], row["sealed"], row["copy"]) for row in rows(Submission)] == [
        ("withdrawn", None, None)
    ]
    assert count(Signature, state="withdrawn") == 1


def test_a_known_address_withdraws_through_the_mail_that_says_so(site: Site, client: Client) -> None:
    site.signed(NOUR)
    with time_machine.travel(clock.now() + PAST_THE_PAUSE, tick=False):
        client.sign(NOUR)
        (told,) = site.deliver()
        page = client.get(told.link).text
        assert f'href="{told.path}/withdrawal"' in page
        assert f'action="{told.path}/confirmation"' not in page
        assert "<bdi>" not in page
        assert heading(client.press(told.link, "withdrawal").text) == "Your signature is withdrawn"
    site.number()
    assert (len(withdrawals()), total(client)) == (1, 0)


def test_an_invalidated_signature_is_not_withdrawn(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    with transaction():
        db.session.query(Signature).update({"state": "invalidated"})
    assert heading(client.get(link).text) == "Your signature is no longer counted"
    before, path = dump(), link.removeprefix(site.settings.base_url)
    assert client.post(f"{path}/withdrawal", {"token": client.token()}).status_code == 404
    assert dump() == before
