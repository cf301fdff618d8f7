"""What follows from "Could it harm anyone to have signed?": yes, which stands until somebody says no, and no."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape

import pytest
import time_machine

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.releases.actions import taking_down
from campaign.signing.models import Signature
from tests.cast import AMELIE, DEMAND, NOUR, SLUG, Client, Letter, Site, heading
from tests.tables import rows

HEADLINE = f"Clear the skies ({SLUG})"
YES, NO = True, False
# Nothing that a phone shows without being unlocked, or keeps, may have a word of these.
CAUSE = re.compile("clear|skies|hospital|no-bomb|عربي|سماء", re.IGNORECASE)


def answered(site: Site, harm: bool | None) -> Site:
    """As if the answer had been given before the opening."""
    site.campaign.at_risk = harm
    db.session.commit()
    return site


@pytest.fixture
def ruled_out(site: Site) -> Site:
    """An organiser said no."""
    return answered(site, NO)


def title(page: str) -> str:
    (found,) = re.findall(r"<title>(.*?)</title>", page, re.DOTALL)
    return unescape(found)


def plain(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def three_mails(site: Site, client: Client) -> Iterator[Letter]:
    """To a new address, to one that has signed, and to one that was taken out of the count."""
    for address in ("new", "sig", "inv"):
        if address != "new":
            site.signed(NOUR, email=f"{address}@example.org")
        if address == "inv":
            with transaction():
                newest = rows(Signature)[-1]["id"]
                db.session.query(Signature).filter_by(id=newest).update({"state": "invalidated"})
        # Another mail to an address waits for hours.
        with time_machine.travel(clock.now() + timedelta(hours=9), tick=False):
            client.sign(NOUR, email=f"{address}@example.org")
            (mail,) = site.deliver()
            yield mail


# Mails.


@pytest.mark.parametrize("harm", [None, YES])
def test_under_harm_no_mail_names_the_campaign(site: Site, client: Client, harm: bool | None) -> None:
    answered(site, harm)
    for mail in three_mails(site, client):
        assert mail.subject == "Please confirm your email address"
        assert str(mail.message["From"]) == "petition@127.0.0.1"
        said = mail.message.as_string().replace(mail.link, "")
        assert CAUSE.findall(said) == []


def test_with_harm_ruled_out_subject_sender_and_mail_name_it(ruled_out: Site, client: Client) -> None:
    for mail in three_mails(ruled_out, client):
        assert mail.subject == f"Please confirm your email address: {HEADLINE}"
        assert str(mail.message["From"]) == "Skies <petition@127.0.0.1>"
        assert (
            mail.body.split("\n\n")[0] == f"This message is about the demand “{HEADLINE}”, raised by Skies."
        )


@pytest.mark.parametrize("harm", [YES, NO])
def test_the_mailbox_does_not_tell_a_new_address_from_a_known_one(
    site: Site, client: Client, harm: bool
) -> None:
    answered(site, harm)
    heads = [
        [(name, str(mail.message[name])) for name in ("From", "Reply-To", "Subject", "Content-Language")]
        for mail in three_mails(site, client)
    ]
    assert heads[0] == heads[1] == heads[2]


@pytest.mark.parametrize("harm", [YES, NO])
def test_answers_are_read(site: Site, client: Client, harm: bool) -> None:
    answered(site, harm)
    for mail in three_mails(site, client):
        assert str(mail.message["Reply-To"]) == "press@example.org"


def test_without_a_contact_answers_go_nowhere_else(site: Site, client: Client) -> None:
    site.campaign.contact = None
    db.session.commit()
    client.sign(NOUR)
    (mail,) = site.deliver()
    assert mail.message["Reply-To"] is None


def test_each_language_is_named_in_its_own_words(ruled_out: Site, client: Client) -> None:
    releases.publish(
        slug=SLUG, language="ar", headline="سماء صافية", place=None, day=date(2016, 9, 24), demand=DEMAND, body="نص.",
    )  # fmt: skip
    releases.change(slug=SLUG, organisers=["Skies", "Rain"], called={"ar": ["سماء", "Rain"]})
    client.sign(NOUR, language="ar")
    (mail,) = ruled_out.deliver()
    assert mail.subject.endswith(": سماء صافية")
    assert mail.message["From"].addresses[0].display_name == "سماء وRain"
    assert "سماء و\u2068Rain\u2069" in mail.body.split("\n\n")[0]


def test_where_nobody_is_named_the_demand_is(ruled_out: Site, client: Client) -> None:
    ruled_out.campaign.organisers = []
    db.session.commit()
    client.sign(NOUR)
    (mail,) = ruled_out.deliver()
    assert mail.message["From"].addresses[0].display_name == HEADLINE
    assert mail.body.split("\n\n")[0] == f"This message is about the demand “{HEADLINE}”."


def test_many_organisers_are_sent_for_by_the_first(ruled_out: Site, client: Client) -> None:
    releases.change(slug=SLUG, organisers=[f"Group number {n}" for n in range(5)])
    client.sign(NOUR)
    (mail,) = ruled_out.deliver()
    assert mail.message["From"].addresses[0].display_name == "Group number 0"
    assert "Group number 3 and Group number 4." in mail.body.split("\n\n")[0]


def test_words_that_are_taken_down_go_into_no_mail(ruled_out: Site, client: Client) -> None:
    client.sign(NOUR)
    taking_down.take_down(slug=SLUG)
    (mail,) = ruled_out.deliver()
    assert (mail.subject, str(mail.message["From"])) == (
        "Please confirm your email address",
        "petition@127.0.0.1",
    )
    assert CAUSE.findall(mail.body.replace(mail.link, "")) == []


# Pages.


def step_pages(site: Site, client: Client) -> dict[str, str]:
    """The pages of a signature's way, by what they are."""
    sent = client.sign(AMELIE)
    (mail,) = site.deliver()
    confirm = client.get(mail.link)
    thanks = client.press(mail.link, "confirmation")
    stands = client.get(mail.link)
    withdrawn = client.press(mail.link, "withdrawal")
    return {
        "sent": sent.text, "confirm": confirm.text, "thanks": thanks.text, "stands": stands.text,
        "withdrawn": withdrawn.text,
    }  # fmt: skip


