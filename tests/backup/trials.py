"""A trial with every fact that goes along, each another than what a new campaign has; and a file of one, altered."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from pyrage.x25519 import Identity

from campaign.backup.trial_taking import begin
from campaign.extensions import db
from campaign.letters import actions as letters
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.missions import actions as missions
from campaign.missions.following_up import Intent, follow_up
from campaign.missions.importing import Contact
from campaign.missions.models import Channel
from campaign.missions.own_groups import name_group
from campaign.organisers.models import NamedPerson
from campaign.organisers.roles import Role
from campaign.press.actions import write_answer
from campaign.press.models import PressQuestion
from campaign.releases import actions as releases
from campaign.releases import queries as releases_queries
from campaign.releases.actions.addressing import write_to
from campaign.releases.actions.naming import name_organisers
from campaign.releases.models import Addressees, Campaign, CorrectionKind, LegalForm
from campaign.vault import actions as vault
from tests.cast import SLUG, Site
from tests.organisers.browser import member
from tests.tables import rows

LAST_DAY = date(2099, 3, 24)
PUBLIC = str(Identity.generate().to_public())


def tried(site: Site) -> Campaign:
    """An open campaign on one's own computer, in two languages, with a draft, plans, people and keys."""
    releases.publish(
        slug=SLUG, language="ar", headline="سماء آمنة", place="حلب", day=date(2016, 9, 24), demand="نطالب بالحماية.",
        body="قصفت المستشفيات.\n\nنطالب بالتحرك.",
    )  # fmt: skip
    releases.take_in(
        slug=SLUG, language="en", headline="Clear the skies, corrected", place="Geneva", day=date(2016, 9, 25),
        demand=releases_queries.current_text(site.campaign.id, "en").demand, body="Two hospitals were hit.",
        kind=CorrectionKind.FACT, corrected={"en": "Two, not one.", "ar": "اثنان، لا واحد."}, sure_of_language=True,
    )  # fmt: skip
    name_organisers(
        slug=SLUG, organisers=["Skies", "Rooftop Watch"], legal_form=LegalForm.COALITION, legal_name="Skies and others",
        about={"seat": "Beirut", "website": "https://skies.example.org", "person": "R. K.", "office": "Chair",
               "telephone": "+961 1 234567"},
        called={"ar": ["سماء"]},
    )  # fmt: skip
    releases.change(
        slug=SLUG, goal=5_000, closes=LAST_DAY, contact="hope@example.org", withhold=["SY", "IR"],
        write_to_mission=True, territories=True, letter_places={"": "Beirut", "ar": "بيروت"},
        signatories={"": ["R. K., Chair, Skies"]}, at_risk=True,
        notices={"controller": "Skies, Beirut", "representative": "B. C., Berlin", "authority": "an office",
                 "server_country": "DE"},
    )  # fmt: skip
    releases.speak(slug=SLUG, further=["fr", "ckb"])
    write_to(slug=SLUG, addressees=Addressees.CHOSEN, states=["FR", "DE"])
    missions.take_addresses(
        contacts=(
            Contact("FR", "fr@example.org", "its site", date(2026, 9, 1), "A. B.", "H.E. Ms.", "f", "en"),
            Contact("DE", "de@example.org", "a call", date(2026, 9, 2)),
        )
    )
    name_group(campaign_id=site.campaign.id, slug=SLUG, name="Friends", states=["FR", "JO"])
    follow_up(
        campaign_id=site.campaign.id, slug=SLUG, code="FR",
        intent=Intent(channel=Channel.HAND, concerned=True, step="call her", whose="Rima", notes="SECRET-NOTE"),
    )  # fmt: skip
    letters.set_letterhead(campaign=site.campaign, person="R. K., +961 1", paper="letter")
    write_answer(slug=SLUG, language="en", question=PressQuestion.PAYING, words="We do, of our own.")
    vault.add(name="maya", recipient=PUBLIC)
    member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    member(site.app, "noor@example.org", Role.VIEWER, site.campaign.id)
    return site.campaign


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


def within(section: str, said: str) -> str:
    return f"Under “{section}”: {said} Nothing was taken."
