"""The machine and the parts beside the web: who may read, what is left of the disk, the worker, limits, the clock."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from campaign.backup import workdirs
from campaign.checks import GOOD, NOTE, WRONG, Finding, wrong_in_public
from campaign.current import settings
from campaign.extensions import db
from campaign.lib import clock, disk
from campaign.lib.limit_targets import LimitsFile
from campaign.running import health

TOO_LITTLE = 256 * 1024**2
ASTRAY = timedelta(seconds=10)


def machine() -> Iterator[Finding]:
    """All that needs no network."""
    yield _permissions()
    yield from _owner()
    yield from _left_over()
    yield _disk()
    yield _worker()
    yield _limits()
    if db.engine.dialect.name != "sqlite":
        yield compared(_database_time(), "the database")


def _permissions() -> Finding:
    """Of the folders and the secrets in them; mail and copies lie below the instance's own 0700."""
    instance = settings().instance
    places = [instance, instance / ".env", settings().keys, *sorted(settings().keys.glob("*"))]
    places += sorted(instance.glob("*.sqlite3*")) + sorted((instance / "mail-identities").glob("*"))
    open_ones = [str(place) for place in places if place.exists() and place.stat().st_mode & 0o077]
    if not open_ones:
        return Finding(GOOD, f"Permissions: {instance} and its secrets are for this user alone.")
    shown = ", ".join(open_ones[:3]) + (f" and {len(open_ones) - 3} more" if len(open_ones) > 3 else "")
    return Finding(
        wrong_in_public(),
        f"Permissions: others on this machine may reach {shown}. chmod -R go-rwx {instance}",
    )


def _owner() -> Iterator[Finding]:
    owner = settings().instance.stat().st_uid if settings().instance.exists() else os.geteuid()
    if owner != os.geteuid():
        yield Finding(
            NOTE,
            "Permissions: you are not the user that owns the instance; what you make here, the service may not "
            "be able to write. sudo -u its user.",
        )


def _left_over() -> Iterator[Finding]:
    for path in workdirs.left_over(*workdirs.places()):
        yield Finding(
            wrong_in_public(),
            f"Backup: {path} was left by one that was killed, and contains database and keys. The worker deletes "
            f"within the hour what it can reach; or rm -r {path}",
        )


def _disk() -> Finding:
    free = disk.free(settings().instance)
    says = f"{free / 1024**3:,.1f} GB are free"
    if free < TOO_LITTLE:
        return Finding(WRONG, f"Disk: only {says}; when it is full, nobody can sign.")
    return Finding(NOTE if free < disk.SCARCE else GOOD, f"Disk: {says}.")


def _worker() -> Finding:
    at, doing = health.heartbeat(), health.doing()
    if health.is_silent(at):
        since = f"since {at:%Y-%m-%d %H:%M} UTC" if at else "so far"
        was = f" It had been at “{doing[0]}” since {doing[1]:%Y-%m-%d %H:%M} UTC." if doing else ""
        return Finding(
            wrong_in_public(),
            f"Worker: it has not been seen {since}; nothing is being mailed or counted.{was}",
        )
    if doing and doing[1] < clock.now() - health.LONG:
        return Finding(
            NOTE,
            f"Worker: it is alive, and has been at “{doing[0]}” since {doing[1]:%Y-%m-%d %H:%M} UTC; the rest "
            "is waiting.",
        )
    return Finding(GOOD, "Worker: it is alive.")


def _limits() -> Finding:
    if not health.limits_counted():
        return Finding(
            WRONG,
            "Limits: their storage can't be reached; each process counts by itself, with its share of the budget.",
        )
    place = (
        "in a file, for one machine" if isinstance(settings().limits_url, LimitsFile) else "for all machines"
    )
    return Finding(GOOD, f"Limits: posts are counted {place}.")


def _database_time() -> datetime:
    at = db.session.scalar(select(func.clock_timestamp()))
    assert isinstance(at, datetime)
    return at.astimezone(UTC)


def compared(theirs: datetime, whose: str) -> Finding:
    """Our clock beside another one."""
    apart = abs(clock.now() - theirs)
    if apart > ASTRAY:
        return Finding(
            WRONG,
            f"Clock: this machine and {whose} are {apart.total_seconds():.0f} seconds apart; forms and limits go by "
            "it. apt install systemd-timesyncd",
        )
    return Finding(GOOD, f"Clock: this machine and {whose} agree.")
