"""Letters at the desk: made in the background, looked through, issued; named and refused in words."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.jobs import runner
from campaign.letters import queries as letters_queries
from campaign.letters.actions import deliver_letters
from campaign.letters.models import LetterSet
from campaign.lib import clock
from campaign.mail.transports import Folder
from campaign.missions.groups import OWN
from campaign.organisers.roles import Role
from campaign.releases.models import Addressees
from campaign.running.schedule import job_kinds
from campaign.tally import actions as tally
from tests.cast import Site
from tests.desk.lettering import HEAD, SEND, at, issued, made, planned_end
from tests.desk.walking import plain
from tests.letters.desk import count
from tests.organisers.browser import Desk, member


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


def test_what_is_no_state_is_listed_as_a_preview_shows_it(site: Site, noor: Desk) -> None:
    page = plain(noor.get(at(site)).text)
    assert "Together, in one row Other territories: 110 Each by the name" in page
    assert "Kosovo (under Security Council resolution 1244 (1999)) 80 Taiwan Province of China 20" in page
    assert "The figures are invented, as none of such a place is stated yet." in page
    planned_end(site)
    noor.post(at(site, "/made"), {**HEAD, "territories": "named"})
    assert runner.run_next(kinds=job_kinds())
    assert 'value="named" checked' in noor.get(at(site)).text
    made(site, noor)
    assert site.campaign.territories is True  # a form that doesn't say leaves it


def test_the_preview_has_the_figures_stated_last(site: Site, noor: Desk) -> None:
    for number in range(25):
        tally.append_signature(
            campaign=site.campaign.id, signature=900 + number, commitment=f"{number:064x}", country="PR"
        )
    site.number()
    page = plain(noor.get(at(site)).text)
    assert "Together, in one row Other territories: 20" in page
    assert "which some readers dispute Puerto Rico 20 The figures are those stated last." in page


def test_the_form_says_who_signs_and_begins_with_what_was_said(site: Site, noor: Desk) -> None:
    assert "Nobody is named under them yet." in plain(noor.get(at(site)).text)
    planned_end(site, letter_places={"": "Beirut"}, signatories={"": ["R. K., Chair"]})
    made(site, noor)
    page = noor.get(at(site)).text
    assert "Signed, in every language R. K., Chair , Beirut" in plain(page)
    assert 'value="R. K., +961 1 234567"' in page


def test_it_says_what_letters_in_which_language_bear(site: Site, noor: Desk) -> None:
    planned_end(
        site,
        letter_places={"": "Beirut", "ar": "بيروت"},
        signatories={"": ["R. K., Chair"], "fr": ["R. K., Présidente"]},
    )
    page = plain(noor.get(at(site)).text)
    assert "Signed, in all other languages R. K., Chair , Beirut" in page
    assert "Signed, in Arabic R. K., Chair , بيروت" in page
    assert "Signed, in French R. K., Présidente , Beirut" in page
    assert "Letters in every language have these words as they are typed." in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"person": "x" * 201}, "At most 200 characters fit there."),
        ({"person": "a\x1bb"}, "It contains control characters."),
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


def test_states_are_named_in_the_organisers_language(site: Site, noor: Desk) -> None:
    issued(site, noor)
    noor.get("/desk/account")
    noor.post("/desk/account/language", {"language": "ar"})
    for path in ("", "/sending", "/answers/FR"):
        page = noor.get(at(site, path)).text
        assert "فرنسا" in page, path
        assert "France" not in page, path
    assert "الأعضاء الدائمون في مجلس الأمن" in noor.get(at(site, "/sending")).text


def test_a_council_that_sits_no_longer_is_written_to_by_nobody(site: Site, noor: Desk) -> None:
    planned_end(site, addressees=Addressees.SECURITY_COUNCIL, states=[])
    with time_machine.travel("2027-01-02T12:00:00Z", tick=False):
        later = member(site.app, "rami@example.org", Role.ORGANISER, site.campaign.id)
        later.get(at(site))
        later.post(at(site, "/made"), HEAD)
        assert runner.run_next(kinds=job_kinds())
        page = plain(later.get(at(site)).text)
    assert (
        "The group elected was right until 2026-12-31: put those who sit there now into groups.toml." in page
    )
    assert letters_queries.drafted_set(site.campaign.id) is None


def test_a_file_of_groups_without_the_council_leaves_nobody_to_write_to(site: Site, noor: Desk) -> None:
    planned_end(site, addressees=Addressees.SECURITY_COUNCIL, states=[])
    own = Path(site.settings.instance) / OWN
    own.write_text('checked = 2027-01-01\n[ours]\nnames = { en = "Ours" }\nsource = "us"\nstates = ["DE"]\n')
    noor.get(at(site))
    noor.post(at(site, "/made"), HEAD)
    assert runner.run_next(kinds=job_kinds())
    page = plain(noor.get(at(site)).text)
    assert "groups.toml doesn't say who sits in the Security Council: it lacks permanent, elected." in page
    assert letters_queries.drafted_set(site.campaign.id) is None


def sent_first(site: Site, noor: Desk) -> LetterSet:
    """Letters issued at the desk, of which France's was handed over."""
    issued(site, noor)
    noor.get(at(site, "/sending"))
    noor.post(at(site, "/sending"), {**SEND, "whom": "chosen", "states": "FR", "number": "1"})
    with time_machine.travel(clock.now() + timedelta(hours=2), tick=False):
        assert deliver_letters(transport=Folder(site.folder))
    count(site, {"FR": 10})
    first = letters_queries.last_issued(site.campaign.id)
    assert first
    return first


def test_second_letters_remind_of_the_first_and_may_go_to_those_alone(site: Site, noor: Desk) -> None:
    assert "sent a letter before" not in noor.get(at(site)).text
    first = sent_first(site, noor)
    page = noor.get(at(site))
    assert "1 mission was sent a letter before" in plain(page.text)
    assert 'name="refers" value="y" checked' in page.text
    assert 'name="sent_before" value="y">' in page.text
    page = made(site, noor)
    assert "Refers to our letter of" in page
    drafted = letters_queries.drafted_letters(site.campaign.id)
    assert {row.country: row.refers_to for row in drafted} == {"DE": None, "FR": first.size, "SY": None}
    noor.post(at(site, "/made"), {**HEAD, "sent_before": "y", "refers": ""})
    assert runner.run_next(kinds=job_kinds())
    drafted = letters_queries.drafted_letters(site.campaign.id)
    assert {row.country: row.refers_to for row in drafted} == {"FR": None}
    assert 'name="sent_before" value="y" checked' in noor.get(at(site)).text