@pytest.mark.parametrize("harm", [None, YES])
def test_under_harm_titles_are_neutral(site: Site, client: Client, harm: bool | None) -> None:
    answered(site, harm)
    for page in step_pages(site, client).values():
        assert title(page) == heading(page)
        assert CAUSE.findall(title(page)) == []


def test_with_harm_ruled_out_titles_name_the_campaign(ruled_out: Site, client: Client) -> None:
    for page in step_pages(ruled_out, client).values():
        assert title(page) == f"{heading(page)} – {HEADLINE}"


def test_the_sent_page_says_from_where_the_message_comes(site: Site, client: Client) -> None:
    assert (
        "It comes from petition@127.0.0.1 and doesn’t name this campaign: the number tells you that it is ours."
    ) in plain(client.sign(NOUR).text)
    answered(site, NO)
    said = plain(client.sign(NOUR, email="other@example.org").text)
    assert "It comes from petition@127.0.0.1. " in said
    assert "doesn’t name this campaign" not in said


def test_the_address_that_it_comes_from_is_the_mails_own(site: Site, client: Client) -> None:
    sent = client.sign(NOUR)
    (mail,) = site.deliver()
    assert f">{mail.message['From'].addresses[0].addr_spec}</bdi>" in sent.text


def test_thanks_under_harm_say_to_delete_and_close(site: Site, client: Client) -> None:
    thanks = plain(step_pages(site, client)["thanks"])
    assert (
        "Your signature is confirmed. Others may read this phone: delete our message and close this page."
    ) in thanks
    assert "To save a receipt" not in thanks
    answered(site, NO)
    client.sign(NOUR)
    (mail,) = site.deliver()
    thanks = plain(client.press(mail.link, "confirmation").text)
    assert "Others may read this phone" not in thanks
    assert "To save a receipt" in thanks


def test_the_form_warns_where_signing_could_harm(site: Site, client: Client) -> None:
    warning = (
        "If it could harm you or your family to be found with this, don’t use a work phone or your usual mailbox. "
        "Initials are enough. Your phone and mailbox may show that you were here."
    )
    assert warning in plain(client.get(f"/en/{SLUG}").text)
    answered(site, NO)
    assert warning not in plain(client.get(f"/en/{SLUG}").text)


def test_the_privacy_notice_says_what_the_message_names(site: Site, client: Client) -> None:
    said = plain(client.get(f"/en/{SLUG}/privacy").text)
    assert "The message doesn’t name the campaign, but its link leads to it." in said
    assert "A reply to it goes to press@example.org." in said
    answered(site, NO)
    assert "The message names the campaign, and its link leads to it." in plain(
        client.get(f"/en/{SLUG}/privacy").text
    )
