"""The files that put this installation behind nginx and under systemd, for the settings in force."""

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from flask import render_template

from campaign.current import settings
from campaign.lib.hosts import is_place
from campaign.lib.limit_targets import LimitsFile
from campaign.lib.refusal import Refusal

CACHE = "/var/cache/nginx-campaign"  # its parent is there on any Debian
ONION_PORT = 8090  # where nginx listens for Tor, on loopback alone
HOMES = ("/home", "/root", "/run/user")
ONE, WEB, WORKER, NIGHT, FAILED = "all", "web", "worker", "night", "failed"
COMMANDS = {ONE: "run --no-example", WEB: "web", WORKER: "worker", NIGHT: "night", FAILED: "tell-failed %i"}
ONCE = frozenset({NIGHT, FAILED})  # what runs to its end, and says to somebody what failed
PARTS = {
    ONE: "web and worker",
    WEB: "web",
    WORKER: "worker",
    NIGHT: "the night's copies",
    FAILED: "a mail that %i failed",
}
# As systemd itself is strict about it, digits alone for a number.
USER = re.compile(r"[a-z_][a-z0-9_-]{0,30}|[0-9]{1,9}", re.ASCII | re.IGNORECASE)
NAMES = {
    ONE: "campaign",
    WEB: "campaign-web",
    WORKER: "campaign-worker",
    NIGHT: "campaign-night",
    FAILED: "campaign-failed@",
}


def nginx_file(*, web: Sequence[str] = ()) -> str:
    """A site of nginx: TLS, redirect, limits, cache, a log without persons. `web` are HOST:PORT of the web machines.

    Raises Refusal for an address that is not public, or not https, and for a web machine that is none.
    """
    if strange := [each for each in web if not is_place(each, port=True)]:
        raise Refusal("running/no-web-machine", web=strange[0])
    if settings().loopback:
        raise Refusal("running/not-public", base_url=settings().base_url)
    if not settings().https:
        raise Refusal("running/not-https", base_url=settings().base_url)
    return render_template(
        "running/nginx.conf",
        settings=settings(),
        port=settings().port,
        web=list(web) or [near()],
        cache=CACHE,
    )


def onion_file() -> str:
    """A second site of nginx, for a Tor that runs on its machine; it stands on the first one's upstream and cache.

    Raises Refusal where no onion service is named, and as `nginx_file` does.
    """
    if not settings().onion:
        raise Refusal("running/no-onion")
    if not settings().https:
        raise Refusal("running/not-https", base_url=settings().base_url)
    return render_template(
        "running/onion.conf", settings=settings(), port=ONION_PORT, public_port=settings().port
    )


def near() -> str:
    """Where a program on this machine finds the web server."""
    everywhere = settings().bind_host in {"0.0.0.0", "::"}  # nosec B104 # noqa: S104 - compared, not bound
    return f"127.0.0.1:{settings().bind_port}" if everywhere else settings().bind


def systemd_unit(*, part: str, user: str, tell: str = "") -> str:
    """The unit of one part. `tell` is the address that hears of what failed, for the parts that need one.

    Raises Refusal where the part makes no sense.
    """
    if part in ONCE and not tell:
        raise Refusal("running/tells-nobody", part=part)
    _require_plain(tell)
    if part == WEB and not one_machine() and settings().embedded:
        raise Refusal("running/database-is-a-file")
    program, instance = Path(sys.executable).parent / "campaign", settings().instance
    places, writes = [instance, Path(sys.prefix), settings().keys], _written()
    if not USER.fullmatch(user):
        raise Refusal("running/no-user", user=user)
    if strange := next((place for place in (program, *places, *writes) if _is_strange(place)), None):
        raise Refusal("running/strange-folder", folder=str(strange))
    at_home = [str(each) for each in places if str(each).startswith(tuple(f"{home}/" for home in HOMES))]
    return render_template(
        "running/campaign.service",
        settings=settings(),
        instance=_escaped(instance),
        part=PARTS[part],
        name=NAMES[part],
        says=_says(part),
        program=_escaped(program),
        command=f"{COMMANDS[part]} --tell {_escaped(tell)}" if tell and part in ONCE else COMMANDS[part],
        once=part in ONCE,
        fails=part != FAILED,
        migrates=part == WORKER,
        user=user,
        at_home=at_home[0] if at_home else None,
        writes=[_escaped(each) for each in writes],
    )


def _is_strange(place: Path | str) -> bool:
    """Whether systemd, or who reads its file, would take this for something else than one word."""
    return not str(place).isprintable() or bool(set(str(place)) & set(" \"'\\$"))


def timer() -> str:
    """When the night's copies are made."""
    return render_template("running/campaign-night.timer", settings=settings())


def cron_lines(*, tell: str) -> str:
    """What another computer asks this site, so that somebody hears of it when no mail leaves here.

    Raises Refusal for a site on this machine alone.
    """
    if settings().loopback:
        raise Refusal("running/not-public", base_url=settings().base_url)
    _require_plain(tell)
    return render_template("running/crontab", settings=settings(), tell=tell)


def _require_plain(tell: str) -> None:
    if _is_strange(tell):
        raise Refusal("running/strange-address", tell=tell)


def _escaped(place: Path | str) -> str:
    """systemd puts other things in the place of %i, %h and so on."""
    return str(place).replace("%", "%%")


def one_machine() -> bool:
    """Whether limits are counted in a file, which only one machine can have."""
    return isinstance(settings().limits_url, LimitsFile)


def only_in_environment(environment: Mapping[str, str], filed: Mapping[str, object]) -> list[str]:
    """Names of settings that a service would not find, since they don't stand in the instance's `.env`."""
    names = {name for name in environment if name.startswith("CAMPAIGN_") and name != "CAMPAIGN_INSTANCE"}
    return sorted(name for name in names if filed.get(name) != environment[name])


def _says(part: str) -> str:
    if part == NIGHT:
        return "The night's copies; campaign-night.timer starts it."
    if part == FAILED:
        return "What is started when another unit has failed: a mail to somebody."
    if part == ONE:
        return "The whole program on one machine: web server and worker."
    if part == WORKER:
        return "The worker, on one machine only; it migrates the database as it starts, so start it first."
    if one_machine():
        return "The web server, on the machine of the worker: limits are counted in a file, which others don't see."
    return "The web server, on each web machine; the worker's unit runs on one machine only."


def _written() -> list[Path]:
    """The instance, and what settings put elsewhere. systemd refuses to start with a folder that isn't there."""
    elsewhere = [settings().keys]
    if file := settings().database_file:
        elsewhere.append(file.parent)
    if isinstance(target := settings().limits_url, LimitsFile):
        elsewhere.append(target.path.parent)
    instance = settings().instance
    return list(dict.fromkeys([instance, *(each for each in elsewhere if not each.is_relative_to(instance))]))
