"""What became of messages of the outbox, and how it is written down."""

from collections import defaultdict
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, update

from campaign.extensions import transaction
from campaign.lib import clock
from campaign.mail.models import Message, MessageState

EMPTIED: dict[str, object] = {"sealed": None, "mail_day": None}


def given_up(answer: str) -> dict[str, object]:
    """The columns of a message that is not sent any more, and why."""
    return {"state": MessageState.FAILED, "ended_at": clock.now(), **EMPTIED, "answer": answer}


def write_down(outcomes: list[dict[str, object]]) -> None:
    """Change messages in one commit: each row has its `id`; one statement for all of which the same is said."""
    alike: dict[tuple[str, ...], list[dict[str, object]]] = defaultdict(list)
    for outcome in outcomes:
        names = tuple(sorted(name for name in outcome if name != "id"))
        alike[names].append({"key": outcome["id"], **{name: outcome[name] for name in names}})
    with transaction() as session:
        for names, rows in alike.items():
            session.execute(_updating(names), rows)


@lru_cache(maxsize=20)
def _updating(names: tuple[str, ...]) -> Any:
    """The statement that changes these columns of a message, built once."""
    messages = Message.__table__
    changed = {name: bindparam(name, type_=messages.c[name].type) for name in names}
    return update(messages).where(messages.c.id == bindparam("key")).values(changed)
