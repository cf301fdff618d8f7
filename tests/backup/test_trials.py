"""From trial to server: what was prepared goes along as one file, nothing of who signed."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.backup import trial_cli
from campaign.backup.trial_columns import TAKEN
from campaign.backup.trial_file import MANY, ONE, read_trial, written
from campaign.backup.trial_gathering import trial_of
from campaign.backup.trial_taking import begin
from campaign.extensions import db
from campaign.missions import actions as missions
from campaign.missions import queries as missions_queries
from campaign.missions.importing import Contact
from campaign.organisers import queries as organisers_queries
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, CampaignState, Draft
from campaign.vault import key_offers
from tests.backup.trials import PUBLIC, altered, refused, within
from tests.cast import KEY, NOUR, SLUG, Site
from tests.tables import rows

SECTIONS = {
    "campaign": "campaigns", "responsible": "responsible", "letterhead": "letterheads", "texts": "texts",
    "drafts": "text_drafts", "holders": "holders", "missions": "mission_addresses",
    "mission_languages": "mission_languages", "groups": "own_groups", "follow_ups": "follow_ups",
    "answers": "press_answers",
}  # fmt: skip


def test_the_file_has_each_column_that_is_to_go_along() -> None:
    facts = {name: set(checks) for name, checks in {**ONE, **MANY}.items()}
    assert {name: facts[name] for name in SECTIONS} == {
        name: set(TAKEN[table]) for name, table in SECTIONS.items()
    }
    assert facts["people"] == TAKEN["organisers"] | TAKEN["memberships"]
    assert facts.keys() == {*SECTIONS, "people"}


def test_every_fact_goes_along(server: Site, saved: bytes) -> None:
    begun = begin(raw=saved, organiser_id=None)
    trial, there = json.loads(saved), trial_of(begun.campaign)
    beside = {"format", "people", "holders"}
    assert {name: facts for name, facts in there.items() if name not in beside} == {
        name: facts for name, facts in trial.items() if name not in beside
    }
    assert all(there[name] for name in there.keys() - beside)
    named = [
        (each.name, each.email, each.role.value)
        for each in organisers_queries.named_people(begun.campaign.id)
    ]
    assert named == sorted((each["name"], each["email"], each["role"]) for each in trial["people"])
    (offer,) = key_offers.offers(begun.campaign.id)
    assert (offer.name, offer.recipient, offer.holder_id) == ("maya", PUBLIC, None)
    assert (begun.addresses, begun.before, begun.keys, begun.people) == (2, 0, 1, 2)
    assert not begun.is_day_past


def test_a_file_from_before_further_languages_has_none(server: Site, saved: bytes) -> None:
    old = altered(saved, lambda trial: trial["campaign"].pop("further_languages"))
    assert begin(raw=old, organiser_id=None).campaign.languages == ("en", "ar")


def test_it_is_a_draft_in_which_harm_is_asked_anew(server: Site, saved: bytes) -> None:
    campaign = begin(raw=saved, organiser_id=None).campaign
    assert (campaign.state, campaign.at_risk, campaign.opened_at) == (CampaignState.DRAFT, None, None)
    stands = releases_queries.current_text(campaign.id, "en")
    assert stands
    assert (stands.revision, stands.body) == (1, "Hospitals were hit.\n\nWe ask for action.")
    assert [row["headline"] for row in rows(Draft)] == ["Clear the skies, corrected"]
    assert audit_queries.newest(Sought(act=Act.TRIAL_BEGIN))[0].campaign == SLUG


def test_nothing_of_who_signed_nor_anything_secret_is_in_it(saved: bytes) -> None:
    text = saved.decode()
    for secret in (NOUR.name, NOUR.email, "SECRET-NOTE", "call her", "$argon2", str(KEY), "AGE-SECRET-KEY"):
        assert secret not in text
    assert {each["email"] for each in json.loads(text)["people"]} == {"rima@example.org", "noor@example.org"}


def test_what_was_read_is_written_the_same(saved: bytes) -> None:
    assert written(read_trial(saved)) == saved


def test_a_campaign_of_that_address_and_addresses_that_are_here_stay_as_they_are(
    server: Site, saved: bytes
) -> None:
    missions.take_addresses(contacts=(Contact("FR", "other@example.org", "here", date(2026, 9, 9)),))
    begun = begin(raw=saved, organiser_id=None)
    assert (begun.addresses, begun.before) == (1, 1)
    assert missions_queries.address("FR") == "other@example.org"
    assert refused(saved) == within(
        "campaign", "There is already a campaign 'clear-skies'. Choose another address."
    )
    assert len(rows(Campaign)) == 1
    assert begin(raw=saved, organiser_id=None, slug="hope").campaign.slug == "hope"


def test_a_last_day_that_is_past_is_asked_for_again(server: Site, saved: bytes) -> None:
    begun = begin(
        raw=altered(saved, lambda trial: trial["campaign"].update(closes="2020-01-01")), organiser_id=None
    )
    assert begun.is_day_past
    assert begun.campaign.closes is None


def test_all_of_it_can_be_discarded_again(server: Site, saved: bytes) -> None:
    begin(raw=saved, organiser_id=None)
    releases.discard_campaign(slug=SLUG)
    assert [table.name for table in db.metadata.sorted_tables if holds_a_campaign(table)] == []
    assert begin(raw=saved, organiser_id=None).campaign.slug == SLUG


def holds_a_campaign(table: Any) -> bool:
    is_of_one = any(key.target_fullname == "campaigns.id" for key in table.foreign_keys)
    return (is_of_one or table.name == "campaigns") and db.session.execute(table.select()).first() is not None


def test_the_commands_save_and_begin(server: Site, saved: bytes, tmp_path: Path) -> None:
    file = tmp_path / "hope.json"
    file.write_bytes(saved)
    said = run(server, "begin", str(file))
    assert said == (
        "clear-skies is a draft here now. Nobody sees it until it is opened.\n"
        "Addresses of missions: 2 new, 0 were here and stay as they are.\n"
        "1 keys wait at the desk, under Keys, until an owner has compared and accepted each.\n"
        "2 people are named at the desk, under People, to be invited here.\n"
    )
    again = tmp_path / "again.json"
    assert run(server, "save", SLUG, str(again)) == (
        f"clear-skies is in {again}: texts, plans, names and public keys, no signature and no secret.\n"
    )
    assert json.loads(again.read_bytes())["campaign"] == json.loads(saved)["campaign"]
    assert again.stat().st_mode & 0o777 == 0o600
    assert run(server, "begin", str(file), "--owner", "rima@example.org", code=2) == (
        "rima@example.org is not an organiser here.\n"
    )


def run(site: Site, *words: str, code: int = 0) -> str:
    result = site.app.test_cli_runner().invoke(trial_cli.trial, words)
    assert result.exit_code == code, result.output
    return result.output
