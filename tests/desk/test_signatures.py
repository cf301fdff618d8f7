"""The table of signatures, the held forms and what looks unusual, in a browser without JavaScript."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.signing.models import Signature, Submission
from tests.cast import AMELIE, NOUR, SLUG, Client, Site, heading
from tests.desk.signing_site import BASE, alert, cells, organiser, words, worked, wrong
from tests.moderation.crowd import crowd
from tests.tables import count, dump, rows

BEGIN = datetime(2026, 10, 20, 9, 20, tzinfo=UTC)
TABLE, HELD = f"{BASE}/signatures", f"{BASE}/signatures/held"


@pytest.fixture
def signed(site: Site) -> Site:
    """A campaign with twelve from France and three from the Vatican, in one hour."""
    crowd(site, 12, country="FR", domain="gmail.com", at=BEGIN)
    crowd(site, 3, country="VA", domain="gmail.com", at=BEGIN)
    site.number()
    return site


def test_each_line_says_what_the_server_knows_and_no_more_of_few(signed: Site) -> None:
    desk = organiser(signed)
    page = desk.get(TABLE).text
    lines = cells(page)
    assert len(lines) == 15
    told = {tuple(line[1:6]) for line in lines}
    assert told == {
        ("France", "20 October 2026, 09:00", "English", "Counts", "No"),
        ("Fewer than ten", "20 October 2026, 09:00", "English", "Counts", "No"),
    }
    assert sorted(int(line[0]) for line in lines) == list(range(2, 17))
    assert len(cells(desk.get(f"{TABLE}?country=FR&day=2026-10-20&language=en&state=counted").text)) == 12
    page = desk.get(f"{TABLE}?country=VA").text
    assert cells(page) == []
    assert '<p class="lead">None that may be shown.</p>' in page


def test_pages_lead_on_and_keep_the_filters(signed: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.moderation.signatures.PAGE", 5)
    desk = organiser(signed)
    seen = []
    page = desk.get(f"{TABLE}?country=FR").text
    while True:
        seen += [line[0] for line in cells(page)]
        following = [
            part.split('"')[0] for part in page.split('<a href="') if 'rel="next"' in part.split("</a>")[0]
        ]
        if not following:
            break
        assert "country=FR" in following[0]
        page = desk.get(following[0].replace("&amp;", "&")).text
    assert (len(seen), len(set(seen))) == (12, 12)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("country=XX", {"country": "Choose a country from the list."}),
        ("country=' OR 1=1", {"country": "Choose a country from the list."}),
        ("day=2026-13-45", {"day": "Write the day like 2016-09-24."}),
        ("day=0001-01-01", {"day": "Write the day like 2016-09-24."}),
        ("language=xx", {"language": "Choose a language from the list."}),
        ("state=held", {"state": "Choose a status from the list."}),
    ],
)
def test_what_no_filter_can_mean_is_said_at_its_place(signed: Site, typed: str, said: dict[str, str]) -> None:
    answer = organiser(signed).get(f"{TABLE}?{typed}")
    assert (answer.status_code, wrong(answer.text)) == (422, said)
    assert cells(answer.text) == []


@pytest.mark.parametrize(
    "key", ["before=x", f"before={2**63}", "after=-1", "before=%D9%A3", f"after={'9' * 400}"]
)
def test_a_place_that_is_none_begins_at_the_top(signed: Site, key: str) -> None:
    answer = organiser(signed).get(f"{TABLE}?{key}")
    assert (answer.status_code, len(cells(answer.text))) == (200, 15)


def test_looking_changes_nothing(signed: Site) -> None:
    desk = organiser(signed)
    desk.get(BASE + "/")
    before = dump()
    for path in (TABLE, HELD, f"{TABLE}/unusual", f"{TABLE}/invalidations", f"{BASE}/countries"):
        assert desk.get(path).status_code == 200
    after = dump()
    for each in (before, after):
        each.pop("desk_sessions", None)
    assert after == before


def test_a_viewer_sees_none_of_it(signed: Site) -> None:
    viewer = organiser(signed, Role.VIEWER)
    page = viewer.get(BASE + "/")
    assert "signatures in the public count" in page.text
    assert TABLE not in page.text
    for path in (TABLE, HELD, f"{TABLE}/unusual", f"{TABLE}/invalidations", f"{BASE}/countries"):
        assert viewer.get(path).status_code == 404


def hold_three(site: Site, client: Client) -> list[int]:
    """Three held forms, the first by the hidden field."""
    client.sign(NOUR, website="x", language="ar")
    client.sign(AMELIE, wait=0)
    client.sign(AMELIE, email="second@example.org", wait=0)
    return [row["id"] for row in rows(Submission)]


def test_held_forms_say_why_and_each_is_decided_alone(site: Site, client: Client) -> None:
    first, second, third = hold_three(site, client)
    desk = organiser(site)
    page = desk.get(HELD).text
    assert [line[:2] for line in cells(page)] == [
        [str(first), "Filled in a field that people don’t see"],
        [str(second), "Sent within two seconds"],
        [str(third), "Sent within two seconds"],
    ]
    page = desk.post(HELD, {"decision": f"accept {first}"}).text
    assert "1 has been accepted. Its mail is being sent now; it counts once it is confirmed." in page
    assert sorted(letter.to for letter in site.deliver()) == [NOUR.email, "organiser@example.org"]
    desk.post(HELD, {"decision": f"refuse {second}"})
    assert [row["id"] for row in rows(Submission)] == [first, third]


def test_several_are_decided_by_their_boxes(site: Site, client: Client) -> None:
    numbers = hold_three(site, client)
    desk = organiser(site)
    desk.get(HELD)
    page = desk.post(HELD, {"decision": "refuse", "number": [str(number) for number in numbers[:2]]}).text
    assert "2 have been deleted." in page
    assert [row["id"] for row in rows(Submission)] == numbers[2:]
    page = desk.post(HELD, {"decision": "accept", "number": [str(number) for number in numbers]}).text
    assert "1 has been accepted." in page
    assert "2 were no longer held: somebody else had decided, or their time had run out." in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"decision": "accept"}, "Tick at least one of them."),
        (
            {"decision": "accept", "number": ["x", "-1", "", str(2**63), "9" * 50]},
            "Tick at least one of them.",
        ),
        ({"number": "1"}, "Press one of the buttons."),
        ({"decision": "burn 1"}, "Press one of the buttons."),
    ],
)
def test_what_is_no_decision_is_said(site: Site, client: Client, fields: dict[str, str], said: str) -> None:
    hold_three(site, client)
    desk = organiser(site)
    desk.get(HELD)
    answer = desk.post(HELD, fields)
    assert (answer.status_code, alert(answer.text)) == (422, said)
    assert count(Submission, state="held") == 3


def test_held_forms_of_others_stay_theirs(site: Site, client: Client) -> None:
    site.open_campaign("other")
    client.sign(AMELIE, wait=0, slug="other")
    (row,) = rows(Submission)
    desk = organiser(site)
    desk.get("/desk/account")
    page = desk.post(HELD, {"decision": f"refuse {row['id']}"})
    assert "1 was no longer held" in page.text
    assert count(Submission, state="held") == 1
    assert desk.get("/desk/campaigns/other/signatures/held").status_code == 404


def test_after_the_close_none_is_let_in(site: Site, client: Client) -> None:
    first, *_ = hold_three(site, client)
    releases.close_campaign(slug=SLUG)
    desk = organiser(site)
    desk.get(HELD)
    answer = desk.post(HELD, {"decision": f"accept {first}"})
    said = "The campaign is closed: nobody can confirm any more."
    assert (answer.status_code, alert(answer.text)) == (422, said)


def test_an_attack_is_seen_from_all_sides(site: Site) -> None:
    for day in range(2, 7):
        crowd(site, 2, country="FR", domain="gmail.com", at=BEGIN - timedelta(days=day))
    crowd(site, 24, country="VA", domain="forged.example", at=BEGIN - timedelta(hours=1))
    with time_machine.travel(BEGIN, tick=False):
        desk = organiser(site)
        assert "Nothing has been checked yet." in desk.get(f"{TABLE}/unusual").text
        worked()
        page = desk.get(f"{TABLE}/unusual").text
    said = [words(item) for item in page.split("<li>")]
    assert "24 signatures, 12 times what is usual in an hour: 20 October 2026, 08:00" in " ".join(said)
    assert (
        "Holy See: 24 signatures in the last 24 hours, 100 per cent of all. Fewer than ten in the 14 days before."
        in " ".join(said)
    )
    assert [row[1:] for row in cells(page)] == [["–", "24"], ["gmail.com", "10"]]
    assert 'd="M0 200' in page
    assert page.count('<rect class="new"') == 1
    assert heading(page) == "What looks unusual"
    assert count(Signature) == 34
