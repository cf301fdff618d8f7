"""What a campaign lacks to open in public with more than one person in charge. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from campaign.lib.refusal import Refusal


@dataclass(frozen=True)
class OwnerFacts:
    """How an owner signs in."""

    second_factor: bool
    codes_proved: bool = False  # has typed a recovery code back


@dataclass(frozen=True)
class HolderFacts:
    """Where a holder's key lies, and who keeps it on paper; empty where it isn't said."""

    name: str
    place: str = ""
    paper_keeper: str = ""
    paper_place: str = ""


def lacking(
    *, slug: str, risk_answered: bool, owners: Sequence[OwnerFacts], holders: Sequence[HolderFacts]
) -> list[Refusal]:
    """What is missing, each as a refusal of its own; `owners` and `holders` are those who aren't frozen or retired."""
    asked = (
        (Refusal("releases/lacks-risk", slug=slug), risk_answered),
        (Refusal("releases/lacks-owners", slug=slug), owners_suffice(owners)),
        (Refusal("releases/lacks-holders"), holders_suffice(holders)),
    )
    return [refusal for refusal, is_there in asked if not is_there]


def owners_suffice(owners: Sequence[OwnerFacts]) -> bool:
    """Whether one lost phone leaves somebody who can act."""
    guarded = [owner for owner in owners if owner.second_factor]
    return len(guarded) > 1 or any(owner.codes_proved for owner in guarded)


def holders_suffice(holders: Sequence[HolderFacts]) -> bool:
    """Whether one house that burns down leaves somebody who can read the names."""
    places = {_plain(holder.place) for holder in holders} - {""}
    return len(places) > 1 or any(map(_is_on_paper_elsewhere, holders))


def _is_on_paper_elsewhere(holder: HolderFacts) -> bool:
    keeper = _plain(holder.paper_keeper)
    return bool(keeper and _plain(holder.paper_place)) and keeper != _plain(holder.name)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
