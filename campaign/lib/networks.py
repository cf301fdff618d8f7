"""Networks as limits see them: an IPv4 address, an IPv6 /64, and the /48 around it."""

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

WIDEST = {4: 16, 6: 32}
NEAREST = {4: 32, 6: 64}
MAPPED = IPv6Network("::ffff:0:0/96")


def nearest(address: str) -> str:
    """The network one household or phone has: IPv4 /32, IPv6 /64. Unparsable text is one network of its own."""
    return _network(address, v6=64) or "unknown"


def wider(address: str) -> str | None:
    """The IPv6 /48 around it, None for IPv4: whoever has a /48 has 65,536 networks of the nearer kind."""
    return _network(address, v6=48, v4=None)


def named(text: str) -> str:
    """A network that an organiser wrote, as limits see it: IPv6 at least a /64. Raises ValueError, with a sentence."""
    try:
        network = _plain(ip_network(text.strip(), strict=False))
    except ValueError:
        raise ValueError(f"{text!r} is no network; write it like 203.0.113.7 or 2001:db8:5::/48.") from None
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
    return getattr(ip, "ipv4_mapped", None) or ip


def _plain(network: IPv4Network | IPv6Network) -> IPv4Network | IPv6Network:
    if isinstance(network, IPv6Network) and network.subnet_of(MAPPED):
        address = network.network_address.ipv4_mapped
        return IPv4Network((int(address or 0), network.prefixlen - 96))
    return network


def _network(address: str, *, v6: int, v4: int | None = 32) -> str | None:
    ip = _parsed(address)
    if ip is None:
        return None
    bits = v4 if ip.version == 4 else v6
    return None if bits is None else str(ip_network((ip, bits), strict=False))
