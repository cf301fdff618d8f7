"""How far have the database's files let go of what was erased?"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from campaign.checks import GOOD, NOTE, Finding, wrong_in_public
from campaign.extensions import db
from campaign.lib import clock
from campaign.vault import queries as vault_queries
from campaign.vault.models import Erasure

EMPTIED_WITHIN, REWRITTEN_WITHIN = timedelta(hours=1), timedelta(days=3)


def erasures() -> Iterator[Finding]:
    """Nothing before anything was erased."""
    rows = vault_queries.erasures()
    since = min((row.since for row in rows if row.since is not None), default=None)
    if db.engine.dialect.name == "sqlite":
        if since is not None and since < clock.now() - EMPTIED_WITHIN:
            yield Finding(
                wrong_in_public(),
                f"Erasure: the database's log may hold what was erased since {since:%Y-%m-%d %H:%M} UTC. It is emptied "
                "once nothing reads the database for a moment, by the worker: is it running?",
            )
    elif since is not None:
        late = since < clock.now() - REWRITTEN_WITHIN
        yield Finding(wrong_in_public() if late else NOTE, _of_files(rows, late=late))
    elif rows:
        yield Finding(
            GOOD,
            f"Erasure: PostgreSQL's tables were rewritten{_last(rows)}; nothing erased is left in them.",
        )


def _of_files(rows: Sequence[Erasure], *, late: bool) -> str:
    waiting = {row.name: row.since for row in rows if row.since is not None}
    ends = "; it couldn't, because something uses them then, or the disk is full." if late else "."
    return (
        f"Erasure: PostgreSQL's files may hold what was erased since {min(waiting.values()):%Y-%m-%d} from "
        f"{', '.join(waiting)}. The worker rewrites these tables at night{_last(rows)}{ends}"
    )


def _last(rows: Sequence[Erasure]) -> str:
    days = [row.rewritten_at for row in rows if row.rewritten_at is not None]
    return f", the last time on {max(days):%Y-%m-%d}" if days else ""
