"""What a restored database would do by itself although it may be done already: it waits for a person instead."""

from dataclasses import dataclass

from campaign.extensions import transaction
from campaign.missions import actions as missions
from campaign.releases import queries as released


@dataclass(frozen=True)
class Waits:
    """What a person has to decide about: letters, as the codes of their States by slug."""

    letters: dict[str, list[str]]

    def sentences(self) -> list[str]:
        """Each with what to do."""
        return [_of_letters(slug, codes) for slug, codes in self.letters.items()]


def settle() -> Waits:
    """In the database that is being restored, before anything can act on it."""
    with transaction():
        letters = {_slug(key): codes for key, codes in missions.doubt_restored().items()}
        return Waits(letters)


def _slug(campaign: int) -> str:
    return released.campaign_by_id(campaign).slug


def _of_letters(slug: str, codes: list[str]) -> str:
    return (
        f"{slug}: {len(codes):,} letters were on their way then, to {', '.join(codes)}. They may have arrived since, "
        f"so none goes by itself. campaign letters status {slug}; then --again for those that surely didn't arrive."
    )
