"""What goes into the vault comes out of it."""

import json
from dataclasses import MISSING, dataclass, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaign.signing.records import Record
from campaign.vault.envelope import Unreadable, open_with
from campaign.vault.signer_copies import open_copy, seal_copy
from tests.cast import KEY

RECORDS = st.builds(Record, *[st.text(st.characters(exclude_categories=["Cs"]), max_size=30)] * 9)


@given(RECORDS)
def test_a_record_comes_back_as_it_was_packed(record: Record) -> None:
    assert Record.unpacked(record.packed()) == record


def test_a_record_of_another_version_is_not_guessed_at() -> None:
    record = Record("clear-skies", "Nour", "nour@example.org", "SY", "I agree", "1", "00" * 32, "ab" * 32)
    packed = json.loads(record.packed())
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


def test_a_record_of_before_has_no_wish() -> None:
    packed = json.loads(Record(*"abcdefgh", updates="yes").packed())
    del packed["updates"]
    assert Record.unpacked(json.dumps(packed).encode()) == Record(*"abcdefgh", updates="")


def test_what_every_record_has_is_not_made_up_where_it_lacks() -> None:
    packed = json.loads(Record(*"abcdefgh").packed())
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
