"""Letters as pages of the desk have them: the values that their paper is set from, read before anything is made."""

from collections.abc import Sequence

from campaign.letters import composition, queries
from campaign.letters.composition import Values
from campaign.letters.facts import LetterFacts
from campaign.letters.specimens import specimen_facts
from campaign.lib.refusal import Refusal
from campaign.missions.states import State
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign

ON_PAPER = ("qr", "qr-alt")  # of no use to who has the page before her


def preview(campaign: Campaign, state: State) -> tuple[dict[str, Values], Values]:
    """(Editions, letter) as one to this State would be now; figures are invented while none are published.

    Raises Refusal while there is no text.
    """
    if not releases_queries.has_text(campaign.id):
        raise Refusal("letters/no-text-yet")
    editions, pages = as_pages(specimen_facts(campaign, state), [state])
    return editions, pages[state.code]


def is_invented(campaign: Campaign) -> bool:
    """Whether the figures of a preview are."""
    return queries.last_stated(campaign) is None


def as_pages(facts: LetterFacts, states: Sequence[State]) -> tuple[dict[str, Values], dict[str, Values]]:
    """(Editions by language, what is its own by State) of these letters."""
    letters = {state.code: composition.letter(facts=facts, state=state) for state in states}
    own = {
        code: {name: value for name, value in letter.items() if name not in ON_PAPER}
        for code, letter in letters.items()
    }
    return composition.editions(facts=facts, states=states), own
