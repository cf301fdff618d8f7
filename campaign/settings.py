"""The settings of one installation: what each of them is once `config.load` has read and checked its text."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from campaign.lib.hosts import OwnHosts, is_loopback
from campaign.lib.limit_targets import LimitsFile, LimitsServer
from campaign.lib.mail_targets import MailFolder, MailServer
from campaign.lib.networks import Networks

SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Budget:
    """How many posts a network may send in one `minute`, `hour` or `day`."""

    number: int
    window: str


@dataclass(frozen=True)
class Witness:
    """Who cosigns the logs' checkpoints: a verifier key, as text, and the address below which it is asked."""

    key: str
    url: str

    @property
    def name(self) -> str:
        """As its key calls it."""
        return self.key.partition("+")[0]


@dataclass(frozen=True)
class Settings:
    """Everything that may differ between two installations; `docs/settings.md` explains each.

    A field has its setting's name: `mail_url` is what `CAMPAIGN_MAIL_URL` says.
    """

    instance: Path
    bind: str
    base_url: str
    database_url: str = field(repr=False)  # as SQLAlchemy takes it
    limits_url: LimitsFile | LimitsServer
    mail_url: MailFolder | MailServer
    mail_from: str
    sign_limits: tuple[Budget, ...]
    mail_per_hour: int
    trusted_proxies: int
    workers: int
    sequence_seconds: int
    state_entries: int
    hold_seconds: int
    keep_days: int
    keys: Path
    metrics_from: Networks
    source_url: str
    verifier_url: str
    onion: str  # a host, or empty
    witnesses: tuple[Witness, ...]
    testing: bool = False

    @cached_property
    def loopback(self) -> bool:
        """Whether the site is for this machine's own browser only."""
        return is_loopback(self.host)

    @cached_property
    def host(self) -> str:
        """The host name that links carry, without its port."""
        return urlsplit(self.base_url).hostname or ""

    @cached_property
    def https(self) -> bool:
        """Whether visitors come over TLS."""
        return urlsplit(self.base_url).scheme == "https"

    @property
    def port(self) -> int:
        """The port that visitors come to."""
        return urlsplit(self.base_url).port or (443 if self.https else 80)

    @cached_property
    def authority(self) -> str:
        """Host and port as they stand in a log's origin."""
        return urlsplit(self.base_url).netloc

    @cached_property
    def hosts(self) -> OwnHosts:
        """The hosts that a request may ask for."""
        return OwnHosts(self.base_url)

    @property
    def bind_host(self) -> str:
        """The address that the web server listens at, IPv6 without brackets."""
        return self.bind.rpartition(":")[0].strip("[]")

    @property
    def bind_port(self) -> int:
        """The port that the web server listens at."""
        return int(self.bind.rpartition(":")[2])

    @property
    def checkpoints(self) -> Path:
        """Where this machine keeps its copies of the last published checkpoints; no backup holds them."""
        return self.instance / "checkpoints"

    @property
    def database_file(self) -> Path | None:
        """The file that the database is; None for PostgreSQL."""
        if not self.database_url.startswith(SQLITE):
            return None
        return Path(self.database_url.removeprefix(SQLITE)).absolute()

    @property
    def embedded(self) -> bool:
        """Whether the database is a file in the instance folder, as it is by default."""
        return self.database_file is not None and self.database_file.parent == self.instance

    @property
    def counts_within(self) -> int:
        """Seconds until a confirmed signature stands in the public count, at the latest in a quiet hour."""
        return self.sequence_seconds if self.loopback else max(600, self.sequence_seconds)


def sqlite_url(file: Path) -> str:
    """The `database_url` of a file."""
    return f"{SQLITE}{file}"
