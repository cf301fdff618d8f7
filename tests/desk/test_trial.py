"""From trial to server at the desk: saved by an owner, begun from by whoever may found campaigns."""

import io
import json
from typing import Any

import pytest
from pyrage.x25519 import Identity

from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import NamedPerson
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from campaign.vault import key_offers
from tests.backup.trials import tried
from tests.cast import SLUG, Site, hidden
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member
from tests.tables import rows

PEOPLE = "/desk/campaigns/hope/people"


@pytest.fixture
def zoe(site: Site) -> Desk:
    """Who may found campaigns."""
    return member(site.app, "zoe@example.org", Role.OWNER, None)


def brought(zoe: Desk, raw: bytes, **fields: str) -> Any:
    zoe.get("/desk/")
    file = (io.BytesIO(raw), "hope.campaign.json")
    return zoe.post("/desk/uploads/campaigns", {"file": file, **fields}, content_type="multipart/form-data")


def saved(site: Site) -> bytes:
    tried(site)
    owner = member(site.app, "lina@example.org", Role.OWNER, site.campaign.id)
    page = plain(owner.get(f"/desk/campaigns/{SLUG}/file").text)
    assert "Every signature, and everything about who signed" in page
    answer = owner.post(f"/desk/campaigns/{SLUG}/file")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}.campaign.json"'
    assert answer.mimetype == "application/json"
    return answer.data


def test_it_goes_along_and_says_what_is_left_to_do(site: Site, zoe: Desk) -> None:
    raw = saved(site)
    assert (
        "Take it to a server"
        in member(site.app, "mona@example.org", Role.OWNER, site.campaign.id)
        .get(f"/desk/campaigns/{SLUG}/start")
        .text
    )
    answer = brought(zoe, raw, other="hope")
    assert (
        "It is a draft here now, and nobody sees it. 2 were here already and are unchanged. 3 people wait under "
        "“People” to be invited." in plain(answer.text)
    )
    hope = releases_queries.campaign("hope")
    assert hope
    who = organisers_queries.by_email("zoe@example.org")
    assert who
    assert organisers_queries.role_in(organiser_id=who.id, campaign_id=hope.id) is Role.OWNER
    assert "Eight steps, one page each." in plain(zoe.get("/desk/campaigns/hope/start").text)


def test_a_draft_still_waits_and_becomes_the_text_without_being_public(site: Site, zoe: Desk) -> None:
    brought(zoe, saved(site), other="hope")
    page = zoe.get("/desk/campaigns/hope/text/en")
    assert "Clear the skies, corrected" in plain(page.text)
    assert "A draft is waiting to replace revision 1. Nobody sees either until the campaign opens." in plain(
        page.text
    )
    hope = releases_queries.campaign("hope")
    assert hope
    stands = releases_queries.current_text(hope.id, "en")
    assert stands
    assert stands.headline == "Clear the skies (clear-skies)"
    assert "Make it the text" in page.text
    answer = zoe.post("/desk/campaigns/hope/text/en/publication", {"version": hidden(page.text, "version")})
    assert "It is the text now. Nobody sees it until the campaign opens." in plain(answer.text)
    stands = releases_queries.current_text(hope.id, "en")
    assert stands
    assert stands.headline == "Clear the skies, corrected"


def test_each_person_is_invited_anew_or_is_not(site: Site, zoe: Desk) -> None:
    brought(zoe, saved(site), other="hope")
    page = plain(zoe.get(PEOPLE).text)
    assert "Named in the file that this campaign began from" in page
    assert "Rima · rima@example.org · owner" in page
    zoe.post(f"{PEOPLE}/invitations", {"email": "rima@example.org", "role": "owner"})
    page = plain(zoe.get(PEOPLE).text)
    assert "Rima · rima@example.org · owner Invite" not in page
    assert "rima@example.org · owner · until" in page
    zoe.post(f"{PEOPLE}/named/removed", {"email": "noor@example.org"})
    assert "noor@example.org" not in zoe.get(PEOPLE).text
    assert "noor@example.org" not in {row["email"] for row in rows(NamedPerson)}


def test_a_key_of_the_file_waits_to_be_compared(site: Site, zoe: Desk) -> None:
    trial = json.loads(saved(site))
    (maya,) = [each for each in trial["holders"] if each["name"] == "maya"]
    maya.update(name="zeina", recipient=str(Identity.generate().to_public()))
    assert "1 key waits under “Keys” to be compared." in plain(
        brought(zoe, json.dumps(trial).encode(), other="hope").text
    )
    hope = releases_queries.campaign("hope")
    assert hope
    (offer,) = key_offers.offers(hope.id)
    page = plain(zoe.get("/desk/campaigns/hope/keys").text)
    assert "zeina" in page
    assert key_offers.compared_signs(offer.recipient) in page


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"", "This is not a file that a campaign was saved to, or it is damaged. Nothing was taken."),
        (b'{"format": "trial of a campaign, 9"}', "This file was saved by another version."),
    ],
)
def test_another_file_is_refused_where_it_was_chosen(
    site: Site, zoe: Desk, raw: bytes, sentence: str
) -> None:
    answer = brought(zoe, raw, other="hope")
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert 'value="hope"' in answer.text
    assert releases_queries.campaign("hope") is None


def test_without_a_file_one_is_asked_for(site: Site, zoe: Desk) -> None:
    zoe.get("/desk/")
    answer = zoe.post("/desk/uploads/campaigns", {"other": ""}, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "Choose a file." in plain(answer.text)


def test_the_servers_first_page_offers_it(site: Site, zoe: Desk) -> None:
    page = plain(zoe.get("/desk/").text)
    assert "Create a campaign" in page
    assert "Begin from a file" in page
    server = plain(zoe.get("/desk/server").text)
    assert "Rough figures, as of November 2026." in server
    assert "In which country is the machine" in server


def test_only_owners_save_and_only_who_may_found_begins(site: Site, zoe: Desk) -> None:
    noor = member(site.app, "noor2@example.org", Role.ORGANISER, site.campaign.id)
    assert noor.get(f"/desk/campaigns/{SLUG}/file").status_code == 404
    noor.get("/desk/account")
    assert brought(noor, b"{}").status_code in {403, 404}
    assert noor.get("/desk/server").status_code == 200
