"""`campaign clock`: the trusted time beside this machine's clock, for what can't be undone."""

from datetime import datetime, timedelta

import click
from flask.cli import with_appcontext

from campaign.lib import clock as our_clock
from campaign.vault import trusted_time
from campaign.vault.trusted_time import BELIEVED, Trust


@click.group()
def clock() -> None:
    """What is closed, purged or destroyed by its date goes by a trusted time, so that a clock that jumps can't do it.

    The worker lets it advance. It is the machine's clock, as long as that is at most a day ahead.
    """


@clock.command()
@with_appcontext
def show() -> None:
    """Say both times, and what is waiting."""
    click.echo(compared(trusted_time.standing()))


@clock.command()
@with_appcontext
def accept() -> None:
    """Say that this machine's clock is right. What waited for that is done within the hour, and for good.

    Compare it with another clock first. After days with the machine off, or a restored backup, it is usually right.
    """
    before, now = trusted_time.accept(), our_clock.now()
    was = f" It was {_written(before.at)}." if before else ""
    click.echo(f"The trusted time is this machine's clock, {_written(now)}.{was}")


def compared(trust: Trust | None) -> str:
    """Both times, and what hangs on them."""
    now = our_clock.now()
    if trust is None:
        return "There is no trusted time yet: the worker has not run."
    if not is_astray(trust):
        return f"This machine's clock says {_written(now)}, and the trusted time is {_written(trust.at)}: they agree."
    if now < trust.at:
        return (
            f"This machine's clock says {_written(now)}, {_days(trust.at - now)} behind the trusted time, "
            f"{_written(trust.at)}. Set it right; if it is, and was ahead before: campaign clock accept"
        )
    return (
        f"This machine's clock says {_written(now)}, {_days(now - trust.at)} ahead of the trusted time, "
        f"{_written(trust.at)}: it jumped, or the worker was off. Nothing is closed, purged or destroyed by its date "
        f"until the worker has run for {_hours(trust.left)} more. If the clock is right: campaign clock accept"
    )


def is_astray(trust: Trust) -> bool:
    """Whether the machine's clock is over a day from the trusted time, ahead or behind."""
    return abs(our_clock.now() - trust.at) > BELIEVED


def _written(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _days(apart: timedelta) -> str:
    return f"{apart / our_clock.DAY:,.1f} days"


def _hours(left: timedelta) -> str:
    return f"{left / our_clock.HOUR:.1f} hours"


commands = [clock]
