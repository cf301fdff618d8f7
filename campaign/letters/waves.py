"""Which letters of a set go now: read from the database, and sorted by `planning`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from campaign.letters import queries
from campaign.letters.fates import SendingState
from campaign.letters.issued import issued_as
from campaign.letters.models import LetterSet, Sending
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
    languages = {
        row.country: row.language for row in queries.letters(letters.id) if row.country in wave.states
    }
    but = (set(wave.declined) | by_other_ways(campaign).keys()) & languages.keys()
    again = (set(wave.again) & gone(letters).keys() & languages.keys()) - but
    without = tuple(sorted(set(wave.states) - languages.keys()))
    planned = _plan(list(languages.items()), letters, but=but, again=again)
    return replace(planned, without_letter=without)


def pasts(letters: LetterSet) -> dict[str, Past]:
    """What became of each letter of a set that was ever queued, by code."""
    return {code: _past(rows) for code, rows in queries.rounds(letters.id).items()}


def gone(letters: LetterSet) -> dict[str, SendingState]:
    """The letters of a set that are queued, being sent, or were tried, with what became of them."""
    return {code: past.state for code, past in pasts(letters).items() if past.went}


def asked_about(campaign: Campaign) -> frozenset[str]:
    """States for each of which somebody says yes or no: those withheld, and those that the demand is about."""
    follow_ups = missions_queries.follow_ups(campaign.id)
    return frozenset(campaign.withheld or ()) | {code for code, row in follow_ups.items() if row.concerned}


def by_other_ways(campaign: Campaign) -> dict[str, Channel]:
    """States whose letter goes by post or by hand."""
    follow_ups = missions_queries.follow_ups(campaign.id)
    return {code: row.channel for code, row in follow_ups.items() if row.channel is not Channel.MAIL}


def _plan(
    languages: list[tuple[str, str]],
    letters: LetterSet | None,
    *,
    but: Collection[str],
    again: Collection[str],
) -> Plan:
    codes = {country for country, _ in languages}
    past = pasts(letters) if letters else {}
    return plan(
        languages,
        addresses={row.code: row.address for row in missions_queries.addresses()},
        past={code: each for code, each in past.items() if code in codes},
        but=but,
        again=again,
    )


def _past(rounds: Sequence[Sending]) -> Past:
    """Of one letter's rounds, the newest last. One that was stopped before a server heard of it wasn't tried."""
    last = rounds[-1]
    state = next((row.state for row in reversed(rounds) if row.state != SendingState.STOPPED), last.state)
    if last.state != SendingState.STOPPED:
        return Past(state, last.round)
    return Past(state, last.round if last.attempts else last.round - 1, last.ended_at)
