"""Stamps are those that itsdangerous makes: what was stamped before an upgrade is read after it, and the other way."""

from hashlib import sha256

import pytest
import time_machine
from itsdangerous import TimestampSigner

from campaign.lib import stamps

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
NOON = "2016-09-24 12:00:00Z"


def signer(*keys: bytes, purpose: str = "form") -> TimestampSigner:
    return TimestampSigner(list(keys), salt=purpose, digest_method=sha256)


@pytest.mark.parametrize("value", ["form", "", "a.b", "too-fast-00ff"])
def test_one_is_made_and_read_as_by_itsdangerous(value: str) -> None:
    with time_machine.travel(NOON, tick=False):
        made = stamps.stamp(value, keys=[OLD, NEW], purpose="form")
        assert made == signer(OLD, NEW).sign(value).decode()
        assert signer(NEW).unsign(made) == value.encode()
        for key in (OLD, NEW):
            theirs = signer(key).sign(value).decode()
            assert stamps.read(theirs, keys=[OLD, NEW], purpose="form", most=9) == (value, 0)


def test_its_age_is_told_to_the_second_it_was_made_in() -> None:
    with time_machine.travel(NOON, tick=False) as moved:
        made = stamps.stamp("form", keys=[NEW], purpose="form")
        moved.shift(8.5)
        assert stamps.read(made, keys=[NEW], purpose="form", most=9) == ("form", 8.5)
        moved.shift(1)
        with pytest.raises(stamps.TooOld):
            stamps.read(made, keys=[NEW], purpose="form", most=9)
        moved.shift(-9.5 - stamps.AHEAD - 1)
        with pytest.raises(stamps.FromAhead):
            stamps.read(made, keys=[NEW], purpose="form", most=9)


@pytest.mark.parametrize(
    "changed",
    [
        lambda made: "",
        lambda made: "form",
        lambda made: "..",
        lambda made: f"x{made}",
        lambda made: made[:-1],
        lambda made: f"{made}=",
        lambda made: f"{made}é",
        lambda made: f"\ud800{made}",
        lambda made: made.replace(".", "..", 1),
        lambda made: stamps.stamp("form", keys=[OTHER], purpose="form"),
        lambda made: stamps.stamp("form", keys=[NEW], purpose="replaces"),
    ],
)  # fmt: skip
def test_any_other_is_forged(changed: object) -> None:
    made = stamps.stamp("form", keys=[NEW], purpose="form")
    assert callable(changed)
    with pytest.raises(stamps.Forged):
        stamps.read(changed(made), keys=[OLD, NEW], purpose="form", most=9)
