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
