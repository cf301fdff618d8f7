"""How often somebody may try to sign in: counted before a password is hashed, and so that nobody locks another out.

Three budgets: of a network, of a network at one account, and of an account from everywhere. The last one stops those
who try one password from many networks; a browser in which its owner has signed in before isn't bound by it, and has
one of its own, so that they can't keep her out.
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Response, g, request
from limits import RateLimitItem, parse_many

from campaign.counts import limiter
from campaign.lib import stamps
from campaign.lib.addresses import account
from campaign.limits.network import know_network
from campaign.organisers.desk_keys import of_desk
from campaign.organisers.sessions import cookie_name, set_cookie
from campaign.vault.keys import keyed

OF_NETWORK = parse_many("20 per minute;120 per hour")
AT_ACCOUNT = parse_many("10 per minute;40 per hour")
OF_ACCOUNT = parse_many("30 per hour;100 per day")
COOKIE = "known"
HALF_A_YEAR = 180 * 86_400


def refused_until(typed: str) -> datetime | None:
    """Count an attempt at an account, whether there is one or not; when to come back, if it is one too many.

    One that names no account, as with a passkey or a holder's link, counts for its network alone: together they are
    no account that strangers could use up for everybody.
    """
    know_network()
    budgets: list[tuple[list[RateLimitItem], tuple[Any, ...]]] = [(OF_NETWORK, (g.network,))]
    if typed.strip():
        who = keyed(of_desk("throttle"), account(typed)).hex()
        budgets.append((AT_ACCOUNT, (who, g.network)))
        budgets.append((AT_ACCOUNT, (who, "known")) if is_known(typed) else (OF_ACCOUNT, (who,)))
    if spent := [late for rules, key in budgets for late in _spent(rules, key)]:
        return max(spent)
    for rules, key in budgets:
        for rule in rules:
            limiter.limiter.hit(rule, *_named(rule, key))
    return None


def _spent(rules: list[RateLimitItem], key: tuple[Any, ...]) -> list[datetime]:
    """When each budget that is used up opens again."""
    windows = [(limiter.limiter.get_window_stats(rule, *_named(rule, key)), rule) for rule in rules]
    return [datetime.fromtimestamp(window.reset_time, UTC) for window, _ in windows if window.remaining <= 0]


def _named(rule: RateLimitItem, key: tuple[Any, ...]) -> tuple[str, ...]:
    return ("sign-in", *map(str, key))


def is_known(typed: str) -> bool:
    """Whether this browser has signed in to the account before."""
    try:
        value, _ = stamps.read(
            request.cookies.get(cookie_name(COOKIE), ""),
            keys=[of_desk("known")],
            purpose="known",
            most=HALF_A_YEAR,
        )
    except (stamps.Forged, stamps.TooOld, stamps.FromAhead):
        return False
    return value == _mark(typed)


def remember_browser(response: Response, typed: str) -> Response:
    """Let this browser be known to the account."""
    mark = stamps.stamp(_mark(typed), keys=[of_desk("known")], purpose="known")
    set_cookie(response, COOKIE, mark, max_age=timedelta(seconds=HALF_A_YEAR))
    return response


def _mark(typed: str) -> str:
    return keyed(of_desk("known browser"), account(typed)).hex()[:32]
