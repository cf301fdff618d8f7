"""What is deleted at the desk comes back by one press on the page that says so, as it was."""

import re
from html import unescape
from typing import Any

from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.missions import queries as missions_queries
from campaign.missions.following_up import Intent, follow_up
from campaign.missions.own_groups import own_groups
from campaign.releases import queries as releases_queries
from tests.cast import Site
from tests.desk.lettering import at, issued
from tests.desk.texts import at as text_at
from tests.desk.texts import press
from tests.organisers.browser import Desk

FORM = re.compile(
    r'<p class="notice" role="status">([^<]+)</p>\s*<form method="post" action="([^"]+)"'
    r'( enctype="multipart/form-data")?>'
    r'((?:<input type="hidden" name="[^"]+" value="[^"]*">)+)<button class="quiet">Undo</button></form>'
)
FIELD = re.compile(r'name="([^"]+)" value="([^"]*)"')


def undo(desk: Desk) -> str:
    """Press it; what the page said of the deletion."""
    found = FORM.search(desk.page.text)
    assert found, desk.page.text
    fields: dict[str, Any] = {}
    for name, value in FIELD.findall(found[4]):
        fields.setdefault(name, []).append(unescape(value))
    desk.post(found[2], fields, content_type="multipart/form-data" if found[3] else None)
    assert desk.page.status_code == 200
    return unescape(found[1])


def stored(row: Any) -> dict[str, Any]:
    return {column.name: getattr(row, column.name) for column in row.__table__.columns}


def test_a_missions_address_with_what_was_said_of_it(site: Site, noor: Desk) -> None:
    there = f"/desk/campaigns/{site.slug}/missions/FR"
    follow_up(
        campaign_id=site.campaign.id,
        slug=site.slug,
        code="FR",
        intent=Intent(step="Telephone", concerned=True),
    )
    address = {
        "address": "fr@example.org", "source": "“a” site", "date": "2016-09-24", "name": "A. <Person>", "style": "H.E.",
        "gender": "f", "language": "es", "channel": "hand", "step": "Telephone", "notes": "One.\n\nTwo.",
        "concerned": "y",
    }  # fmt: skip
    noor.get(there)
    noor.post(there, address)
    before = (
        stored(missions_queries.contact("FR")),
        stored(missions_queries.follow_up(site.campaign.id, "FR")),
    )
    noor.post(f"{there}/removed")
    assert missions_queries.contact("FR") is None
    assert undo(noor) == "The address is forgotten."
    assert (
        stored(missions_queries.contact("FR")),
        stored(missions_queries.follow_up(site.campaign.id, "FR")),
    ) == before
    assert missions_queries.languages() == {"FR": "es"}


def test_a_group_of_ones_own(site: Site, noor: Desk) -> None:
    there = f"/desk/campaigns/{site.slug}/missions/groups"
    noor.get(there)
    noor.post(there, {"name": "الجيران", "states": ["JO", "LB"]})
    (group,) = own_groups(site.campaign.id)
    noor.post(f"{there}/{group.key}/removed")
    assert own_groups(site.campaign.id) == ()
    assert undo(noor) == "The group is deleted. Letters that went to it are not affected."
    (again,) = own_groups(site.campaign.id)
    assert (again.names, again.states) == ({"en": "الجيران"}, ("JO", "LB"))


def test_an_answer_public_again_as_it_was(site: Site, noor: Desk) -> None:
    issued(site, noor)
    there = at(site, "/answers/FR")
    typed = {
        "position": "declines", "day": clock.today().isoformat(), "form": "call", "words": "“No.”", "consent": "yes",
        "note": "Friendly.", "publish": "yes",
    }  # fmt: skip
    for publish in ("yes", ""):
        noor.get(there)
        noor.post(there, {**typed, "publish": publish})
        before = stored(letters_queries.newest_reply(site.campaign.id, "FR"))
        noor.post(f"{there}/removed")
        assert letters_queries.newest_reply(site.campaign.id, "FR") is None
        assert undo(noor) == "It is deleted."
        assert stored(letters_queries.newest_reply(site.campaign.id, "FR")) == before
        assert before["published"] is (publish == "yes")


def test_a_draft_of_a_text(site: Site, noor: Desk) -> None:
    noor.get(text_at(site, "/en/edit"))
    press(
        noor, "/draft", body="Two hospitals were hit.\n\nWe ask for *action*.", kind="fact",
        **{"corrected-en": "An earlier text gave no number."},
    )  # fmt: skip
    (before,) = (stored(each) for each in releases_queries.drafts(site.campaign.id))
    press(noor, "/discarding")
    assert releases_queries.drafts(site.campaign.id) == []
    assert undo(noor) == "Deleted. What is public stays as it is."
    (again,) = (stored(each) for each in releases_queries.drafts(site.campaign.id))
    own = ("id", "made_at")
    assert {name: value for name, value in again.items() if name not in own} == {
        name: value for name, value in before.items() if name not in own
    }


def test_what_was_not_there_offers_nothing(site: Site, noor: Desk) -> None:
    there = f"/desk/campaigns/{site.slug}/missions/JP"
    noor.get(there)
    noor.post(f"{there}/removed")
    assert "Undo" not in noor.page.text
