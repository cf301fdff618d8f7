"""Settings: from the environment and the instance's `.env` into one frozen object, checked before anything starts."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

from campaign import setting_texts
from campaign.env_file import Unread, read_env
from campaign.lib.hosts import is_loopback
from campaign.lib.limit_targets import LimitsFile
from campaign.lib.mail_targets import MailFolder, MailServer
from campaign.setting_texts import BadSetting
from campaign.settings import Settings, sqlite_url
from campaign.tally.lots import LOT

PREFIX = "CAMPAIGN_"
SECRET = frozenset({"CAMPAIGN_DATABASE_URL", "CAMPAIGN_LIMITS_URL", "CAMPAIGN_MAIL_URL"})
NAMES = frozenset(PREFIX + field.name.upper() for field in fields(Settings) if field.name != "testing")
BIND = "127.0.0.1:8000"


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


@dataclass(frozen=True)
class _Written:
    """Settings as they were written, by the names of their fields; what isn't there has its default."""

    texts: Mapping[str, str]

    def text(self, name: str, default: str) -> str:
        return self.texts[name].strip() if name in self.texts else default

    def number(self, name: str, default: int) -> int:
        if name not in self.texts:
            return default
        return setting_texts.whole_number(PREFIX + name.upper(), self.texts[name])


def _parsed(texts: Mapping[str, str], instance: Path, *, testing: bool) -> Settings:
    """All of them, from `texts` by the name of their field; what isn't there has its default."""

    written = _Written(texts)
    text, number = written.text, written.number
    bind = setting_texts.bind(text("bind", BIND), alone="base_url" not in texts)
    base_url = setting_texts.base_url(text("base_url", f"http://{bind}"))
    host = urlsplit(base_url).hostname or ""
    public = not is_loopback(host)
    return Settings(
        instance=instance,
        bind=bind,
        base_url=base_url,
        database_url=setting_texts.database(
            text("database_url", "") or sqlite_url(instance / "campaign.sqlite3")
        ),
        limits_url=setting_texts.limits(
            text("limits_url", "") or LimitsFile(instance / "limits.sqlite3").url
        ),
        mail_url=setting_texts.mail(text("mail_url", "folder:"), instance),
        mail_from=setting_texts.mail_from(text("mail_from", "")) or f"petition@{host}",
        sign_limits=setting_texts.sign_limits(text("sign_limits", "") or setting_texts.SIGN_LIMITS),
        mail_per_hour=number("mail_per_hour", 2000),
        trusted_proxies=number("trusted_proxies", 0),
        workers=number("workers", 0) or os.cpu_count() or 1,
        sequence_seconds=number("sequence_seconds", 60 if public else 2),
        state_entries=number("state_entries", LOT),
        hold_seconds=number("hold_seconds", 3600 if public else 0),
        keep_days=number("keep_days", 90),
        keys=Path(text("keys", "") or instance / "keys").absolute(),
        metrics_from=setting_texts.networks(text("metrics_from", "")),
        source_url=setting_texts.page("SOURCE", text("source_url", "")),
        verifier_url=setting_texts.page("VERIFIER", text("verifier_url", "")),
        onion=setting_texts.onion(text("onion", "")),
        witnesses=setting_texts.witnesses(text("witnesses", "")),
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
