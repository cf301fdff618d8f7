"""Addresses of missions, taken in from an organiser's file."""

from dataclasses import asdict, dataclass

from sqlalchemy import select

from campaign.extensions import insert, transaction
from campaign.missions.importing import Contact
from campaign.missions.models import MissionAddress


@dataclass(frozen=True)
class Taken:
    """What an import did, as codes."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def take_addresses(*, contacts: tuple[Contact, ...]) -> Taken:
    """Replace what is known of each mission named; all others stay as they are."""
    with transaction() as session:
        known = {row.code: row for row in session.scalars(select(MissionAddress))}
        rows = {contact.code: asdict(contact) for contact in contacts}
        same = {code for code, row in rows.items() if code in known and _as_row(known[code]) == row}
        statement = insert(MissionAddress)
        columns = {name: statement.excluded[name] for name in rows[contacts[0].code] if name != "code"}
        session.execute(
            statement.on_conflict_do_update(index_elements=["code"], set_=columns), list(rows.values())
        )
        return Taken(
            new=tuple(sorted(rows.keys() - known.keys())),
            changed=tuple(sorted((rows.keys() & known.keys()) - same)),
            same=tuple(sorted(same)),
        )


def _as_row(row: MissionAddress) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in MissionAddress.__table__.columns}
