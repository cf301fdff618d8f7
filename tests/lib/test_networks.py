"""Networks: whose neighbour an address is, and what an organiser may name."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.networks import Networks, named, near_and_wider, nearest, plain_address

addresses = st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6))


@pytest.mark.parametrize(
    ("address", "near", "wide"),
    [
        ("203.0.113.7", "203.0.113.7/32", None),
        ("::ffff:203.0.113.7", "203.0.113.7/32", None),
        ("2001:db8:5:6:7:8:9:a", "2001:db8:5:6::/64", "2001:db8:5::/48"),
        ("2001:DB8:5:6::1%eth0", "2001:db8:5:6::/64", "2001:db8:5::/48"),
        ("2002:cb00:7107::1", "203.0.113.7/32", None),
        ("2002:cb00:7107:ffff::1", "203.0.113.7/32", None),
        ("64:ff9b::203.0.113.7", "203.0.113.7/32", None),
        ("::ffff:0:203.0.113.7", "203.0.113.7/32", None),
        ("2001:0:1:2:3:4:34ff:8ef8", "203.0.113.7/32", None),
        ("2001:1:1:2:3:4:34ff:8ef8", "2001:1:1:2::/64", "2001:1:1::/48"),
        ("64:ff9b:1::203.0.113.7", "64:ff9b:1::/64", "64:ff9b:1::/48"),
        ("", "unknown", None),
        ("nonsense", "unknown", None),
    ],
)
def test_the_networks_of_an_address(address: str, near: str, wide: str | None) -> None:
    assert (nearest(address), near_and_wider(address)) == (near, (near, wide))


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("203.0.113.7", "203.0.113.7/32"),
        (" 203.0.113.7/28 ", "203.0.113.0/28"),
        ("203.0.113.0/255.255.255.0", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.7/32"),
        ("::ffff:203.0.113.0/120", "203.0.113.0/24"),
        ("2001:db8:5::/48", "2001:db8:5::/48"),
        ("2001:0DB8:0005:0000:0000:0000:0000:0000/48", "2001:db8:5::/48"),
        ("2001:db8:5:6::7", "2001:db8:5:6::/64"),
        ("2001:db8:5:6:7::/80", "2001:db8:5:6::/64"),
        ("2002:cb00:7107::/48", "203.0.113.7/32"),
        ("2002:cb00:7100::/40", "203.0.113.0/24"),
        ("2002:cb00:7107:1::/64", "203.0.113.7/32"),
        ("64:ff9b::203.0.113.0/120", "203.0.113.0/24"),
        ("2001:0:1:2:3:4:34ff:8ef8", "203.0.113.7/32"),
    ],
)
def test_a_network_in_any_form(written: str, understood: str) -> None:
    assert named(written) == understood


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("the camp", "'the camp' is not a network; write it like 203.0.113.7 or 2001:db8:5::/48."),
        ("", "'' is not a network; write it like 203.0.113.7 or 2001:db8:5::/48."),
        ("203.0.113.0/15", "203.0.0.0/15 is too wide; at most a /16 can be named."),
        ("2001:db8::/31", "2001:db8::/31 is too wide; at most a /32 can be named."),
        ("::/0", "::/0 is too wide; at most a /32 can be named."),
        ("::ffff:0:0/96", "0.0.0.0/0 is too wide; at most a /16 can be named."),
        ("2002::/16", "0.0.0.0/0 is too wide; at most a /16 can be named."),
        ("2001:0:1::/48", "2001:0:1::/48 belongs to Teredo; name the IPv4 addresses of those who use it."),
        ("2001::/32", "2001::/32 belongs to Teredo; name the IPv4 addresses of those who use it."),
    ],
)
def test_what_cannot_be_named(written: str, sentence: str) -> None:
    with pytest.raises(ValueError) as refused:
        named(written)
    assert str(refused.value) == sentence


@given(st.lists(st.tuples(addresses, st.integers(0, 128)), max_size=8), addresses)
def test_a_set_of_networks_says_what_each_of_them_would(
    pairs: list[tuple[IPv4Address | IPv6Address, int]], probe: IPv4Address | IPv6Address
) -> None:
    networks = [ip_network((ip, min(bits, ip.max_prefixlen)), strict=False) for ip, bits in pairs]
    networks += [ip_network((probe, probe.max_prefixlen - 1), strict=False)] if len(pairs) % 2 else []
    plain = ip_address(plain_address(str(probe)) or "")
    expected = any(plain in network for network in networks)
    assert (str(probe) in Networks(map(str, networks))) is expected


def test_no_address_lies_in_no_network() -> None:
    assert [text for text in ("", "nonsense", "203.0.113.9") if text in Networks(["203.0.113.0/24"])] == [
        "203.0.113.9"
    ]
    assert str(ip_address("203.0.113.9")) not in Networks([])


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("203.0.113.7", "203.0.113.7"), (" 203.0.113.7:51234 ", "203.0.113.7"), ('"203.0.113.7:1025"', "203.0.113.7"),
        ("[2001:db8:5::1]:443", "2001:db8:5::1"), ('"[2001:db8:5::1]"', "2001:db8:5::1"),
        ("2001:DB8:5::1", "2001:db8:5::1"), ("2001:db8:1:2:3:4:5:6:443", "2001:db8:1:2:3:4:5:6"),
        ("fe80::1%eth0", "fe80::1"), ("[fe80::1%25eth0]:80", "fe80::1"), ("::ffff:203.0.113.7", "203.0.113.7"),
        ("[::ffff:203.0.113.7]:80", "203.0.113.7"), ("2002:cb00:7107::1", "203.0.113.7"),
        ("::ffff:203.0.113.7:51234", "203.0.113.7"), ("64:ff9b::203.0.113.7:80", "203.0.113.7"),
        ("", None), ("unknown", None), ("_hidden", None), ("-", None), ("203.0.113", None), ("203.0.113.7:x", None),
        ("203.0.113.7:", None), ("203.0.113.7, 1.2.3.4", None), ("[2001:db8::1", None), ("[]", None),
        ("203.0.113.007", None), ("203.0.113.256", None), ("203.0.113.7.", None), ("203.0.113.7.9", None),
        ("0.9.0.10", "0.9.0.10"), ("255.249.199.99", "255.249.199.99"), ("203.0.113.\u0667", None),
    ],
)  # fmt: skip
def test_an_address_as_proxies_write_it(written: str, address: str | None) -> None:
    assert plain_address(written) == address


@given(st.ip_addresses(v=4))
def test_one_in_its_plain_form_stays_and_is_a_network(ip: IPv4Address) -> None:
    assert (plain_address(str(ip)), near_and_wider(str(ip))) == (str(ip), (f"{ip}/32", None))


@given(st.text(max_size=60))
def test_no_text_is_more_than_an_address_or_none(written: str) -> None:
    address = plain_address(written)
    assert address is None or str(ip_address(address)) == address
