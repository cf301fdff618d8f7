"""Missions at the desk: addresses from a file and by hand, groups, what comes next, and that it goes with the list."""

import io
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.lib import clock
from campaign.missions import queries as missions_queries
from campaign.missions.following_up import Intent, follow_up
from campaign.missions.models import Channel
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.signing import actions as signing
from tests.cast import Site, hidden
from tests.desk.walking import plain as words
from tests.organisers.browser import Desk, member

FRANCE = {
    "address": "mission@fr.example",
    "source": "https://fr.example",
    "date": "2026-09-01",
    "language": "",
}


@pytest.fixture
def noor(site: Site) -> Desk:
    return member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)


def at(site: Site, rest: str = "") -> str:
    return f"/desk/campaigns/{site.slug}/missions{rest}"


def upload(noor: Desk, site: Site, raw: bytes) -> Any:
    noor.get(at(site))
    file = (io.BytesIO(raw), "missions.csv")
    return noor.post(
        f"/desk/uploads/{site.slug}/missions", {"file": file}, content_type="multipart/form-data"
    )


def test_a_file_is_taken_whole_and_shown(site: Site, noor: Desk) -> None:
    page = upload(noor, site, b"code,address,source,date\nFR,m@fr.example,a site,2026-09-01\n")
    assert "New: 1. Changed: 0. As before: 0. What the file doesn’t name is left as it was." in words(
        page.text
    )
    assert "Member States with an address here: 1 of 193." in words(page.text)
    assert "m@fr.example" in page.text


def test_a_day_that_can_be_read_two_ways_is_named_with_its_line(site: Site, noor: Desk) -> None:
    head = "code,address,source,date,gender\nDE,m@de.example,a site,24 September 2016,female\n"
    answer = upload(noor, site, f"{head}FR,m@fr.example,a site,03/04/2016,male\n".encode())
    assert answer.status_code == 422
    assert (
        "Line 3: “03/04/2016” can be read two ways: as 2016-03-04, or as 2016-04-03. Write it in one of these forms. "
        "Nothing was imported."
    ) in words(answer.text)
    upload(noor, site, f"{head}FR,m@fr.example,a site,13/04/2016,male\n".encode())
    assert 'value="2016-09-24"' in noor.get(at(site, "/DE")).text
    assert '<option value="f" selected>' in noor.page.text
    assert 'value="2016-04-13"' in noor.get(at(site, "/FR")).text
    assert '<option value="m" selected>' in noor.page.text


@pytest.mark.parametrize(
    "typed",
    [
        {**FRANCE, "date": "13/04/2016", "source": "a  site"},
        {"date": "2016-04-13", "notes": "They\r\nwait.", "step": "Call  them"},
    ],
)
def test_a_form_that_is_tidied_and_sent_twice_is_saved_once(
    site: Site, noor: Desk, typed: dict[str, str]
) -> None:
    version = hidden(noor.get(at(site, "/FR")).text, "version")
    for _press in range(2):
        answer = noor.post(at(site, "/FR"), {**typed, "channel": "mail", "version": version})
        assert answer.status_code == 200
        assert "Saved." in answer.text
    assert len(audit_queries.newest(Sought(act=Act.MISSION_FOLLOW_UP))) == 1


def test_a_day_typed_by_hand_is_read_or_stays_where_it_was_typed(site: Site, noor: Desk) -> None:
    noor.get(at(site, "/FR"))
    answer = noor.post(at(site, "/FR"), {**FRANCE, "date": "03/04/2016", "channel": "mail"})
    assert answer.status_code == 422
    assert "“03/04/2016” can be read two ways: as 2016-03-04, or as 2016-04-03." in words(answer.text)
    assert '<input id="f-date" name="date" type="text" value="03/04/2016"' in answer.text
    noor.post(at(site, "/FR"), {**FRANCE, "date": "13/04/2016", "channel": "mail"})
    assert '<input id="f-date" name="date" type="date" value="2016-04-13"' in noor.page.text


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"code,address\nFR,m@fr.example\n", "Line 1: the columns are code, address; they must be"),
        (
            "code,address,source,date\nFR,m@fr.example,café,2026-09-01\n".encode("latin-1"),
            "The file is not UTF-8.",
        ),
        (
            b"code,address,source,date\nXX,m@fr.example,a site,2026-09-01\n",
            "is not the code of a Member or observer State",
        ),
        (b"", "the columns are missing"),
    ],
)
def test_a_file_that_cant_be_taken_is_refused_in_a_sentence(
    site: Site, noor: Desk, raw: bytes, sentence: str
) -> None:
    answer = upload(noor, site, raw)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert missions_queries.addresses() == []


def test_the_example_is_a_file_that_can_be_taken(site: Site, noor: Desk) -> None:
    raw = noor.get(at(site, "/example.csv")).data
    assert raw.startswith(b"\xef\xbb\xbfcode,address,source,date,name,style,gender,language\r\n")
    assert "New: 1." in words(upload(noor, site, raw).text)


