"""How often one network may post. Every POST of every room is limited: views can only ask for the smaller budget.

This is checked first of all, before a body is read, and once. It counts by the day's keyed hash of the network, so at
midnight UTC all budgets are new. Windows are checked shortest first, and a request that one refuses uses up none of the
longer ones: whoever is refused for a minute loses nothing of the day. Addresses of a widened network count apart from
their neighbours, whose budget they therefore don't use up.
"""

import math
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from functools import lru_cache
from typing import Any

from flask import Request, abort
from flask_babel import ngettext
from limits import RateLimitItem, parse_many

from campaign.counts import limiter
from campaign.current import asked, noted, running_app, settings
from campaign.lib import clock
from campaign.lib.limit_fallback import WithFallback
from campaign.lib.limit_storage import Window
from campaign.lib.networks import Networks, nearest
from campaign.limits import queries
from campaign.limits.network import SAFE, know_network
from campaign.settings import Budget
from campaign.vault.tags import network_tag
from campaign.web.caching import briefly
from campaign.web.filters import Counted

WIDENED = OTHERS = WIDER = 10
REMEMBERED_SECONDS = 5
IN_HOURS = 90  # minutes from which on a wait is told in hours


def for_signing(view: Callable[..., Any]) -> Callable[..., Any]:
    """Give a view the budget of `CAMPAIGN_SIGN_LIMITS`; all others share ten times as much."""
    view.signs = True  # type: ignore[attr-defined]  # a mark on a function
    return view


def require_budget() -> None:
    """Count a request that may change something, before anything of it is read. 429 where a budget is used up."""
    request = asked()
    if request.method in SAFE or request.endpoint is None:
        return
    windows = [Window(item.key_for(*under), item.amount, item.get_expiry()) for item, under in of_request()]
    storage = limiter.storage
    assert isinstance(storage, WithFallback)
    counts = storage.hit_all(windows)
    if counts[-1] > windows[len(counts) - 1].amount:
        abort(429)


def of_request() -> list[tuple[RateLimitItem, tuple[str, str]]]:
    """Each window of each budget with what it is counted under, the shortest first."""
    request = asked()
    if request.method in SAFE:
        return []
    know_network()
    g = noted()
    near, wider, signs = g.network, g.wider_network, _signs(request)
    scope, times, limits = "signing" if signs else "posts", _times(request, signs), settings().sign_limits
    each = [(item, (near, scope)) for item in _items(limits, times)]
    if wider:
        each += [(item, (wider, scope)) for item in _items(limits, times * WIDER)]
        each.sort(key=lambda one: one[0].get_expiry())
    return each


@lru_cache(maxsize=20)
def _items(limits: tuple[Budget, ...], times: int) -> tuple[RateLimitItem, ...]:
    return tuple(sorted(parse_many(_rules(limits, times)), key=RateLimitItem.get_expiry))


def _times(request: Request, signs: bool) -> int:
    return (1 if signs else OTHERS) * (WIDENED if (request.remote_addr or "") in _widened() else 1)


def _rules(limits: tuple[Budget, ...], times: int) -> str:
    return ";".join(f"{each.number * times} per {each.window}" for each in limits)


def _signs(request: Request) -> bool:
    return getattr(running_app().view_functions.get(request.endpoint or ""), "signs", False)


def _widened() -> Networks:
    """The networks that an organiser named, read again every few seconds."""
    networks: Networks = briefly("widened", _read_widened, seconds=REMEMBERED_SECONDS)
    return networks


def _read_widened() -> Networks:
    return Networks(each.network for each in queries.widened())


def opens_at() -> datetime:
    """When the refused client may post again: once none of its budgets is used up, at midnight UTC at the latest."""
    spent = [
        window.reset_time
        for item, under in of_request()
        if not (window := limiter.limiter.get_window_stats(item, *under)).remaining
    ]
    now = clock.now()
    midnight = datetime.combine(now.date() + timedelta(days=1), time_of_day(), UTC)
    return min(midnight, max([now, *(datetime.fromtimestamp(math.ceil(moment), UTC) for moment in spent)]))


def counted(address: str) -> int:
    """How many posts, signing apart, the shortest open window has counted for an address that isn't widened."""
    window, *_ = sorted(parse_many(_rules(settings().sign_limits, OTHERS)))
    network = network_tag(nearest(address), day=clock.today())
    return window.amount - limiter.limiter.get_window_stats(window, network, "posts").remaining


def seconds_until(moment: datetime) -> int:
    """Whole seconds from now, at least one: what `Retry-After` says."""
    return max(1, math.ceil((moment - clock.now()).total_seconds()))


def come_back(moment: datetime, *, is_kept: bool) -> str:
    """When to try again, in the page's language; `is_kept` says that the page still shows what was typed.

    As a length of time, rounded up: a signer's clock may be wrong, and her zone isn't ours.
    """
    minutes = -(-seconds_until(moment) // 60)
    return _in_minutes(minutes, is_kept) if minutes < IN_HOURS else _in_hours(-(-minutes // 60), is_kept)


def _in_minutes(minutes: int, is_kept: bool) -> str:
    if is_kept:
        return ngettext(
            "Many people are signing from your network. Try again in about %(num)s minute. "
            "What you typed is still here.",
            "Many people are signing from your network. Try again in about %(num)s minutes. "
            "What you typed is still here.",
            Counted(minutes),
        )  # fmt: skip
    return ngettext(
        "Nothing was changed. Try again in about %(num)s minute.",
        "Nothing was changed. Try again in about %(num)s minutes.",
        Counted(minutes),
    )  # fmt: skip


def _in_hours(hours: int, is_kept: bool) -> str:
    if is_kept:
        return ngettext(
            "Many people are signing from your network. Try again in about %(num)s hour. "
            "What you typed is still here.",
            "Many people are signing from your network. Try again in about %(num)s hours. "
            "What you typed is still here.",
            Counted(hours),
        )  # fmt: skip
    return ngettext(
        "Nothing was changed. Try again in about %(num)s hour.",
        "Nothing was changed. Try again in about %(num)s hours.",
        Counted(hours),
    )  # fmt: skip
