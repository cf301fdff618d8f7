"""Settings: from the environment and the instance's `.env` into one frozen object, checked before anything starts."""

import os
import re
from collections.abc import Mapping
from dataclasses import fields
from email.headerregistry import Address
from email.utils import getaddresses
from pathlib import Path
from urllib.parse import urlsplit

from campaign.env_file import Unread, read_env
from campaign.lib.hosts import is_loopback, is_onion, is_page, is_place, plain_host, plain_site
from campaign.lib.limit_targets import LimitsFile, LimitsServer, limits_target
from campaign.lib.mail_targets import MailFolder, MailServer, mail_target
from campaign.lib.networks import Networks, named
from campaign.settings import Budget, Settings, Witness, sqlite_url
from campaign.tally.cosignatures import read_witness
from campaign.tally.lots import LOT
from campaign.tally.note import BadNote
from campaign.tally.witnesses import may_be_asked

PREFIX = "CAMPAIGN_"
SECRET = frozenset({"CAMPAIGN_DATABASE_URL", "CAMPAIGN_LIMITS_URL", "CAMPAIGN_MAIL_URL"})
NAMES = frozenset(PREFIX + field.name.upper() for field in fields(Settings) if field.name != "testing")
BIND = "127.0.0.1:8000"
MOST_WITNESSES = 15  # with the log's own, as many signatures as every reader of notes takes
SIGN_LIMITS = "20 per minute;200 per hour;2000 per day"
LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*", re.ASCII)
RULE = re.compile(r"([1-9]\d{0,6}) per (minute|hour|day)", re.ASCII)


class BadSetting(Exception):
    """A sentence that names the setting and says what it may be; never its value where that may be a secret."""


def load(environment: Mapping[str, str] | None = None, *, testing: bool = False) -> Settings:
    """Read, complete and check the settings. Raises BadSetting."""
    variables = dict(os.environ if environment is None else environment)
    instance = Path(variables.get(PREFIX + "INSTANCE") or "instance").absolute()
    variables = _in_file(instance / ".env") | variables
    variables = _with_secret_files({k: v for k, v in variables.items() if k.startswith(PREFIX)})
    for name in variables:
        if name not in NAMES:
            raise BadSetting(f"{name} is not one of our settings. docs/settings.md lists them.")
    texts = {name.removeprefix(PREFIX).lower(): text for name, text in variables.items() if text}
    return _checked(_parsed(texts, instance, testing=testing))


def _in_file(path: Path) -> dict[str, str]:
    try:
        return read_env(path, prefix=PREFIX)
    except Unread as problem:
        raise BadSetting(str(problem)) from None


def _parsed(texts: Mapping[str, str], instance: Path, *, testing: bool) -> Settings:
    """All of them, from `texts` by the name of their field; what isn't there has its default."""

    def text(name: str, default: str) -> str:
        return texts[name].strip() if name in texts else default

    def number(name: str, default: int) -> int:
        return _number(PREFIX + name.upper(), texts[name]) if name in texts else default

    bind = _bind(text("bind", BIND), alone="base_url" not in texts)
    base_url = _base_url(text("base_url", f"http://{bind}"))
    host = urlsplit(base_url).hostname or ""
    public = not is_loopback(host)
    return Settings(
        instance=instance,
        bind=bind,
        base_url=base_url,
        database_url=_database(text("database_url", "") or sqlite_url(instance / "campaign.sqlite3")),
        limits_url=_limits(text("limits_url", "") or LimitsFile(instance / "limits.sqlite3").url),
        mail_url=_mail(text("mail_url", "folder:"), instance),
        mail_from=_mail_from(text("mail_from", "")) or f"petition@{host}",
        sign_limits=_sign_limits(text("sign_limits", "") or SIGN_LIMITS),
        mail_per_hour=number("mail_per_hour", 2000),
        trusted_proxies=number("trusted_proxies", 0),
        workers=number("workers", 0) or os.cpu_count() or 1,
        sequence_seconds=number("sequence_seconds", 60 if public else 2),
        state_entries=number("state_entries", LOT),
        hold_seconds=number("hold_seconds", 3600 if public else 0),
        keep_days=number("keep_days", 90),
        keys=Path(text("keys", "") or instance / "keys").absolute(),
        metrics_from=_networks(text("metrics_from", "")),
        source_url=_page("SOURCE", text("source_url", "")),
        verifier_url=_page("VERIFIER", text("verifier_url", "")),
        onion=_onion(text("onion", "")),
        witnesses=_witnesses(text("witnesses", "")),
        testing=testing,
    )