def test_the_example_is_a_workbook_too(site: Site, noor: Desk) -> None:
    answer = noor.get(at(site, "/example.xlsx"))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="missions.xlsx"'
    assert "New: 1." in words(upload(noor, site, answer.data).text)
    row = missions_queries.contact("FR")
    assert row
    assert (row.address, row.date) == ("mission@example.org", clock.today())
    assert noor.get(at(site, "/example.ods")).status_code == 404


def test_an_address_is_changed_and_forgotten_in_place(site: Site, noor: Desk) -> None:
    noor.get(at(site, "/FR"))
    page = noor.post(at(site, "/FR"), {**FRANCE, "language": "en", "gender": "f", "name": "A. B."})
    assert 'value="mission@fr.example"' in page.text
    row = missions_queries.contact("FR")
    assert row
    assert (row.address, row.gender, missions_queries.languages()) == (
        "mission@fr.example",
        "f",
        {"FR": "en"},
    )
    noor.post(at(site, "/FR"), FRANCE)
    assert missions_queries.languages() == {}
    noor.post(at(site, "/FR/removed"))
    assert missions_queries.contact("FR") is None
    assert [entry.facts for entry in audit_queries.newest(Sought(act=Act.MISSION_CHANGE))] == [
        {"countries": ["FR"]}, {"countries": ["FR"]},
    ]  # fmt: skip


def test_what_was_typed_is_still_there_where_it_cant_be(site: Site, noor: Desk) -> None:
    noor.get(at(site, "/FR"))
    answer = noor.post(at(site, "/FR"), {**FRANCE, "address": "not an address", "source": "a telephone call"})
    assert answer.status_code == 422
    assert 'value="not an address"' in answer.text
    assert 'value="a telephone call"' in answer.text
    assert noor.get(at(site, "/XX")).status_code == 404
    assert noor.get(at(site, "/KP")).status_code == 200


def test_address_and_next_step_are_saved_together_or_not_at_all(site: Site, noor: Desk) -> None:
    noor.get(at(site, "/FR"))
    page = noor.post(at(site, "/FR"), {**FRANCE, "notes": "Ask for her", "concerned": "y"})
    assert page.text.count(">Save</button>") == 1
    stood = missions_queries.follow_up(site.campaign.id, "FR")
    assert stood
    assert (stood.notes, stood.concerned, missions_queries.contact("FR") is not None) == (
        "Ask for her",
        True,
        True,
    )
    answer = noor.post(at(site, "/FR"), {**FRANCE, "address": "none", "notes": "Other notes"})
    assert answer.status_code == 422
    assert "Other notes" in answer.text
    stood = missions_queries.follow_up(site.campaign.id, "FR")
    assert stood
    assert (stood.notes, stood.concerned) == ("Ask for her", True)


def test_what_comes_next_is_found_on_its_day_and_by_nobody_else(site: Site, noor: Desk) -> None:
    noor.get(at(site, "/FR"))
    today = clock.today()
    typed = {
        "channel": "hand", "step": "Telephone", "day": today.isoformat(), "whose": "Noor",
        "notes": "Ask for\nthe officer", "concerned": "y",
    }  # fmt: skip
    page = noor.post(at(site, "/FR"), typed)
    assert "Ask for\nthe officer" in page.text
    assert '<option value="hand" selected>' in page.text
    due = words(noor.get(at(site, "?which=due")).text)
    assert "Telephone" in due
    assert "Germany" not in due
    site.open_campaign("other")
    other = releases_queries.campaign("other")
    assert other
    assert [set(missions_queries.follow_ups(key)) for key in (site.campaign.id, other.id)] == [{"FR"}, set()]
    public = site.app.test_client()
    for path in ("", "/tally", "/letters"):
        assert b"Telephone" not in public.get(f"/en/{site.slug}{path}").data


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("day", "soon", "is not a day; write it like 2016-09-24."),
        ("channel", "pigeon", "Choose how it gets its letter."),
        ("notes", "x" * 4_001, "At most 4000 characters fit there."),
        ("step", "a\x07b", "It contains control characters."),
    ],
)
def test_a_next_step_that_cant_be_keeps_what_was_typed(
    site: Site, noor: Desk, field: str, typed: str, sentence: str
) -> None:
    noor.get(at(site, "/FR"))
    fields = {"channel": "mail", "step": "Write", "day": "", "whose": "Noor", "notes": "", field: typed}
    answer = noor.post(at(site, "/FR"), fields)
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert 'value="Noor"' in answer.text
    assert missions_queries.follow_up(site.campaign.id, "FR") is None


def test_what_comes_next_is_erased_with_the_list(site: Site) -> None:
    intent = Intent(channel=Channel.POST, step="Write", notes="Somebody’s number")
    follow_up(campaign_id=site.campaign.id, slug=site.slug, code="FR", intent=intent)
    releases.close_campaign(slug=site.slug)
    site.number()
    with time_machine.travel(clock.now() + timedelta(days=400), tick=False):
        signing.purge_closed()
    assert missions_queries.follow_ups(site.campaign.id) == {}
