"""To which States letters are made."""

from datetime import date
from pathlib import Path
from typing import assert_never

from campaign.letters import queries
from campaign.lib.refusal import Refusal
from campaign.missions.groups import groups
from campaign.missions.states import State, member_states, observer_states
from campaign.releases.models import Addressees, Campaign

COUNCIL = ("permanent", "elected")  # the groups of States that are the Security Council


def addressed(*, only: list[str] | None, but: list[str] | None) -> tuple[State, ...]:
    """The Member States, or `only` these (observer States too), without those in `but`. Raises Refusal."""
    states = {state.code: state for state in member_states() + observer_states()}
    if unknown := sorted({*(only or ()), *(but or ())} - states.keys()):
        raise Refusal("letters/not-states", codes=unknown)
    chosen = set(only) if only else {state.code for state in member_states()}
    addressees = tuple(state for code, state in sorted(states.items()) if code in chosen - set(but or ()))
    if not addressees:
        raise Refusal("letters/no-state-left")
    return addressees


def addressees(campaign: Campaign, *, folder: Path, today: date) -> tuple[State, ...]:
    """Those whom the organisers said they write to; all Member States until they have said so.

    `folder` is where their own groups of States lie. Raises Refusal, also where nobody has said who sits in the
    Security Council by now.
    """
    match campaign.addressees:
        case None | Addressees.ALL:
            return addressed(only=None, but=None)
        case Addressees.CHOSEN:
            return addressed(only=campaign.addressed, but=None)
        case Addressees.SECURITY_COUNCIL:
            return addressed(only=_council(folder, today), but=None)
    assert_never(campaign.addressees)


def those_reached(campaign: Campaign, *, before: int) -> tuple[State, ...]:
    """Those whose missions were sent a letter, at a checkpoint of a smaller size than `before`. Raises Refusal."""
    codes = sorted({country for country, _ in queries.reached(campaign.id, before=before)})
    if not codes:
        raise Refusal("letters/none-sent-before")
    return addressed(only=codes, but=None)


def _council(folder: Path, today: date) -> list[str]:
    by_key = {each.key: each for each in groups(folder)}
    if missing := [key for key in COUNCIL if key not in by_key]:
        raise Refusal("letters/no-council", groups=missing)
    if over := next((by_key[key] for key in COUNCIL if by_key[key].is_over(today)), None):
        raise Refusal("letters/council-of-before", group=over.key, until=over.until)
    return [code for key in COUNCIL for code in by_key[key].states]
