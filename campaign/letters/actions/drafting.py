"""Letters at the desk before they are public: what they bear, those that were made, and that they go."""

from collections.abc import Sequence

from sqlalchemy import delete

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.letters import gathering
from campaign.letters.facts import Paper
from campaign.letters.models import DraftedLetter, DraftedSet, Letterhead
from campaign.letters.returning import Returned
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_line
from campaign.releases.models import Campaign

LONGEST = {"signatories": 200, "place": 120, "person": 200}


def set_letterhead(
    *, campaign: Campaign, signatories: Sequence[str], place: str, person: str, paper: Paper
) -> None:
    """What the next letters bear; each signatory is "name, office, organisation". Raises Refusal, about a field."""
    names = [_line("signatories", each) for each in signatories]
    try:
        gathering.signatories(tuple(names))
    except Refusal as refusal:
        raise refusal.about("signatories") from None
    values = {
        "signatories": names, "place": _line("place", place), "person": _line("person", person), "paper": paper,
    }  # fmt: skip
    with transaction() as session:
        statement = insert(Letterhead).values(campaign_id=campaign.id, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["campaign_id"], set_=values))
        audit.note(Act.LETTERHEAD, campaign=campaign.slug)


def keep_draft(*, campaign: Campaign, letters: tuple[Returned, ...]) -> None:
    """Put these letters in the place of those that were made before."""
    first = letters[0]
    figures = first.line.figures
    assert first.day is not None  # each letter of ours bears one
    with transaction() as session:
        _clear(campaign.id)
        session.execute(
            db.insert(DraftedSet).values(
                campaign_id=campaign.id,
                size=figures.size,
                total=figures.total,
                as_at=figures.as_at,
                date=first.day,
                made_at=clock.now(),
            )
        )
        session.execute(db.insert(DraftedLetter), [_row(campaign.id, letter) for letter in letters])


def discard_draft(*, campaign: Campaign) -> bool:
    """Delete the letters that were made and not issued; False where there are none."""
    with transaction():
        was_there = _clear(campaign.id)
        if was_there:
            audit.note(Act.LETTERS_DISCARD, campaign=campaign.slug)
        return was_there


def _clear(campaign: int) -> bool:
    with transaction() as session:
        session.execute(delete(DraftedLetter).where(DraftedLetter.campaign_id == campaign))
        gone = delete(DraftedSet).where(DraftedSet.campaign_id == campaign).returning(DraftedSet.size)
        return session.scalar(gone) is not None


def _row(campaign: int, letter: Returned) -> dict[str, object]:
    line = letter.line
    return {
        "campaign_id": campaign, "country": line.country, "language": line.language, "stated": line.figures.own,
        "leads_to": sorted(letter.leads_to), "sha256": line.sha256, "pdf": letter.pdf,
    }  # fmt: skip


def _line(field: str, given: str) -> str:
    try:
        text = clean_line(given)
    except Unfit as problem:
        raise Refusal("letters/unfit-line", problem=str(problem)).about(field) from None
    if len(text) > LONGEST[field]:
        raise Refusal("letters/long-line", longest=LONGEST[field]).about(field)
    return text
