"""Settings: from the environment and the instance's `.env` into one frozen object, checked before anything starts."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

from campaign.lib.hosts import is_loopback, is_mail_url, is_page, is_place, is_site
from campaign.lib.limit_storage import path_of
from campaign.lib.networks import named

PREFIX = "CAMPAIGN_"
SECRET = frozenset({"CAMPAIGN_DATABASE_URL", "CAMPAIGN_LIMITS_URL", "CAMPAIGN_MAIL_URL"})
RULE = r"[1-9]\d{0,6} per (?:minute|hour|day)"
SIGN_LIMITS = re.compile(rf"{RULE}(?:;{RULE})*", re.ASCII)


class BadSetting(Exception):
    """A sentence that names the setting and says what it may be; never its value where that may be a secret."""


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations; `docs/settings.md` explains each."""

    instance: Path
    bind: str = "127.0.0.1:8000"
    base_url: str = "http://127.0.0.1:8000"
    database_url: str = ""
    limits_url: str = ""
    mail_url: str = "folder:"
    mail_from: str = ""
    sign_limits: str = "20 per minute;200 per hour;2000 per day"
    mail_per_hour: int = 2000
    trusted_proxies: int = 0
    workers: int = 0
    sequence_seconds: int = 60
    state_entries: int = 20
    hold_seconds: int = 3600
    keep_days: int = 90
    keys: Path = Path()
    metrics_from: str = ""
    source_url: str = ""
    testing: bool = False

    @property
    def loopback(self) -> bool:
        """Whether the site is for this machine's own browser only."""
        return is_loopback(self.host)

    @property
    def host(self) -> str:
        """The host name that links carry, without its port."""
        return urlsplit(self.base_url).hostname or ""

    @property
    def authority(self) -> str:
        """Host and port as they stand in a log's origin."""
        return urlsplit(self.base_url).netloc

    @property
    def checkpoints(self) -> Path:
        """Where this machine keeps its copies of the last published checkpoints; no backup holds them."""
        return self.instance / "checkpoints"

    @property
    def embedded(self) -> bool:
        """Whether the database is a file in the instance folder, as it is by default."""
        return Path(self.database_url.removeprefix("sqlite:///")).parent == self.instance

    @property
    def counts_within(self) -> int:
        """Seconds until a confirmed signature stands in the public count, at the latest in a quiet hour."""
        return self.sequence_seconds if self.loopback else max(600, self.sequence_seconds)


def load(environment: Mapping[str, str] | None = None, *, testing: bool = False) -> Settings:
    """Read, complete and check the settings. Raises BadSetting."""
    given = dict(os.environ if environment is None else environment)
    instance = Path(given.get(PREFIX + "INSTANCE") or "instance").absolute()
    given = {k: v for k, v in dotenv_values(instance / ".env").items() if v is not None} | given
    given = _with_secret_files({k: v for k, v in given.items() if k.startswith(PREFIX)})
    known = {PREFIX + field.name.upper(): field for field in fields(Settings) if field.name != "testing"}
    for name in given:
        if name not in known:
            raise BadSetting(f"{name} is not a setting of ours. docs/settings.md lists them.")
    values: dict[str, object] = {"instance": instance, "testing": testing}
    for name, field in known.items():
        if given.get(name) and field.name != "instance":
            values[field.name] = _number(name, given[name]) if field.type is int else given[name].strip()
    return _checked(_completed(values))


def _with_secret_files(given: dict[str, str]) -> dict[str, str]:
    found = {}
    for name, value in given.items():
        plain = name.removesuffix("_FILE")
        if plain not in SECRET or plain == name:
            found[name] = value
            continue
        try:
            found[plain] = Path(value).read_text().strip()
        except OSError as problem:
            raise BadSetting(f"{name} names a file that can't be read: {problem.strerror}.") from None
    return found


def _number(name: str, text: str) -> int:
    if not text.strip().isascii() or not text.strip().isdigit() or len(text.strip()) > 9:
        raise BadSetting(f"{name} is {text!r}; it may be a whole number, 0 or more.")
    return int(text)


def _completed(values: dict[str, object]) -> Settings:
    instance = Path(str(values["instance"]))
    values["keys"] = Path(str(values.get("keys") or instance / "keys")).absolute()
    bind = str(values.get("bind", Settings.bind))
    if not is_place(bind, port=True):
        raise BadSetting(
            f"CAMPAIGN_BIND is {bind!r}; it may be ADDRESS:PORT, such as 127.0.0.1:8000 or [::1]:8000."
        )
    if "base_url" not in values and not is_loopback(bind.rpartition(":")[0].strip("[]")):
        raise BadSetting(
            f"CAMPAIGN_BIND is {bind!r}; with it, CAMPAIGN_BASE_URL has to say what links begin with."
        )
    values.setdefault("base_url", f"http://{bind}")
    values["base_url"] = _base_url(str(values["base_url"]))
    values["database_url"] = _database(str(values.get("database_url") or ""), instance)
    values["limits_url"] = _limits(
        str(values.get("limits_url") or f"limits-file://{instance / 'limits.sqlite3'}")
    )
    values["metrics_from"] = _networks(str(values.get("metrics_from") or ""))
    values["sign_limits"] = _sign_limits(str(values.get("sign_limits") or Settings.sign_limits))
    values["workers"] = values.get("workers") or os.cpu_count() or 1
    public = not is_loopback(urlsplit(str(values["base_url"])).hostname or "")
    values.setdefault("sequence_seconds", 60 if public else 2)
    values.setdefault("hold_seconds", 3600 if public else 0)
    values.setdefault("mail_from", f"petition@{urlsplit(str(values['base_url'])).hostname}")
    return Settings(**values)  # type: ignore[arg-type]  # built from the dataclass's own fields above


