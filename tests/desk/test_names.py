"""Names beside the signatures: off until an owner turns them on, never under harm, and sealed wherever the desk is."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask_migrate import downgrade, upgrade

from campaign.audit.models import AuditEntry
from campaign.extensions import db
from campaign.lib import clock
from campaign.lists.unseal import frame_of, unseal
from campaign.notifications import acts
from campaign.organisers.roles import Role
from campaign.releases import actions as releases
from campaign.releases.models import Campaign
from campaign.signing.models import Signature, SignatureState
from tests.cast import AMELIE, KEY, NOUR, SLUG, Person, Site
from tests.desk.signing_site import BASE, alert, cells, words
from tests.notifications.people import DESK, mails, text
from tests.organisers.browser import PASSWORD, Desk, member
from tests.tables import rows

SIGNATURES, NAMES, JSON = f"{BASE}/signatures", f"{BASE}/signatures/names", f"{BASE}/signatures/names.json"
PEOPLE = (AMELIE, NOUR)
PROTECTED = (
    "Having signed could harm people here. Their names are opened only by the saved file, holder-file.html."
)


@pytest.fixture
def safe(site: Site) -> Site:
    """Two have signed a campaign whose answer to harm is No, and nobody has turned names on."""
    site.campaign.at_risk = False
    db.session.commit()
    for person in PEOPLE:
        site.signed(person)
    site.number()
    return site


def somebody(site: Site, role: Role = Role.ORGANISER, email: str = "noor@example.org") -> Desk:
    return member(site.app, email, role, site.campaign.id)


def noted() -> list[str]:
    return [row["act"] for row in rows(AuditEntry) if row["act"].startswith("names")]


def test_names_are_off_until_an_owner_turns_them_on_and_all_owners_hear_of_it(safe: Site) -> None:
    rima, _ = somebody(safe, Role.OWNER, "rima@example.org"), somebody(safe, Role.OWNER, "vera@example.org")
    mails(safe)
    page = words(rima.get(NAMES).text)
    assert "Names are turned off. Once an owner turns them on, all owners are told so by mail." in page
    assert (
        "That page comes from the server. Whoever controls the server at that moment can take the key, and with it "
        "every list sealed to its holder, old ones too. The saved file protects from that"
    ) in page
    assert "Names are turned on. The owners are told so by mail." in words(rima.post(f"{NAMES}/on").text)
    assert (safe.campaign.shows_names, noted()) == (True, ["names-on"])
    rima.get(NAMES)
    rima.post(f"{NAMES}/on")
    assert noted() == ["names-on"]
    acts.tell_of_acts()
    told = (
        "Names can be opened beside the signatures",
        text(
            "Somebody has turned on names: key holders can now open them beside the signatures, in a page that "
            "comes from the server.",
            "The activity list says who it was. If you don’t know about it, call that person.",
            DESK,
        ),
    )
    about = [(to, *rest) for to, *rest in mails(safe) if rest[0] == told[0]]
    assert sorted(about) == [("rima@example.org", *told), ("vera@example.org", *told)]
    rima.get(NAMES)
    assert "Names are turned off." in words(rima.post(f"{NAMES}/off").text)
    assert (safe.campaign.shows_names, noted()) == (False, ["names-on", "names-off"])


def test_turning_them_on_needs_an_owner_who_has_just_said_that_it_is_she(safe: Site) -> None:
    noor = somebody(safe)
    page = noor.get(NAMES).text
    assert f"{NAMES}/on" not in page
    assert "Only an owner of this campaign can change this." in words(page)
    assert (
        noor.post(f"{NAMES}/on", {"csrf_token": noor.get("/desk/account") and noor.token}).status_code == 403
    )
    with time_machine.travel(clock.now(), tick=False) as now:
        rima = somebody(safe, Role.OWNER, "rima@example.org")
        now.shift(timedelta(minutes=11))
        rima.get(NAMES)
        assert "Please confirm again that it is you." in words(rima.post(f"{NAMES}/on").text)
        assert not safe.campaign.shows_names
        again = rima.post("/desk/again", {"password": PASSWORD, "to": f"{NAMES}/on"}).text
        assert "Turn names on" in words(again)
        rima.post(f"{NAMES}/on")
        assert safe.campaign.shows_names


@pytest.mark.parametrize("at_risk", [None, True])
def test_under_harm_nothing_turns_them_on(safe: Site, at_risk: bool | None) -> None:
    safe.campaign.at_risk = at_risk
    db.session.commit()
    rima = somebody(safe, Role.OWNER, "rima@example.org")
    page = rima.get(NAMES).text
    assert PROTECTED in words(page)
    assert [address for address in ("/on", "/off", "/opened") if NAMES + address in page] == []
    rima.get("/desk/account")
    answer = rima.post(f"{NAMES}/on")
    assert (answer.status_code, alert(answer.text)) == (422, PROTECTED)
    rima.get("/desk/account")
    answer = rima.post(f"{NAMES}/opened")
    assert (answer.status_code, alert(answer.text)) == (422, "Names aren’t turned on here.")
    assert noted() == []


def test_who_says_that_it_could_harm_somebody_turns_them_off_for_good(site: Site) -> None:
    releases.publish(
        slug="second",
        language="en",
        headline="Second",
        place=None,
        day=clock.today(),
        demand="Stop.",
        body="A text.",
    )
    campaign = releases.change(slug="second", at_risk=False)
    releases.turn_names_on(slug="second")
    releases.change(slug="second", goal=10)
    assert campaign.shows_names
    releases.change(slug="second", at_risk=True)
    assert not campaign.shows_names
    releases.change(slug="second", at_risk=False)
    assert not campaign.shows_names


@pytest.mark.parametrize("at_risk", [True, False])
def test_the_rows_of_a_page_as_a_sealed_file(
    safe: Site, at_risk: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    safe.campaign.at_risk = at_risk
    db.session.commit()
    monkeypatch.setattr("campaign.moderation.signatures.PAGE", 1)
    desk = somebody(safe)
    page = desk.get(SIGNATURES).text
    assert "Save these rows as a sealed file" in words(page)
    (line,) = cells(page)
    safe.deliver()
    safe.signed(Person("Later", "later@example.org", "FR"))  # the page’s rows, whatever comes after it
    before = page.split('name="before" value="')[1].split('"')[0]
    answer = desk.post(f"{SIGNATURES}/rows.sealed", {"before": before})
    today = clock.today().isoformat()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-rows-{today}.sealed"'
    header = json.loads(answer.data.splitlines()[0])["campaign/sealed/v1"]
    assert (header["slug"], header.get("harm", True)) == (SLUG, at_risk)
    file, out = tmp_path / "rows.sealed", tmp_path / "rows.csv"
    file.write_bytes(answer.data)
    how: dict[str, Any] = {"frame": frame_of(file), "progress": lambda more: None, "processes": 1}
    assert unseal(path=file, out=out, identities=[KEY], **how) == 1
    said = out.read_text()
    assert NOUR.email in said
    assert said.splitlines()[1].rpartition(",")[2] == line[0]
    assert [
        (row["act"], row["tens"], row["facts"]) for row in rows(AuditEntry) if row["act"] == "export"
    ] == [("export", 0, {"kind": "sealed"})]


def test_a_file_of_rows_has_only_those_that_count(safe: Site, tmp_path: Path) -> None:
    first = db.session.query(Signature).order_by(Signature.id).first()
    assert first is not None
    first.state = SignatureState.INVALIDATED
    db.session.commit()
    desk = somebody(safe)
    desk.get(SIGNATURES)
    lines = desk.post(f"{SIGNATURES}/rows.sealed", {"before": "999"}).data.splitlines()
    assert json.loads(lines[-1])["end"] == 1
    desk.get(SIGNATURES)
    assert desk.post(f"{SIGNATURES}/rows.sealed", {"state": "held"}).status_code == 400


def test_a_campaign_from_before_has_them_turned_off(safe: Site) -> None:
    db.session.remove()
    downgrade(revision="0020")
    upgrade()
    assert [row["names_on"] for row in rows(Campaign)] == [False]
