"""What is typed to say which signatures are to leave the count: rules, a list of indexes, a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from campaign.desk.refusals import said
from campaign.desk.signature_views import day_of
from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.moderation import queries as moderation_queries
from campaign.moderation import rules
from campaign.moderation.queries import Sought
from campaign.releases.models import Campaign
from campaign.tally.removal import InvalidationReason

MOST_RULES = 5
MOST_AT_ONCE = 100_000
FEW = 10
FIELDS = ("country", "day", "since", "domain")


@dataclass(frozen=True)
class Typed:
    """As it was typed; rules in which nothing is said are left out."""

    rules: list[dict[str, str]]
    indexes: str = ""
    reason: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    @property
    def chosen(self) -> InvalidationReason | None:
        """The reason, if it is one."""
        return InvalidationReason(self.reason) if self.reason in set(InvalidationReason) else None


def typed(form: MultiDict[str, str]) -> Typed:
    """What the fields of a form say."""
    columns = [form.getlist(name) for name in FIELDS]
    rows = [dict(zip(FIELDS, row, strict=True)) for row in zip(*columns, strict=False)]
    filled = [row for row in rows if any(word.strip() for word in row.values())]
    return Typed(filled[: MOST_RULES + 1], form.get("indexes", ""), form.get("reason", ""))


def parts(campaign: Campaign, form: Typed) -> list[Sought]:
    """What each rule means, and the list; whatever can't be meant is noted in `problems`, by its field."""
    sought = [_rule(campaign, row, number, form.problems) for number, row in enumerate(form.rules)]
    if form.indexes.strip():
        try:
            sought.append(Sought(listed=rules.listed(campaign, form.indexes)))
        except Refusal as refusal:
            form.problems["indexes"] = said(refusal)
    if len(form.rules) > MOST_RULES:
        form.problems["form"] = said(Refusal("moderation/few-at-once", most=MOST_RULES))
    elif not sought and not form.problems:
        form.problems["form"] = gettext("Which? Fill in at least one field of a rule, or give indexes.")
    if form.chosen is None:
        form.problems["reason"] = gettext("Choose a reason: it stays in the log for good.")
    return sought


def counted(campaign: Campaign, sought: Sequence[Sought], *, last: int) -> list[int]:
    """How many each part finds that none before it does. Raises Refusal for what the desk doesn't count or take out."""
    counts = moderation_queries.count_each(campaign.id, sought, last=last, most=MOST_AT_ONCE)
    if sum(counts) > MOST_AT_ONCE:
        raise Refusal("moderation/too-many", most=MOST_AT_ONCE)
    # Exact figures of a country are crossed with no time below ten, be it none.
    if any(_is_crossed(each) and count < FEW for each, count in zip(sought, counts, strict=True)):
        raise Refusal("moderation/too-few")
    if not sum(counts):
        raise Refusal("moderation/none-match")
    return counts


def _is_crossed(sought: Sought) -> bool:
    return sought.country is not None and (sought.day is not None or sought.since is not None)


def _rule(campaign: Campaign, row: dict[str, str], number: int, problems: dict[str, str]) -> Sought:
    country = domain = None
    try:
        country = rules.country(row["country"]) if row["country"].strip() else None
    except Refusal as refusal:
        problems[f"country-{number}"] = said(refusal)
    try:
        domain = rules.domain(campaign, row["domain"].strip()) if row["domain"].strip() else None
    except Refusal as refusal:
        problems[f"domain-{number}"] = said(refusal)
    return Sought(
        country=country,
        day=day_of(row["day"], f"day-{number}", problems),
        since=_hour(row["since"], f"since-{number}", problems),
        domain_tag=domain,
    )


def _hour(text: str, name: str, problems: dict[str, str]) -> datetime | None:
    """The full hour of UTC that was typed."""
    if not text.strip():
        return None
    try:
        moment = datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except ValueError:
        moment = datetime.min.replace(tzinfo=UTC)
    if not 2000 <= moment.year <= 2999:
        problems[name] = gettext("Write the hour like 2016-09-24 14:00.")
    return clock.hour(moment)
