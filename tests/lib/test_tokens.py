"""No link of ours ends, or begins, in a sign that some mail program leaves out of it."""

import re
from hashlib import sha256

import pytest

from campaign.lib.tokens import hash_token, new_id, new_token, spellings, well_formed, whole
from campaign.lists.unsubscribe_links import LENGTH, meant, unsubscribe_token

TRIALS = 10_000  # without the rule some six hundred of these would be cut
WHOLE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*[A-Za-z0-9]")
KEY = b"k" * 32


def test_fresh_tokens_begin_and_end_in_a_letter_or_a_digit() -> None:
    tokens = [new_token() for _ in range(TRIALS)]
    assert [token for token in tokens if not WHOLE.fullmatch(token)] == []
    assert {well_formed(token) for token in tokens} == {True}
    assert len(set(tokens)) == TRIALS
    assert {len(new_id(16)) for _ in range(100)} == {22}


def test_links_that_end_updates_do_too_and_mean_the_same_signature() -> None:
    for number in range(TRIALS):
        token = token_of(number)
        assert WHOLE.fullmatch(token), token
        assert len(token) == LENGTH
        hers = meant(token, [KEY])
        assert hers is not None
        assert (hers.campaign, hers.signature) == (1, number)


def token_of(number: int) -> str:
    return unsubscribe_token(KEY, campaign=1, signature=number, record_id=b"r" * 16)


def test_one_that_was_given_out_before_ends_the_same_updates() -> None:
    older = [each for number in range(200) for each in spellings(token_of(number))[1:]]
    ours = [token for token in older if meant(token, [KEY])]
    assert ours
    assert {WHOLE.fullmatch(token) for token in ours} == {None}
    assert {meant(token, [KEY]) == meant(whole(token), [KEY]) for token in ours} == {True}


@pytest.mark.parametrize(
    "token", ["-" + "a" * 31, "a" * 31 + "_", "_" + "a" * 30 + "-", "A" + "a" * 30 + "B"]
)
def test_whichever_was_stored_the_link_leads_to_it(token: str) -> None:
    assert WHOLE.fullmatch(whole(token))
    assert token in spellings(whole(token))
    assert spellings(token)[0] == token
    assert len(spellings(whole(token))) <= 4


def test_a_tokens_hash_is_what_it_was() -> None:
    assert hash_token("a-", purpose="link") == sha256(b"campaign/link/v1\na-").digest()
