"""Letters become public."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.current import settings
from campaign.extensions import db, insert, transaction
from campaign.letters import queries
from campaign.letters.facts import letter_address
from campaign.letters.figures import Stated
from campaign.letters.issued import issued_as
from campaign.letters.manifest import manifest, manifest_hash
from campaign.letters.models import Letter, LetterSet
from campaign.letters.returning import Returned, check_set
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.tens import complete_tens
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign
from campaign.tally import actions as tally
from campaign.tally import entries
from campaign.tally import queries as tally_queries


@dataclass(frozen=True)
class Issued:
    """A set of letters that is public now; `again` when it was before."""

    letters: LetterSet
    again: bool


def issue(*, campaign: Campaign, letters: tuple[Returned, ...]) -> Issued:
    """Store a set, publish its pages and log its manifest; the same set again changes nothing.

    Raises Refusal for letters that don't state what the log does, and for a second set at one checkpoint.
    """
    with transaction() as session:
        issued = issued_as(campaign, letters)
        if issued is not None:
            return Issued(issued, again=True)
        values = _checked(campaign, letters)
        statement = insert(LetterSet).values(**values, made_at=clock.now()).on_conflict_do_nothing()
        # What the database gives back tells who was first: PostgreSQL's driver has no row count here.
        key = session.scalar(statement.returning(LetterSet.id))
        letter_set = queries.letter_set(campaign.id, values["size"])
        assert letter_set is not None
        if key is None:
            return _again(letter_set, values["sha256"])
        session.execute(db.insert(Letter), [_row(letter_set.id, letter) for letter in letters])
        tally.append_letters(campaign=campaign.id, manifest=letter_set.sha256)
        audit.note(
            Act.LETTERS_ISSUE,
            campaign=campaign.slug,
            letters=len(letters),
            sha256=letter_set.sha256,
            size=letter_set.size,
        )
        return Issued(letter_set, again=False)


def require_issuable(*, campaign: Campaign, letters: tuple[Returned, ...]) -> None:
    """See that these letters are issued or can be, before anything is. Raises Refusal as `issue` does."""
    if issued_as(campaign, letters) is not None:
        return
    values = _checked(campaign, letters)
    letter_set = queries.letter_set(campaign.id, values["size"])
    if letter_set is not None:
        _again(letter_set, values["sha256"])


def _checked(campaign: Campaign, letters: tuple[Returned, ...]) -> dict[str, Any]:
    """The set's row, if its letters state what the log does at their size and lead to their own pages."""
    size = letters[0].line.figures.size
    stated, head = queries.stated_at(campaign, size), tally_queries.head(campaign.id)

    def address(code: str, language: str) -> str:
        return letter_address(settings().base_url, campaign.slug, code, language, size)

    if stated is None or head is None:
        raise Refusal("letters/other-log", slug=campaign.slug, size=size)
    day = check_set(letters, stated=stated, address=address)
    _require_references(campaign, letters, size)
    total, as_at, said = _told(stated)
    text = manifest(origin=head.origin, stated=stated, day=day, letters=[letter.line for letter in letters])
    return {
        "campaign_id": campaign.id,
        "size": size,
        "date": day,
        "total": total,
        "as_at": as_at,
        "stated": said,
        "root": stated.root,
        "territories": bool(campaign.territories),
        "texts": [text.sha256 for text in releases_queries.texts(campaign.id)],
        "organisers": list(campaign.organisers),
        "called": campaign.called,
        "contact": campaign.contact,
        **_answers(campaign, stated),
        "cosignatures": tally_queries.cosigned_lines(campaign.id, size) if settings().witnesses else None,
        "manifest": text,
        "sha256": manifest_hash(text),
    }


def _require_references(campaign: Campaign, letters: tuple[Returned, ...], size: int) -> None:
    """Raises Refusal for a letter that refers to one which its mission was never sent."""
    reached: dict[str, set[int]] = {}
    for country, earlier in queries.reached(campaign.id, before=size):
        reached.setdefault(country, set()).add(earlier.size)
    for letter in letters:
        if letter.refers_to and letter.refers_to not in reached.get(letter.line.country, set()):
            raise Refusal("letters/refers-to-none", file=letter.line.file)


def _told(stated: Stated) -> tuple[int, date, str]:
    """The total that these letters state, its day, and the `tally` line of what they show by country."""
    statement = stated.statement
    if statement is None:
        return stated.total, stated.day, ""
    shown = entries.Stated(statement.day, statement.taken_in, statement.countries)
    return statement.taken_in, statement.day, entries.tally_line(shown)


def _answers(campaign: Campaign, stated: Stated) -> dict[str, Any]:
    """What the third annex tells of forms, removals and paper, in complete tens."""
    forms = queries.stated_forms(campaign.id, stated.size)
    return {
        "forms": {**asdict(forms), "day": forms.day.isoformat()} if forms else None,
        "removed": {
            reason.value: complete_tens(count) for reason, count in entries.by_reason(stated.removed)
        },
        "paper": complete_tens(stated.paper) if stated.paper else None,
    }


def _again(letter_set: LetterSet, sha256: str) -> Issued:
    if letter_set.sha256 != sha256:
        raise Refusal("letters/others-issued", date=letter_set.date, made_at=letter_set.made_at)
    return Issued(letter_set, again=True)


def _row(key: int, letter: Returned) -> dict[str, object]:
    line = letter.line
    return {
        "set_id": key,
        "country": line.country,
        "language": line.language,
        "stated": line.figures.own,
        "sha256": line.sha256,
        "refers_to": letter.refers_to,
        "pdf": letter.pdf,
    }
