"""From trial to server: what was prepared goes along as one file, nothing of who signed; the file is a stranger's."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_migrate import upgrade

from campaign import create_app
from campaign.audit import queries as audit_queries
from campaign.audit.acts import Act
from campaign.audit.queries import Sought
from campaign.backup import trial_cli
from campaign.backup.trial_columns import TAKEN
from campaign.backup.trial_file import MANY, ONE, read_trial, written
from campaign.backup.trial_gathering import save_trial, trial_of
from campaign.backup.trial_taking import begin
from campaign.extensions import db
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.missions import actions as missions
from campaign.missions import queries as missions_queries
from campaign.missions.importing import Contact
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import NamedPerson
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign, CampaignState, Draft
from campaign.vault import key_offers
from tests.backup.trials import PUBLIC, tried
from tests.cast import KEY, NOUR, SLUG, Site
from tests.conftest import settings_for
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


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The file of a trial on another computer."""
    app = create_app(settings_for(tmp_path_factory.mktemp("trial"), ""))
    with app.app_context():
        upgrade()
        site = Site(app).with_keys().open_campaign()
        site.client().sign(NOUR)
        for mail in site.deliver():
            site.client().press(mail.link, "confirmation")
        raw = save_trial(campaign=tried(site))
        assert audit_queries.newest(Sought(act=Act.TRIAL_SAVE))[0].facts == {}
        db.session.remove()
        db.engine.dispose()
    return raw


@pytest.fixture
def server(app: Flask) -> Site:
    """A new site with a holder, and without a campaign."""
    return Site(app)


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


def altered(raw: bytes, change: Callable[[Any], Any]) -> bytes:
    trial = json.loads(raw)
    change(trial)
    return json.dumps(trial).encode()


def refused(raw: bytes) -> str:
    """What is said; nothing of it is there."""
    before = len(rows(Campaign)), len(rows(NamedPerson))
    with pytest.raises(Refusal) as refusal:
        begin(raw=raw, organiser_id=None)
    db.session.rollback()
    assert (len(rows(Campaign)), len(rows(NamedPerson))) == before
    return sentence(refusal.value)


NO_TRIAL = "This is not a file that a campaign was saved to, or it is damaged. Nothing was taken."
OTHER_VERSION = (
    "This file was saved by another version. Use the same version on both machines. Nothing was taken."
)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", NO_TRIAL),
        (b"{}", NO_TRIAL),
        (b"[]", NO_TRIAL),
        (b"null", NO_TRIAL),
        (b"\xff\xfe", NO_TRIAL),
        (b"PK\x03\x04", NO_TRIAL),
        (b"[" * 100_000, NO_TRIAL),
        (b'{"a":' * 100_000, NO_TRIAL),
        (b'{"format": ' + b"9" * 10_000 + b"}", NO_TRIAL),
        (b'{"format": NaN}', NO_TRIAL),
        (b'{"format": "trial of a campaign, 1", "format": "trial of a campaign, 1"}', NO_TRIAL),
        (b'{"format": "trial of a campaign, 2"}', OTHER_VERSION),
        (b'{"format": 1}', OTHER_VERSION),
        (
            b'{"format": "trial of a campaign, 1"}',
            "Under “campaign file” the file lacks “answers”. Nothing was taken.",
        ),
        (b" " * 2_000_001, "This file is larger than any campaign: 2 MB is the most. Nothing was taken."),
    ],
)
def test_what_is_no_such_file_is_refused(server: Site, raw: bytes, said: str) -> None:
    assert refused(raw) == said


def of(section: str, **facts: Any) -> Callable[[Any], Any]:
    """The first of that section says something else."""

    def change(trial: Any) -> None:
        part = trial[section]
        (part[0] if isinstance(part, list) else part).update(facts)

    return change


def cant_be(section: str, name: str) -> str:
    return f"The file says something under “{section}” that can’t be: {name}. Nothing was taken."


def within(section: str, said: str) -> str:
    return f"Under “{section}”: {said} Nothing was taken."


