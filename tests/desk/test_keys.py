"""Keys at the desk: a link for a holder, what comes by it, comparing, accepting, proving, places, retiring."""

import json
import re
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs

import pytest
import time_machine
from pyrage.x25519 import Identity

from campaign.lib import clock
from campaign.notifications import queries as notifications_queries
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.vault import queries as vault_queries
from campaign.vault.laptop_cli import drilled_word
from tests.cast import Client, Site, heading, hidden
from tests.desk.walking import plain
from tests.organisers.browser import PASSWORD, Desk, member
from tests.tables import dump

MAYA = Identity.generate()
PUBLIC = str(MAYA.to_public())
SIGNS = " ".join(PUBLIC[-16:][at : at + 4] for at in range(0, 16, 4))


@pytest.fixture
def rima(site: Site) -> Desk:
    return member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)


@pytest.fixture
def here(site: Site) -> str:
    return f"/desk/campaigns/{site.slug}/keys"


def invited(desk: Desk, here: str, name: str = "maya") -> str:
    """The token in a link that was made for her."""
    desk.get(here)
    page = desk.post(f"{here}/links", {"name": name}).text
    made, proved = re.findall(r'<pre class="command"[^>]*><code>(.*?)</code>', page)
    base, fragment = unescape(made).split("#make&")
    assert (base, unescape(proved)) == (
        "http://127.0.0.1:8000/holder.html", f"http://127.0.0.1:8000/holder.html#drill&{fragment}",
    )  # fmt: skip
    facts = parse_qs(fragment)
    assert facts["name"] == [name]
    return facts["invitation"][0]


def knocks(site: Site, door: str, **fields: str) -> tuple[int, object]:
    """What a holder's page gets for a form, which it posts without cookies."""
    answer = site.client().post(f"/holder/{door}", fields)
    assert "Set-Cookie" not in answer.headers
    return answer.status_code, json.loads(answer.text)


def test_a_key_comes_by_a_link_is_compared_accepted_and_proved(
    site: Site, rima: Desk, here: str, tmp_path: Path
) -> None:
    token = invited(rima, here)
    assert "Nothing has arrived yet." in rima.get(here).text
    assert knocks(site, "drill", invitation=f"\u200e{token}.") == (422, {})
    assert knocks(site, "offered", invitation=token, name="maya", recipient=f"“{PUBLIC}” ") == (200, {})
    assert knocks(site, "offered", invitation=token, name="maya", recipient=PUBLIC) == (200, {})
    assert SIGNS in rima.get(here).text
    assert len(vault_queries.holders()) == 1
    action = re.search(rf'action="({here}/links/\d+/accepted)"', rima.page.text)
    assert action
    rima.post(action[1], {"recipient": PUBLIC})
    assert "maya can open what is given from now on. Next, the key has to be proved." in rima.page.text
    for by in ("file", "paper"):
        status, answer = knocks(site, "drill", invitation=token)
        assert status == 200
        (tmp_path / "drill.txt").write_text(answer["drill"])  # type: ignore[index]  # a JSON object
        word = drilled_word(tmp_path / "drill.txt", [MAYA])
        assert knocks(site, "proved", invitation=token, word="no", by=by) == (422, {})
        assert knocks(site, "proved", invitation=token, word=word, by=by) == (200, {})
    maya = vault_queries.holder("maya")
    assert maya is not None
    assert maya.proved_at == maya.paper_proved_at
    assert "; from paper: " in plain(rima.get(here).text)


def test_what_came_after_the_owner_looked_is_not_accepted(site: Site, rima: Desk, here: str) -> None:
    token = invited(rima, here)
    knocks(site, "offered", invitation=token, recipient=PUBLIC)
    rima.get(here)
    action = re.search(rf'action="({here}/links/\d+/accepted)"', rima.page.text)
    assert action
    before = dump()["holders"]
    rima.post(action[1], {"recipient": str(Identity.generate().to_public())})
    assert rima.page.status_code == 422
    assert "This is not the key that you compared. Look at it again." in rima.page.text
    assert dump()["holders"] == before


def test_doors_tell_who_comes_too_late_with_another_key_or_with_nonsense(
    site: Site, rima: Desk, here: str
) -> None:
    token = invited(rima, here)
    for recipient in ("", "age1nonsense", str(MAYA), "x" * 5_000):
        assert knocks(site, "offered", invitation=token, recipient=recipient) == (422, {})
    knocks(site, "offered", invitation=token, recipient=PUBLIC)
    other = str(Identity.generate().to_public())
    assert knocks(site, "offered", invitation=token, recipient=other) == (409, {})
    action = re.search(rf'action="({here}/links/\d+/withdrawn)"', rima.get(here).text)
    assert action
    rima.post(action[1])
    assert "The link no longer works." in rima.page.text
    for door in ("offered", "drill", "proved"):
        for wrong in (token, "x" * 32):
            assert knocks(site, door, invitation=wrong, recipient=PUBLIC, word="x") == (410, {})


