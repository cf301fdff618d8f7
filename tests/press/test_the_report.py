"""The report of a campaign that is over: published by an owner, and then it stays."""

from datetime import timedelta

import time_machine

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.moderation import actions as moderation
from campaign.organisers.roles import Role
from campaign.press import ending
from campaign.press.report import report_figures
from campaign.releases.actions.concluding import publish_outcome, write_outcome
from campaign.releases.models import PublishedReport
from campaign.signing.actions import purging
from campaign.signing.models import Signature
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.entries import EntryKind, RemovalReason
from campaign.tally.models import Entry
from campaign.vault import trusted_time
from tests.cast import SLUG, Client, Site, hidden
from tests.desk.lettering import at, issued
from tests.desk.walking import plain
from tests.letters.desk import FOUR, count, sign
from tests.organisers.browser import Desk, member
from tests.press.ending import END, REPORT, closed, sends
from tests.refused import refused
from tests.tables import rows


def test_a_report_is_there_once_an_owner_has_published_it(site: Site, rima: Desk, client: Client) -> None:
    site.deliver()  # the invitation of hers
    sign(site, {"FR": 15, "DE": 12})
    closed(site)
    noor = member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)
    page = plain(noor.get(f"{END}/report").text)
    assert "Only an owner of this campaign can publish it." in page
    assert noor.post(f"{END}/report/published", {"publish": "yes"}).status_code == 403
    assert client.get(REPORT).status_code == 404
    rima.get(f"{END}/report")
    sends(rima, f"{END}/report/published", publish="yes")
    shown = plain(client.get(REPORT).text)
    assert "27 people signed." in shown
    assert "Language of the text Signatures English at least 20" in shown
    assert "No signature has been removed from the count." in shown
    assert "No letters were issued." in shown
    assert f'href="{REPORT}">Report</a>' in client.get(f"/en/{SLUG}").text
    assert client.get(f"/ar/{SLUG}/report").status_code == 200
    rima.get(f"{END}/report")
    rima.post(f"{END}/report/published", {"publish": "no"})
    assert client.get(REPORT).status_code == 404


def test_it_says_that_the_outcome_is_not_public_and_has_it_once_it_is(
    site: Site, rima: Desk, client: Client
) -> None:
    count(site, FOUR)
    closed(site)
    unsaid = "The organisers haven’t said yet what became of the demand."
    write_outcome(slug=SLUG, words={"en": "The Council has met."})
    page = plain(rima.get(f"{END}/report").text)
    assert unsaid in page
    assert (
        "What became of the demand is not public yet, and the report says so. Once you publish that, the report has it."
    ) in page
    sends(rima, f"{END}/report/published", publish="yes")
    assert unsaid in plain(client.get(REPORT).text)
    publish_outcome(slug=SLUG, publish=True)
    shown = plain(client.get(REPORT).text)
    assert "What became of the demand The Council has met." in shown
    assert unsaid not in shown
    assert "and the report says so" not in plain(rima.get(f"{END}/report").text)


def test_figures_that_changed_since_they_were_seen_are_not_published(site: Site, rima: Desk) -> None:
    count(site, FOUR)
    closed(site)
    rima.get(f"{END}/report")
    seen = hidden(rima.page.text, "version")
    first = report_figures(site.campaign)
    write_to_the_log(site)
    answer = rima.post(f"{END}/report/published", {"publish": "yes", "version": seen})
    assert answer.status_code == 409
    assert "The figures have changed since you looked at them. Nothing was published" in plain(answer.text)
    with refused(
        "The figures have changed since you looked at them. Nothing was published: look at them again."
    ):
        ending.publish_report(slug=SLUG, seen=first)
    assert rows(PublishedReport) == []


def write_to_the_log(site: Site) -> None:
    """One withdrawal after the close."""
    entry = next(row for row in rows(Entry) if row["kind"] == EntryKind.SIGNATURE)
    with transaction():
        tally.append_withdrawal(
            campaign=site.campaign.id, signature=entry["signature_id"], reason=RemovalReason.WITHDRAWN, country="FR"
        )  # fmt: skip
    with refused(
        "The last signatures are not counted yet. Wait a few minutes, and look at the figures again."
    ):
        ending.publish_report(slug=SLUG)
    site.number()
    assert tally_queries.public_tally(site.campaign.id).total == 29


def test_a_report_has_no_figure_of_a_few(site: Site) -> None:
    sign(site, {"FR": 13})
    closed(site)
    figures = report_figures(site.campaign)
    assert (figures["total"], figures["languages"], figures["stated"], figures["forms"]) == (
        13,
        {},
        None,
        None,
    )


def test_a_report_stays_as_it_is_when_the_list_is_erased(site: Site, client: Client) -> None:
    sign(site, {"FR": 15, "DE": 12})
    closed(site)
    moderation.state_due()
    ending.publish_report(slug=SLUG)
    before, figures = client.get(REPORT).text, rows(PublishedReport)
    later = clock.now() + timedelta(days=site.settings.keep_days + 2)
    with time_machine.travel(later, tick=False):
        trusted_time.accept()
        purging.purge()
        assert [row["record_id"] for row in rows(Signature)] == [None] * 27
        assert client.get(REPORT).text == before
        again = report_figures(site.campaign)
    assert rows(PublishedReport) == figures
    assert again == figures[0]["figures"]
    assert again["forms"]["sent"] == 20
    assert again["languages"] == {"en": 20}


def test_letters_and_answers_stand_in_it(site: Site, noor: Desk) -> None:
    issued(site, noor)
    noor.get(at(site, "/answers/FR"))
    typed = {"position": "supports", "day": clock.today().isoformat(), "form": "mail", "consent": "no"}
    noor.post(at(site, "/answers/FR"), {**typed, "words": "", "note": ""})
    closed(site)
    assert report_figures(site.campaign)["letters"]["answers"] == {}
    noor.get(at(site, "/answers/FR"))
    noor.post(at(site, "/answers/FR/published"), {"publish": "yes"})
    letters = report_figures(site.campaign)["letters"]
    assert letters == {"made": 3, "sent": 0, "undelivered": 0, "answers": {"supports": 1}}
