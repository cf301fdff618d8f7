"""Two who change the same thing at once: the second sees what the first wrote beside what she typed, and decides."""

from collections.abc import Callable
from typing import Any

import pytest

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.letters import queries as letters_queries
from campaign.lib import clock
from campaign.missions import queries as missions_queries
from campaign.organisers.roles import Role
from campaign.vault import queries as vault_queries
from tests.cast import Site, hidden
from tests.desk.lettering import issued
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member

ANSWER = {"position": "supports", "form": "call", "words": "", "consent": "unasked"}
MISSION = {"channel": "mail", "address": "fr@example.org", "source": "a site", "date": "2016-09-24"}
CASES: dict[str, tuple[str, str, dict[str, str], str, str]] = {
    # (the page, where it is sent, what both type, the field that differs, what the page calls it)
    "mission": ("missions/FR", "missions/FR", MISSION, "notes", "Notes"),
    "answer": ("letters/answers/FR", "letters/answers/FR", ANSWER, "note", "A sentence of yours about it"),
    "key": ("keys", "keys/1/place", {"place": "Beirut"}, "paper_keeper", "Who keeps it on paper"),
}
ACTS = {"mission": Act.MISSION_FOLLOW_UP, "answer": Act.LETTERS_ANSWER, "key": Act.KEY_PLACE}


def stored(site: Site) -> dict[str, Callable[[], str]]:
    """What stands in the field that differs."""
    campaign = site.campaign.id
    return {
        "mission": lambda: getattr(missions_queries.follow_up(campaign, "FR"), "notes", ""),
        "answer": lambda: getattr(letters_queries.newest_reply(campaign, "FR"), "note", ""),
        "key": lambda: vault_queries.holders()[0].paper_keeper or "",
    }


@pytest.fixture
def rima(site: Site, noor: Desk) -> Desk:
    issued(site, noor)
    return member(site.app, "rima@example.org", Role.OWNER, site.campaign.id, address="203.0.113.8")


def sends(desk: Desk, version: str, address: str, fields: dict[str, Any]) -> Any:
    return desk.post(address, {"version": version, "day": clock.today().isoformat(), **fields})


@pytest.mark.parametrize("what", CASES)
def test_a_form_that_is_sent_twice_is_saved_once(site: Site, rima: Desk, what: str) -> None:
    page, to, both, field, _ = CASES[what]
    page, to = (f"/desk/campaigns/{site.slug}/{each}" for each in (page, to))
    version = hidden(rima.get(page).text, "version")
    for _press in range(2):
        answer = sends(rima, version, to, {**both, field: "Mine"})
        assert answer.status_code == 200
        assert "Saved" in plain(answer.text)
    assert stored(site)[what]() == "Mine"
    assert len(audit_queries.newest(Sought(act=ACTS[what]))) == 1


@pytest.mark.parametrize("what", CASES)
def test_who_comes_second_sees_both_and_decides(site: Site, rima: Desk, what: str) -> None:
    page, to, both, field, label = CASES[what]
    page, to = (f"/desk/campaigns/{site.slug}/{each}" for each in (page, to))
    now = stored(site)[what]
    sami = member(site.app, "sami@example.org", Role.OWNER, site.campaign.id, address="203.0.113.9")
    version = hidden(rima.get(page).text, "version")
    sami.get(page)
    sends(sami, hidden(sami.page.text, "version"), to, {**both, field: "Theirs"})
    assert now() == "Theirs"
    answer = sends(rima, version, to, {**both, field: "Mine"})
    assert (answer.status_code, now()) == (409, "Theirs")
    assert f"{label} What is there now: Theirs What you typed: Mine" in plain(answer.text)
    assert ">\nMine</textarea>" in answer.text or 'value="Mine"' in answer.text
    answer = sends(rima, hidden(answer.text, "version"), to, {**both, field: "Mine"})
    assert (answer.status_code, now()) == (200, "Mine")


def test_only_the_answer_that_was_read_is_published(site: Site, rima: Desk, noor: Desk) -> None:
    page = f"/desk/campaigns/{site.slug}/letters/answers/FR"
    noor.get(page)
    typed = {**ANSWER, "day": clock.today().isoformat(), "note": "At first."}
    noor.post(page, typed)
    version = hidden(rima.get(page).text, "version")
    noor.post(page, {**typed, "note": "Then."})
    answer = sends(rima, version, f"{page}/published", {"publish": "yes"})
    assert answer.status_code == 409
    assert (
        "Somebody else has changed this answer in the meantime. Nothing was published: read it once more."
        in (plain(answer.text))
    )
    row = letters_queries.newest_reply(site.campaign.id, "FR")
    assert row is not None
    assert (row.note, bool(row.published)) == ("Then.", False)


@pytest.mark.parametrize("publish", ["yes", ""])
def test_an_answer_is_as_public_after_the_second_press_as_after_the_first(
    site: Site, rima: Desk, publish: str
) -> None:
    page = f"/desk/campaigns/{site.slug}/letters/answers/FR"
    version = hidden(rima.get(page).text, "version")
    typed = {**ANSWER, "words": "They\r\nagree.", "note": "Two  blanks"}
    for _press in range(2):
        answer = sends(rima, version, page, {**typed, "publish": publish})
        assert answer.status_code == 200
        assert ("It is public now." if publish else "Saved as a draft.") in plain(answer.text)
    assert len(audit_queries.newest(Sought(act=Act.LETTERS_ANSWER))) == 1
    assert sends(rima, version, page, {**typed, "publish": "" if publish else "yes"}).status_code == 409


def test_of_an_answer_that_is_not_there_nothing_is_said_to_be_saved(site: Site, rima: Desk) -> None:
    page = f"/desk/campaigns/{site.slug}/letters/answers/FR"
    rima.get(page)
    assert rima.post(page, {"version": "another"}).status_code == 409


def test_a_country_that_is_none_has_no_answer_however_it_is_sent(site: Site, rima: Desk) -> None:
    page = f"/desk/campaigns/{site.slug}/letters/answers/XX"
    for address in (page, f"{page}/published"):
        rima.get("/desk/account")
        assert rima.post(address, {"version": "x", "publish": "yes"}).status_code == 404
