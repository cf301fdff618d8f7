"""A mistyped address, corrected on the page after sending: the first submission ends, even when its mail has gone."""

from datetime import timedelta

import time_machine
from werkzeug.test import TestResponse

from campaign.lib import clock
from campaign.signing.models import Signature, Submission
from tests.cast import AMELIE, SLUG, Client, Site, heading, hidden, marked, typed_back
from tests.tables import count, dump, rows

WRONG = "amelia@example.org"


def correct(client: Client, sent: TestResponse, **changes: str) -> TestResponse:
    """Fill in the form on the page after sending and press its button, at once."""
    names = ("token", "replaces", "text", "name", "country", "consent")
    fields = {name: hidden(sent.text, name) for name in names if f'name="{name}" value' in sent.text}
    return client.post(f"/en/{SLUG}/submissions", {**fields, "email": AMELIE.email, **changes})


def states() -> list[str]:
    return [row["state"] for row in rows(Submission)]


def test_the_form_holds_everything_but_the_address(site: Site, client: Client) -> None:
    sent = client.sign(AMELIE, email=WRONG, updates="y")
    assert [hidden(sent.text, name) for name in ("name", "country", "consent", "updates")] == [
        "Amélie D.", "FR", "y", "y",
    ]  # fmt: skip
    assert typed_back(sent.text)["email"] == WRONG


def test_before_the_worker_looked_only_the_right_address_gets_a_mail(site: Site, client: Client) -> None:
    sent = client.sign(AMELIE, email=WRONG)
    again = correct(client, sent)
    assert (again.status_code, heading(again.text)) == (200, "One step left: open your email")
    assert [letter.to for letter in site.deliver()] == ["amelie@example.org"]
    assert states() == ["expired", "waiting"]


def test_a_link_that_went_to_the_wrong_address_leads_nowhere(site: Site, client: Client) -> None:
    sent = client.sign(AMELIE, email=WRONG)
    (wrong,) = site.deliver()
    assert heading(client.get(wrong.link).text) == "Confirm your signature"
    correct(client, sent)
    (right,) = site.deliver()
    gone = client.get(wrong.link)
    assert (gone.status_code, heading(gone.text)) == (404, "There is nothing here")
    pressed = client.post(f"{wrong.path}/confirmation", {"token": client.token()})
    assert (pressed.status_code, heading(pressed.text)) == (404, "There is nothing here")
    expired = rows(Submission)[0]
    assert (expired["state"], expired["sealed"], expired["copy"], expired["mail"]) == (
        "expired",
        None,
        None,
        None,
    )
    assert heading(client.press(right.link, "confirmation").text) == "Thank you. Your signature is confirmed."
    assert count(Signature) == 1


def test_a_correction_can_be_corrected(site: Site, client: Client) -> None:
    sent = client.sign(AMELIE, email=WRONG)
    second = correct(client, sent, email="amelle@example.org")
    correct(client, second)
    assert [letter.to for letter in site.deliver()] == ["amelie@example.org"]
    assert states() == ["expired", "expired", "waiting"]


def test_a_slip_in_the_correction_is_asked_about_and_still_replaces(site: Site, client: Client) -> None:
    sent = client.sign(AMELIE, email=WRONG)
    asked = correct(client, sent, email="amelie@gmial.com")
    assert (asked.status_code, marked(asked.text)) == (422, ["email"])
    again = correct(client, asked, **typed_back(asked.text) | {"email": "amelie@gmail.com"})
    assert again.status_code == 200
    assert [letter.to for letter in site.deliver()] == ["amelie@gmail.com"]
    assert states() == ["expired", "waiting"]


def test_the_same_address_again_is_one_mail(site: Site, client: Client) -> None:
    sent = client.sign(AMELIE)
    (first,) = site.deliver()
    correct(client, sent)
    assert site.deliver() == []
    with time_machine.travel(clock.now() + timedelta(minutes=16), tick=False):
        (second,) = site.deliver()
    assert client.get(first.link).status_code == 404
    assert heading(client.get(second.link).text) == "Confirm your signature"


def test_nobody_ends_a_submission_without_its_own_page(site: Site, client: Client) -> None:
    client.sign(AMELIE)
    (letter,) = site.deliver()
    record = rows(Submission)[0]["record_id"].hex()
    token = client.token()
    for replaces in (
        record,
        f"{record}.x.y",
        token,
        "",
        "\0",
        hidden(client.get(f"/en/{SLUG}").text, "token"),
    ):
        client.sign(AMELIE, email="stranger@example.org", replaces=replaces)
    site.deliver()
    assert heading(client.get(letter.link).text) == "Confirm your signature"


def test_the_stamp_of_another_page_exempts_nobody_from_the_two_seconds(site: Site, client: Client) -> None:
    with time_machine.travel(clock.now(), tick=False):
        client.sign(AMELIE, wait=0, replaces=client.token())
    assert states() == ["held"]


def test_a_confirmed_signature_is_not_undone_by_a_late_correction(site: Site, client: Client) -> None:
    sent = client.sign(AMELIE, email=WRONG)
    (wrong,) = site.deliver()
    client.press(wrong.link, "confirmation")
    before = dump()["signatures"]
    correct(client, sent)
    site.deliver()
    assert dump()["signatures"] == before
