"""Letters are written into a folder; nothing becomes public."""

from pathlib import Path

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.letters.facts import LetterFacts
from campaign.letters.files import Written, write_letters
from campaign.lib.progress import Progress, untold
from campaign.missions.states import State


def make(
    *, facts: LetterFacts, states: tuple[State, ...], out: Path, progress: Progress = untold
) -> tuple[Written, ...]:
    """As `write_letters`, noted once they lie there."""
    written = write_letters(facts=facts, states=states, out=out, progress=progress)
    audit.note(
        Act.LETTERS_MAKE,
        campaign=facts.slug,
        day=facts.date.isoformat(),
        letters=len(written),
        size=facts.stated.size,
    )
    return written
