"""What came back: reports of failed delivery, and answers of the missions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, update

from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.lib.text import Unfit, clean_line
from campaign.lib.un_names import un_name
from campaign.missions import queries
from campaign.missions.bounces import Report
from campaign.missions.models import LetterSet, Reply, Sending
from campaign.releases.actions import Refusal
from campaign.releases.models import Campaign

POSITIONS = ("none", "acknowledged", "supports", "declines")
LONGEST = 500


@dataclass(frozen=True)
class Bounced:
    """One report: `country` whose letter it is about, `marked` if that changed what we knew of it."""

    report: Report
    country: str | None
    marked: bool


def bounce(*, campaign: Campaign, reports: Iterable[Report]) -> tuple[Bounced, ...]:
    """Mark letters whose delivery failed for good, by the mail's own id, else by its recipient; safe to repeat."""
    found = []
    with transaction() as session:
        newest = queries.newest_by_address(campaign.id)
        for report in reports:
            row = queries.sending_of(campaign.id, bytes.fromhex(report.record)) if report.record else None
            if row is None and report.record is None:
                row = next((newest[to] for to in sorted(report.recipients) if to in newest), None)
            if row is None or report.action != "failed":
                found.append(Bounced(report, row.country if row else None, marked=False))
                continue
            failed = update(Sending).where(
                Sending.id == row.id, Sending.state.in_(("sent", "sending", "unknown"))
            )
            failed = failed.values(state="bounced", ended_at=clock.now(), answer=report.status)
            marked = session.scalar(failed.returning(Sending.id)) is not None
            found.append(Bounced(report, row.country, marked=marked))
    return tuple(found)


def answered(*, campaign: Campaign, country: str, position: str, day: date, note: str) -> date:
    """Write down what a mission answered to its newest letter of that day or before; returns that letter's date.

    A second answer to the same letter takes the first one's place. Raises Refusal.
    """
    if day > clock.today() + clock.DAY:  # it may be tomorrow already where the letter was answered
        raise Refusal(f"The day {day} is still to come. Nothing was written down.")
    text = _note(note)
    with transaction() as session:
        letters = _letter_set(campaign, country, day)
        values = {"position": position, "date": day, "note": text}
        statement = insert(Reply).values(set_id=letters.id, country=country, **values)
        session.execute(statement.on_conflict_do_update(index_elements=["set_id", "country"], set_=values))
        return letters.date


def unanswered(*, campaign: Campaign, country: str) -> bool:
    """Take the newest answer of a mission back; False if there is none."""
    with transaction() as session:
        newest = queries.newest_reply(campaign.id, country)
        if newest is None:
            return False
        session.execute(delete(Reply).where(Reply.set_id == newest.set_id, Reply.country == country))
        return True


def _letter_set(campaign: Campaign, country: str, day: date) -> LetterSet:
    found = queries.set_with(campaign.id, country, until=day)
    if found is None:
        try:
            name = un_name(country, "en")
        except KeyError:
            raise Refusal(f"{country!r} is no code of a State; France is FR.") from None
        raise Refusal(f"No letter to {name}, dated {day} or before, was issued. Nothing was written down.")
    return found


def _note(given: str) -> str:
    try:
        text = clean_line(given)
    except Unfit as problem:
        raise Refusal(f"The note holds {problem}. Nothing was written down.") from None
    if len(text) > LONGEST:
        raise Refusal(f"The note is longer than {LONGEST} characters. Nothing was written down.")
    return text