def _base_url(url: str) -> str:
    # What stands in it goes into every link, and into the files that nginx and systemd read.
    url = url.rstrip("/")
    if not is_site(url):
        raise BadSetting(
            "CAMPAIGN_BASE_URL may be http://HOST:PORT or https://HOST, with nothing behind it and no user; HOST is a "
            "name such as petition.example.org, in its xn-- form where it has other letters, or an IP address."
        )
    return url


def _database(url: str, instance: Path) -> str:
    if not url:
        return f"sqlite:///{instance / 'campaign.sqlite3'}"
    scheme, separator, rest = url.partition("://")
    if scheme in {"postgres", "postgresql"}:
        scheme = "postgresql+psycopg"
    url = f"{scheme}://{rest}"
    if scheme not in {"sqlite", "postgresql+psycopg"} or not separator or not _readable(url):
        raise BadSetting(
            "CAMPAIGN_DATABASE_URL may be sqlite:///FILE or postgresql://USER:PASSWORD@HOST:PORT/NAME; what isn't a "
            "letter or a digit in USER and PASSWORD is written as %40 for @, %2F for / and so on."
        )
    return url


def _readable(database: str) -> bool:
    """Whether SQLAlchemy can take it apart; what it says of one that it can't may have the password in it."""
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        parts = make_url(database)
    except (ArgumentError, ValueError):
        return False
    return not set(parts.host or "") & set("[]@ ") and 0 < (parts.port or 1) < 65536


def _limits(url: str) -> str:
    scheme, _, rest = url.partition("://")
    # Valkey's client speaks to Redis just as well.
    scheme = {"redis": "valkey", "rediss": "valkeys"}.get(scheme, scheme)
    try:
        if scheme in {"valkey", "valkeys"}:
            parts = urlsplit(f"{scheme}://{rest}")
            if (
                not parts.hostname
                or parts.port == 0
                or not re.fullmatch(r"/?|/\d+", parts.path)
                or parts.query
            ):
                raise ValueError
        else:
            path_of(url)
    except ValueError:
        raise BadSetting(
            "CAMPAIGN_LIMITS_URL may be limits-file:///FILE, valkey://HOST:PORT, valkeys://HOST:PORT for TLS, "
            "or redis:// and rediss:// in their place; with USER:PASSWORD@ before HOST, and /NUMBER of a database."
        ) from None
    return f"{scheme}://{rest}"


def _networks(text: str) -> str:
    try:
        return " ".join(named(each) for each in text.replace(",", " ").split())
    except ValueError as problem:
        raise BadSetting(
            f"CAMPAIGN_METRICS_FROM may be networks with blanks between them: {problem}"
        ) from None


def _sign_limits(text: str) -> str:
    rules = ";".join(" ".join(rule.split()) for rule in text.split(";"))
    if not SIGN_LIMITS.fullmatch(rules):
        raise BadSetting(
            f"CAMPAIGN_SIGN_LIMITS is {text!r}; it may be numbers of submissions per minute, hour or day, each above "
            f"zero, such as {Settings.sign_limits!r}."
        )
    return rules


def _checked(settings: Settings) -> Settings:
    scheme = settings.mail_url.partition(":")[0]
    if not is_mail_url(settings.mail_url):
        raise BadSetting(
            "CAMPAIGN_MAIL_URL may be folder:, smtp://HOST:PORT or smtps://USER:PASSWORD@HOST; in USER and PASSWORD "
            "@ is written %40, : %3A, / %2F, # %23 and ? %3F, and both are ASCII."
        )
    if settings.source_url and not is_page(settings.source_url):
        raise BadSetting(
            "CAMPAIGN_SOURCE_URL may be http://HOST/PATH or https://HOST/PATH, with no user and no blank in it."
        )
    database = Path(settings.database_url.removeprefix("sqlite:///")).absolute()
    if settings.limits_url.startswith("limits-file:") and path_of(settings.limits_url) == database:
        raise BadSetting(
            "CAMPAIGN_LIMITS_URL names the file of CAMPAIGN_DATABASE_URL; give it one of its own."
        )
    if settings.testing:
        return settings
    if scheme == "folder" and not settings.loopback:
        raise BadSetting(
            "CAMPAIGN_MAIL_URL is folder: while CAMPAIGN_BASE_URL is public: the mails would lie on this machine, "
            "readable, and reach nobody. Use smtp://HOST:PORT or smtps://USER:PASSWORD@HOST."
        )
    if scheme != "folder" and settings.loopback:
        raise BadSetting(
            "CAMPAIGN_MAIL_URL sends real mail while CAMPAIGN_BASE_URL is this machine: "
            "its links would lead nobody anywhere. Use folder: here."
        )
    return settings
