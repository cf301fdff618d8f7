"""Letters that shall not go after all."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select, update

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import transaction
from campaign.letters import queries
from campaign.letters.fates import SendingState
from campaign.letters.models import LetterSet, Sending
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.releases import queries as releases_queries
from campaign.releases.models import Campaign

LONGEST = 10  # codes that an answer has room for


@dataclass(frozen=True)
class Stopped:
    """Whose letters were stopped, by code; `leaving` are those that a server was being told of at that moment."""

    countries: tuple[str, ...]
    leaving: tuple[str, ...]


def stop(*, campaign: Campaign, only: Collection[str], wave: str | None = None) -> Stopped:
    """Stop the letters that wait, all or `only` those to these States, or of one `wave`; safe to repeat.

    A wave has the name that `queries.waiting_waves` gives it. What is stopped hasn't gone: the next sending takes it
    along. Raises Refusal for a State to which no letter was ever sent or queued.
    """
    with transaction() as session:
        sets = select(LetterSet.id).where(LetterSet.campaign_id == campaign.id)
        waiting = update(Sending).where(Sending.state == SendingState.QUEUED, Sending.set_id.in_(sets))
        if only:
            waiting = waiting.where(Sending.country.in_(only))
        if wave is not None:
            waiting = waiting.where(func.coalesce(Sending.wave, "") == wave)
        waiting = waiting.values(state=SendingState.STOPPED, ended_at=clock.now(), answer="by hand")
        stopped = session.scalars(waiting.returning(Sending.country)).all()
        rows = [row for _, row in queries.all_sendings(campaign.id)]
        if unknown := sorted(set(only) - {row.country for row in rows}):
            raise Refusal("letters/never-sent", codes=unknown)
        if stopped:
            states = sorted(set(stopped))
            audit.note(Act.LETTERS_STOP, campaign=campaign.slug, countries=states, letters=len(stopped))
        leaving = {
            row.country
            for row in rows
            if row.state == SendingState.SENDING
            and (not only or row.country in only)
            and (wave is None or (row.wave or "") == wave)
        }
        return Stopped(tuple(sorted(set(stopped))), tuple(sorted(leaving)))


def stop_withheld(*, row: Sending) -> bool:
    """Stop a letter whose turn has come, if it states what was withheld since it was issued; whether it does."""
    codes = queries.withheld_since(row)
    if codes:
        with transaction() as session:
            waiting = update(Sending).where(Sending.id == row.id, Sending.state == SendingState.QUEUED)
            answer = f"states {','.join(codes[:LONGEST])}, withheld since"
            session.execute(waiting.values(state=SendingState.STOPPED, ended_at=clock.now(), answer=answer))
            letters = session.get_one(LetterSet, row.set_id)
            slug = releases_queries.campaign_by_id(letters.campaign_id).slug
            audit.note(Act.LETTERS_STOP, campaign=slug, countries=[row.country], letters=1)
    return bool(codes)
