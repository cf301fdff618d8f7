"""Hosts as they stand in addresses: a name, an IPv4 address, IPv6 in brackets; and the addresses made of them.

Each has one plain form: small letters, a name's xn-- form, no final dot, no port that goes without saying.
"""

import re
from base64 import b32decode
from hashlib import sha3_256
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*", re.ASCII | re.IGNORECASE)
PLACE = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[^\[\]:]+)(?::([0-9]{1,5}))?", re.ASCII | re.IGNORECASE)
PATH = re.compile(r"[a-z0-9._~!$&()*+,;=:@%/?#-]*", re.ASCII | re.IGNORECASE)
ONION = re.compile(r"[a-z2-7]{56}\.onion", re.ASCII)
LONGEST = 253
PORTS = {"http": 80, "https": 443}


def is_place(text: str, *, port: bool | None = None) -> bool:
    """Whether this is HOST:PORT; `port` says whether the port has to be there, None that it may."""
    match = PLACE.fullmatch(text)
    if match is None or (port is not None and port != bool(match[2])):
        return False
    return is_host(match[1]) and (match[2] is None or 0 < int(match[2]) < 65536)


def is_host(text: str) -> bool:
    """Whether this is a name that the DNS may have, `localhost`, or an address, IPv6 in brackets."""
    try:
        if text.startswith("["):
            return bool(IPv6Address(text.removeprefix("[").removesuffix("]")))
        if text.rpartition(".")[2].isdigit():  # no name ends in digits alone
            return bool(IPv4Address(text))
    except ValueError:
        return False
    return len(text) <= LONGEST and NAME.fullmatch(text) is not None


def plain_host(host: str) -> str:
    """The plain form of a host, IPv6 in brackets. Raises ValueError for what is none."""
    host = host.removesuffix(".")
    host = (host if host.isascii() else in_ascii(host)).lower()
    if not is_host(host):
        raise ValueError(host)
    return f"[{IPv6Address(host.strip('[]'))}]" if host.startswith("[") else host


def in_ascii(name: str) -> str:
    """A name in its xn-- form (UTS 46, as browsers make it). Raises ValueError."""
    from email_validator import validate_email  # every command reads hosts, and hardly one has such a name

    address = validate_email(f"x@{name}", check_deliverability=False, globally_deliverable=False)
    return str(address.ascii_domain)


def plain_site(text: str) -> str:
    """The plain form of http:// or https:// and a host, perhaps a port. Raises ValueError for anything else."""
    scheme, _, place = text.partition("://")
    scheme = scheme.lower()
    match = PLACE.fullmatch(place)
    if scheme not in PORTS or match is None:
        raise ValueError(text)
    host, port = plain_host(match[1]), int(match[2] or PORTS[scheme])
    if not 0 < port < 65536:
        raise ValueError(text)
    return f"{scheme}://{host}" + ("" if port == PORTS[scheme] else f":{port}")


def framer(text: str, *, loopback: bool = False) -> str:
    """The origin of a site that may show a card in a frame, as `frame-ancestors` takes it: https:// and a host, perhaps
    a port. Raises ValueError for anything else, an address within it too.

    `loopback` lets http:// to this machine pass, for a trial. The policy knows no IPv6.
    """
    site = plain_site(text.removesuffix("/"))
    scheme, _, place = site.partition("://")
    if place.startswith("[") or not (scheme == "https" or (loopback and _is_near(site))):
        raise ValueError(text)
    return site


class OwnHosts:
    """The hosts that a request may ask for: the base URL's, with its port; on loopback each name of this machine.

    A host is the value of the header, or of `Host:` in an authority: any spelling of it that means the same is ours.
    """

    def __init__(self, base_url: str) -> None:
        self._site = plain_site(base_url)
        self._scheme, _, self._place = self._site.partition("://")
        self._loopback = is_loopback(urlsplit(self._site).hostname or "")

    def __contains__(self, host: str) -> bool:
        if host == self._place:
            return True
        try:
            site = plain_site(f"{self._scheme}://{host}") if host.isascii() else ""
        except ValueError:
            return False
        return bool(site) and (site == self._site or (self._loopback and _is_near(site)))


def _is_near(site: str) -> bool:
    match = PLACE.fullmatch(site.partition("://")[2])
    return match is not None and is_loopback(match[1].strip("[]"))


def is_site(text: str) -> bool:
    """Whether this is http:// or https:// and a host, perhaps a port: no path, no user, nothing else."""
    scheme, _, place = text.partition("://")
    return scheme in {"http", "https"} and is_place(place)


def is_page(text: str) -> bool:
    """Whether this is such a site, perhaps with a path, a query, a fragment: no user, no blank, no quotation mark."""
    scheme, _, rest = text.partition("://")
    place, slash, path = rest.partition("/")
    return is_site(f"{scheme}://{place}") and PATH.fullmatch(slash + path) is not None


def is_loopback(host: str) -> bool:
    """`localhost`, 127.0.0.0/8 and ::1."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def is_onion(host: str) -> bool:
    """Whether this is the whole address of an onion service of version 3, in small letters (rend-spec-v3, 6).

    It carries a checksum of its key, so that a letter that was mistyped is seen.
    """
    if ONION.fullmatch(host) is None:
        return False
    spelt = b32decode(host.removesuffix(".onion").upper())
    key, checksum, version = spelt[:32], spelt[32:34], spelt[34:]
    return version == b"\x03" and checksum == sha3_256(b".onion checksum" + key + version).digest()[:2]