NO_ADDRESS = "Enter an email address like name@example.org. This one has no @."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            of("campaign", secret="x"),
            "Under “campaign” the file has “secret”, which this version doesn’t know. Use the same version on both "
            "machines. Nothing was taken.",
        ),
        (lambda trial: trial.update(more=1), "Under “campaign file” the file has “more”, which this version doesn’t "
         "know. Use the same version on both machines. Nothing was taken."),
        (lambda trial: trial["texts"][0].pop("body"), "Under “texts” the file lacks “body”. Nothing was taken."),
        (of("campaign", slug="../x"), within("campaign", "'../x' can't be an address: use small letters, digits and "
         "single hyphens, such as clear-skies.")),
        (of("campaign", slug="desk"), within("campaign", "'desk' is one of the site's own addresses. Choose another "
         "slug.")),
        (of("campaign", slug=7), cant_be("campaign", "slug")),
        (of("campaign", goal=-1), cant_be("campaign", "goal")),
        (of("campaign", goal=True), cant_be("campaign", "goal")),
        (of("campaign", closes="soon"), cant_be("campaign", "closes")),
        (of("campaign", organisers=[["x"]]), cant_be("campaign", "organisers")),
        (of("campaign", called={"ar": "x"}), cant_be("campaign", "called")),
        (of("campaign", called={"tlh": ["x"]}), "The file has a text in a language that this site doesn’t have: tlh. "
         "Nothing was taken."),
        (of("campaign", withheld=["ZZ"]), within("campaign", "Not country codes: ZZ. Withheld countries are ISO codes "
         "such as SY,IR, or none.")),
        (of("campaign", contact="nobody"), within("campaign", NO_ADDRESS)),
        (of("campaign", addressees="nobody"), cant_be("addressees", "nobody")),
        (of("campaign", addressed=["XX"]), within("campaign", "No State with a mission to the United Nations has this "
         "code: XX.")),
        (of("texts", language="tlh"), "The file has a text in a language that this site doesn’t have: tlh. Nothing was "
         "taken."),
        (of("texts", headline="a\ud800"), cant_be("texts", "headline")),
        (of("texts", headline="a\x00"), cant_be("texts", "headline")),
        (of("texts", headline=" "), cant_be("texts", "headline")),
        (of("texts", body="x" * 200_001), cant_be("texts", "body")),
        (of("drafts", kind="other"), cant_be("kind", "other")),
        (of("people", role="god"), cant_be("role", "god")),
        (of("people", email="nobody"), within("people", NO_ADDRESS)),
        (of("people", name="=1+1"), within("people", "Enter a name or initials.")),
        (of("holders", recipient="age1nothing"), cant_be("holders", "recipient")),
        (of("holders", name=""), within("holders", "A holder's name has 1 to 60 characters.")),
        (of("missions", code="XX"), within("missions", "'XX' is not the code of a Member or observer State; France is "
         "FR.")),
        (of("missions", date="2999-01-01"), within("missions", "the day 2999-01-01 is still to come; it says when the "
         "address was found.")),
        (of("mission_languages", language="de"), cant_be("mission_languages", "language")),
        (of("groups", states=["XX"]), within("groups", "Tick the States of the group.")),
        (of("follow_ups", code="XX"), cant_be("follow_ups", "code")),
        (of("follow_ups", channel="pigeon"), cant_be("channel", "pigeon")),
        (of("letterhead", paper="a3"), cant_be("letterhead", "paper")),
        (of("responsible", legal_form="x"), cant_be("legal_form", "x")),
        (lambda trial: trial.update(texts={}), "“texts” is no list of at most 1000. Nothing was taken."),
        (lambda trial: trial.update(people=trial["people"] * 600), "“people” is no list of at most 1000. Nothing was "
         "taken."),
        (lambda trial: trial.update(campaign=None), cant_be("campaign", "")),
        (lambda trial: trial.update(texts=[None]), cant_be("texts", "")),
    ],
)  # fmt: skip
def test_a_file_that_says_what_cant_be_takes_nothing(
    server: Site, saved: bytes, change: Callable[[Any], Any], said: str
) -> None:
    answer = refused(altered(saved, change))
    assert answer == said


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
