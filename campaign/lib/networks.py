"""Networks as limits see them: an IPv4 address, an IPv6 /64, and the /48 around it.

An IPv6 address that only carries an IPv4 one counts as that: whoever has one IPv4 address could else invent 65,536
networks of 6to4, and all who come through one translator would share a network.
"""

import re
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from campaign.lib.pasted import in_latin_digits, seen

WIDEST = {4: 16, 6: 32}
NEAREST = {4: 32, 6: 64}
ALONE = 128
# What carries an IPv4 address, and how many bits stand before it.
CARRIERS = (
    (IPv6Network("::ffff:0:0/96"), 96),  # mapped, RFC 4291
    (IPv6Network("::ffff:0:0:0/96"), 96),  # translated, RFC 2765
    (IPv6Network("64:ff9b::/96"), 96),  # NAT64, RFC 6052
    (IPv6Network("2002::/16"), 16),  # 6to4, RFC 3056
)
TEREDO = IPv6Network(
    "2001::/32"
)  # RFC 4380: the client's address is in the last 32 bits, each of them turned round
# What nearly all have; `ip_address` reads it in forty calls.
FOUR = re.compile(r"(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\.(?!\Z)|\Z)){4}", re.ASCII)
WRITTEN = re.compile(
    r"\[(?P<bracketed>[^\[\]]+)\](?::[0-9]{1,5})?"
    r"|(?P<four>(?:[0-9a-f:]*:)?[0-9]+(?:\.[0-9]+){3}):[0-9]{1,5}"
    r"|(?P<eight>(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}):[0-9]{1,5}"
    r"|(?P<bare>[^\[\]]+)",
    re.ASCII | re.IGNORECASE,
)


def plain_address(written: str) -> str | None:
    """The address that a proxy wrote, without port, brackets, quotes and zone; None where it isn't one."""
    if FOUR.fullmatch(written):
        return written
    match = WRITTEN.fullmatch(written.strip().strip('"').strip())
    ip = _parsed(next(filter(None, match.groups()))) if match else None
    return None if ip is None else str(ip)


def nearest(address: str) -> str:
    """The network one household or phone has: IPv4 /32, IPv6 /64. Unparsable text is one network of its own."""
    return near_and_wider(address)[0]


def near_and_wider(address: str) -> tuple[str, str | None]:
    """That, and the IPv6 /48 around it, None for IPv4: whoever has a /48 has 65,536 networks of the nearer kind."""
    if FOUR.fullmatch(address):
        return f"{address}/32", None
    ip = _parsed(address)
    if ip is None:
        return "unknown", None
    if isinstance(ip, IPv4Address):
        return f"{ip}/32", None
    return _around(ip, 64), _around(ip, 48)


def named(text: str) -> str:
    """A network that an organiser wrote, as limits see it: IPv6 at least a /64. Raises ValueError, with a sentence."""
    try:
        network = ip_network(in_latin_digits(seen(text)).strip(), strict=False)
    except ValueError:
        raise ValueError(
            f"{text!r} is not a network; write it like 203.0.113.7 or 2001:db8:5::/48."
        ) from None
    network = _plain(network)
    widest, nearest_bits = WIDEST[network.version], NEAREST[network.version]
    if network.prefixlen < widest:
        raise ValueError(f"{network} is too wide; at most a /{widest} can be named.")
    if network.prefixlen > nearest_bits:
        network = network.supernet(new_prefix=nearest_bits)
    return str(network)


class Networks:
    """A set of networks, given as text, that knows whether an address lies in any: one look-up a prefix length."""

    def __init__(self, networks: Iterable[str]) -> None:
        self._starts: dict[tuple[int, int], set[int]] = {}
        for network in map(ip_network, networks):
            shift = network.max_prefixlen - network.prefixlen
            starts = self._starts.setdefault((network.version, shift), set())
            starts.add(int(network.network_address) >> shift)

    def __contains__(self, address: str) -> bool:
        ip = _parsed(address) if self._starts else None
        return ip is not None and any(
            version == ip.version and int(ip) >> shift in starts
            for (version, shift), starts in self._starts.items()
        )


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    try:
        ip = ip_address(address.split("%")[0])
    except ValueError:
        return None
    return ip if isinstance(ip, IPv4Address) else _carried(ip) or ip


def _carried(ip: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that this one carries."""
    if ip in TEREDO:
        return IPv4Address(~int(ip) & 0xFFFFFFFF)
    before = next((bits for network, bits in CARRIERS if ip in network), None)
    return None if before is None else IPv4Address(int(ip) >> (96 - before) & 0xFFFFFFFF)


def _plain(network: IPv4Network | IPv6Network) -> IPv4Network | IPv6Network:
    """What carries IPv4 networks, as the one that it carries. Raises ValueError for one that carries many scattered."""
    if isinstance(network, IPv4Network):
        return network
    if network.subnet_of(TEREDO) and network.prefixlen < ALONE:
        raise ValueError(f"{network} belongs to Teredo; name the IPv4 addresses of those who use it.")
    if network.prefixlen == ALONE:
        carried = _carried(network.network_address)
        return network if carried is None else IPv4Network(carried)
    for carrier, before in CARRIERS:
        if network.subnet_of(carrier):
            carried = IPv4Address(int(network.network_address) >> (96 - before) & 0xFFFFFFFF)
            return IPv4Network((carried, min(32, network.prefixlen - before)))
    return network


def _around(ip: IPv6Address, bits: int) -> str:
    return str(ip_network((ip, bits), strict=False))
