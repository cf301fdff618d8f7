"""The page of names: what is sealed comes to it, from the desk alone, with the filters of the signatures."""

from base64 import b64decode
from typing import Any
from urllib.parse import urlsplit

import pytest

from campaign.extensions import db
from campaign.lib import clock
from campaign.organisers.actions import invite
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.signing.models import Signature, SignatureState
from campaign.signing.records import Record
from campaign.vault.envelope import open_with
from tests.cast import AMELIE, KEY, NOUR, SLUG, Site, heading
from tests.desk.test_names import JSON, NAMES, PEOPLE, SIGNATURES, noted, safe, somebody
from tests.organisers.browser import Desk
from tests.tables import dump

__all__ = ["safe"]
BEGIN = (409, {"problem": "begin"})


@pytest.fixture
def shown(safe: Site) -> Site:
    """The same, with names turned on."""
    releases.turn_names_on(slug=SLUG)
    return safe


def gone_there(site: Site) -> Desk:
    """An organiser who went to the names from the desk."""
    desk = somebody(site)
    desk.get(NAMES)
    answer = desk.send("POST", f"{NAMES}/opened", data={"csrf_token": desk.token}, headers=desk.headers)
    assert answer.headers["Location"] == f"/holder.html#names&campaign={SLUG}"
    return desk


def opened(row: dict[str, Any]) -> Record:
    """What a holder reads in a row."""
    record_id = bytes.fromhex(row["record"])
    return Record.unpacked(open_with(b64decode(row["sealed"]), record_id=record_id, identities=[KEY]))


def test_the_page_of_names_gets_what_is_sealed_and_no_name(shown: Site) -> None:
    desk = gone_there(shown)
    assert noted() == ["names-on", "names-look"]
    before = dump()
    answer = desk.get(JSON)
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Origin" not in answer.headers
    page = answer.json
    assert {name: value for name, value in page.items() if name != "rows"} == {
        "slug": SLUG, "older": None, "newer": None,
    }  # fmt: skip
    known = [
        {name: row[name] for name in ("state", "day", "language", "wants_updates")} for row in page["rows"]
    ]
    today = clock.today().isoformat()
    assert known == [{"state": "counted", "day": today, "language": "en", "wants_updates": False}] * 2
    assert {(opened(row).name, opened(row).address) for row in page["rows"]} == {
        (person.name, person.email) for person in PEOPLE
    }
    assert sorted(row["index"] for row in page["rows"]) == [2, 3]
    assert [word for person in PEOPLE for word in (person.name, person.email) if word in answer.text] == []
    assert dump() == before


def test_of_whom_nothing_is_left_there_is_a_row_without_a_record(shown: Site) -> None:
    first = db.session.query(Signature).order_by(Signature.id).first()
    assert first is not None
    first.state, first.sealed, first.record_id = SignatureState.WITHDRAWN, None, None
    db.session.commit()
    _, row = gone_there(shown).get(JSON).json["rows"]
    assert (row["state"], row["record"], row["sealed"]) == ("withdrawn", None, None)


def test_filters_and_pages_are_those_of_the_signatures(shown: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("campaign.moderation.signatures.PAGE", 1)
    desk = gone_there(shown)
    newest = desk.get(JSON).json
    older = desk.get(f"{JSON}?before={newest['older']}").json
    assert (newest["newer"], older["older"]) == (None, None)
    assert desk.get(f"{JSON}?after={older['newer']}").json["rows"] == newest["rows"]
    assert [opened(each["rows"][0]).name for each in (older, newest)] == [AMELIE.name, NOUR.name]
    today = clock.today().isoformat()
    for found, query in (
        (1, f"language=en&day={today}&state=counted"),
        (0, "language=ar"),
        (0, "country=FR"),
    ):
        assert len(desk.get(f"{JSON}?{query}").json["rows"]) == found
    wrong = desk.get(f"{JSON}?day=tomorrow&state=held")
    assert (wrong.status_code, wrong.json) == (
        422,
        {"problems": {"day": "Write the day like 2016-09-24.", "state": "Choose a status from the list."}},
    )


def test_who_did_not_come_from_the_desk_gets_nothing(shown: Site) -> None:
    assert somebody(shown, email="sami@example.org").get(JSON).status_code == BEGIN[0]
    desk = gone_there(shown)
    assert desk.get(JSON).status_code == 200
    releases.turn_names_off(slug=SLUG)
    assert (desk.get(JSON).status_code, desk.page.json) == BEGIN
    releases.turn_names_on(slug=SLUG)
    viewer = somebody(shown, Role.VIEWER, "vera@example.org")
    assert viewer.get(JSON).status_code == 404
    stranger = Desk(shown.app).send("GET", JSON)
    assert (stranger.status_code, stranger.headers["Location"].split("?")[0]) == (302, "/desk/sign-in")


def test_in_another_campaign_it_begins_at_the_desk_again(shown: Site) -> None:
    desk = gone_there(shown)
    second = Site(shown.app, "second").open_campaign("second", at_risk=False)
    releases.turn_names_on(slug="second")
    link = urlsplit(
        invite(email="noor@example.org", role=Role.ORGANISER, campaign_id=second.campaign.id)
    ).path
    desk.get(link)
    desk.post(f"{link}/join")
    assert heading(desk.get("/desk/campaigns/second/signatures").text) == "Signatures"
    assert desk.get(JSON.replace(SLUG, "second")).status_code == BEGIN[0]
    assert desk.get(JSON).status_code == 200


def test_in_the_browser_of_somebody_else_it_begins_at_the_desk_again(shown: Site) -> None:
    desk = gone_there(shown)
    somebody(shown, Role.ORGANISER, "sami@example.org")
    desk.get("/desk/account")
    desk.post("/desk/sign-out")
    desk.sign_in("sami@example.org")
    desk.get("/desk/account")
    desk.post("/desk/account/later")
    assert heading(desk.get(SIGNATURES).text) == "Signatures"
    assert (desk.get(JSON).status_code, desk.page.json) == BEGIN


def test_once_it_could_harm_somebody_an_open_page_gets_nothing_more(shown: Site) -> None:
    desk = gone_there(shown)
    releases.change(slug=SLUG, at_risk=True)
    assert (desk.get(JSON).status_code, desk.page.json) == BEGIN
