"""What looks odd about a campaign's figures, in sentences: pure, from counts in which nobody can be found."""

from collections.abc import Mapping, Sequence
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


def odd_hours(counts: Mapping[datetime, int]) -> list[str]:
    """Hours with many times the median of the hours in which anybody signed; the largest first."""
    if not counts:
        return []
    usual = median(counts.values())
    odd = [(count, hour) for hour, count in counts.items() if count >= max(FEW, OFTEN * usual)]
    return [
        f"{hour:%Y-%m-%d %H:00}: {count:,} signatures, {count / usual:,.0f} times the median of {usual:g} an hour."
        for count, hour in sorted(odd, reverse=True)[:MOST]
    ]


def odd_domains(counts: Sequence[tuple[str, str, int]], *, total: int) -> list[str]:
    """Domains under which many have their mail, given as (tag, name of a large provider or "", signatures)."""
    return [
        f"Domain {tag}: {count:,} signatures, {100 * count / total:.1f} % of all that count."
        for tag, name, count in counts
        if not name and count >= max(FEW, DOMAIN_SHARE * total)
    ]


def odd_countries(recent: Mapping[str, int], before: Mapping[str, int], *, days: int) -> list[str]:
    """Countries whose share of a day is many times that of the `days` before; largest first, none without a before."""
    now, then = sum(recent.values()), sum(before.values())
    if not then:
        return []
    found = []
    for code, count in sorted(recent.items(), key=lambda pair: (-pair[1], pair[0])):
        earlier = before.get(code, 0)
        usual, share = f"{earlier / days:,.1f} a day", f"{100 * earlier / then:.1f} %"
        if count >= max(FEW, JUMP * earlier / days) and count * then >= JUMP * earlier * now:
            found.append(
                f"{code}: {count:,} signatures in the last 24 hours, {100 * count / now:.1f} % of all; "
                f"in the {days} days before {usual}, {share}."
            )
    return found[:MOST]


def odd_networks(most: Sequence[tuple[str, str, int]], *, total: int) -> list[str]:
    """Networks from which a large part of the day's `total` refusals came, given as (code, kind, refusals)."""
    return [
        f"{count:,} of today's {total:,} refusals came from networks with the code {code} ({kind})."
        for code, kind, count in most
        if count >= FEW and PART * count >= total
    ]
