"""What looks odd about a campaign's figures: pure, from counts in which nobody can be found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

FEW = 20  # below this nothing is called odd
MOST = 10
OFTEN = 10  # times the median hour
DOMAIN_SHARE = 0.05
JUMP = 3
PART = 4
# Mail providers that so many people use that a large share of theirs means nothing.
PROVIDERS = (
    "gmail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "aol.com", "proton.me",
    "protonmail.com", "gmx.de", "gmx.net", "web.de", "orange.fr", "free.fr", "hotmail.fr", "yahoo.fr", "mail.ru",
    "yandex.ru", "qq.com", "163.com",
)  # fmt: skip


@dataclass(frozen=True)
class OddHour:
    """An hour, its signatures, and the median of the hours in which anybody signed."""

    hour: datetime
    count: int
    usual: float


@dataclass(frozen=True)
class OddDomain:
    """The tag of a domain, the signatures of addresses there, and their part of all."""

    tag: str
    count: int
    share: float


@dataclass(frozen=True)
class OddCountry:
    """A country, its signatures of a day and their part of all; and the same of the `days` before, together."""

    code: str
    count: int
    share: float
    before: int
    share_before: float
    days: int


@dataclass(frozen=True)
class OddNetwork:
    """The code of networks, what was refused of them today and why, and how much of all networks."""

    code: str
    kind: str
    count: int
    total: int


def odd_hours(counts: Mapping[datetime, int]) -> list[OddHour]:
    """Hours with many times the median of the hours in which anybody signed; the largest first."""
    if not counts:
        return []
    usual = median(counts.values())
    odd = [(count, hour) for hour, count in counts.items() if count >= max(FEW, OFTEN * usual)]
    return [OddHour(hour, count, usual) for count, hour in sorted(odd, reverse=True)[:MOST]]


def odd_domains(counts: Sequence[tuple[str, str, int]], *, total: int) -> list[OddDomain]:
    """Domains under which many have their mail, given as (tag, name of a large provider or "", signatures)."""
    return [
        OddDomain(tag, count, count / total)
        for tag, name, count in counts
        if not name and count >= max(FEW, DOMAIN_SHARE * total)
    ]


def odd_countries(recent: Mapping[str, int], before: Mapping[str, int], *, days: int) -> list[OddCountry]:
    """Countries whose share of a day is many times that of the `days` before; largest first, none without a before."""
    now, then = sum(recent.values()), sum(before.values())
    if not then:
        return []
    odd = []
    for code, count in sorted(recent.items(), key=lambda pair: (-pair[1], pair[0])):
        earlier = before.get(code, 0)
        if count >= max(FEW, JUMP * earlier / days) and count * then >= JUMP * earlier * now:
            odd.append(OddCountry(code, count, count / now, earlier, earlier / then, days))
    return odd[:MOST]


def odd_networks(most: Sequence[tuple[str, str, int]], *, total: int) -> list[OddNetwork]:
    """Networks from which a large part of the day's `total` refusals came, given as (code, kind, refusals)."""
    return [
        OddNetwork(code, kind, count, total)
        for code, kind, count in most
        if count >= FEW and PART * count >= total
    ]
