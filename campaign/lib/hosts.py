"""Hosts as they stand in addresses: a name, an IPv4 address, IPv6 in brackets; and the addresses made of them."""

import re
from ipaddress import IPv4Address, IPv6Address, ip_address

LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
NAME = re.compile(rf"{LABEL}(?:\.{LABEL})*", re.ASCII | re.IGNORECASE)
PLACE = re.compile(r"(\[[0-9a-f:.]{2,45}\]|[^\[\]:]+)(?::([0-9]{1,5}))?", re.ASCII | re.IGNORECASE)
PATH = re.compile(r"[a-z0-9._~!$&()*+,;=:@%/?#-]*", re.ASCII | re.IGNORECASE)
LONGEST = 253


def is_place(text: str, *, port: bool | None = None) -> bool:
    """Whether this is HOST:PORT; `port` says whether the port has to be there, None that it may."""
    found = PLACE.fullmatch(text)
    if found is None or (port is not None and port != bool(found[2])):
        return False
    return is_host(found[1]) and (found[2] is None or 0 < int(found[2]) < 65536)


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
