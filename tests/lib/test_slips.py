"""Slips of the finger in the domain of a mail address are asked about; what may be right never is."""

from collections.abc import Iterator

import pytest

from campaign.lib.addresses import did_you_mean
from campaign.lib.providers import _domains, provider_meant
from campaign.lib.slips import is_one_slip, nearest

ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
BIG = (
    "gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "icloud.com", "live.com", "aol.com", "msn.com",
    "gmx.de", "gmx.net", "web.de", "protonmail.com", "googlemail.com", "mail.ru", "yandex.ru", "yahoo.co.uk",
    "hotmail.co.uk", "hotmail.fr", "orange.fr", "libero.it", "t-online.de",
)  # fmt: skip


def beside(letter: str) -> set[str]:
    """The keys around a key."""
    at = {sign: (row, place) for row, signs in enumerate(ROWS) for place, sign in enumerate(signs)}
    if letter not in at:
        return set()
    row, place = at[letter]
    return {sign for sign, (r, p) in at.items() if abs(r - row) <= 1 and abs(p - place) <= 1} - {letter}


def slips(domain: str) -> Iterator[str]:
    """What fingers make of it: a letter left out, doubled, exchanged with the next, or the key beside it."""
    for at, letter in enumerate(domain):
        yield domain[:at] + domain[at + 1 :]
        yield domain[:at] + letter + domain[at:]
        yield domain[:at] + domain[at + 1 : at + 2] + letter + domain[at + 2 :]
        yield from (domain[:at] + key + domain[at + 1 :] for key in beside(letter))


@pytest.mark.parametrize("provider", BIG)
def test_nearly_every_slip_is_asked_about(provider: str) -> None:
    typed = {
        slip for slip in slips(provider) if "." in slip.strip(".") and ".." not in slip
    } - _domains().keys()
    typed = {slip for slip in typed if slip == slip.strip(".")}
    right = [slip for slip in typed if provider_meant(slip) == provider]
    assert len(typed) > 30
    assert len(right) >= 0.9 * len(typed), sorted(typed - {*right})


def test_what_a_provider_is_called_is_never_asked_about() -> None:
    assert [domain for domain in _domains() if provider_meant(domain)] == []
    assert len(_domains()) > 350


@pytest.mark.parametrize(
    "domain",
    [
        "example.org", "mail.example.org", "msf.org", "yahoo.ee", "yahoo.co.ke", "hotmail.rs", "outlook.com.eg",
        "live.com.eg", "gmx.se", "uni-mail.de", "gov.uk", "un.org", "me.uk", "amnesty.org", "xn--mgbh0fb.com",
    ],
)  # fmt: skip
def test_what_may_be_right_is_not_asked_about(domain: str) -> None:
    assert provider_meant(domain) is None


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("nour@gmial.con", "nour@gmail.com"),
        ("nour@gmail.fr", "nour@gmail.com"),
        ("nour@GMAIL.CO", "nour@gmail.com"),
        ("nour@gmail.net", "nour@gmail.com"),
        ("nour@hotmail.org", "nour@hotmail.com"),
        ("nour@gmail.comm", "nour@gmail.com"),
        ("nour@yahoo.xom", "nour@yahoo.com"),
        ("nour@hotmial.fr", "nour@hotmail.fr"),
        ("nour@yaho.co.uk", "nour@yahoo.co.uk"),
        ("nour@outlok.con", "nour@outlook.com"),
        ("nour@iclud.com", "nour@icloud.com"),
        ("nour@aolc.om", "nour@aol.com"),
        ("nour@gmail.de", "nour@gmail.com"),
        ("nour@gmail.it", "nour@gmail.com"),
        ("nour@gmail.c", "nour@gmail.com"),
        ("nour@icloud.de", "nour@icloud.com"),
        ("nour@hotmail.com.com", "nour@hotmail.com"),
        ("nour@hotmail.frcom", "nour@hotmail.fr"),
        ("nour@yahoo.co.uk.com", "nour@yahoo.co.uk"),
    ],
)
def test_the_provider_that_was_meant(typed: str, meant: str) -> None:
    assert did_you_mean(typed) == meant


def test_one_slip_is_one() -> None:
    meant = "horizon"
    near = ["orizon", "horizn", "horizo", "hhorizon", "horizons", "hroizon", "horizno", "horizom", "xorizon"]
    far = ["horizon", "orizo", "rohizon", "horizonss", "hozirno", "h", "", "sunset"]
    assert [word for word in near if not is_one_slip(word, meant)] == []
    assert [word for word in far if is_one_slip(word, meant)] == []
    assert {is_one_slip(meant, word) for word in near} == {True}


def test_of_two_words_that_are_near_neither_is_meant() -> None:
    assert nearest("clear-skie", ["clear-skies", "clear-skiez"]) is None
    assert nearest("Clear Skies", ["clear-skies", "clear-skiez"]) == "clear-skies"
    assert nearest("sko", ["sky"]) is None
