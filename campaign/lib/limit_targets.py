"""Where posts are counted, read from an address: in a file, for one machine, or on a server, for all of them."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

SCHEME = "limits-file"
# Valkey's client speaks to Redis just as well.
SERVERS = {"valkey": "valkey", "valkeys": "valkeys", "redis": "valkey", "rediss": "valkeys"}


@dataclass(frozen=True)
class LimitsFile:
    """A file, which only one machine can have, with any number of workers."""

    path: Path

    @property
    def url(self) -> str:
        """As the `limits` library takes it."""
        return f"{SCHEME}://{self.path}"


@dataclass(frozen=True)
class LimitsServer:
    """A Valkey or Redis, for several machines; `url` as the `limits` library takes it."""

    url: str = field(repr=False)


def limits_target(url: str) -> LimitsFile | LimitsServer:
    """What a `CAMPAIGN_LIMITS_URL` names. Raises ValueError."""
    scheme, _, rest = url.partition("://")
    if scheme not in SERVERS:
        return LimitsFile(path_of(url))
    parts = urlsplit(f"{SERVERS[scheme]}://{rest}")
    if not parts.hostname or parts.port == 0 or not re.fullmatch(r"/?|/\d+", parts.path) or parts.query:
        raise ValueError("valkey://HOST:PORT")
    return LimitsServer(f"{SERVERS[scheme]}://{rest}")


def path_of(url: str) -> Path:
    """The file that `limits-file:///FILE` names; always absolute. Raises ValueError."""
    scheme, _, rest = url.partition("://")
    if scheme != SCHEME or not rest.startswith("/") or not rest.strip("/"):
        raise ValueError(f"{SCHEME}:///FILE")
    return Path("/" + rest.lstrip("/"))
