"""The way that visitors come: asked through the base URL, as they do, with an address that we invent."""

import http.client
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC
from email.message import Message
from email.utils import parsedate_to_datetime

from campaign.checks import GOOD, NOTE, WRONG, Finding
from campaign.checks.machine import compared
from campaign.current import settings
from campaign.lib import clock
from campaign.lib.hosts import is_loopback
from campaign.limits import queries as limits_queries
from campaign.limits.budgets import counted
from campaign.limits.models import RefusalKind
from campaign.web import POLICY

SECONDS = 5
INVENTED = "192.0.2.77"  # of a network that exists in examples only (RFC 5737)
NEAR = "127.0.0.1"  # whom a proxy on this machine looks like
RENEWED_BEFORE = 20  # days; certbot renews a month before the end


def visitors() -> Iterator[Finding]:
    """Proxy hops as the settings have them; then whether the base URL leads here, and who we are to it."""
    if settings().loopback:
        return
    yield from _hops()
    yield from _readable()
    try:
        status, headers = _ask("GET", "/")
    except ssl.SSLCertVerificationError as problem:
        yield Finding(
            WRONG, f"Visitors: the certificate of {settings().base_url} is refused: {problem.verify_message}."
        )
        return
    except (OSError, http.client.HTTPException) as problem:
        yield Finding(
            NOTE,
            f"Visitors: {settings().base_url} can't be reached from this machine ({type(problem).__name__}), so Host "
            "and proxy were not tested. Open it from elsewhere.",
        )
        return
    yield _led_here(status, headers)
    if days := _certificate_days():
        yield from _running_out(days)
    if headers["Date"]:
        yield compared(parsedate_to_datetime(headers["Date"]).astimezone(UTC), settings().host)
    if headers["Content-Security-Policy"] == POLICY and status < 400:
        yield _invented()


def _hops() -> Iterator[Finding]:
    near = is_loopback(settings().bind_host)
    if near and not settings().trusted_proxies:
        yield Finding(
            WRONG,
            f"Proxy: only a proxy on this machine reaches {settings().bind}, and it isn't counted, so all visitors "
            "look like one and share one budget. CAMPAIGN_TRUSTED_PROXIES=1",
        )
    if not near and settings().trusted_proxies:
        yield Finding(
            NOTE,
            f"Proxy: anyone who reaches {settings().bind} past the proxy can invent an address. Let a firewall "
            "admit only the proxy.",
        )


def _readable() -> Iterator[Finding]:
    """What forms brought: whose network can't be told, they all share one budget."""
    yesterday = clock.today() - clock.DAY
    if count := limits_queries.counted_since(yesterday, RefusalKind.UNREADABLE):
        yield _unreadable(f"{count:,} forms since {yesterday}")


def _unreadable(what: str) -> Finding:
    return Finding(
        WRONG,
        f"Proxy: {what} came without an address that can be read, and all such visitors share one budget. "
        f"CAMPAIGN_TRUSTED_PROXIES is {settings().trusted_proxies}; the proxy that is that many hops away has to write "
        "the visitor's address into X-Forwarded-For.",
    )


def _led_here(status: int, headers: Message) -> Finding:
    if headers["Content-Security-Policy"] != POLICY:
        return Finding(
            WRONG,
            f"Visitors: something else answers at {settings().base_url}, or the program is down ({status}).",
        )
    if status == 400:
        return Finding(
            WRONG,
            f"Host: the proxy doesn't pass on what was asked for; this site answers to {settings().authority} alone. "
            "campaign deploy print nginx shows how.",
        )
    if status >= 500:
        return Finding(WRONG, f"Visitors: {settings().base_url} answers {status}.")
    return Finding(GOOD, f"Visitors: {settings().base_url} leads here, and Host is passed on.")


def _invented() -> Finding:
    """A form that is refused, sent under an invented address: is it counted there, or at the proxy's?"""
    before, near, unreadable = counted(INVENTED), counted(NEAR), counted("")
    forged = {"X-Forwarded-For": INVENTED, "Sec-Fetch-Site": "same-origin", "Content-Length": "0"}
    _ask("POST", "/en/c/none/stop", forged)
    if counted(INVENTED) > before:
        return Finding(
            WRONG,
            "Proxy: an invented X-Forwarded-For is believed, so anyone gets past all limits. "
            "CAMPAIGN_TRUSTED_PROXIES is "
            f"{settings().trusted_proxies}; it has to be the number of proxies, each of which has to set the header.",
        )
    if counted("") > unreadable:
        return _unreadable("this look")
    if settings().trusted_proxies and counted(NEAR) > near and not is_loopback(_our_address()):
        return Finding(
            WRONG,
            "Proxy: all visitors look like the proxy itself and share one budget. CAMPAIGN_TRUSTED_PROXIES is "
            f"{settings().trusted_proxies}, and fewer proxies than that say who is asking; with the printed nginx "
            "alone it is 1.",
        )
    return Finding(GOOD, "Proxy: an invented X-Forwarded-For changes nothing.")


def _certificate_days() -> float | None:
    """How long the certificate still holds."""
    if not settings().https:
        return None
    context = ssl.create_default_context()
    try:
        with (
            socket.create_connection((settings().host, settings().port), timeout=SECONDS) as line,
            context.wrap_socket(line, server_hostname=settings().host) as secure,
        ):
            ends = str((secure.getpeercert() or {}).get("notAfter", ""))
        return (ssl.cert_time_to_seconds(ends) - clock.now().timestamp()) / 86_400
    except (OSError, ValueError):
        return None


def _our_address() -> str:
    """Whom the proxy sees when we ask."""
    with socket.create_connection((settings().host, settings().port), timeout=SECONDS) as line:
        return str(line.getsockname()[0])


def _running_out(days: float) -> Iterator[Finding]:
    if days < RENEWED_BEFORE:
        yield Finding(
            WRONG if days < RENEWED_BEFORE / 4 else NOTE,
            f"Visitors: the certificate of {settings().base_url} ends in {days:.0f} days, and isn't renewed yet. "
            "certbot renew --dry-run",
        )


def _ask(method: str, path: str, headers: dict[str, str] | None = None) -> tuple[int, Message]:
    kind = http.client.HTTPSConnection if settings().https else http.client.HTTPConnection
    connection = kind(settings().host, settings().port, timeout=SECONDS)
    try:
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers
    finally:
        connection.close()
