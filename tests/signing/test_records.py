"""What goes into the vault comes out of it."""

import base64
import json
import secrets
from dataclasses import MISSING, dataclass, fields, replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.signing.record_words import FIRST_WORDS, WORDS
from campaign.signing.records import Record
from campaign.vault.envelope import Unreadable, open_with
from campaign.vault.signer_copies import open_copy, seal_copy
from tests.cast import KEY

USUAL = Record(
    campaign="clear-skies", name="Amélie D.", address="amelie@example.org", country="FR",
    consent="I agree that my name, email address, country and support for this demand are stored by Skies in order to "
    "count my signature. This reveals a political opinion. I can withdraw at any time.", consent_version="2",
    s="0b5c9d2e7f14a6830b5c9d2e7f14a6832e7f14a6830b5c9d2e7f14a6830b5c9d",
    text="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08", updates="yes",
)  # fmt: skip
FIRST = (
    "AcWSTQoCMQyFr+IFHJJO00l3CuIB9ARp08rgiDCz8Uqew4tZEZT6sxSXL4+8F/jyISMOScb5tO9L0SNuebichz7NVk0VXMwyXaRTWR9Scxx3Vd"
    "V6U5X9COH2duo/EQaKXk3qMlpx3L7q785dP5H7zE6BkdnGTh15MTmJQCQSBSRpQ7YZgwkQ2JioSOoiUoAMIMDvL3MF"
)
SECOND = (
    "AsVUSwoCMQw9kUPamXTSnYJ4AD1BmjQurAjjxit5Di9mxcVQP0tx+fLIe4EX3gcNKZmnxflQC3WWWx1v11KLbt01wpWs02W+1PWSu9O0b6w2"
    "28bsRxHuHqf+M8KEEtXn0dzAgfpX/J154jnyaBQUyBENMmrAyN4yMwgiKzjkPtlgLvkEibwXdahBHCYwAAZ6f5k7"
)
RECORDS = st.builds(Record, *[st.text(st.characters(exclude_categories=["Cs"]), max_size=30)] * 9)


@given(RECORDS)
def test_a_record_comes_back_as_it_was_packed(record: Record) -> None:
    assert Record.unpacked(record.packed()) == record


def test_a_record_of_another_version_is_not_guessed_at() -> None:
    record = Record("clear-skies", "Nour", "nour@example.org", "SY", "I agree", "1", "00" * 32, "ab" * 32)
    packed = json.loads(record.written())
    assert packed["v"] == 1
    for version in (0, 2, "1", None):
        with pytest.raises(ValueError, match="version"):
            Record.unpacked(json.dumps(packed | {"v": version}).encode())


@dataclass(frozen=True)
class Later(Record):
    """As a newer program may have it: one more thing that a signer gave."""

    town: str = ""


@given(RECORDS, st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_a_field_may_be_added(record: Record, town: str) -> None:
    newer = Later(**vars(record), town=town)
    assert Later.unpacked(newer.packed()) == newer
    assert Record.unpacked(newer.packed()) == record
    assert Later.unpacked(record.packed()) == Later(**vars(record), town="")


def test_whatever_is_added_to_the_first_eight_has_a_default() -> None:
    first = ["campaign", "name", "address", "country", "consent", "consent_version", "s", "text"]
    assert [field.name for field in fields(Record) if field.default is MISSING] == first


@pytest.mark.parametrize(
    ("wish", "listed", "gets"),
    [("yes", True, True), ("yes", False, False), ("no", True, False), ("no", False, False), ("", True, True),
     ("", False, False)],
)  # fmt: skip
def test_a_list_gives_nobody_updates_against_her_word(wish: str, listed: bool, gets: bool) -> None:
    assert Record(*"abcdefgh", updates=wish).may_be_updated(listed=listed) is gets


@given(RECORDS)
def test_a_record_that_was_never_deflated_is_the_same(record: Record) -> None:
    assert Record.unpacked(record.written()) == record


def test_a_packed_record_takes_less_than_half_the_room() -> None:
    usual = replace(USUAL, s=secrets.token_hex(32), text=secrets.token_hex(32))
    assert 2 * len(usual.packed()) < len(usual.written())


def test_a_copy_of_the_first_version_is_read_for_good() -> None:
    assert Record.unpacked(base64.b64decode(FIRST)) == USUAL
    assert (
        sha256(FIRST_WORDS).hexdigest() == "ee9627261c1118ab5096b819a83a28ac5727f3997744f2d93d336740831df858"
    )


def test_a_record_of_the_second_version_is_read_for_good() -> None:
    assert Record.unpacked(base64.b64decode(SECOND)) == USUAL
    assert sha256(WORDS).hexdigest() == "f84d9b74cd5a609fccb9f8a4b0caad0f7b0ea29b17657d070820e9607a077a7c"


@pytest.mark.parametrize("first", [b"\x01", b"\x02"])
def test_what_was_never_deflated_is_a_wrong_value(first: bytes) -> None:
    with pytest.raises(ValueError, match="a record that can't be read"):
        Record.unpacked(first + b"never")


def test_a_record_of_before_has_no_wish() -> None:
    packed = json.loads(Record(*"abcdefgh", updates="yes").written())
    del packed["updates"]
    assert Record.unpacked(json.dumps(packed).encode()) == Record(*"abcdefgh", updates="")


def test_what_every_record_has_is_not_made_up_where_it_lacks() -> None:
    packed = json.loads(Record(*"abcdefgh").written())
    for lacking in set(packed) - {"v", "updates"}:
        less = {name: value for name, value in packed.items() if name != lacking}
        with pytest.raises(TypeError, match=f"missing 1 required positional argument: '{lacking}'"):
            Record.unpacked(json.dumps(less).encode())


@given(st.binary(max_size=100), st.binary(min_size=16, max_size=16), st.binary(min_size=16, max_size=16))
def test_a_copy_opens_with_its_own_link_and_for_its_own_record_only(
    plain: bytes, record_id: bytes, other: bytes
) -> None:
    copy = seal_copy(plain, token="t" * 32, record_id=record_id)
    assert open_copy(copy, token="t" * 32, record_id=record_id) == plain
    with pytest.raises(Unreadable):
        open_copy(copy, token="u" * 32, record_id=record_id)
    if other != record_id:
        with pytest.raises(Unreadable):
            open_copy(copy, token="t" * 32, record_id=other)


@given(st.binary(max_size=40))
def test_bytes_that_we_never_sealed_are_unreadable(noise: bytes) -> None:
    with pytest.raises(Unreadable):
        open_copy(noise, token="t" * 32, record_id=b"r" * 16)
    with pytest.raises(Unreadable):
        open_with(noise, record_id=b"r" * 16, identities=[KEY])
