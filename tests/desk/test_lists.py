"""Lists at the desk: made in the background, taken away sealed, opened with a holder's key, deleted."""

import re
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from campaign.audit import queries as audit_queries
from campaign.audit.actors import Actor, ActorKind, acting
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.extensions import db
from campaign.jobs import runner
from campaign.lists.unseal import frame_of, unseal
from campaign.organisers.roles import Role
from campaign.releases import queries as releases_queries
from campaign.running.schedule import job_kinds
from campaign.vault import actions as vault
from tests.cast import AMELIE, KEY, NOUR, Site, heading
from tests.desk.walking import plain
from tests.organisers.browser import Desk, member


@pytest.fixture
def noor(site: Site) -> Desk:
    for person in (AMELIE, NOUR):
        site.signed(person)
    site.number()
    return member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)


def ask(noor: Desk, site: Site, **fields: str) -> str:
    """Ask for a list and let the worker make it; the page then."""
    noor.get(f"/desk/campaigns/{site.slug}/lists")
    page = noor.post(f"/desk/campaigns/{site.slug}/lists", fields).text
    assert "The list is being made. This page shows how far it has got." in page
    assert "Waiting its turn." in page
    assert runner.run_next(kinds=job_kinds())
    return noor.get(f"/desk/campaigns/{site.slug}/lists").text


def test_a_list_is_made_taken_away_and_opened(site: Site, noor: Desk, tmp_path: Path) -> None:
    page = ask(noor, site, which="all")
    (address,) = re.findall(r'href="([^"]+\.sealed)"', page)
    answer = noor.get(address)
    assert AMELIE.email.encode() not in answer.data
    file = tmp_path / "a.sealed"
    file.write_bytes(answer.data)
    how = {"frame": frame_of(file), "progress": lambda more: None, "processes": 1}
    assert unseal(path=file, out=tmp_path / "a.csv", identities=[KEY], **how) == 2  # type: ignore[arg-type]
    rows = (tmp_path / "a.csv").read_text()
    assert [person for person in (AMELIE, NOUR) if person.email in rows] == [AMELIE, NOUR]
    (entry,) = audit_queries.newest(Sought(act=Act.EXPORT))
    assert (entry.who, entry.campaign, entry.tens) == ("Noor (1)", site.slug, 0)


@pytest.mark.parametrize(
    ("at_risk", "page"), [(None, "/holder-file.html"), (True, "/holder-file.html"), (False, "/holder.html")]
)
def test_it_names_the_page_that_opens_such_a_list(
    site: Site, noor: Desk, at_risk: bool | None, page: str
) -> None:
    site.campaign.at_risk = at_risk
    db.session.commit()
    text = noor.get(f"/desk/campaigns/{site.slug}/lists").text
    assert re.findall(r'href="(/holder[^"]*)"', text) == [page]
    assert f"campaign unseal {site.slug}-….sealed --identity NAME.key --out list.xlsx" in text


def test_it_is_deleted_before_its_week_is_over(site: Site, noor: Desk) -> None:
    page = ask(noor, site, which="updates")
    (address,) = re.findall(r'href="([^"]+\.sealed)"', page)
    noor.post(address.replace(".sealed", "/stop"))
    assert noor.send("GET", address).status_code == 404


def test_no_country_of_that_name(site: Site, noor: Desk) -> None:
    noor.get(f"/desk/campaigns/{site.slug}/lists")
    answer = noor.post(f"/desk/campaigns/{site.slug}/lists", {"which": "all", "country": "QQ"})
    assert answer.status_code == 422
    assert 'value="all" checked' in answer.text


def test_another_campaigns_list_is_not_here(site: Site, noor: Desk) -> None:
    page = ask(noor, site, which="all")
    (address,) = re.findall(r'href="([^"]+\.sealed)"', page)
    site.open_campaign("other")
    from campaign.releases import queries as releases_queries

    other = releases_queries.campaign("other")
    assert other is not None
    sami = member(site.app, "sami@example.org", Role.OWNER, other.id)
    assert sami.send("GET", address).status_code == 404
    assert sami.send("GET", address.replace(site.slug, "other")).status_code == 404


def test_acts_are_listed_filtered_and_exported(site: Site, noor: Desk) -> None:
    ask(noor, site, which="all")
    page = noor.get(f"/desk/campaigns/{site.slug}/acts").text
    assert heading(page) == "Activity"
    assert [words for words in ("made a list", "opened the campaign", AMELIE.email) if words in page] == [
        "made a list",
        "opened the campaign",
    ]
    page = noor.get(f"/desk/campaigns/{site.slug}/acts?act=export").text
    table = page.split("<tbody>")[1]
    assert [words for words in ("made a list", "opened the campaign") if words in table] == ["made a list"]
    lines = noor.get(f"/desk/campaigns/{site.slug}/acts/acts.csv?act=export").text.splitlines()
    assert lines[0] == "\ufeffnumber,when,from,who,campaign,act,rules,people,facts"
    assert len(lines) == 2
    odd = noor.get(
        f"/desk/campaigns/{site.slug}/acts?act=nonsense&since=yesterday&before=99999999999999999999"
    )
    assert odd.status_code == 200


def test_acts_of_the_whole_site_are_among_them_and_of_other_people_none(site: Site, noor: Desk) -> None:
    """Keys, missions and backups are of no campaign; how somebody signs in is of those whom she works with."""
    with acting(Actor(ActorKind.COMMAND, "root")):
        vault.add(name="maya", recipient=str(Identity.generate().to_public()))
    noor.with_codes()
    site.open_campaign("other")
    other = releases_queries.campaign("other")
    assert other is not None
    member(site.app, "sami@example.org", Role.OWNER, other.id).with_codes()
    page = noor.get(f"/desk/campaigns/{site.slug}/acts").text
    rows = [plain(row) for row in page.split("<tbody>")[1].split("<tr>")]
    assert [row for row in rows if "root · by command added a holder’s key" in row] != []
    assert [row for row in rows if "Noor (1) changed a second factor" in row] != []
    assert [row for row in rows if "Sami" in row] == []
    lines = noor.get(f"/desk/campaigns/{site.slug}/acts/acts.csv").text
    assert "key-add" in lines
    assert "Sami" not in lines
