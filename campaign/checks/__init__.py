"""What `campaign check` finds, by subject."""

from dataclasses import dataclass

from campaign.current import settings

GOOD, NOTE, WRONG = "good ", "note ", "WRONG"


@dataclass(frozen=True)
class Finding:
    """One of the three words above, and a sentence."""

    standing: str
    sentence: str


def wrong_in_public() -> str:
    """What is only worth a note while nobody but this machine's own browser comes."""
    return NOTE if settings().loopback else WRONG
