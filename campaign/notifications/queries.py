"""Reading who is to be told what."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Select, select

from campaign.extensions import db
from campaign.notifications.kinds import Kind
from campaign.notifications.models import HolderAccount, ToldAct, ToldCondition, TurnedOff
from campaign.organisers import queries as organisers_queries
from campaign.organisers.models import Organiser
from campaign.vault import queries as vault_queries


def turned_off(organiser_id: int) -> set[Kind]:
    """What she wants no mails of."""
    return set(db.session.scalars(select(TurnedOff.kind).where(TurnedOff.organiser_id == organiser_id)))


def wanting(people: Iterable[Organiser], kind: Kind) -> list[Organiser]:
    """Those of them who haven't turned it off, each once."""
    without = set(db.session.scalars(select(TurnedOff.organiser_id).where(TurnedOff.kind == kind)))
    return [person for key, person in {each.id: each for each in people}.items() if key not in without]


def accounts() -> dict[int, int]:
    """By holder, whose account at the desk is hers."""
    rows = db.session.execute(select(HolderAccount.holder_id, HolderAccount.organiser_id))
    return {row.holder_id: row.organiser_id for row in rows}


def holders(holder_ids: Iterable[int]) -> list[Organiser]:
    """The people who hold these keys; where one of them isn't known, or can't sign in, all owners in her place."""
    wanted = set(holder_ids)
    theirs = {holder: person for holder, person in accounts().items() if holder in wanted}
    people = list(organisers_queries.still_here(theirs.values()))
    if len(theirs) < len(wanted) or len(people) < len(set(theirs.values())):
        people += organisers_queries.owners_of_site()
    return people


def all_holders() -> list[Organiser]:
    """The people who can open what was sealed, as far as they can be written to; else all owners."""
    return holders(each.id for each in vault_queries.holders())


def told(kind: Kind) -> Sequence[ToldCondition]:
    """What people were told of and hasn't ended."""
    return db.session.scalars(select(ToldCondition).where(ToldCondition.kind == kind)).all()


def told_acts() -> Select[tuple[int]]:
    """The numbers of acts that people were told of."""
    return select(ToldAct.audit_id)