def test_doors_are_closed_to_other_sites_and_to_who_has_no_link(site: Site) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        client = Client(site.app, headers=headers)
        assert client.post("/holder/offered", {"invitation": "x" * 32}).status_code == 403
    for token in ("", "x", "x" * 200):
        assert site.client().post("/holder/drill", {"invitation": token}).status_code == 403


def test_a_public_half_is_pasted_and_a_private_one_is_refused_and_not_shown_again(
    site: Site, rima: Desk, here: str
) -> None:
    rima.get(here)
    rima.post(f"{here}/pasted", {"public": f"# name: maya\n{PUBLIC}\n"})
    assert [holder.name for holder in vault_queries.holders()] == ["skies", "maya"]
    rima.post(f"{here}/pasted", {"public": str(MAYA), "name": "nour"})
    assert rima.page.status_code == 422
    assert "This is the private half of a key." in rima.page.text
    assert str(MAYA) not in rima.page.text
    rima.post(f"{here}/pasted", {"public": "age1nonsense", "name": "nour"})
    assert rima.page.status_code == 422
    assert "This is not the public half of a key." in rima.page.text
    assert "age1nonsense" in rima.page.text
    assert 'value="nour"' in rima.page.text


def test_what_is_refused_stands_where_it_was_typed(site: Site, rima: Desk, here: str) -> None:
    rima.get(here)
    page = rima.post(f"{here}/pasted", {"public": "", "name": "nour"}).text
    assert re.findall(r'<input id="f-(asked|holder)" name="name" value="([^"]*)"', page) == [
        ("asked", ""), ("holder", "nour"),
    ]  # fmt: skip
    (skies,) = vault_queries.holders()
    fields = {"place": "Beirut " * 30, "paper_keeper": "Sami", "paper_place": "at home"}
    page = rima.post(f"{here}/{skies.id}/place", fields).text
    assert rima.page.status_code == 422
    assert "<details open><summary>Say where the key of skies is kept</summary>" in page
    for name, words in fields.items():
        assert f'name="{name}" value="{words}"' in page
    assert vault_queries.holders()[0].place is None


def test_places_are_said_and_decide_whether_it_is_enough(site: Site, rima: Desk, here: str) -> None:
    (skies,) = vault_queries.holders()
    rima.get(here)
    assert "That is enough to open." not in rima.page.text
    rima.post(f"{here}/{skies.id}/place", {"place": "x" * 101})
    assert rima.page.status_code == 422
    rima.post(f"{here}/{skies.id}/place", {"place": "Beirut", "paper_keeper": "Nour", "paper_place": "Paris"})
    assert "Where it is kept Beirut On paper Nour , Paris" in plain(rima.page.text)
    assert "That is enough to open." in rima.page.text
    rima.post(f"{here}/99/place", {"place": "Beirut"})
    assert rima.page.status_code == 422


def test_a_number_that_is_no_holder_gets_no_account(site: Site, rima: Desk, here: str) -> None:
    rima.get(here)
    account = str(organisers_queries.people_of(site.campaign.id)[0][0].id)
    answer = rima.post(f"{here}/99/place", {"version": "another", "account": account})
    assert answer.status_code == 422
    assert notifications_queries.accounts() == {}


def test_a_place_with_blanks_around_it_that_is_sent_twice_is_saved_once(
    site: Site, rima: Desk, here: str
) -> None:
    version = hidden(rima.get(here).text, "version")
    address = f"{here}/{vault_queries.holders()[0].id}/place"
    for _press in range(2):
        assert rima.post(address, {"version": version, "place": " in  Beirut "}).status_code == 200
    assert vault_queries.holders()[0].place == "in Beirut"


def test_the_last_holder_stays_while_people_sign(site: Site, rima: Desk, here: str) -> None:
    (skies,) = vault_queries.holders()
    rima.get(here)
    rima.post(f"{here}/{skies.id}/retired")
    assert rima.page.status_code == 422
    assert "skies is the only holder, and a campaign is open" in rima.page.text
    rima.post(f"{here}/pasted", {"public": f"# name: maya\n{PUBLIC}\n"})
    rima.post(f"{here}/{skies.id}/retired")
    assert "Nobody else has proved their key, and a campaign is open" in rima.page.text
    assert len(vault_queries.holders()) == 2


def test_before_keys_change_somebody_says_that_it_is_she(site: Site) -> None:
    with time_machine.travel(clock.now(), tick=False) as now:
        rima = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
        here = f"/desk/campaigns/{site.slug}/keys"
        rima.get(here)
        now.shift(11 * 60)
        before = dump()["holders"]
        rima.post(
            f"{here}/pasted",
            {"public": PUBLIC, "name": "maya"},
            headers={"Referer": f"http://localhost:8000{here}"},
        )
        assert "Please confirm again that it is you." in rima.page.text
        assert dump()["holders"] == before
        rima.post(f"/desk/again?next={here}", {"password": PASSWORD})
        assert heading(rima.page.text) == "Who holds the keys?"
