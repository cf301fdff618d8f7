"""Addresses of missions, taken in from an organiser's file, and the languages to write to them in."""

from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import delete, select

from campaign.audit import actions as audit
from campaign.audit.acts import Act
from campaign.extensions import insert, transaction
from campaign.lib.languages import LETTER_LANGUAGES
from campaign.lib.refusal import Refusal
from campaign.missions import queries
from campaign.missions.importing import Contact
from campaign.missions.models import MissionAddress, MissionLanguage


@dataclass(frozen=True)
class Taken:
    """What an import did, as codes."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    same: tuple[str, ...]


def take_addresses(*, contacts: tuple[Contact, ...]) -> Taken:
    """Replace what is known of each mission named; all others stay as they are.

    A language stays too where the file says nothing of it.
    """
    with transaction() as session:
        said = {one.code: one.language for one in contacts if one.language is not None}
        spoken = {code: language for code, language in queries.languages().items() if code in said}
        _write(said)
        stored = {row.code: row for row in session.scalars(select(MissionAddress))}
        rows = {contact.code: _row(contact) for contact in contacts}
        same = {
            code
            for code, row in rows.items()
            if code in stored and _as_row(stored[code]) == row and said.get(code, "") == spoken.get(code, "")
        }
        statement = insert(MissionAddress)
        columns = {name: statement.excluded[name] for name in rows[contacts[0].code] if name != "code"}
        session.execute(
            statement.on_conflict_do_update(index_elements=["code"], set_=columns), list(rows.values())
        )
        audit.note(Act.MISSIONS_IMPORT, countries=sorted(rows.keys() - same))
        return Taken(
            new=tuple(sorted(rows.keys() - stored.keys())),
            changed=tuple(sorted((rows.keys() & stored.keys()) - same)),
            same=tuple(sorted(same)),
        )


def change_contact(*, contact: Contact) -> None:
    """Put what is known of one mission in the place of what stood there; None for its language leaves that."""
    with transaction() as session:
        if contact.language is not None:
            _write({contact.code: contact.language})
        row = _row(contact)
        columns = {name: value for name, value in row.items() if name != "code"}
        statement = insert(MissionAddress).values(**row)
        session.execute(statement.on_conflict_do_update(index_elements=["code"], set_=columns))
        audit.note(Act.MISSION_CHANGE, countries=[contact.code])


def remove_contact(*, code: str) -> bool:
    """Forget the address of one mission and who heads it; False where none stood. Its language stays."""
    with transaction() as session:
        gone = delete(MissionAddress).where(MissionAddress.code == code).returning(MissionAddress.code)
        removed = session.scalar(gone) is not None
        if removed:
            audit.note(Act.MISSION_REMOVE, countries=[code])
        return removed


def set_language(*, codes: Collection[str], language: str) -> None:
    """Write to the missions of these States in one language from now on; an empty one is each State's own.

    Raises Refusal where letters aren't written in it.
    """
    if language and language not in LETTER_LANGUAGES:
        raise Refusal("missions/no-letter-language", language=language, languages=list(LETTER_LANGUAGES))
    with transaction():
        _write(dict.fromkeys(codes, language))
        audit.note(Act.MISSIONS_LANGUAGE, countries=sorted(codes), language=language or None)


def _write(languages: Mapping[str, str]) -> None:
    """Put these choices in the place of those there are."""
    with transaction() as session:
        session.execute(delete(MissionLanguage).where(MissionLanguage.code.in_(languages)))
        rows = [{"code": code, "language": language} for code, language in languages.items() if language]
        if rows:
            session.execute(insert(MissionLanguage), rows)


def _row(contact: Contact) -> dict[str, object]:
    """A line of the file as a row of addresses."""
    return {name: value for name, value in asdict(contact).items() if name != "language"}


def _as_row(row: MissionAddress) -> dict[str, object]:
    return {column.name: getattr(row, column.name) for column in MissionAddress.__table__.columns}
