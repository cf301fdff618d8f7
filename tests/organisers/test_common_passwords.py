"""Passwords that stand among the commonest, or are made of words of the place, are refused; phrases aren't."""

import tracemalloc
from unittest.mock import patch

import pytest

from campaign.lib.refusal import Refusal
from campaign.organisers import actions, common_passwords
from campaign.organisers.common_passwords import FILE, SIZE, is_common
from campaign.organisers.passwords import hashed
from campaign.organisers.roles import Role
from tests.cast import Site, heading
from tests.organisers.browser import Desk, _path

COMMON = "organisers/password-common"
PLACE = "organisers/password-of-the-place"
NAMES = ["Rima Haddad", "Skies without Bombs", "hope-for-syria", "petition.example.org", "لا قنابل"]


@pytest.mark.parametrize(
    "password",
    [
        "qwerty123456", "1qaz2wsx3edc", "unbelievable", "administrator", "ADMINISTRATOR", "Password2026!",
        "!!password2026!!", "P@ssw0rd2026", "passwordpassword", "monkeymonkey77", "iloveyou!!!!", "orchard471183",
        "ａｄｍｉｎｉｓｔｒａｔｏｒ",
    ],
)  # fmt: skip
def test_the_commonest_are_refused_and_those_with_a_tail(site: Site, password: str) -> None:
    assert refused(password) == COMMON


@pytest.mark.parametrize(
    "password",
    [
        "Campaign2026!", "campaign-campaign", "rima.haddad1234", "Rima_Haddad_77", "RIMA HADDAD 1990",
        "Skies, Bombs 12",
        "hope for syria", "bombs-without-skies", "petition.example", "rima.haddad@example.org", "لا قنابل لا قنابل",
        "Without 2026 Campaign",
    ],
)  # fmt: skip
def test_words_of_the_place_alone_are_refused(site: Site, password: str) -> None:
    assert refused(password) == PLACE


@pytest.mark.parametrize(
    "password",
    [
        "lantern orchard seventeen", "correct horse battery staple", "campaign lantern orchard", "кот на крыше спит",
        "صباح الخير يا قمر", "月が綺麗ですね、そうですね", "g7#kQ2p!vX9z", "x" * 3 + "yzwv" * 16, "Lx4_w" * 13 + "!",
    ],
)  # fmt: skip
def test_phrases_and_chance_are_taken_in_any_script_and_length(site: Site, password: str) -> None:
    assert refused(password) is None


def refused(password: str) -> str | None:
    """Why, if it is."""
    try:
        hashed(password, email="rima.haddad@example.org", names=NAMES)
    except Refusal as refusal:
        return refusal.reason
    return None


def test_the_list_is_sorted_and_has_far_more_than_the_three_thousand_commonest() -> None:
    content = FILE.read_bytes()
    marks = [content[at : at + SIZE] for at in range(0, len(content), SIZE)]
    assert len(marks) == 63_602
    assert marks == sorted(set(marks))


def test_it_is_searched_where_it_lies() -> None:
    is_common("lantern orchard seventeen")
    tracemalloc.start()
    is_common("lantern orchard eighteen")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 100_000 < FILE.stat().st_size


def test_none_is_looked_for_where_somebody_signs_in(site: Site) -> None:
    actions.take_up(
        token=_path(actions.invite(email="noor@example.org", role=Role.OWNER, campaign_id=None)).rpartition("/")[2],
        name="Noor", email="", password="lantern orchard seventeen", language="en",
    )  # fmt: skip
    with patch.object(common_passwords, "FILE", FILE.parent / "nothing is there"):
        assert heading(Desk(site.app).sign_in("noor@example.org").text) == "Your account"


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        (
            "Password2026!",
            "That password is one of the commonest, or one of them with something added: those are guessed first. "
            "Three words that don’t belong together are good.",
        ),
        (
            "noor.1990.noor",
            "That password is made of your address, your name, the group’s name or this site’s: those are guessed "
            "first. Three words that don’t belong together are good.",
        ),
        (
            "Skies Skies Skies",
            "That password is made of your address, your name, the group’s name or this site’s: those are guessed "
            "first. Three words that don’t belong together are good.",
        ),
        ("short", "A password has 12 to 200 characters."),
    ],
)
def test_who_takes_up_an_invitation_reads_why_at_the_field(site: Site, password: str, sentence: str) -> None:
    link = _path(actions.invite(email="noor@example.org", role=Role.OWNER, campaign_id=site.campaign.id))
    desk = Desk(site.app)
    desk.get(link)
    answer = desk.post(link, {"name": "Noor", "password": password})
    assert answer.status_code == 422
    assert f'<p class="error" id="f-password-error">{sentence}</p>' in answer.text
    assert 'value="Noor"' in answer.text
