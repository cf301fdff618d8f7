"""From a campaign's rows to the frozen facts that its letters are made of."""

import re
from datetime import date

from campaign.lib.languages import LANGUAGES
from campaign.missions import queries
from campaign.missions.facts import Block, LetterFacts, Paper, Signatory, Stated
from campaign.missions.states import State, member_states, observer_states
from campaign.releases import queries as released
from campaign.releases.actions import Refusal
from campaign.releases.models import Campaign
from campaign.releases.rendering import blocks
from campaign.tally import queries as tallied

MOST_SIGNATORIES = 6
COMMA = re.compile(r"\s*[,،，]\s*")
MARKERS = {"item": "–"}


def last_stated(campaign: Campaign, *, state_entries: int) -> Stated:
    """What letters state now. Raises Refusal while there is no `tally` entry."""
    stated = queries.last_stated(campaign)
    if stated is None:
        raise Refusal(
            f"{campaign.slug} has no stated figures yet: letters state those of the last tally entry, which is "
            f"written once {state_entries} people have signed."
        )
    return stated


def letter_facts(
    campaign: Campaign,
    *,
    base_url: str,
    day: date,
    place: str,
    signatories: tuple[Signatory, ...],
    paper: Paper,
) -> LetterFacts:
    """Everything a letter says but its figures; the texts are the current ones. An example gives specimens."""
    texts = released.texts(campaign.id)
    return LetterFacts(
        slug=campaign.slug,
        original=texts[0].language,
        headline={text.language: text.headline for text in texts},
        demand={text.language: text.demand for text in texts},
        releases={
            text.language: tuple(letter_block(*block) for block in blocks(text.body)) for text in texts
        },
        organisers=tuple(campaign.organisers),
        contact=campaign.contact or "",
        place=place,
        date=day,
        base_url=base_url,
        signatories=signatories,
        page_languages=frozenset(LANGUAGES),
        paper=paper,
        specimen=campaign.example,
        fingerprint=tallied.verifier(campaign.id),
        missions=queries.missions(),
    )


def signatory(given: str) -> Signatory:
    """ "Name, office, organisation", of which the last two may be missing. Raises Refusal without a name."""
    name, *rest = COMMA.split(given.strip(), maxsplit=2)
    if not name:
        raise Refusal(f"{given!r} names nobody; write a signatory as “Name, office, organisation”.")
    return Signatory(name, *rest)


def signatories(given: tuple[str, ...]) -> tuple[Signatory, ...]:
    """All of them, in their order. Raises Refusal for more than fit under a letter."""
    if len(given) > MOST_SIGNATORIES:
        raise Refusal(f"A letter has room for {MOST_SIGNATORIES} signatories; {len(given)} were given.")
    return tuple(signatory(one) for one in given)


def addressed(*, only: list[str] | None, but: list[str] | None) -> tuple[State, ...]:
    """The Member States, or `only` these (observer States too), without those in `but`. Raises Refusal."""
    states = {state.code: state for state in member_states() + observer_states()}
    if unknown := sorted({*(only or ()), *(but or ())} - states.keys()):
        raise Refusal(f"Not codes of Member or observer States: {', '.join(unknown)}. Write them like FR,DE.")
    chosen = set(only) if only else {state.code for state in member_states()}
    found = tuple(state for code, state in sorted(states.items()) if code in chosen - set(but or ()))
    if not found:
        raise Refusal("That leaves no State to write to.")
    return found


def letter_block(kind: str, text: str) -> Block:
    """A block of the rendered release as letters set it: the marker apart from its text."""
    if kind == "numbered":
        marker, _, text = text.partition(" ")
        return Block(text, marker)
    return Block(text, MARKERS.get(kind, ""))
