"""Networks that get ten times the budget for a while: a camp, a carrier, a street stall."""

from datetime import UTC, date, datetime, time

from sqlalchemy import delete, select

from campaign.extensions import db, insert, transaction
from campaign.lib import clock
from campaign.lib.networks import named
from campaign.signing import queries
from campaign.signing.models import WidenedNetwork
from campaign.vault.wiping import note_erased


def widen(*, network: str, until: date) -> str:
    """Widen a network's budget tenfold to the end of a day; again moves the day. Returns the network as understood.

    Raises ValueError, with a sentence, for no network, one too wide, a day that is past, or one network too many.
    """
    understood = named(network)
    if until < clock.today():
        raise ValueError(f"{until} is past.")
    end = datetime.combine(until, time.max, UTC)
    with transaction() as session:
        others = [known.network for known in queries.widened() if known.network != understood]
        if len(others) >= queries.MOST_WIDENED:
            raise ValueError(
                f"{queries.MOST_WIDENED} networks are named already; campaign limits list shows them, and "
                "campaign limits forget makes room."
            )
        statement = insert(WidenedNetwork).values(network=understood, until=end)
        session.execute(statement.on_conflict_do_update(index_elements=["network"], set_={"until": end}))
    return understood


def narrow(*, network: str) -> str | None:
    """Take a network's wider budget back; the network as understood, None if it had none. Raises ValueError."""
    understood = named(network)
    with transaction() as session:
        found = session.get(WidenedNetwork, understood)
        if found is None:
            return None
        session.delete(found)
        note_erased("widened_networks")
    return understood


def forget_widened() -> None:
    """Delete the networks whose day is over."""
    over = WidenedNetwork.until < clock.now()
    if db.session.scalar(select(WidenedNetwork.network).where(over).limit(1)) is None:
        return
    with transaction() as session:
        session.execute(delete(WidenedNetwork).where(over))
        note_erased("widened_networks")
