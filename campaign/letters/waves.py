"""Which letters of a set go now: read from the database, and sorted by `planning`."""

from collections.abc import Collection
from dataclasses import dataclass

from campaign.letters import queries
from campaign.letters.issued import issued_as
from campaign.letters.models import LetterSet
from campaign.letters.planning import Past, Plan, plan
from campaign.letters.returning import Returned
from campaign.missions import queries as missions_queries
from campaign.missions.models import Channel
from campaign.releases.models import Campaign


@dataclass(frozen=True, kw_only=True)
class Wave:
    """Some States of a set: `declined` are those of them that somebody said no to, `again` get it once more."""

    states: Collection[str]
    declined: Collection[str] = ()
    again: Collection[str] = ()


def sending_plan(
    campaign: Campaign, letters: tuple[Returned, ...], *, but: list[str], again: list[str]
) -> Plan:
    """Which letters of a set that may not be issued yet would go to whom now. Raises Refusal."""
    languages = [(letter.line.country, letter.line.language) for letter in letters]
    return _plan(languages, issued_as(campaign, letters), but=but, again=again)


def wave_plan(campaign: Campaign, letters: LetterSet, wave: Wave) -> Plan:
    """Which letters of an issued set would go now, without those that go by post or by hand. Raises Refusal."""
    languages = [
        (row.country, row.language) for row in queries.letters(letters.id) if row.country in wave.states
    ]
    but = (set(wave.declined) | by_other_ways(campaign).keys()) & {country for country, _ in languages}
    again = (set(wave.again) & queries.sendings(letters.id).keys() & set(wave.states)) - but
    return _plan(languages, letters, but=but, again=again)


def asked_about(campaign: Campaign) -> frozenset[str]:
    """States for each of which somebody says yes or no: those withheld, and those that the demand is about."""
    follow_ups = missions_queries.follow_ups(campaign.id)
    return frozenset(campaign.withheld or ()) | {code for code, row in follow_ups.items() if row.concerned}


def by_other_ways(campaign: Campaign) -> dict[str, Channel]:
    """States whose letter goes by post or by hand."""
    follow_ups = missions_queries.follow_ups(campaign.id)
    return {code: row.channel for code, row in follow_ups.items() if row.channel is not Channel.MAIL}


def _plan(
    languages: list[tuple[str, str]], known: LetterSet | None, *, but: Collection[str], again: Collection[str]
) -> Plan:
    codes = {country for country, _ in languages}
    past = queries.sendings(known.id) if known else {}
    return plan(
        languages,
        addresses={row.code: row.address for row in missions_queries.addresses()},
        past={code: Past(row.state, row.round) for code, row in past.items() if code in codes},
        but=but,
        again=again,
    )
