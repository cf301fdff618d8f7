"""How often one network may post: Flask-Limiter, keyed by the day's hash of the network."""

import math
from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import g
from flask_babel import format_datetime, gettext
from flask_limiter import RequestLimit
from werkzeug.exceptions import TooManyRequests

from campaign.extensions import limiter
from campaign.lib import clock
from campaign.web import settings

MINUTE = 60


def for_signing(view: Callable[..., Any]) -> Callable[..., Any]:
    """The budget of submissions; a /48 has ten times that of a /64."""
    return limiter.limit(lambda: budget(1))(view)


def for_buttons(view: Callable[..., Any]) -> Callable[..., Any]:
    """Ten times as much for every other public form."""
    return limiter.limit(lambda: budget(10))(view)


def budget(times: int) -> str:
    """`CAMPAIGN_SIGN_LIMITS`, each number multiplied."""
    parts = (rule.split(maxsplit=1) for rule in settings().sign_limits.split(";"))
    return ";".join(f"{int(number) * times} {rest}" for number, rest in parts)


def seconds_to_wait(error: TooManyRequests) -> int:
    """Seconds until the limit that was passed opens again."""
    current: RequestLimit | None = getattr(g, "_flask_limiter_current_limit", None)
    return MINUTE if current is None else max(1, math.ceil(current.reset_at - clock.now().timestamp()))


def come_back(at: datetime) -> str:
    """LOOK's sentence."""
    return gettext(
        "Many people are signing from your network. Try again at %(time)s UTC. What you typed is still here.",
        time=format_datetime(at, "HH:mm", rebase=False),
    )
