"""`campaign unusual`: what looks odd, in sentences, for organisers to look into."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, assert_never

import click
from flask.cli import with_appcontext

from campaign.lib import clock
from campaign.lib.terminal import refusals
from campaign.limits import queries as limits_queries
from campaign.limits.models import RefusalKind
from campaign.moderation import counts, queries, unusual
from campaign.moderation.unusual import OddCountry, OddDomain, OddHour, OddNetwork
from campaign.releases.actions.refusing import named
from campaign.releases.models import Campaign

KINDS: Mapping[RefusalKind, str] = {
    RefusalKind.LIMITED: "over a limit",
    RefusalKind.ELSEWHERE: "no form of ours",
    RefusalKind.GARBLED: "garbled",
    RefusalKind.UNMARKED: "origin unsaid",
    RefusalKind.UNREADABLE: "no address",
}


@click.command("unusual")
@click.argument("slug")
@with_appcontext
def show_unusual(slug: str) -> None:
    """Say what looks odd about SLUG: refusals, hours, countries, mail domains. It changes nothing and names nobody.

    Odd doesn't mean forged: a broadcast can make an hour odd, a trade union a domain.
    Of domains and networks only codes are known.
    """
    with refusals():
        campaign = named(slug)
        said = [
            *_tell("Refused on this site", _networks(), _refused()),
            *_tell("Hours of the last 60 days", unusual.odd_hours(counts.by_hour(campaign.id)), []),
            *_tell("Countries", _countries(campaign), []),
            *_tell("Mail domains", *_domains(campaign)),
        ]
        count = queries.held_count(campaign.id)
        if count:
            said.append(f"Held submissions: {count:,}. See: campaign held list {slug}")
        click.echo("\n".join(said))


def sentence(odd: OddHour | OddDomain | OddCountry | OddNetwork) -> str:
    """What is odd, as the terminal says it."""
    match odd:
        case OddHour(hour, count, usual):
            times = f"{count / usual:,.0f} times the median of {usual:g} an hour"
            return f"{hour:%Y-%m-%d %H:00}: {count:,} signatures, {times}."
        case OddDomain(tag, count, share):
            return f"Domain {tag}: {count:,} signatures, {100 * share:.1f} % of all that count."
        case OddCountry(code, count, share, before, share_before, days):
            return (
                f"{code}: {count:,} signatures in the last 24 hours, {100 * share:.1f} % of all; "
                f"in the {days} days before {before / days:,.1f} a day, {100 * share_before:.1f} %."
            )
        case OddNetwork(code, kind, count, total):
            return (
                f"{count:,} of today's {total:,} refusals came from networks with the code {code} ({kind})."
            )
    assert_never(odd)


def _tell(title: str, odd: Sequence[Any], table: list[str]) -> list[str]:
    said = [sentence(each) for each in odd] or ["Nothing unusual."]
    return [title, *(f"  {line}" for line in [*table, *said]), ""]


def _networks() -> list[OddNetwork]:
    today = [(kind, count) for day, kind, count in limits_queries.refused() if day == clock.today()]
    total = sum(count for kind, count in today if kind.is_refusal)
    return unusual.odd_networks(limits_queries.refused_networks(), total=total)


def _refused() -> list[str]:
    days: dict[date, dict[RefusalKind, int]] = {}
    for day, kind, count in limits_queries.refused():
        days.setdefault(day, {})[kind] = count
    if not days:
        return []
    # What was let in has a column only where there was any.
    shown = [kind for kind in KINDS if kind.is_refusal or any(kind in kinds for kinds in days.values())]
    head = "DAY       " + "".join(f"{KINDS[kind]:>17}" for kind in shown)
    return [
        head, *(f"{day}" + "".join(f"{kinds.get(kind, 0):>17,}" for kind in shown) for day, kinds in days.items())
    ]  # fmt: skip


def _countries(campaign: Campaign) -> list[OddCountry]:
    recent, before = counts.by_country(campaign.id)
    return unusual.odd_countries(recent, before, days=counts.BEFORE_DAYS)


def _domains(campaign: Campaign) -> tuple[list[OddDomain], list[str]]:
    """What is odd, and a table of the largest."""
    rows = counts.named_domains(campaign)
    if not rows:
        return [], []
    total = queries.counting(campaign.id)
    table = [
        f"{'TAG':8}  {'SIGNATURES':>10}",
        *(f"{tag}  {count:>10,}  {name}".rstrip() for tag, name, count in rows),
    ]
    return unusual.odd_domains(rows, total=max(total, 1)), table


commands = [show_unusual]
