"""Letters that the worker makes for the desk: to be looked through there before anything is public."""

import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from campaign.current import settings
from campaign.jobs.leases import Taken
from campaign.jobs.runner import Telling
from campaign.letters import actions, gathering
from campaign.letters import queries as letters_queries
from campaign.letters.facts import LetterFacts, Paper
from campaign.letters.returning import read_set
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.missions.groups import groups
from campaign.missions.states import State
from campaign.moderation.days import forms
from campaign.releases.actions.refusing import named
from campaign.releases.models import Addressees, Campaign

PAPERS: Mapping[str, Paper] = {"a4": "a4", "letter": "letter"}
COUNCIL = ("permanent", "elected")  # groups of States


def make(job: Taken, tell: Telling) -> dict[str, Any]:
    """The job itself: a letter for each State that is written to, of the count as it is published now."""
    campaign = named(job.campaign or "")
    said = job.arguments.get("day")
    states = addressed(campaign, folder=settings().instance)
    tell.of(len(states))
    facts = _facts(campaign, day=date.fromisoformat(said) if said else clock.today())
    try:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "letters"
            actions.make(facts=facts, states=states, out=out, progress=tell)
            letters = read_set(out)
    except OSError as problem:
        raise Refusal("letters/none-made", out="letters", problem=problem.strerror) from None
    actions.keep_draft(campaign=campaign, letters=letters)
    return {"letters": len(letters), "size": facts.stated.size}


def addressed(campaign: Campaign, *, folder: Path) -> tuple[State, ...]:
    """The States whose missions the organisers said they write to; all Member States until they have said so.

    `folder` is where their own groups of States lie. Raises Refusal.
    """
    match campaign.addressees:
        case Addressees.CHOSEN:
            return gathering.addressed(only=list(campaign.addressed or ()), but=None)
        case Addressees.SECURITY_COUNCIL:
            sitting = [each for each in groups(folder) if each.key in COUNCIL]
            return gathering.addressed(only=[code for each in sitting for code in each.states], but=None)
        case _:
            return gathering.addressed(only=None, but=None)


def _facts(campaign: Campaign, *, day: date) -> LetterFacts:
    head = letters_queries.letterhead(campaign.id)
    return gathering.letter_facts(
        campaign,
        day=day,
        place=head.place if head else "",
        signatories=gathering.signatories(tuple(head.signatories) if head else ()),
        paper=PAPERS[head.paper if head else "a4"],
        person=head.person if head else "",
        forms=forms(campaign),
    )
