"""What was issued is what is mailed: a revision, other organisers or another contact come too late for it."""

import email
import email.policy
from datetime import date, timedelta
from pathlib import Path

import time_machine

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.releases import actions as releases
from tests.cast import DEMAND, SLUG, Site
from tests.letters.desk import issue
from tests.letters.post import Missions, all_at_once, deliver_all, mailbox, mails, send

HEADLINE = f"Clear the skies ({SLUG})"


def revise(site: Site) -> None:
    """Another headline, organiser and contact, a minute later."""
    with time_machine.travel(clock.now() + timedelta(minutes=1)):
        releases.publish(
            slug=SLUG, language="en", headline="Quite another headline", place="New York",
            day=date(2016, 9, 24), demand=DEMAND, body="Other words.",
        )  # fmt: skip
        releases.change(slug=SLUG, organisers=["Others"], contact="others@example.org")


def test_a_mail_says_what_its_letter_says(site: Site, folder: Path, server: Missions) -> None:
    all_at_once(site, folder)
    revise(site)
    deliver_all(site, server)
    german = mails(server)[mailbox("DE")]
    body = german.get_body().get_content().replace("\r\n", "\n")
    assert (german["Subject"].strip(), german["Reply-To"], body.split("\n\n")[-1]) == (
        f"Letter to the Permanent Mission of Germany: {HEADLINE}",
        "press@example.org",
        "Skies\npress@example.org\n",
    )
    assert "Quite another" not in "".join(str(mail) for mail in mails(server).values())


def test_a_specimen_of_an_issued_set_says_the_same(site: Site, folder: Path) -> None:
    issue(site, folder)
    revise(site)
    assert send(site, folder, "--test-to", "me@example.org").code == 0
    (file,) = site.folder.glob("*.eml")
    message = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert message["Subject"].strip() == f"Letter to the Permanent Mission of Germany: {HEADLINE}"


def test_letters_issued_before_there_was_a_contact_give_todays(
    site: Site, folder: Path, server: Missions
) -> None:
    with transaction():
        site.campaign.contact = None
    issue(site, folder)
    releases.change(slug=SLUG, contact="press@example.org")
    all_at_once(site, folder)
    deliver_all(site, server)
    assert mails(server)[mailbox("FR")]["Reply-To"] == "press@example.org"
