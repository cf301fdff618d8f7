"""Who asks, behind our proxies: the address that the outermost of them saw."""

from collections.abc import Callable, Iterable
from typing import Any

from campaign.lib.networks import plain_address
from campaign.lib.proxies import hop

UNREADABLE = "campaign.unreadable"


class Forwarded:
    """WSGI middleware that believes as many values of X-Forwarded-For, from the right, as there are `hops`.

    The address is written plainly: without port, brackets, quotes or zone. Where no proxy says one that can be read,
    REMOTE_ADDR is empty, and UNREADABLE is set in the environment: all such visitors look like one.
    """

    def __init__(self, app: Callable[..., Iterable[bytes]], *, hops: int) -> None:
        self.app = app
        self.hops = hops

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        said = hop(environ.get("HTTP_X_FORWARDED_FOR", ""), self.hops) if self.hops else None
        # With fewer values than hops it is the nearest proxy that we see; `campaign check` tells.
        seen = environ.get("REMOTE_ADDR", "") if said is None else said
        address = plain_address(seen)
        environ["REMOTE_ADDR"] = address or ""
        environ[UNREADABLE] = address is None
        return self.app(environ, start_response)
