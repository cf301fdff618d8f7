"""After the close: the page that says what is left, the outcome, the report that stays, and holders' copies."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.extensions import transaction
from campaign.lib import clock
from campaign.lists import copies
from campaign.lists.models import CopiesDeleted
from campaign.moderation import actions as moderation
from campaign.organisers.roles import Role
from campaign.press import cli, ending
from campaign.press.models import EndingStep, EndingStepDone
from campaign.press.report import report_figures
from campaign.releases import actions as releases
from campaign.releases.actions.concluding import publish_outcome, write_outcome
from campaign.releases.models import PublishedReport
from campaign.signing.actions import purging
from campaign.signing.models import Signature
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.entries import EntryKind, RemovalReason
from campaign.tally.models import Entry
from campaign.vault import actions as vault
from campaign.vault import trusted_time
from tests.cast import SLUG, Client, Site, hidden
from tests.desk.lettering import at, issued
from tests.desk.walking import plain
from tests.letters.desk import FOUR, count, sign
from tests.organisers.browser import Desk, member
from tests.refused import refused
from tests.tables import rows

END = f"/desk/campaigns/{SLUG}/end"
REPORT = f"/en/{SLUG}/report"


def closed(site: Site) -> None:
    releases.close_campaign(slug=SLUG)
    site.number()


@pytest.fixture
def rima(site: Site) -> Desk:
    """An owner of the cast's campaign."""
    return member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)


def sends(desk: Desk, path: str, **fields: Any) -> Any:
    """Send a form of the page that is shown now."""
    return desk.post(path, {"version": hidden(desk.page.text, "version"), **fields})


def run(site: Site, *words: str) -> tuple[int, str]:
    command = {"outcome": cli.outcome, "report": cli.report, "press": cli.press}[words[0]]
    result = site.app.test_cli_runner().invoke(command, list(words[1:]))
    return result.exit_code, result.output


# The page itself.


def test_before_the_close_it_says_what_will_come(rima: Desk) -> None:
    page = plain(rima.get(END).text)
    assert (
        "From the close on, this page says what is left to do: thank people, report, hand over, delete."
        in page
    )
    assert "Signing ended" not in page
    assert f'href="{END}"' not in rima.page.text


def test_it_says_what_comes_when_and_what_is_done(site: Site, rima: Desk) -> None:
    closed(site)
    page = plain(rima.get(END).text)
    assert "The last signatures are counted done" in page
    assert "Say what became of the demand by " in page
    assert "Publish the report open" in page
    assert "0 of 1 have confirmed" in page
    assert f'href="{END}"' in rima.page.text
    rima.post(f"{END}/steps/thank", {"done": "yes"})
    assert [row["step"] for row in rows(EndingStepDone)] == [EndingStep.THANK]
    assert "It isn’t done after all" in plain(rima.page.text)
    rima.post(f"{END}/steps/thank", {"done": "yes"})
    rima.post(f"{END}/steps/thank", {"done": "no"})
    assert rows(EndingStepDone) == []
    assert rima.post(f"{END}/steps/sing", {"done": "yes"}).status_code == 404


def test_nothing_of_it_is_done_before_the_close(site: Site) -> None:
    sentence = f"{SLUG} isn’t closed yet. This comes after the close."
    with refused(sentence):
        ending.publish_report(slug=SLUG)
    with refused(sentence):
        ending.note_step(slug=SLUG, step=EndingStep.THANK, is_done=True)
    with refused(sentence):
        write_outcome(slug=SLUG, words={"en": "It worked."})
    with refused(sentence):
        copies.ask_holder(slug=SLUG, holder_id=1)


def test_the_text_to_thank_with_has_the_total_and_the_outcome(site: Site, rima: Desk) -> None:
    count(site, FOUR)
    closed(site)
    write_outcome(slug=SLUG, words={"en": "The Council has met."})
    publish_outcome(slug=SLUG, publish=True)
    page = rima.get(END).text
    assert "# Thank you\n\nDear friends,\n\nthe campaign that you signed is over. As of " in page
    assert "30 people have signed.\n\nThe Council has met.\n\nBy " in page
    assert f"campaign mailout {SLUG} thanks.md --from list.sealed" in page


# What became of the demand.


def test_an_outcome_is_public_once_it_is_published(site: Site, rima: Desk, client: Client) -> None:
    closed(site)
    rima.get(f"{END}/outcome")
    page = sends(
        rima, f"{END}/outcome", **{"words-en": "The Council has met.\r\n\r\nIt will meet again."}
    ).text
    assert "Not public: only people at this desk read it." in plain(page)
    assert "What became" not in client.get(f"/en/{SLUG}").text
    sends(rima, f"{END}/outcome/published", publish="yes")
    shown = plain(client.get(f"/en/{SLUG}").text)
    assert "What became of the demand The Council has met. It will meet again." in shown
    assert 'lang="en" dir="ltr"><p>The Council has met.</p>' in client.get(f"/ar/{SLUG}").text
    sends(rima, f"{END}/outcome", **{"words-en": "It has met twice."})
    assert "It has met twice." not in client.get(f"/en/{SLUG}").text
    sends(rima, f"{END}/outcome/published", publish="no")
    assert "The Council has met." not in client.get(f"/en/{SLUG}").text
    assert [row["act"] for row in rows(AuditEntry)][-4:] == [
        Act.OUTCOME_WRITE, Act.OUTCOME_PUBLISH, Act.OUTCOME_WRITE, Act.OUTCOME_HIDE,
    ]  # fmt: skip


