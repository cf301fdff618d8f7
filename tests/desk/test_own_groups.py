"""Groups of States that organisers name at the desk: shown, written to together, refused in words."""

import re

import pytest

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.letters.fates import SendingState
from campaign.missions.own_groups import own_groups
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from tests.cast import Site
from tests.desk.lettering import SEND, at, issued, planned, waiting
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member

BASE = "/desk/campaigns/clear-skies/missions"


def named(noor: Desk, name: str, *states: str) -> str:
    noor.get(f"{BASE}/groups")
    return plain(noor.post(f"{BASE}/groups", {"name": name, "states": list(states)}).text)


def test_a_group_of_ones_own_is_shown_and_filters_the_table(site: Site, noor: Desk) -> None:
    page = named(noor, "  Friends  of hospitals ", "DE", "FR", "XX")
    assert "Saved." in page
    assert "Friends of hospitals Germany, France" in page
    (group,) = own_groups(site.campaign.id)
    assert group.states == ("DE", "FR")
    table = plain(noor.get(f"{BASE}?which={group.key}").text)
    assert "France" in table
    assert "Afghanistan" not in table
    assert "Source:" not in table
    assert audit_queries.newest(Sought(act=Act.GROUP))[0].facts == {"countries": ["DE", "FR"]}


def test_the_same_name_takes_the_place_and_a_link_fills_the_form(site: Site, noor: Desk) -> None:
    named(noor, "Friends", "DE", "FR")
    named(noor, "Friends", "JO")
    (group,) = own_groups(site.campaign.id)
    assert group.states == ("JO",)
    form = noor.get(f"{BASE}/groups?group={group.key}").text
    assert 'value="JO" checked' in form
    assert 'value="Friends"' in form
    assert 'value="DE" checked' not in form
    assert "The group is deleted." in plain(noor.post(f"{BASE}/groups/{group.key}/removed").text)
    assert own_groups(site.campaign.id) == ()


@pytest.mark.parametrize("key", ["own-99", "elected", "own-", "own-" + "9" * 30])
def test_what_is_no_group_of_ones_own_cant_be_deleted(site: Site, noor: Desk, key: str) -> None:
    noor.get(f"{BASE}/groups")
    assert noor.post(f"{BASE}/groups/{key}/removed").status_code == 404


def test_another_campaign_neither_sees_nor_deletes_it(site: Site, noor: Desk) -> None:
    named(noor, "Friends", "DE")
    (group,) = own_groups(site.campaign.id)
    site.open_campaign("elsewhere")
    other = releases_queries.campaign("elsewhere")
    assert other
    rami = member(site.app, "rami@example.org", Role.ORGANISER, other.id)
    theirs = BASE.replace(site.slug, "elsewhere")
    assert "Friends" not in rami.get(f"{theirs}/groups").text
    assert rami.post(f"{theirs}/groups/{group.key}/removed").status_code == 404
    assert own_groups(site.campaign.id) == (group,)


@pytest.mark.parametrize(
    ("name", "states", "sentence"),
    [
        ("", ["DE"], "Give the group a name."),
        (" ", ["DE"], "Give the group a name."),
        ("x" * 61, ["DE"], "At most 60 characters fit there."),
        ("a\x1bb", ["DE"], "It contains control characters."),
        ("Friends", [], "Tick the States of the group."),
        ("Friends", ["XX"], "Tick the States of the group."),
    ],
)
def test_what_can_be_no_group_is_refused_and_what_was_typed_stays(
    site: Site, noor: Desk, name: str, states: list[str], sentence: str
) -> None:
    noor.get(f"{BASE}/groups")
    answer = noor.post(f"{BASE}/groups", {"name": name, "states": states})
    assert answer.status_code == 422
    assert sentence in plain(answer.text)
    assert own_groups(site.campaign.id) == ()
    if "DE" in states:
        assert 'value="DE" checked' in answer.text


