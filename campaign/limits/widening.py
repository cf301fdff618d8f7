"""Networks that get ten times the budget for a while: a camp, a carrier, a street stall."""

from datetime import UTC, date, datetime, time

from sqlalchemy import delete, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.networks import named
from campaign.lib.refusal import Refusal
from campaign.limits import queries
from campaign.limits.models import WidenedNetwork
from campaign.vault import trusted_time
from campaign.vault.wiping import note_erased


def widen(*, network: str, until: date) -> str:
    """Widen a network's budget tenfold to the end of a day; again moves the day. Returns the network as understood.

    Raises ValueError, with a sentence, for no network or one too wide; Refusal for a day that is past, or one too many.
    """
    understood = named(network)
    if until < clock.today():
        raise Refusal("limits/past", until=until)
    end = datetime.combine(until, time.max, UTC)
    with transaction() as session:
        others = [row.network for row in queries.widened() if row.network != understood]
        if len(others) >= queries.MOST_WIDENED:
            raise Refusal("limits/too-many-networks", most=queries.MOST_WIDENED)
        statement = insert(WidenedNetwork).values(network=understood, until=end)
        session.execute(statement.on_conflict_do_update(index_elements=["network"], set_={"until": end}))
        audit.note(Act.LIMITS_WIDEN, day=until.isoformat())  # never which
    return understood


def narrow(*, network: str) -> str:
    """Take a network's wider budget back; the network as understood. Raises ValueError, and Refusal if it had none."""
    understood = named(network)
    with transaction() as session:
        widened = session.get(WidenedNetwork, understood)
        if widened is None:
            raise Refusal("limits/not-widened", network=network)
        session.delete(widened)
        note_erased("widened_networks")
        audit.note(Act.LIMITS_NARROW)
    return understood


def forget_widened() -> None:
    """Delete the networks whose day is over."""
    over = WidenedNetwork.until < trusted_time.now()
    if db.session.scalar(select(WidenedNetwork.network).where(over).limit(1)) is None:
        return
    with transaction() as session:
        session.execute(delete(WidenedNetwork).where(over))
        note_erased("widened_networks")
