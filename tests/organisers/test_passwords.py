"""Passwords: how long they may be, which are refused, that they are kept by a slow hash, and that browsers help."""

import pytest

from campaign.lib.refusal import Refusal
from campaign.organisers.passwords import hashed
from tests.cast import Site
from tests.organisers.browser import Desk


@pytest.mark.parametrize(
    "password",
    ["three unlike words", "x1" * 3 + "äß漢字 🐎", "0123456789ab", "é" * 5 + "a b'\"<;--", "Lx4_w" * 13],
)
def test_any_signs_do_and_sixty_four_of_them_too(site: Site, password: str) -> None:
    kept = hashed(password, email="rima@example.org")
    assert kept.startswith("$argon2id$v=19$")
    assert password not in kept


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevensigns", "organisers/password-length"),
        ("x" * 201, "organisers/password-length"),
        ("abababababababab", "organisers/password-guessed"),
        ("Rima.Haddad@Example.org", "organisers/password-of-the-place"),
    ],
)
def test_short_ones_and_those_that_would_be_guessed_are_refused(site: Site, password: str, why: str) -> None:
    with pytest.raises(Refusal) as refused:
        hashed(password, email="rima.haddad@example.org")
    assert refused.value.reason == why


def test_nothing_of_it_is_cut_and_no_two_hashes_are_alike(site: Site) -> None:
    from flask_security import verify_password

    long = "a long password, word by word, " * 7
    first, second = (hashed(long[:200], email="rima@example.org") for _ in range(2))
    assert first != second
    assert verify_password(long[:200], first)
    assert not verify_password(long[:199], first)


def test_it_is_typed_unseen_and_password_managers_may_fill_it_in(site: Site) -> None:
    page = Desk(site.app).get("/desk/sign-in").text
    (field,) = [part for part in page.split("<input ") if 'name="password"' in part]
    said = field.partition(">")[0]
    assert 'type="password"' in said
    assert 'autocomplete="current-password"' in said
    assert "onpaste" not in page
