"""Networks as limits see them: an IPv4 address, an IPv6 /64, and the /48 around it."""

import ipaddress


def nearest(address: str) -> str:
    """The network one household or phone has: IPv4 /32, IPv6 /64. Unparsable text is one network of its own."""
    return _network(address, v6=64) or "unknown"


def wider(address: str) -> str | None:
    """The IPv6 /48 around it, None for IPv4: whoever has a /48 has 65,536 networks of the nearer kind."""
    return _network(address, v6=48, v4=None)


def _network(address: str, *, v6: int, v4: int | None = 32) -> str | None:
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return None
    mapped = getattr(ip, "ipv4_mapped", None)
    ip = mapped or ip
    bits = v4 if ip.version == 4 else v6
    return None if bits is None else str(ipaddress.ip_network((ip, bits), strict=False))
