"""From the form to the public count and back out of it."""

import json

from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading


def tally(client: Client) -> dict:
    return json.loads(client.get(f"/{SLUG}/tally.json").text)


def test_a_signature_counts_once_it_is_confirmed_and_numbered(site: Site, client: Client) -> None:
    sent = client.sign(AMELIE)
    assert heading(sent.text) == "One step left: open your email"
    assert "amelie@example.org" in sent.text
    assert tally(client)["total"] == 0

    (mail,) = site.deliver()
    assert (mail.to, mail.subject) == ("amelie@example.org", "Please confirm your email address")
    page = client.get(mail.link)
    assert heading(page.text) == "Confirm your signature"
    assert "Amélie D." in page.text
    assert "France" in page.text

    thanks = client.press(mail.link, "confirmation")
    assert heading(thanks.text) == "Thank you. Your signature is confirmed."
    assert tally(client)["total"] == 0
    assert site.number() == 1
    assert tally(client)["total"] == 1


def test_a_withdrawn_signature_leaves_the_count(site: Site, client: Client) -> None:
    link = site.signed(NOUR)
    site.number()
    gone = client.press(link, "withdrawal")
    assert heading(gone.text) == "Your signature is withdrawn"
    site.number()
    assert tally(client)["total"] == 0
    assert heading(client.get(link).text) == "Your signature is withdrawn"
