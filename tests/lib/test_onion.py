"""Which addresses are whole ones of an onion service."""

from base64 import b32encode
from hashlib import sha3_256

import pytest

from campaign import config
from campaign.lib.hosts import is_onion
from campaign.setting_texts import BadSetting

KEY = bytes(range(32))
VERSION = b"\x03"


def address(key: bytes = KEY, version: bytes = VERSION) -> str:
    checksum = sha3_256(b".onion checksum" + key + version).digest()[:2]
    return b32encode(key + checksum + version).decode().lower() + ".onion"


ADDRESS = address()


def test_a_whole_one() -> None:
    assert is_onion(ADDRESS)


@pytest.mark.parametrize(
    "other",
    [
        address(version=b"\x02"),
        "b" + ADDRESS[1:],  # a letter mistyped: the checksum says so
        ADDRESS[1:],
        f"www.{ADDRESS}",
        f"{ADDRESS}:80",
        ADDRESS.upper(),
        "expyuzz4wqqyqhjn.onion",
        "",
    ],
)
def test_none(other: str) -> None:
    assert not is_onion(other)


@pytest.mark.parametrize("written", [ADDRESS, ADDRESS.upper(), f"http://{ADDRESS}/"])
def test_the_setting_takes_it_as_it_is_copied(written: str) -> None:
    assert config.load({"CAMPAIGN_ONION": written}).onion == ADDRESS


def test_the_setting_says_what_it_may_be() -> None:
    with pytest.raises(BadSetting) as refused:
        config.load({"CAMPAIGN_ONION": f"b{ADDRESS[1:]}"})
    assert str(refused.value) == (
        "CAMPAIGN_ONION has to be the whole address of an onion service, 56 letters and digits and .onion, as Tor "
        "wrote it into the file hostname."
    )
