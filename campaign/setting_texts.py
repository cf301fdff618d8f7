"""What each setting may be, as it is written: its value, or a sentence that says what it has to be."""

import re
from email.headerregistry import Address
from email.utils import getaddresses
from pathlib import Path

from campaign.lib.hosts import is_loopback, is_onion, is_page, is_place, plain_host, plain_site
from campaign.lib.limit_targets import LimitsFile, LimitsServer, limits_target
from campaign.lib.mail_targets import MailFolder, MailServer, mail_target
from campaign.lib.networks import Networks, named
from campaign.settings import Budget, Witness, sqlite_url
from campaign.tally.cosignatures import read_witness
from campaign.tally.note import BadNote
from campaign.tally.witnesses import may_be_asked

MOST_WITNESSES = 15  # with the log's own, as many signatures as every reader of notes takes
SIGN_LIMITS = "20 per minute;200 per hour;2000 per day"
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
RULE = re.compile(r"([1-9]\d{0,6}) per (minute|hour|day)", re.ASCII)


class BadSetting(Exception):
    """A sentence that names the setting and says what it may be; never its value where that may be a secret."""


def whole_number(name: str, text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or len(text.strip()) > 9:
        raise BadSetting(f"{name} is {text!r}; it has to be a whole number, 0 or more.")
    return int(text)


def bind(bind: str, *, alone: bool) -> str:
    """`alone`: the base URL isn't given, and follows from it."""
    if not is_place(bind, port=True):
        raise BadSetting(
            f"CAMPAIGN_BIND is {bind!r}; it has to be ADDRESS:PORT, such as 127.0.0.1:8000 or [::1]:8000."
        )
    if alone and not is_loopback(bind.rpartition(":")[0].strip("[]")):
        raise BadSetting(
            f"CAMPAIGN_BIND is {bind!r}; with it, CAMPAIGN_BASE_URL has to say what links begin with."
        )
    return bind


def base_url(url: str) -> str:
    # What stands in it goes into every link, into the files that nginx and systemd read, and is what browsers write as
    # Origin: so it has their form, however it was typed.
    try:
        return plain_site(url.rstrip("/"))
    except ValueError:
        raise BadSetting(
            "CAMPAIGN_BASE_URL has to be http://HOST:PORT or https://HOST, with nothing after it and no user; HOST "
            "is a name such as petition.example.org, or an IP address."
        ) from None


def mail_from(sender: str) -> str:
    """A mail address, perhaps behind a name; its domain in the form that every mail server takes."""
    if not sender:
        return ""
    try:
        ((name, address),) = getaddresses([sender])
        local, _, domain = address.rpartition("@")
        # Other letters in the local part can't leave through a server without SMTPUTF8.
        if not LOCAL.fullmatch(local):
            raise ValueError(local)
        return str(Address(name, local, plain_host(domain)))
    except ValueError:
        raise BadSetting(
            f"CAMPAIGN_MAIL_FROM is {sender!r}; it has to be an address such as post@petition.example.org, or a "
            "name and one: Petition <post@petition.example.org>. Before the @ come ASCII letters, digits and some "
            "symbols."
        ) from None


def database(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    if scheme in {"postgres", "postgresql"}:
        scheme = "postgresql+psycopg"
    url = f"{scheme}://{rest}"
    if scheme not in {"sqlite", "postgresql+psycopg"} or not separator or not _readable(url):
        raise BadSetting(
            "CAMPAIGN_DATABASE_URL may be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME; what isn't a "
            "letter or a digit in USER and PASSWORD is written as %40 for @, %2F for / and so on."
        )
    # Flask-SQLAlchemy would look for a relative one in a folder of its own.
    return sqlite_url(Path(rest[1:]).absolute()) if scheme == "sqlite" and rest[1:] else url


def _readable(database: str) -> bool:
    """Whether SQLAlchemy can take it apart; what it says of one that it can't may have the password in it."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parts = make_url(database)
    except (ArgumentError, ValueError):
        return False
    return not set(parts.host or "") & set("[]@ ") and 0 < (parts.port or 1) < 65536


def limits(url: str) -> LimitsFile | LimitsServer:
    try:
        return limits_target(url)
    except ValueError:
        raise BadSetting(
            "CAMPAIGN_LIMITS_URL may be limits-file:///FILE, valkey://HOST:PORT, valkeys://HOST:PORT for TLS, "
            "or redis:// and rediss:// in their place; with USER:PASSWORD@ before HOST, and /NUMBER of a database."
        ) from None


def mail(url: str, instance: Path) -> MailFolder | MailServer:
    try:
        return mail_target(url, instance=instance)
    except ValueError:
        raise BadSetting(
            "CAMPAIGN_MAIL_URL may be folder:, smtp://HOST:PORT or smtps://USER:PASSWORD@HOST; in USER and PASSWORD "
            "@ is written %40, : %3A, / %2F, # %23 and ? %3F, and both are ASCII."
        ) from None


def page(name: str, url: str) -> str:
    if url and not is_page(url):
        raise BadSetting(
            f"CAMPAIGN_{name}_URL may be http://HOST/PATH or https://HOST/PATH, with no user and no space in it."
        )
    return url


def onion(host: str) -> str:
    host = host.lower().removeprefix("http://").removesuffix("/")
    if host and not is_onion(host):
        raise BadSetting(
            "CAMPAIGN_ONION has to be the whole address of an onion service, 56 letters and digits and .onion, as Tor "
            "wrote it into the file hostname."
        )
    return host


def networks(text: str) -> Networks:
    try:
        return Networks(named(each) for each in text.replace(",", " ").split())
    except ValueError as problem:
        raise BadSetting(
            f"CAMPAIGN_METRICS_FROM may be networks with spaces between them: {problem}"
        ) from None


def witnesses(text: str) -> tuple[Witness, ...]:
    words = text.split()
    named = tuple(Witness(key, url) for key, url in zip(words[::2], words[1::2], strict=False))
    try:
        halves = {read_witness(witness.key).public for witness in named}
        holds = all(is_page(witness.url) and may_be_asked(witness.url) for witness in named)
    except (BadNote, ValueError):
        halves, holds = set(), False
    if len(words) % 2 or not holds or len(halves) < len(named) or len(named) > MOST_WITNESSES:
        raise BadSetting(
            "CAMPAIGN_WITNESSES may be keys of witnesses, each with a space and its address behind it: "
            f"witness.example.org+1a2b3c4d+BA… https://witness.example.org. At most {MOST_WITNESSES}, each public key "
            "once; http:// is for this machine alone."
        )
    return named


def sign_limits(text: str) -> tuple[Budget, ...]:
    rules = [RULE.fullmatch(" ".join(rule.split())) for rule in text.split(";")]
    if None in rules:
        raise BadSetting(
            f"CAMPAIGN_SIGN_LIMITS is {text!r}; it has to be numbers of submissions per minute, hour or day, each "
            f"above zero, such as {SIGN_LIMITS!r}."
        )
    return tuple(Budget(int(rule[1]), rule[2]) for rule in rules if rule)
