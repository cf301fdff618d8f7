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
from campaign.letters.addressees import addressees
from campaign.letters.facts import LetterFacts, Paper
from campaign.letters.returning import read_set
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.moderation import actions as moderation
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign

PAPERS: Mapping[str, Paper] = {"a4": "a4", "letter": "letter"}


def make(job: Taken, tell: Telling) -> dict[str, Any]:
    """The job itself: a letter for each State that is written to, of the count as it is published now."""
    campaign = named(job.campaign or "")
    said = job.arguments.get("day")
    states = addressees(campaign, folder=settings().instance, today=clock.today())
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


def _facts(campaign: Campaign, *, day: date) -> LetterFacts:
    """With the places and signatories that the campaign says, in each language."""
    head = letters_queries.letterhead(campaign.id)
    paper, person = (head.paper, head.person) if head else ("a4", "")
    stated = gathering.last_stated(campaign)
    moderation.state_forms(campaign=campaign, size=stated.size)
    return gathering.letter_facts(
        campaign, day=day, places={}, signing={}, paper=PAPERS[paper], person=person, stated=stated
    )
