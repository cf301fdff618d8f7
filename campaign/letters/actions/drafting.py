"""Letters at the desk before they are public: what they bear, those that were made, and that they go."""

from collections.abc import Collection

from sqlalchemy import delete

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.letters.actions.issuing import Issued, issue
from campaign.letters.composition import Values
from campaign.letters.facts import Paper
from campaign.letters.issued import drafted_letters
from campaign.letters.models import DraftedLetter, DraftedSet, Letterhead
from campaign.letters.returning import Returned
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.text import short_line
from campaign.releases.models import Campaign

LONGEST = 200


def set_letterhead(
    *, campaign: Campaign, person: str, paper: Paper, refers: bool = True, sent_before: bool = False
) -> None:
    """What the next letters bear: whom a mission may ask, the paper, and whether they refer to the ones before.

    With `sent_before` they are for those missions alone that were sent one. Raises Refusal, about a field.
    """
    try:
        said = short_line(person, most=LONGEST)
    except Refusal as refusal:
        raise refusal.about("person") from None
    values = {"person": said, "paper": paper, "refers": refers, "sent_before": sent_before}
    with transaction() as session:
        statement = insert(Letterhead).values(campaign_id=campaign.id, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["campaign_id"], set_=values))
        audit.note(Act.LETTERHEAD, campaign=campaign.slug)


def keep_draft(
    *,
    campaign: Campaign,
    letters: tuple[Returned, ...],
    editions: dict[str, Values],
    pages: dict[str, Values],
) -> None:
    """Put these letters in the place of those that were made before.

    What they share (`editions`, by language) and what is each one's own (`pages`, by State) is read at the desk.
    """
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
                editions=editions,
            )
        )
        rows = [_row(campaign.id, letter, pages[letter.line.country]) for letter in letters]
        session.execute(db.insert(DraftedLetter), rows)


def issue_draft(*, campaign: Campaign, count: int, without: Collection[str] = ()) -> Issued:
    """Issue what waits, if it is as many letters as somebody has read; it waits no longer. Raises Refusal.

    Letters to the States in `without` are among those that were read, and aren't issued.
    """
    letters = drafted_letters(campaign)
    if len(letters) != count:
        raise Refusal("letters/other-draft", count=len(letters))
    wanted = tuple(letter for letter in letters if letter.line.country not in without)
    if not wanted:
        raise Refusal("letters/all-declined")
    with transaction():
        issued = issue(campaign=campaign, letters=wanted)
        _clear(campaign.id)
        return issued


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


def _row(campaign: int, letter: Returned, page: Values) -> dict[str, object]:
    line = letter.line
    return {
        "campaign_id": campaign, "country": line.country, "language": line.language, "stated": line.figures.own,
        "page": page, "leads_to": sorted(letter.leads_to), "refers_to": letter.refers_to, "sha256": line.sha256,
        "pdf": letter.pdf,
    }  # fmt: skip
