"""Who watches asks by address: a scraper or a load balancer knows no host name, and these pages hold no link."""

from collections.abc import Callable, Iterable
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from campaign.lib.proxies import passed_on

WATCHED = frozenset({"/healthz", "/metrics"})
NEAR = "campaign.near"


class ByAddress:
    """WSGI middleware, outside of what believes proxies: for two pages an address is a host as good as ours.

    A name is not: through one that leads to this machine, another site's page could read what is for this machine.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]], *, host: str) -> None:
        self.app = app
        self.host = host

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ.get("PATH_INFO") in WATCHED:
            by_address = _is_address(environ.get("HTTP_HOST", ""))
            # A proxy that is set to say nothing of itself still passes on which host was asked for.
            environ[NEAR] = by_address and not passed_on(_headers(environ))
            if by_address:
                environ["HTTP_HOST"] = self.host
        return self.app(environ, start_response)


def _headers(environ: dict[str, Any]) -> Iterable[str]:
    return (name[5:].replace("_", "-") for name in environ if name.startswith("HTTP_"))


def _is_address(host: str) -> bool:
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == "localhost" or bool(ip_address(name))
    except ValueError:
        return False
