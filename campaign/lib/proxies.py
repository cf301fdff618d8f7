"""Whether a request came over a proxy: each says so in one header or another, unless it was told not to."""

from collections.abc import Iterable

# Beginnings of names, as HTTP writes them, in small letters.
SAYS = (
    "x-forwarded", "forwarded", "x-original-forwarded", "x-real-ip", "via", "cf-", "cdn-loop", "true-client-ip",
    "x-client-ip", "x-cluster-client-ip", "fastly-client-ip", "fly-client-ip", "x-envoy", "x-proxyuser-ip",
    "x-varnish", "x-amzn-trace-id", "x-azure", "proxy-",
)  # fmt: skip


def passed_on(names: Iterable[str]) -> bool:
    """Whether one of these names of headers is a proxy's."""
    return any(name.lower().startswith(SAYS) for name in names)


def hop(forwarded: str, number: int) -> str | None:
    """What the proxy that is `number` hops away wrote into X-Forwarded-For; None where fewer have written.

    Nothing left of it is looked at: that is what visitors claim, quotation marks and all.
    """
    values = forwarded.rsplit(",", number)
    written = values[-number:] if forwarded.strip() else []
    return written[0].strip() if len(written) == number else None
