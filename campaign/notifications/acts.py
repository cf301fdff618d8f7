"""What somebody did is told by mail: each act that is to be told of once, as the audit has it.

Who comes in, what opens or takes away signers' data, and what commands did at once goes to all owners, those too who
did it, since a stolen session does it in their names. Nobody can turn it off, and it names nobody and no campaign.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import assert_never

from sqlalchemy import delete, literal, select

from campaign.audit import queries as audit_queries
from campaign.audit.actors import ActorKind
from campaign.audit.acts import Act
from campaign.audit.models import AuditEntry
from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.notifications import emails, queries
from campaign.notifications.about import about
from campaign.notifications.kinds import Heard, Kind
from campaign.notifications.models import ToldAct
from campaign.organisers import emails as organisers_emails
from campaign.organisers import queries as organisers_queries
from campaign.organisers.actions import mail_each
from campaign.organisers.actions.mailing import Compose
from campaign.organisers.models import Organiser
from campaign.releases import queries as releases_queries
from campaign.vault import trusted_time

LOOKS_BACK = timedelta(days=2)
KEPT_FOR = timedelta(days=14)
BATCH = 200


# Commands act at once, whoever has a shell on the server. At the desk these wait, or owners are mailed in the act.
GRAVE = frozenset({Act.CLOSE, Act.LETTERS_SEND, Act.INVALIDATE, Act.READMIT, Act.INVITE})
ALWAYS = {
    Act.JOIN: Heard.PERSON,
    Act.ROLE: Heard.ROLE,
    Act.KEY_ADD: Heard.KEY,
    Act.EXPORT: Heard.LIST,
    Act.NAMES_ON: Heard.NAMES,
    Act.NEW_BROWSER: Heard.BROWSER,
    Act.SECOND_FACTOR: Heard.FACTOR,
    Act.LETTERS_ANSWER: Heard.ANSWER,
    Act.FREEZE: Heard.STOPPED,
}


@dataclass(frozen=True)
class Told:
    """One mail to be: what it tells, and of which campaign where it may say that."""

    heard: Heard
    campaign: str | None = None
    own: bool = False


def tell_of_acts() -> int:
    """Mail what was done in the last two days and people haven't heard of; how many acts that was.

    Which were told is kept by number: on PostgreSQL an act that is committed late has a smaller one than the last. Of
    the same thing done again and again a person gets one mail at a time.
    """
    since = clock.now() - LOOKS_BACK
    acts = audit_queries.since(since, GRAVE | ALWAYS.keys(), but=queries.told_acts(), limit=BATCH)
    if not acts:
        return 0
    untold = [each.id for each in acts]
    with transaction() as session:
        session.execute(delete(ToldAct).where(ToldAct.at < trusted_time.now() - KEPT_FOR))
        rows = [{"audit_id": key, "at": clock.now()} for key in untold]
        statement = insert(ToldAct).values(rows).on_conflict_do_nothing().returning(ToldAct.audit_id)
        ours = set(session.scalars(statement))
        for told, people in _mails(each for each in session.query(AuditEntry).where(AuditEntry.id.in_(ours))):
            mail_each(people, _compose(told))
    return len(untold)


def _mails(acts: Iterable[AuditEntry]) -> list[tuple[Told, Sequence[Organiser]]]:
    told: dict[Told, dict[int, Organiser]] = defaultdict(dict)
    for act in acts:
        heard = _heard(act)
        if heard is not None:
            for what, people in _people(act, heard):
                told[what].update({each.id: each for each in people})
    return [(what, list(people.values())) for what, people in told.items()]


def _heard(act: AuditEntry) -> Heard | None:
    if act.act in ALWAYS:
        return ALWAYS[act.act]
    return Heard.BY_COMMAND if act.actor == ActorKind.COMMAND else None


def _people(act: AuditEntry, heard: Heard) -> list[tuple[Told, Sequence[Organiser]]]:
    """Who hears what of one act."""
    person = act.facts.get("person")
    match heard:
        case Heard.KEY:
            return [(Told(heard), organisers_queries.owners_of_site())]
        case Heard.PERSON:
            owners = organisers_queries.owners_of_slug(act.campaign)
            return [(Told(heard), [each for each in owners if each.id != person])]
        case Heard.BROWSER:
            owners = organisers_queries.owners_of_slug(act.campaign)
            hers = organisers_queries.still_here([person] if person else [])
            return [
                (Told(heard), [each for each in owners if each.id != person]),
                (Told(heard, own=True), hers),
            ]
        case Heard.FACTOR:
            return [(Told(heard), organisers_queries.still_here([person] if person else []))]
        case Heard.ANSWER:
            return [] if _answered_before(act) else [(Told(heard, act.campaign), _following(act))]
        case Heard.STOPPED:
            return [(Told(heard), _working(act))]
        case Heard.BY_COMMAND | Heard.ROLE | Heard.LIST | Heard.NAMES:
            return [(Told(heard), organisers_queries.owners_of_slug(act.campaign))]
    assert_never(heard)


def _answered_before(act: AuditEntry) -> bool:
    """Whether an answer of that mission was written down shortly before: a draft is saved again and again."""
    before = audit_queries.since(act.at - LOOKS_BACK, {Act.LETTERS_ANSWER}, but=select(literal(act.id)))
    return any(
        each.id < act.id
        and each.campaign == act.campaign
        and each.facts["countries"] == act.facts["countries"]
        for each in before
    )


def _working(act: AuditEntry) -> Sequence[Organiser]:
    """Who works in the campaign of an act."""
    campaign = releases_queries.campaign(act.campaign or "")
    return organisers_queries.working_in(campaign.id) if campaign else []


def _following(act: AuditEntry) -> list[Organiser]:
    """Who works there and wants to hear of missions, but for whoever wrote it down."""
    return [each for each in queries.wanting(_working(act), Kind.MISSION) if each.audit_name != act.who]


def _compose(told: Told) -> Compose:
    match told.heard:
        case Heard.BY_COMMAND:
            return organisers_emails.by_command
        case Heard.BROWSER if told.own:
            return partial(emails.security, words=emails.OWN_BROWSER)
        case Heard.FACTOR:
            return partial(emails.security, words=emails.OWN_FACTOR)
        case Heard.PERSON | Heard.ROLE | Heard.KEY | Heard.LIST | Heard.NAMES | Heard.BROWSER | Heard.STOPPED:
            return partial(emails.security, words=emails.SECURITY[told.heard])
        case Heard.ANSWER:
            campaign = releases_queries.campaign(told.campaign or "")
            return partial(emails.answered, about=about(campaign))
    assert_never(told.heard)
