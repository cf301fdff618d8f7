"""Hosts and sites have one plain form each, and a request may ask for ours in any spelling of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.hosts import OwnHosts, is_site, plain_host, plain_site


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("https://hope.example.org:443", "https://hope.example.org"),
        ("https://Hope.Example.org", "https://hope.example.org"),
        ("HTTPS://hope.example.org", "https://hope.example.org"),
        ("https://hope.example.org.", "https://hope.example.org"),
        ("https://hope.example.org.:0443", "https://hope.example.org"),
        ("https://bücher.example.org", "https://xn--bcher-kva.example.org"),
        ("https://BÜCHER.example.org.:8443", "https://xn--bcher-kva.example.org:8443"),
        ("https://سوريا.example.org", "https://xn--mgbtf8fl.example.org"),
        ("https://straße.example", "https://xn--strae-oqa.example"),
        ("https://hope。example.org", "https://hope.example.org"),
        ("http://hope.example.org:80", "http://hope.example.org"),
        ("http://hope.example.org:443", "http://hope.example.org:443"),
        ("https://hope.example.org:80", "https://hope.example.org:80"),
        ("http://[2001:DB8:0::1]:80", "http://[2001:db8::1]"),
        ("http://[2001:0db8::0001]:8000", "http://[2001:db8::1]:8000"),
        ("http://127.0.0.1:08000", "http://127.0.0.1:8000"),
    ],
)
def test_every_spelling_has_the_form_that_browsers_write(typed: str, plain: str) -> None:
    assert plain_site(typed) == plain
    assert (plain_site(plain), is_site(plain)) == (plain, True)


NONE = (
    "hope.example.org https:// https://. https://a..org https://ex.org.. https://a_b https://ü..org https://☃.example "
    "https://-ü.org https://ex.org: https://ex.org:0 https://ex.org:99999 https://me@ex.org https://ex.org/ "
    "https://ex.org? ftp://ex.org https://[::1 https://[::g] https://1.2.3 https://ex.org:٨٠"
)


@pytest.mark.parametrize("typed", [*NONE.split(), "", "https://ex org", "https://ex.org\n"])
def test_what_has_none(typed: str) -> None:
    with pytest.raises(ValueError):
        plain_site(typed)


@given(st.text(max_size=40))
def test_a_plain_host_is_its_own_plain_form(text: str) -> None:
    try:
        plain = plain_host(text)
    except ValueError:
        return
    assert (plain_host(plain), plain.isascii(), plain.lower()) == (plain, True, plain)


def test_hosts_of_a_site_at_a_port() -> None:
    hosts = OwnHosts("https://hope.example.org:8443")
    asked = [
        "hope.example.org:8443",
        "Hope.example.org.:8443",
        "hope.example.org",
        "hope.example.org:443",
        "localhost",
    ]
    assert [host for host in asked if host in hosts] == asked[:2]
    assert "[2001:DB8::1]" in OwnHosts("http://[2001:db8:0::1]")
    assert "[::1]:1" in OwnHosts("http://localhost:8000")


@given(st.text(max_size=40))
def test_no_text_is_our_host_but_those_that_mean_it(text: str) -> None:
    if text in OwnHosts("https://hope.example.org"):
        assert text.lower().rstrip("0123456789").rstrip(":").rstrip(".") == "hope.example.org"
