"""Networks that get ten times the budget for a while: a camp, a carrier, a street stall."""

import ipaddress
from datetime import UTC, date, datetime, time

from sqlalchemy import delete

from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.signing.models import WidenedNetwork

WIDEST = {4: 16, 6: 32}


def widen(*, network: str, until: date) -> str:
    """Widen a network's budget tenfold to the end of a day; again moves the day. Returns the network as understood.

    Raises ValueError, with a sentence, for what is no network, one too wide, or a day that is past.
    """
    try:
        parsed = ipaddress.ip_network(network, strict=False)
    except ValueError:
        raise ValueError(
            f"{network!r} is no network; write it like 203.0.113.7 or 2001:db8:5::/48."
        ) from None
    if parsed.prefixlen < WIDEST[parsed.version]:
        raise ValueError(f"{parsed} is too wide; at most a /{WIDEST[parsed.version]} can be named.")
    if until < clock.today():
        raise ValueError(f"{until} is past.")
    end = datetime.combine(until, time.max, UTC)
    with transaction() as session:
        statement = insert(WidenedNetwork).values(network=str(parsed), until=end)
        session.execute(statement.on_conflict_do_update(index_elements=["network"], set_={"until": end}))
    return str(parsed)


def forget_widened() -> None:
    """Delete the networks whose day is over."""
    with transaction() as session:
        session.execute(delete(WidenedNetwork).where(WidenedNetwork.until < clock.now()))
