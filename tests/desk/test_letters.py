"""From the count to letters at their missions, at the desk: made, looked through, issued, sent, stopped, answered."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.jobs import runner
from campaign.letters import queries as letters_queries
from campaign.letters.actions import deliver_letters
from campaign.letters.fates import SendingState
from campaign.letters.pace import new_york
from campaign.lib import clock
from campaign.mail.transports import Folder
from campaign.missions import actions as missions
from campaign.missions.following_up import Intent, follow_up
from campaign.missions.importing import read_contacts
from campaign.missions.models import Channel
from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.releases.actions.addressing import plan_the_end
from campaign.releases.models import Addressees
from campaign.running.worker import job_kinds
from tests.cast import Site
from tests.desk.walking import plain
from tests.letters.desk import FOUR, count
from tests.organisers.browser import Desk, member

ADDRESSES = (
    b"code,address,source,date\nFR,fr@example.org,a site,2016-09-24\nDE,de@example.org,a site,2016-09-24\n"
)
HEAD = {"person": "R. K., +961 1 234567", "paper": "a4"}
SEND = {"whom": "all", "day": "", "hour": "9", "per_hour": "60"}


@pytest.fixture
def noor(site: Site) -> Desk:
    """An organiser of a campaign that thirty signed, and whose letters go to three States."""
    count(site, FOUR)
    planned_end(site)
    missions.take_addresses(contacts=read_contacts(ADDRESSES, today=clock.today()))
    return member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)


def planned_end(site: Site, **letters: Any) -> None:
    plan_the_end(
        slug=site.slug, closes=clock.today() + timedelta(days=90), contact="press@example.org",
        addressees=Addressees.CHOSEN, states=["DE", "FR", "SY"], **letters,
    )  # fmt: skip


def at(site: Site, rest: str = "") -> str:
    return f"/desk/campaigns/{site.slug}/letters{rest}"


def made(site: Site, noor: Desk) -> str:
    """Have letters made; the page then."""
    noor.get(at(site))
    assert "The letters are being made." in plain(noor.post(at(site, "/made"), HEAD).text)
    assert runner.run_next(kinds=job_kinds())
    return plain(noor.get(at(site)).text)


def issued(site: Site, noor: Desk) -> str:
    """The same, and issued."""
    made(site, noor)
    return plain(noor.post(at(site, "/issued"), {"number": "3"}).text)


def planned(site: Site, noor: Desk, **fields: str) -> str:
    noor.get(at(site, "/sending"))
    return plain(noor.post(at(site, "/sending/plan"), {**SEND, **fields}).text)


def waiting(site: Site) -> dict[str, SendingState]:
    newest = letters_queries.last_issued(site.campaign.id)
    return {code: row.state for code, row in letters_queries.sendings(newest.id).items()} if newest else {}


def test_letters_are_made_looked_through_and_issued(site: Site, noor: Desk) -> None:
    page = made(site, noor)
    assert "Made, and not public yet They say that as at" in page
    assert "30 people had signed" in page
    pdf = noor.get(at(site, "/made/FR.pdf"))
    assert pdf.data.startswith(b"%PDF")
    assert noor.get(at(site, "/made/GB.pdf")).status_code == 404
    public = site.app.test_client()
    assert b"No letters have been issued yet." in public.get(f"/en/{site.slug}/letters").data
    noor.get(at(site))
    assert "Type how many letters there are: 3. Nothing was issued." in plain(
        noor.post(at(site, "/issued"), {"number": "2"}).text
    )
    assert letters_queries.last_issued(site.campaign.id) is None
    assert "Issued, with a page for each. None was sent yet." in plain(
        noor.post(at(site, "/issued"), {"number": "٣"}).text
    )
    assert letters_queries.drafted_set(site.campaign.id) is None
    assert (entry := audit_queries.newest(Sought(act=Act.LETTERS_ISSUE))[0]).who == "Noor (1)"
    assert entry.facts["letters"] == 3
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    assert letters_queries.pdf(newest.id, "FR") == pdf.data


def test_the_form_says_who_signs_and_begins_with_what_was_said(site: Site, noor: Desk) -> None:
    assert "Nobody is named under them yet." in plain(noor.get(at(site)).text)
    planned_end(site, letter_places={"": "Beirut"}, signatories={"": ["R. K., Chair"]})
    made(site, noor)
    page = noor.get(at(site)).text
    assert "Signed R. K., Chair , Beirut" in plain(page)
    assert 'value="R. K., +961 1 234567"' in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"person": "x" * 201}, "At most 200 characters fit there."),
        ({"person": "a\x1bb"}, "It holds control characters."),
    ],
)
def test_what_no_letter_can_bear_is_refused_at_its_field(
    site: Site, noor: Desk, typed: dict[str, str], sentence: str
) -> None:
    noor.get(at(site))
    answer = noor.post(at(site, "/made"), {**HEAD, **typed})
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert not runner.run_next(kinds=job_kinds())


def test_they_can_be_deleted_before_anybody_read_them(site: Site, noor: Desk) -> None:
    made(site, noor)
    noor.post(at(site, "/made/discarded"))
    assert letters_queries.drafted_set(site.campaign.id) is None
    assert noor.get(at(site, "/made/FR.pdf")).status_code == 404


def test_the_plan_says_who_gets_none_and_why(site: Site, noor: Desk) -> None:
    follow_up(campaign_id=site.campaign.id, slug=site.slug, code="FR", intent=Intent(channel=Channel.HAND))
    issued(site, noor)
    page = planned(site, noor)
    assert "1 letter would go" in page
    assert "No address Syrian Arab Republic" in page
    assert "By post or by hand France" in page


def test_a_state_that_the_demand_is_about_needs_a_yes_or_a_no(site: Site, noor: Desk) -> None:
    follow_up(campaign_id=site.campaign.id, slug=site.slug, code="FR", intent=Intent(concerned=True))
    issued(site, noor)
    page = noor.get(at(site, "/sending"))
    planned(site, noor)
    assert 'name="write-FR" value="yes">' in noor.page.text
    assert 'name="write-FR" value="no">' in noor.page.text
    answer = noor.post(at(site, "/sending"), {**SEND, "number": "2"})
    assert answer.status_code == 422
    assert "Answer yes or no." in plain(answer.text)
    assert waiting(site) == {}
    page = noor.post(at(site, "/sending/plan"), {**SEND, "write-FR": "no"})
    assert "1 letter would go" in plain(page.text)
    assert "You said no France" in plain(page.text)
    noor.post(at(site, "/sending"), {**SEND, "write-FR": "no", "number": "1"})
    assert waiting(site) == {"DE": SendingState.QUEUED}


def test_letters_go_after_an_hour_in_which_owners_are_told_and_can_stop_them(site: Site, noor: Desk) -> None:
    member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    issued(site, noor)
    planned(site, noor)
    site.deliver()
    before = len(list(site.folder.glob("*.eml")))
    answer = noor.post(at(site, "/sending"), {**SEND, "number": "3"})
    assert "2 letters would go. Type that number; nothing was sent." in plain(answer.text)
    page = noor.post(at(site, "/sending"), {**SEND, "number": "2"})
    assert "They wait. The first goes at" in plain(page.text)
    (told,) = site.deliver()
    assert told.to == "rima@example.org"
    line = Folder(site.folder)
    assert not deliver_letters(transport=line)
    with time_machine.travel(clock.now() + timedelta(minutes=61), tick=False):
        assert deliver_letters(transport=line)
        assert not deliver_letters(transport=line)
    assert sorted(waiting(site).values()) == [SendingState.QUEUED, SendingState.SENT]
    assert len(list(site.folder.glob("*.eml"))) == before + 2
    noor.get(at(site))
    assert "1 letter was stopped." in plain(noor.post(at(site, "/stopped")).text)
    assert sorted(waiting(site).values()) == [SendingState.SENT, SendingState.STOPPED]


def test_a_wave_goes_on_its_day_and_hour_in_new_york(site: Site, noor: Desk) -> None:
    issued(site, noor)
    day = clock.today() + timedelta(days=10)
    fields = {"whom": "permanent", "day": day.isoformat(), "hour": "10"}
    page = planned(site, noor, **fields)
    assert "1 letter would go" in page
    noor.post(at(site, "/sending"), {**SEND, **fields, "number": "1"})
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    (row,) = letters_queries.sendings(newest.id).values()
    due = row.due_at.astimezone(new_york())
    assert (row.country, row.wave, due.date(), due.hour) == ("FR", "permanent", day, 10)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"whom": "nobody"}, "Choose to whom they go."),
        ({"whom": "chosen"}, "Choose to whom they go."),
        ({"day": "soon"}, "Write the day like 2016-09-24."),
        ({"day": "9999-12-31"}, "Write the day like 2016-09-24."),
        ({"day": "2026-12-24", "hour": "24"}, "An hour is a number from 0 to 23."),
        ({"per_hour": "0"}, "Between 1 and 3600 letters go in an hour."),
    ],
)
def test_a_sending_that_cant_be_is_refused_at_its_field(
    site: Site, noor: Desk, fields: dict[str, str], sentence: str
) -> None:
    issued(site, noor)
    assert sentence in planned(site, noor, **fields)
    assert noor.page.status_code == 422


def test_an_answer_is_a_draft_until_it_is_published(site: Site, noor: Desk) -> None:
    issued(site, noor)
    public = site.app.test_client()
    noor.get(at(site, "/answers/FR"))
    typed = {
        "position": "supports", "day": clock.today().isoformat(), "form": "call", "words": "We agree with you.",
        "consent": "unasked", "note": "It was friendly.",
    }  # fmt: skip
    page = noor.post(at(site, "/answers/FR"), typed)
    assert "A draft: nobody else reads it." in plain(page.text)
    assert b"Supports" not in public.get(f"/en/{site.slug}/letters").data
    page = noor.post(at(site, "/answers/FR/published"), {"publish": "yes"})
    assert "Their words aren’t shown: they didn’t agree to that." in plain(page.text)
    read = plain(public.get(f"/en/{site.slug}/letters").text)
    assert "Supports the demand" in read
    assert "Our reading: It was friendly." in read
    assert "We agree with you." not in read
    noor.post(at(site, "/answers/FR"), {**typed, "consent": "yes"})
    assert b"Supports" not in public.get(f"/en/{site.slug}/letters").data
    noor.post(at(site, "/answers/FR/published"), {"publish": "yes"})
    newest = letters_queries.last_issued(site.campaign.id)
    assert newest
    own = plain(public.get(f"/en/{site.slug}/letters/FR/{newest.size}").text)
    assert "We agree with you." in own
    assert "Were you misquoted? Write to press@example.org." in own
    noor.post(at(site, "/answers/FR/published"), {"publish": "no"})
    assert b"We agree" not in public.get(f"/en/{site.slug}/letters").data
    noor.post(at(site, "/answers/FR/removed"))
    assert letters_queries.newest_reply(site.campaign.id, "FR") is None


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("day", "2099-01-01", "is still to come"),
        ("position", "maybe", "Choose one."),
        ("words", "x" * 2_001, "longer than 2000 characters"),
        ("note", "a\x00b", ""),
    ],
)
def test_an_answer_that_cant_be_keeps_what_was_typed(
    site: Site, noor: Desk, field: str, typed: str, sentence: str
) -> None:
    issued(site, noor)
    noor.get(at(site, "/answers/FR"))
    fields = {
        "position": "none", "day": clock.today().isoformat(), "form": "mail", "words": "Thank you.",
        "consent": "no", "note": "", field: typed,
    }  # fmt: skip
    answer = noor.post(at(site, "/answers/FR"), fields)
    assert answer.status_code in {400, 422}
    assert sentence in plain(answer.text)
    assert letters_queries.newest_reply(site.campaign.id, "FR") is None


def test_who_has_stopped_somebody_issues_and_sends_nothing_alone(site: Site, noor: Desk) -> None:
    issued(site, noor)
    sami = member(site.app, "sami@example.org", Role.VIEWER, site.campaign.id)
    assert sami.get(at(site)).status_code == 404  # letters are organisers'
    by, whom = (organisers_queries.by_email(f"{name}@example.org") for name in ("noor", "sami"))
    assert by
    assert whom
    organisers.freeze(organiser_id=whom.id, campaign_id=site.campaign.id, by_id=by.id)
    planned(site, noor)
    answer = noor.post(at(site, "/sending"), {**SEND, "number": "2"})
    assert answer.status_code == 403
    assert waiting(site) == {}
