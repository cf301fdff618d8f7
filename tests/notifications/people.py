"""Who is written to: people with roles, made without a browser; and the mails that they get."""

import uuid

from campaign.extensions import db, transaction
from campaign.lib import clock
from campaign.organisers.models import Membership, Organiser
from campaign.organisers.roles import Role
from tests.cast import Site

RIMA, NOOR, VERA = "rima@example.org", "noor@example.org", "vera@example.org"
DESK = "http://localhost:8000/desk/"
CLEAR, HERE = "Clear the skies (clear-skies)", f"{DESK}campaigns/clear-skies/"
OFF = "Don’t want mails like this? Turn them off at the desk, under “Your account”."


def person(email: str, role: Role | None, campaign: int = 0, **more: object) -> int:
    """Somebody with a role in a campaign, or with none in any; her number."""
    with transaction() as session:
        organiser = Organiser(
            email=email, name=email.partition("@")[0].title(), made_at=clock.now(),
            fs_uniquifier=uuid.uuid4().hex, fs_webauthn_user_handle=uuid.uuid4().hex, **{"language": "en"} | more,
        )  # fmt: skip
        session.add(organiser)
        session.flush()
        if role is not None:
            session.add(
                Membership(organiser_id=organiser.id, campaign_id=campaign, role=role, since=clock.now())
            )
        return organiser.id


def staff(site: Site) -> None:
    """An owner, an organiser and a viewer; a frozen owner, and one who was removed: these two hear of nothing."""
    key = site.campaign.id
    person(RIMA, Role.OWNER, key)
    person(NOOR, Role.ORGANISER, key)
    person(VERA, Role.VIEWER, key)
    person("frozen@example.org", Role.OWNER, key, active=False)
    person("removed@example.org", None)


def mails(site: Site) -> list[tuple[str, str, str]]:
    """To whom, subject and text of the mails that leave now, by address and subject."""
    db.session.rollback()  # what others wrote meanwhile is seen
    return sorted((letter.to, letter.subject, letter.body) for letter in site.deliver())


def text(*paragraphs: str) -> str:
    """A body."""
    return "\n\n".join(paragraphs) + "\n"


def to(*people: str, subject: str, body: str) -> list[tuple[str, str, str]]:
    """The same mail to each."""
    return [(each, subject, body) for each in sorted(people)]


def both(subject: str, *paragraphs: str) -> list[tuple[str, str, str]]:
    """The same mail to owner and organiser, who can turn it off."""
    return to(RIMA, NOOR, subject=subject, body=text(*paragraphs, OFF))


def organiser(email: str) -> Organiser:
    """By address."""
    return db.session.query(Organiser).filter_by(email=email).one()