def _with_secret_files(variables: dict[str, str]) -> dict[str, str]:
    values = {}
    for name, value in variables.items():
        plain = name.removesuffix("_FILE")
        if plain not in SECRET or plain == name:
            values[name] = value
            continue
        try:
            values[plain] = Path(value).read_text(encoding="utf-8-sig").strip()
        except OSError as problem:
            raise BadSetting(f"{name} names a file that can't be read: {problem.strerror}.") from None
        except ValueError:
            raise BadSetting(f"{name} names a file that is no text in UTF-8.") from None
    return values


def _number(name: str, text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or len(text.strip()) > 9:
        raise BadSetting(f"{name} is {text!r}; it has to be a whole number, 0 or more.")
    return int(text)


def _bind(bind: str, *, alone: bool) -> str:
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


def _base_url(url: str) -> str:
    # What stands in it goes into every link, into the files that nginx and systemd read, and is what browsers write as
    # Origin: so it has their form, however it was typed.
    try:
        return plain_site(url.rstrip("/"))
    except ValueError:
        raise BadSetting(
            "CAMPAIGN_BASE_URL has to be http://HOST:PORT or https://HOST, with nothing after it and no user; HOST "
            "is a name such as petition.example.org, or an IP address."
        ) from None


def _mail_from(sender: str) -> str:
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


def _database(url: str) -> str:
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


def _limits(url: str) -> LimitsFile | LimitsServer:
    try:
        return limits_target(url)
    except ValueError:
        raise BadSetting(
            "CAMPAIGN_LIMITS_URL may be limits-file:///FILE, valkey://HOST:PORT, valkeys://HOST:PORT for TLS, "
            "or redis:// and rediss:// in their place; with USER:PASSWORD@ before HOST, and /NUMBER of a database."
        ) from None


def _mail(url: str, instance: Path) -> MailFolder | MailServer:
    try:
        return mail_target(url, instance=instance)
    except ValueError:
        raise BadSetting(
            "CAMPAIGN_MAIL_URL may be folder:, smtp://HOST:PORT or smtps://USER:PASSWORD@HOST; in USER and PASSWORD "
            "@ is written %40, : %3A, / %2F, # %23 and ? %3F, and both are ASCII."
        ) from None


def _page(name: str, url: str) -> str:
    if url and not is_page(url):
        raise BadSetting(
            f"CAMPAIGN_{name}_URL may be http://HOST/PATH or https://HOST/PATH, with no user and no space in it."
        )
    return url


def _onion(host: str) -> str:
    host = host.lower().removeprefix("http://").removesuffix("/")
    if host and not is_onion(host):
        raise BadSetting(
            "CAMPAIGN_ONION has to be the whole address of an onion service, 56 letters and digits and .onion, as Tor "
            "wrote it into the file hostname."
        )
    return host


def _networks(text: str) -> Networks:
    try:
        return Networks(named(each) for each in text.replace(",", " ").split())
    except ValueError as problem:
        raise BadSetting(
            f"CAMPAIGN_METRICS_FROM may be networks with spaces between them: {problem}"
        ) from None


def _witnesses(text: str) -> tuple[Witness, ...]:
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


def _sign_limits(text: str) -> tuple[Budget, ...]:
    rules = [RULE.fullmatch(" ".join(rule.split())) for rule in text.split(";")]
    if None in rules:
        raise BadSetting(
            f"CAMPAIGN_SIGN_LIMITS is {text!r}; it has to be numbers of submissions per minute, hour or day, each "
            f"above zero, such as {SIGN_LIMITS!r}."
        )
    return tuple(Budget(int(rule[1]), rule[2]) for rule in rules if rule)


def _checked(settings: Settings) -> Settings:
    if isinstance(settings.limits_url, LimitsFile) and settings.limits_url.path == settings.database_file:
        raise BadSetting(
            "CAMPAIGN_LIMITS_URL names the file of CAMPAIGN_DATABASE_URL; give it one of its own."
        )
    if settings.testing:
        return settings
    stays_here = isinstance(settings.mail_url, MailFolder)
    if stays_here and not settings.loopback:
        raise BadSetting(
            "CAMPAIGN_MAIL_URL is folder: while CAMPAIGN_BASE_URL is public: the mails would stay on this machine, "
            "readable, and reach nobody. Use smtp://HOST:PORT or smtps://USER:PASSWORD@HOST."
        )
    if (
        isinstance(settings.mail_url, MailServer)
        and settings.loopback
        and not is_loopback(settings.mail_url.host)
    ):
        raise BadSetting(
            "CAMPAIGN_MAIL_URL sends real mail while CAMPAIGN_BASE_URL is this machine: "
            "its links would lead nowhere for anyone else. Use folder: here, or an SMTP server on this machine."
        )
    return settings
