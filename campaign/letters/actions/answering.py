"""What came back: reports of failed delivery, and answers of the missions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.letters import queries
from campaign.letters.bounces import Report
from campaign.letters.fates import DELIVERED, Consent, Position, ReplyForm, SendingState
from campaign.letters.models import LetterSet, Reply, Sending
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_line
from campaign.lib.un_names import un_name
from campaign.releases.models import Campaign

LONGEST = 500
LONGEST_WORDS = 2_000


@dataclass(frozen=True)
class Bounced:
    """One report: `country` whose letter it is about, `marked` if that changed what we knew of it.

    `doubtful` is one that was left alone: nothing but an address says that it is about this letter.
    """

    report: Report
    country: str | None
    marked: bool
    doubtful: bool


def bounce(*, campaign: Campaign, reports: Iterable[Report], by_address: bool = False) -> tuple[Bounced, ...]:
    """Mark letters whose delivery failed for good, by the id of the mail that came back; safe to repeat.

    Anyone can write a report that names a mission's address, without such an id: it marks only if `by_address`.
    """
    bounced = []
    with transaction():
        newest = queries.newest_by_address(campaign.id)
        for report in reports:
            if report.record_id:
                row = queries.sending_of(campaign.id, bytes.fromhex(report.record_id))
            else:
                row = next((newest[to] for to in sorted(report.recipients) if to in newest), None)
            if row is None or report.action != "failed" or row.state not in DELIVERED:
                bounced.append(Bounced(report, row.country if row else None, marked=False, doubtful=False))
                continue
            certain = by_address or report.record_id is not None
            marked = certain and _marked(row, report.status)
            bounced.append(Bounced(report, row.country, marked=marked, doubtful=not certain))
        if states := {one.country for one in bounced if one.marked}:
            audit.note(Act.LETTERS_BOUNCE, campaign=campaign.slug, countries=sorted(filter(None, states)))
    return tuple(bounced)


def unbounce(*, campaign: Campaign, country: str) -> date | None:
    """Take the newest mark of a bounce back: the letter was sent. Returns its date; None if there is no mark."""
    with transaction() as session:
        bounced = queries.newest_bounced(campaign.id, country)
        if bounced is None:
            return None
        letters, row = bounced
        sent = update(Sending).where(Sending.id == row.id)
        session.execute(sent.values(state=SendingState.SENT, ended_at=Sending.tried_at, answer=None))
        audit.note(Act.LETTERS_UNBOUNCE, campaign=campaign.slug, countries=[country])
        return letters.date


def answered(
    *,
    campaign: Campaign,
    country: str,
    position: Position,
    day: date,
    note: str,
    words: str = "",
    form: ReplyForm = ReplyForm.MAIL,
    consent: Consent = Consent.UNASKED,
) -> date:
    """Write down what a mission answered to its newest letter of that day or before; returns that letter's date.

    It is a draft until `publish_answer`. A second answer to the same letter takes the first one's place, as a draft.
    Raises Refusal, about a field.
    """
    if day > clock.today() + clock.DAY:  # it may be tomorrow already where the letter was answered
        raise Refusal("letters/day-to-come", day=day).about("day")
    values = {
        "position": position, "date": day, "form": form, "consent": consent, "published": False,
        **fit(note=note, words=words),
    }  # fmt: skip
    with transaction() as session:
        letters = _letter_set(campaign, country, day)
        statement = insert(Reply).values(set_id=letters.id, country=country, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["set_id", "country"], set_=values))
        audit.note(
            Act.LETTERS_ANSWER,
            campaign=campaign.slug,
            countries=[country],
            day=day.isoformat(),
            position=position.value,
        )
        return letters.date


def fit(*, note: str, words: str) -> dict[str, str]:
    """Both as they are stored. Raises Refusal, about one of them."""
    return {"note": _fit("note", note, LONGEST), "words": _fit("words", words, LONGEST_WORDS)}


def publish_answer(*, campaign: Campaign, country: str, publish: bool = True) -> bool:
    """Let the public read the newest answer of a mission, or no longer; False if there is none.

    Its own words are shown only where it agreed to that.
    """
    with transaction() as session:
        newest = queries.newest_reply(campaign.id, country)
        if newest is None:
            return False
        mine = update(Reply).where(Reply.set_id == newest.set_id, Reply.country == country)
        session.execute(mine.values(published=publish))
        act = Act.LETTERS_ANSWER_PUBLISH if publish else Act.LETTERS_ANSWER_HIDE
        audit.note(act, campaign=campaign.slug, countries=[country])
        return True


def unanswered(*, campaign: Campaign, country: str) -> bool:
    """Take the newest answer of a mission back; False if there is none."""
    with transaction() as session:
        newest = queries.newest_reply(campaign.id, country)
        if newest is None:
            return False
        session.execute(delete(Reply).where(Reply.set_id == newest.set_id, Reply.country == country))
        audit.note(Act.LETTERS_UNANSWER, campaign=campaign.slug, countries=[country])
        return True


def _marked(row: Sending, status: str) -> bool:
    """Whether this was new: of two who read the same mailbox, one marks."""
    failed = update(Sending).where(Sending.id == row.id, Sending.state.in_(DELIVERED))
    failed = failed.values(state=SendingState.BOUNCED, ended_at=clock.now(), answer=status)
    return db.session.scalar(failed.returning(Sending.id)) is not None


def _letter_set(campaign: Campaign, country: str, day: date) -> LetterSet:
    letter_set = queries.set_with(campaign.id, country, until=day)
    if letter_set is None:
        try:
            name = un_name(country, "en")
        except KeyError:
            raise Refusal("letters/no-state", code=country) from None
        raise Refusal("letters/no-letter-to", state=name, day=day)
    return letter_set


def _fit(field: str, typed: str, longest: int) -> str:
    try:
        text = clean_line(typed)
    except Unfit as problem:
        raise Refusal("letters/unfit-note", problem=str(problem)).about(field) from None
    if len(text) > longest:
        raise Refusal("letters/long-note", longest=longest).about(field)
    return text
