"""The example campaign with a history: invented signers from many countries, who came over weeks; or a forged flood."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from math import exp

from campaign.current import settings
from campaign.extensions import batches, transaction
from campaign.lib import clock
from campaign.lib.countries import UNSAID, codes
from campaign.lib.progress import Progress
from campaign.lib.refusal import Refusal
from campaign.missions.states import member_states
from campaign.releases import queries as releases_queries
from campaign.releases import sequencer
from campaign.releases.example_campaign import publish_example, read_example
from campaign.releases.models import Campaign
from campaign.signing import actions as signing
from campaign.signing.actions import Invented
from campaign.tally import actions as tally
from campaign.tally import queries as tally_queries
from campaign.tally.actions import LostTurn
from campaign.vault import queries as vault_queries

SPAN = timedelta(weeks=6)
# Small enough that the site's own writers get their turns between two of them.
AT_ONCE = 250
RANDOM = secrets.SystemRandom()

MANY = {
    "DE": 150, "FR": 120, "TR": 110, "LB": 80, "US": 75, "JO": 50, "GB": 48, "SE": 42, "NL": 35, "CA": 30, "EG": 28,
    UNSAID: 26, "AT": 24, "BE": 21, "SY": 20, "NO": 18, "DK": 16, "CH": 15, "ES": 14, "IT": 14, "IQ": 13, "AU": 11,
    "GR": 9, "FI": 8, "TN": 7, "MA": 7, "IE": 6, "PL": 6, "BR": 5, "KW": 5,
}  # fmt: skip

# What invented signers are called in each language of pages, before their number.
INVENTED = {
    "en": "Invented signer", "ar": "توقيع تجريبي", "fr": "Signature fictive", "es": "Firma ficticia",
    "ru": "Вымышленная подпись", "zh": "虚构签名", "de": "Erfundene Unterschrift", "tr": "Uydurma imza",
    "fa": "امضای ساختگی", "ku": "Îmzeya çêkirî", "ckb": "واژۆی دروستکراو", "uk": "Вигаданий підпис",
    "pt": "Assinatura fictícia",
}  # fmt: skip


def weights() -> dict[str, float]:
    """How often a country is chosen: a few often, then ever more rarely every other Member State."""
    others = sorted({state.code for state in member_states()} - MANY.keys(), key=lambda code: code[::-1])
    return MANY | {code: 6 / (place + 1) for place, code in enumerate(others)}


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """Who comes: how often from each country, from how long ago, and in which steps; one in so many withdraws."""

    countries: Mapping[str, float]
    domain: str
    span: timedelta
    step: timedelta
    one_withdraws_in: int | None


def everyone() -> Crowd:
    """People from all Member States, over weeks."""
    return Crowd(
        countries=weights(), domain="example.org", span=SPAN, step=timedelta(days=1), one_withdraws_in=100
    )


def flood(country: str) -> Crowd:
    """What an exercise has to notice: within two hours all from one country, with addresses at one domain.

    Raises Refusal for what is no country's code.
    """
    if country not in codes():
        raise Refusal("running/no-country", country=country)
    return Crowd(
        countries={country: 1}, domain="flood.example", span=2 * clock.HOUR, step=timedelta(minutes=10),
        one_withdraws_in=None,
    )  # fmt: skip


def schedule(
    count: int, begin: datetime, end: datetime, step: timedelta = timedelta(days=1)
) -> Iterator[tuple[datetime, int]]:
    """(moment, how many sign by then since the one before), 1 to AT_ONCE: a busy start, and a second wave half-way."""
    steps = max(1, (end - begin) // step)
    waves = [exp(-at / 5) + 0.5 * exp(-abs(at - steps / 2) / 3) + 0.05 for at in range(steps)]
    signed = 0
    for at, share in enumerate(accumulate(waves), start=1):
        moment = begin + (end - begin) * at / steps
        until = count if at == steps else round(count * share / sum(waves))
        while signed < until:
            some = min(AT_ONCE, until - signed)
            signed += some
            yield moment, some


def require_loopback() -> None:
    """Raises Refusal for a site that others can reach."""
    if not settings().loopback:
        raise Refusal("running/demo-in-public", base_url=settings().base_url)


def demo(*, count: int, progress: Progress, crowd: Crowd | None = None) -> tuple[Campaign, int]:
    """Let `count` more invented people of a crowd, by default of everyone, sign the example; some of them withdraw.

    Returns the campaign, and how many withdrew, once all is numbered and published; `progress` hears how many have
    just signed. Raises Refusal for a site that others can reach, one without a holder of keys, and for an example that
    takes no signatures.
    """
    require_loopback()
    if not vault_queries.holders():
        raise Refusal("running/no-holder")
    end = clock.now()
    with clock.moved_to(end - SPAN):
        publish_example()
    campaign = releases_queries.campaign(read_example().slug)
    assert campaign is not None  # it was published just now, or earlier
    gone = enlist(campaign, count=count, progress=progress, crowd=crowd or everyone())
    for _ in batches(signing.erase_withdrawn):
        pass
    return campaign, gone


def enlist(campaign: Campaign, *, count: int, progress: Progress, crowd: Crowd) -> int:
    """Let `count` more of a crowd sign an example that takes signatures; how many of them withdrew."""
    come, stand, leave, end = 0, list[int](), 0, clock.now()
    first = tally_queries.public_tally(campaign.id).size
    for moment, some in schedule(count, _begin(campaign, end - crowd.span), end, crowd.step):
        countries = RANDOM.choices(list(crowd.countries), list(crowd.countries.values()), k=some)
        signers = [
            _invented(campaign, number, country, crowd.domain)
            for number, country in enumerate(countries, start=first + come)
        ]
        come += some
        if crowd.one_withdraws_in:
            leave = len(stand) + some - (come - come // crowd.one_withdraws_in)
        with clock.moved_to(moment):
            _number(campaign, signers, stand, leave=leave)
        progress(some)
    return count - len(stand)


def _begin(campaign: Campaign, asked: datetime) -> datetime:
    """As asked, but not before what was stated last: the days in a log don't go back."""
    newest = tally_queries.public_tally(campaign.id)
    return max(newest.as_of, asked) if newest.stated and newest.as_of else asked


def _invented(campaign: Campaign, number: int, country: str, domain: str) -> Invented:
    language = RANDOM.choice(("en", *campaign.languages))
    mark = secrets.token_hex(8)  # nosemgrep: one_clock_and_real_chance - an address that is invented
    return Invented(
        name=f"{INVENTED[language]} {number}",
        address=f"invented-{mark}@{domain}",
        country=country,
        language=language,
        wants_updates=RANDOM.randrange(3) == 0,
    )


def _number(campaign: Campaign, signers: Sequence[Invented], stand: list[int], *, leave: int) -> None:
    """Confirm, withdraw and number in one transaction, so that a worker beside us dates none of it; then publish.

    `stand` are the signatures that stand, in no order; `leave` of them and of the new ones withdraw.
    """
    leaving = RANDOM.sample(range(len(stand) + len(signers)), leave)
    while True:
        try:
            with transaction():
                new = signing.confirm_invented(campaign=campaign, signers=signers)
                gone = [stand[place] if place < len(stand) else new[place - len(stand)] for place in leaving]
                signing.withdraw_invented(campaign=campaign, signatures=gone)
                while sequencer.number_batch(campaign=campaign):
                    pass
        except LostTurn:  # all of it is undone, and nothing but our turn was lost
            continue
        break
    tally.publish(campaign=campaign.id, slug=campaign.slug)
    stand += new
    for place in sorted(leaving, reverse=True):
        stand[place] = stand[-1]
        stand.pop()