def test_two_who_write_the_outcome_at_once_lose_nothing(site: Site, rima: Desk) -> None:
    closed(site)
    rima.get(f"{END}/outcome")
    write_outcome(slug=SLUG, words={"en": "Noor wrote this."})
    answer = sends(rima, f"{END}/outcome", **{"words-en": "Rima wrote that."})
    assert answer.status_code == 409
    assert "Noor wrote this." in plain(answer.text)
    assert ">\nRima wrote that.</textarea>" in answer.text
    sends(rima, f"{END}/outcome", **{"words-en": "Rima wrote that."})
    assert ">\nRima wrote that.</textarea>" in rima.page.text


def test_an_outcome_that_cant_be_keeps_what_was_typed(site: Site, rima: Desk) -> None:
    closed(site)
    rima.get(f"{END}/outcome")
    answer = sends(rima, f"{END}/outcome", **{"words-en": "x" * 4_001})
    assert answer.status_code == 422
    assert "At most 4000 characters fit there." in plain(answer.text)
    assert "x" * 4_001 in answer.text
    with refused("Nothing is written yet about what became of the demand."):
        publish_outcome(slug=SLUG, publish=True)


def test_an_outcome_is_taken_down_with_the_campaign(site: Site, client: Client) -> None:
    closed(site)
    write_outcome(slug=SLUG, words={"en": "The Council has met."})
    publish_outcome(slug=SLUG, publish=True)
    ending.publish_report(slug=SLUG)
    releases.take_down(slug=SLUG)
    assert "The Council has met." not in client.get(f"/en/{SLUG}").text
    assert "The Council has met." not in client.get(REPORT).text


# The report.


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


# Holders' copies.


def link(desk: Desk, holder: int = 1) -> str:
    """Ask a holder; the path of her link."""
    desk.get(END)
    page = desk.post(f"{END}/holders/{holder}").text
    return "/holder/copies/" + page.partition("/holder/copies/")[2][:32]


def test_a_holder_confirms_by_a_link_of_her_own(site: Site, rima: Desk, client: Client) -> None:
    closed(site)
    path = link(rima)
    page = client.get(path).text
    assert "<title>Have you deleted your copies?</title>" in page
    assert "You hold a key to its lists as “skies”." in plain(page)
    assert rows(CopiesDeleted)[0]["confirmed_at"] is None
    answer = client.post(path, {"token": hidden(page, "token")})
    day = clock.today()
    assert f"skies confirmed on {day.day} " in plain(answer.text)
    confirmed_at = rows(CopiesDeleted)[0]["confirmed_at"]
    client.post(path, {"token": hidden(page, "token")})
    assert rows(CopiesDeleted)[0]["confirmed_at"] == confirmed_at
    entry = next(row for row in rows(AuditEntry) if row["act"] == Act.COPIES_DELETED)
    assert (entry["who"], entry["campaign"], list(entry["facts"])) == ("a holder, by her link", SLUG, ["key"])
    assert [row["act"] for row in rows(AuditEntry)].count(Act.COPIES_DELETED) == 1
    assert "Make a link" not in rima.get(END).text
    with refused("skies has already said that all copies are deleted."):
        copies.ask_holder(slug=SLUG, holder_id=1)


def test_a_new_link_makes_the_one_before_void(site: Site, rima: Desk, client: Client) -> None:
    closed(site)
    first, second = link(rima), link(rima)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert client.get("/holder/copies/" + "x" * 32).status_code == 404
    assert client.post(second, {}).status_code == 403


def test_the_page_speaks_the_holders_language(site: Site, rima: Desk, client: Client) -> None:
    closed(site)
    path = link(rima)
    assert '<html lang="ar" dir="rtl">' in client.get(path, headers={"Accept-Language": "ar"}).text
    page = client.get(f"{path}?language=ar").text
    assert f'action="{path}?language=ar"' in page


def test_whoever_can_open_nothing_of_it_is_not_asked(site: Site, rima: Desk) -> None:
    closed(site)
    rima.get(END)
    assert rima.post(f"{END}/holders/99").status_code == 422
    assert "No such holder can open anything of this campaign." in plain(rima.page.text)
    assert [holder.name for holder, _ in copies.holders_asked(site.campaign)] == ["skies"]
    vault.retire(name="skies", keep_last=False)
    assert [holder.name for holder, _ in copies.holders_asked(site.campaign)] == ["skies"]
    site.campaign.opened_at = clock.now() + timedelta(days=1)
    assert copies.holders_asked(site.campaign) == []


# Commands.


def test_commands_do_the_same(site: Site, client: Client, tmp_path: Any) -> None:
    count(site, FOUR)
    code, said = run(site, "press", SLUG)
    assert code == 0
    assert "at least 10 live in Germany." in said
    assert run(site, "report", SLUG) == (2, f"{SLUG} isn’t closed yet. This comes after the close.\n")
    closed(site)
    file = tmp_path / "outcome.txt"
    file.write_text("The Council has met.", encoding="utf-8")
    assert run(site, "outcome", SLUG, str(file)) == (0, "en (not public):\nThe Council has met.\n")
    assert run(site, "outcome", SLUG, "--publish") == (0, "en (public):\nThe Council has met.\n")
    code, said = run(site, "report", SLUG, "--publish")
    assert (code, said.splitlines()[2]) == (0, "total: 30")
    assert said.splitlines()[-1] == f"Published on {clock.today()}."
    assert "The Council has met." in client.get(REPORT).text
    assert run(site, "report", SLUG, "--hide")[1].splitlines()[-1] == "Not published."
    file.write_bytes(b"\xff\xfe\xfa")
    assert run(site, "outcome", SLUG, str(file)) == (2, f"{file} isn't text in UTF-8.\n")
