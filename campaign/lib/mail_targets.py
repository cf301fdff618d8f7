"""Where mail goes, read from an address: `folder:PATH`, `smtp://HOST:PORT`, `smtps://USER:PASSWORD@HOST`."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from campaign.lib.hosts import in_ascii

PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True)
class MailFolder:
    """Mail stays on this machine, each a file in `path`."""

    path: Path


@dataclass(frozen=True)
class MailServer:
    """An SMTP server, and who we are to it. With `tls` all is encrypted from the first byte."""

    host: str
    port: int
    tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)


def mail_target(url: str, *, instance: Path) -> MailFolder | MailServer:
    """What a `CAMPAIGN_MAIL_URL` names; a path is taken from `instance`, which has `mail`. Raises ValueError."""
    scheme, _, path = url.partition(":")
    return MailFolder(instance / (path or "mail")) if scheme == "folder" else mail_server(url)


def mail_server(url: str) -> MailServer:
    """The server that an address names. Raises ValueError: a slash in a password, say, would make it a path."""
    scheme, _, rest = url.partition(":")
    parts = urlsplit(url)
    user, password = (None if each is None else unquote(each) for each in (parts.username, parts.password))
    more = parts.path.strip("/") or parts.query or parts.fragment or " " in rest
    if scheme not in PORTS or not parts.hostname or parts.port == 0 or more:
        raise ValueError("smtp://HOST:PORT")
    if not ((user or "") + (password or "")).isascii():
        raise ValueError("ASCII")
    # A certificate and the DNS have its xn-- form; any other name stays as it is, such as one with a line below.
    host = parts.hostname if parts.hostname.isascii() else in_ascii(parts.hostname)
    return MailServer(host, parts.port or PORTS[scheme], scheme == "smtps", user, password)
