"""Letters that the worker makes for the desk: to be looked through there before anything is public."""

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from campaign.current import settings
from campaign.jobs.leases import Taken
from campaign.jobs.runner import Telling
from campaign.letters import actions, gathering, previews
from campaign.letters import queries as letters_queries
from campaign.letters.addressees import addressees, those_reached
from campaign.letters.facts import PAPERS, LetterFacts
from campaign.letters.models import Letterhead
from campaign.letters.returning import read_set
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.moderation import actions as moderation
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign


def make(job: Taken, tell: Telling) -> dict[str, Any]:
    """The job itself: a letter for each State that is written to, of the count as it is published now."""
    campaign = named(job.campaign or "")
    said = job.arguments.get("day")
    head = letters_queries.letterhead(campaign.id)
    facts = _facts(campaign, head, day=date.fromisoformat(said) if said else clock.today())
    states = (
        those_reached(campaign, before=facts.stated.size)
        if head and head.sent_before
        else addressees(campaign, folder=settings().instance, today=clock.today())
    )
    tell.of(len(states))
    try:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "letters"
            actions.make(facts=facts, states=states, out=out, progress=tell)
            letters = read_set(out)
    except OSError as problem:
        raise Refusal("letters/none-made", out="letters", problem=problem.strerror) from None
    editions, pages = previews.as_pages(facts, states)
    actions.keep_draft(campaign=campaign, letters=letters, editions=editions, pages=pages)
    return {"letters": len(letters), "size": facts.stated.size}


def _facts(campaign: Campaign, head: Letterhead | None, *, day: date) -> LetterFacts:
    """With the places and signatories that the campaign says, in each language."""
    paper, person, refers = (head.paper, head.person, head.refers) if head else ("a4", "", True)
    stated = gathering.last_stated(campaign)
    moderation.state_forms(campaign=campaign, size=stated.size)
    return gathering.letter_facts(
        campaign,
        day=day,
        places={},
        signing={},
        paper=PAPERS[paper],
        person=person,
        stated=stated,
        refers=refers,
    )
