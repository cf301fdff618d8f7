"""What holds is told by mail once, until it has ended: the state lies in a table, so neither a restart nor a second
worker tells it again.

What hasn't held for an hour has ended; before that it may come and go without another mail. Of what was wrong with the
server owners hear that it is over, since they may have called somebody; the rest ends by what they do themselves.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from typing import assert_never

from sqlalchemy import delete, update

from campaign.extensions import insert, transaction
from campaign.lib import clock
from campaign.notifications import condition_emails, queries, weeks
from campaign.notifications.about import about
from campaign.notifications.kinds import OF_SERVER, Kind
from campaign.notifications.models import ToldCondition
from campaign.organisers import queries as organisers_queries
from campaign.organisers.actions import mail_each
from campaign.organisers.actions.mailing import Compose
from campaign.organisers.models import Organiser
from campaign.releases import queries as releases_queries

LINGERS = timedelta(hours=1)
SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Condition:
    """Something that holds now, of a campaign (by its id) or of the site; `name` tells it from others of its kind.

    `days` is how far off something is, `day` when, `code` whose mission, `holder` whose key.
    """

    name: str = ""
    campaign: int = 0
    days: int = 0
    day: date | None = None
    code: str = ""
    holder: int = 0


Mailing = tuple[Iterable[Organiser], Compose]


def tell(kind: Kind, holding: Iterable[Condition]) -> None:
    """Mail what holds and wasn't told, and what has ended; nothing is written where neither is so."""
    now, holds = clock.now(), {each.name: each for each in holding}
    told = {row.name: row.seen_at for row in queries.told(kind)}
    new = holds.keys() - told.keys()
    if new and not organisers_queries.owners_of_site():
        new = set()  # what nobody could hear is told to the first who comes
    seen = [name for name in holds.keys() & told.keys() if told[name] < now - SEEN_EVERY]
    over = [name for name in told.keys() - holds.keys() if told[name] < now - LINGERS]
    if not (new or seen or over):
        return
    with transaction() as session:
        still = update(ToldCondition).where(ToldCondition.kind == kind, ToldCondition.name.in_(seen))
        session.execute(still.values(seen_at=now))
        ours = _claim(kind, sorted(new))
        for people, compose in _mails(kind, [holds[name] for name in ours]):
            mail_each(queries.wanting(people, kind), compose)
        if _end(kind, over) and kind in OF_SERVER:
            people = queries.wanting(organisers_queries.owners_of_site(), kind)
            mail_each(people, partial(condition_emails.over, kind=kind))


def _claim(kind: Kind, names: Sequence[str]) -> list[str]:
    """Those of which nobody else tells."""
    if not names:
        return []
    now = clock.now()
    rows = [{"kind": kind, "name": name, "told_at": now, "seen_at": now} for name in names]
    statement = insert(ToldCondition).values(rows).on_conflict_do_nothing()
    with transaction() as session:
        return sorted(session.scalars(statement.returning(ToldCondition.name)))


def _end(kind: Kind, names: Sequence[str]) -> bool:
    """Whether one of them has ended, and nobody else says so."""
    late = ToldCondition.seen_at < clock.now() - LINGERS
    gone = delete(ToldCondition).where(ToldCondition.kind == kind, ToldCondition.name.in_(names), late)
    with transaction() as session:
        return bool(names) and bool(session.scalars(gone.returning(ToldCondition.name)).all())


def _mails(kind: Kind, conditions: Sequence[Condition]) -> list[Mailing]:
    if not conditions:
        return []
    match kind:
        case Kind.BACKUP | Kind.MAIL | Kind.BOUNCES | Kind.DISK | Kind.LOG:
            return [(organisers_queries.owners_of_site(), partial(condition_emails.wrong, kind=kind))]
        case Kind.MISSION:
            return [_returned(key, codes) for key, codes in _by_campaign(conditions)]
        case Kind.DRILL:
            return _drills([each.holder for each in conditions])
        case Kind.HELD | Kind.CLOSING | Kind.MONDAY | Kind.ERASURE:
            return [_of_campaign(kind, each) for each in conditions]
    assert_never(kind)


def _of_campaign(kind: Kind, condition: Condition) -> Mailing:
    campaign = releases_queries.campaign_by_id(condition.campaign)
    what, people = about(campaign), organisers_queries.working_in(condition.campaign)
    if kind is Kind.HELD:
        return people, partial(condition_emails.held, about=what, days=condition.days)
    if kind is Kind.MONDAY:
        return people, partial(condition_emails.monday, about=what, week=weeks.week(campaign))
    assert condition.day is not None
    if kind is Kind.CLOSING:
        return people, partial(condition_emails.closing, about=what, days=condition.days, day=condition.day)
    return queries.all_holders(), partial(
        condition_emails.erasure, about=what, days=condition.days, day=condition.day
    )


def _by_campaign(conditions: Sequence[Condition]) -> list[tuple[int, list[str]]]:
    ordered = sorted(conditions, key=lambda each: (each.campaign, each.code))
    return [
        (key, [each.code for each in group]) for key, group in groupby(ordered, lambda each: each.campaign)
    ]


def _returned(campaign: int, codes: list[str]) -> Mailing:
    what = about(releases_queries.campaign_by_id(campaign))
    people = organisers_queries.working_in(campaign)
    return people, partial(condition_emails.returned, about=what, codes=codes)


def _drills(holders: Sequence[int]) -> list[Mailing]:
    """To each whose account is known of her own key; of the other keys to all owners."""
    accounts = queries.accounts()
    hers = {each.id: each for each in organisers_queries.still_here(accounts.values())}
    own = [hers[accounts[key]] for key in holders if accounts.get(key) in hers]
    mails: list[Mailing] = [(own, partial(condition_emails.drill, own=True))]
    if any(accounts.get(key) not in hers for key in holders):
        mails.append((organisers_queries.owners_of_site(), partial(condition_emails.drill, own=False)))
    return mails
