"""Under the consent stands how many people can read the list: counted from the keys, never too few."""

import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from pyrage.x25519 import Identity

from campaign.lib import clock
from campaign.releases import actions as releases
from campaign.vault import actions as vault
from campaign.vault.first_identity import first_identity
from campaign.vault.identities import write_identity
from tests.cast import SLUG, Client, Site

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def add(name: str) -> None:
    vault.add(name=name, recipient=str(Identity.generate().to_public()), proved=True)


def told(client: Client, language: str = "en") -> str:
    """What stands between what the public gets and what isn't stored."""
    page = " ".join(unescape(re.sub(r"<[^>]+>", "", client.get(f"/{language}/{SLUG}").text)).split())
    before, after = {
        "en": ("get numbers, never names. ", " We don’t store"), "ar": ("أرقام، لا أسماء. ", " لا نحفظ"),
    }[language]  # fmt: skip
    return page.split(before)[1].split(after)[0]


def test_each_key_is_somebody_who_can_read(site: Site, client: Client) -> None:
    assert told(client) == "1 person at Skies can read the list, with a key they keep; the server can’t."
    add("maya")
    assert told(client) == "2 people at Skies can read the list, with keys they keep; the server can’t."
    for number in range(9):
        add(f"holder {number}")
    assert told(client) == "11 people at Skies can read the list, with keys they keep; the server can’t."


def test_several_organisers_are_named_one_by_one(site: Site, client: Client) -> None:
    releases.change(slug=SLUG, organisers=["Skies", "Rain"])
    assert (
        told(client)
        == "1 person at Skies and Rain can read the list, with a key they keep; the server can’t."
    )
    assert " at <bdi>Skies</bdi> and <bdi>Rain</bdi> can read" in client.get(f"/en/{SLUG}").text


def test_who_keeps_a_key_on_paper_can_read_too(site: Site, client: Client) -> None:
    add("maya")
    vault.keep_apart(name="skies", place="Beirut", paper_keeper="Nour", paper_place="Paris")
    assert told(client).startswith("3 people")
    vault.keep_apart(name="maya", place="Berlin", paper_keeper=" nour", paper_place="Paris")
    assert told(client).startswith("3 people")
    vault.keep_apart(name="maya", place="Berlin", paper_keeper="Skies", paper_place="Beirut")
    assert told(client).startswith("3 people")


def test_a_key_that_was_retired_since_still_reads_what_came_before(site: Site, client: Client) -> None:
    add("maya")
    vault.retire(name="maya", keep_last=True)
    assert told(client).startswith("2 people")


def test_a_key_that_was_retired_before_the_opening_reads_nothing(site: Site, client: Client) -> None:
    with time_machine.travel(clock.now() - timedelta(days=2), tick=False):
        add("maya")
        vault.retire(name="maya", keep_last=True)
    assert told(client).startswith("1 person")


def test_while_a_key_lies_on_the_server_that_is_said(site: Site, client: Client) -> None:
    write_identity(first_identity(), Identity.generate())
    assert told(client) == (
        "1 person at Skies can read the list. A key to it still lies on this server: whoever gets hold of that can "
        "read it too."
    )
    first_identity().unlink()
    assert told(client) == "1 person at Skies can read the list, with a key they keep; the server can’t."


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (0, "يمكن لشخص واحد لدى Skies قراءة القائمة بمفتاح يحتفظ به، ولا يمكن للخادم ذلك."),
        (1, "يمكن لشخصين لدى Skies قراءة القائمة بمفاتيح يحتفظان بها، ولا يمكن للخادم ذلك."),
        (2, "يمكن لـ٣ أشخاص لدى Skies قراءة القائمة بمفاتيح يحتفظون بها، ولا يمكن للخادم ذلك."),
        (10, "يمكن لـ١١ شخصاً لدى Skies قراءة القائمة بمفاتيح يحتفظون بها، ولا يمكن للخادم ذلك."),
    ],
)
def test_arabic_counts_them_as_it_counts(site: Site, client: Client, more: int, said: str) -> None:
    for number in range(more):
        add(f"holder {number}")
    assert told(client, "ar") == said
