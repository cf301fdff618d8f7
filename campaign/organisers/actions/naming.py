"""People whom the file names that a campaign began from: each is invited here anew, or isn't."""

from dataclasses import dataclass

from sqlalchemy import delete

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib import addresses
from campaign.lib.refusal import Refusal
from campaign.lib.text import Unfit, clean_name
from campaign.organisers import queries
from campaign.organisers.models import NamedPerson
from campaign.organisers.roles import Role


@dataclass(frozen=True)
class Named:
    """Who she is, and what she is to be."""

    name: str
    email: str
    role: Role


def name_people(*, campaign_id: int, people: tuple[Named, ...]) -> int:
    """Write down who may be invited to a campaign; how many aren't in it yet. Raises Refusal."""
    here = {each.email for each, _ in queries.people_of(campaign_id)}
    rows = {
        row["email"]: row for row in (_row(campaign_id, each) for each in people) if row["email"] not in here
    }
    if rows:
        with transaction() as session:
            session.execute(insert(NamedPerson).on_conflict_do_nothing(), list(rows.values()))
    return len(rows)


def forget_named(*, campaign_id: int, email: str) -> bool:
    """She isn't to be invited; False where nobody is named so."""
    with transaction() as session:
        mine = (NamedPerson.campaign_id == campaign_id, NamedPerson.email == email)
        gone = session.scalar(delete(NamedPerson).where(*mine).returning(NamedPerson.email)) is not None
        if gone:
            audit.note(Act.NAMED_FORGET, campaign=queries.slug_of(campaign_id))
        return gone


def _row(campaign_id: int, person: Named) -> dict[str, object]:
    try:
        name = clean_name(person.name)
    except Unfit:
        raise Refusal("organisers/no-name") from None
    email = addresses.deliverable(person.email).casefold()
    return {"campaign_id": campaign_id, "email": email, "name": name, "role": person.role}