@pytest.mark.full
def test_there_are_fifty_at_most(site: Site, noor: Desk) -> None:
    for number in range(50):
        named(noor, f"Group {number}", "DE")
    assert "There are 50 groups of your own already. Delete one first." in named(noor, "One more", "DE")
    assert "Saved." in named(noor, "Group 7", "FR")
    assert len(own_groups(site.campaign.id)) == 50


def test_letters_go_to_it_together(site: Site, noor: Desk) -> None:
    named(noor, "Friends", "FR", "JO")
    (group,) = own_groups(site.campaign.id)
    issued(site, noor)
    assert "Friends" in noor.get(at(site, "/sending")).text
    assert "1 letter would go" in planned(site, noor, whom=group.key)
    noor.post(at(site, "/sending"), {**SEND, "whom": group.key, "number": "1"})
    assert waiting(site) == {"FR": SendingState.QUEUED}


def both(site: Site, noor: Desk) -> tuple[Desk, dict[str, list[str]]]:
    """Rima, who has the page open, and what its form carries unseen."""
    rima = member(site.app, "rima@example.org", Role.ORGANISER, site.campaign.id, address="203.0.113.8")
    page = rima.get(f"{BASE}/groups").text
    return rima, {name: re.findall(f'name="{name}" value="([^"]*)"', page) for name in ("shown", "version")}


@pytest.mark.parametrize("stood", [("DE",), ()])
def test_two_who_change_one_at_once_lose_nothing(site: Site, noor: Desk, stood: tuple[str, ...]) -> None:
    if stood:
        named(noor, "Friends", *stood)
    rima, seen = both(site, noor)
    named(noor, "Friends", "DE", "FR")
    answer = rima.post(f"{BASE}/groups", {**seen, "name": " Friends", "states": ["JO", "DE"]})
    assert answer.status_code == 409
    page = plain(answer.text)
    assert (
        "Somebody else has answered in the meantime. Nothing is lost: what you typed is below. Send it again and it "
        "will replace theirs. States What is there now: Germany, France What you typed: Germany, Jordan"
        in page
    )
    assert [each.states for each in own_groups(site.campaign.id)] == [("DE", "FR")]
    assert 'value="JO" checked' in answer.text
    seen = {name: re.findall(f'name="{name}" value="([^"]*)"', answer.text) for name in seen}
    assert rima.post(f"{BASE}/groups", {**seen, "name": "Friends", "states": ["JO", "DE"]}).status_code == 200
    assert [each.states for each in own_groups(site.campaign.id)] == [("DE", "JO")]


def test_a_group_that_is_sent_twice_is_saved_once(site: Site, noor: Desk) -> None:
    rima, seen = both(site, noor)
    for _press in range(2):
        answer = rima.post(f"{BASE}/groups", {**seen, "name": "Friends", "states": ["FR", "DE", "FR"]})
        assert answer.status_code == 200
        assert "Saved." in answer.text
    assert len(audit_queries.newest(Sought(act=Act.GROUP))) == 1


def test_one_that_is_deleted_meanwhile_is_said_to_be(site: Site, noor: Desk) -> None:
    named(noor, "Friends", "DE")
    rima, seen = both(site, noor)
    (group,) = own_groups(site.campaign.id)
    noor.post(f"{BASE}/groups/{group.key}/removed")
    answer = rima.post(f"{BASE}/groups", {**seen, "name": "Friends", "states": ["FR"]})
    assert answer.status_code == 409
    assert "States What is there now: empty What you typed: France" in plain(answer.text)
    assert own_groups(site.campaign.id) == ()


def test_another_group_that_is_changed_meanwhile_is_no_matter(site: Site, noor: Desk) -> None:
    named(noor, "Friends", "DE")
    rima, seen = both(site, noor)
    named(noor, "Neighbours", "JO")
    answer = rima.post(f"{BASE}/groups", {**seen, "name": "Friends", "states": ["FR"]})
    assert "Saved." in plain(answer.text)
    assert [each.states for each in own_groups(site.campaign.id)] == [("FR",), ("JO",)]
