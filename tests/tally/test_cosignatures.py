"""Cosignatures: the example of the specification, known answers, and everything near them refused."""

from base64 import b64decode, b64encode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from campaign.tally.checkpoints import SignedTree, sign_checkpoint
from campaign.tally.cosignatures import (
    WitnessKey,
    cosignatures,
    read_private,
    read_witness,
    with_lines,
)
from campaign.tally.merkle import EMPTY
from campaign.tally.note import BadNote, SignerKey, split
from tests.tally.test_note import SOFA

NOW = 1_700_000_000
LOG = SignerKey("example.org/clear-skies/log", bytes(range(32)))
WITNESS = WitnessKey("witness.example/w1", bytes(range(32, 64)))
OTHER = WitnessKey("witness.example/w2", bytes(range(64, 96)))
NOTE = sign_checkpoint(SignedTree(LOG.name, 7, EMPTY), key=LOG)
TEXT = NOTE.split("\n\n")[0] + "\n"
LINE = WITNESS.cosign(TEXT, time=NOW)
# The example of tlog-cosignature, whose public key isn't given.
EXAMPLE = (
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+"
    "mbIUBkBIfZ+qnA==\n"
)


def read(note: str, *keys: WitnessKey, now: int = NOW) -> list[tuple[str, int]]:
    """Who cosigned it, and when."""
    return [
        (each.key.name, each.time)
        for each in cosignatures(note, keys=[key.verifier for key in keys], now=now)
    ]


def test_the_example_has_the_frame_of_a_cosignature() -> None:
    _, lines = split(SOFA + EXAMPLE)
    name, raw = lines[1]
    assert (name, len(raw), raw[:4].hex()) == ("witness.example.com/w1", 76, "8d66cf3f")
    assert int.from_bytes(raw[4:12], "big") == 1679315147
    assert read(SOFA + EXAMPLE, WITNESS) == []


def test_the_message_is_that_of_the_specification() -> None:
    text = SOFA.split("\n\n")[0] + "\n"
    raw = b64decode(WITNESS.cosign(text, time=1679315147).split(" ")[2])
    message = (
        b"cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n"
        b"CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    )
    private = Ed25519PrivateKey.from_private_bytes(WITNESS.private)
    assert raw[12:] == private.sign(message)
    assert raw[:4] == WITNESS.verifier.id


def test_keys_are_written_and_read_back() -> None:
    assert str(WITNESS.verifier) == "witness.example/w1+20324abe+BCmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"
    assert read_witness(str(WITNESS.verifier)) == WITNESS.verifier
    assert read_private(WITNESS.text()) == WITNESS
    assert repr(WITNESS) == "WitnessKey(name='witness.example/w1')"


@pytest.mark.parametrize(
    "text",
    ["", "x", str(LOG.verifier), f"{WITNESS.verifier}=", str(WITNESS.verifier)[:-1], f" {WITNESS.verifier}"],
)
def test_texts_that_are_no_key_of_a_witness(text: str) -> None:
    with pytest.raises(BadNote):
        read_witness(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        WITNESS.text()[1:],
        WITNESS.text() + "\n",
        WITNESS.text().replace("w1", "w2"),
        "PRIVATE+KEY+a+b+AAAA",
    ],
)
def test_texts_that_are_no_private_key(text: str) -> None:
    with pytest.raises(BadNote) as problem:
        read_private(text)
    assert WITNESS.text().rpartition("+")[2] not in str(problem.value)


def test_who_cosigned_is_read_and_others_are_ignored() -> None:
    note = with_lines(NOTE, [LINE, OTHER.cosign(TEXT, time=NOW - 60), EXAMPLE])
    assert read(note, WITNESS, OTHER) == [("witness.example/w1", NOW), ("witness.example/w2", NOW - 60)]
    assert read(note, OTHER) == [("witness.example/w2", NOW - 60)]
    assert read(NOTE, WITNESS) == []


def test_a_public_key_counts_once_under_however_many_names() -> None:
    twin = WitnessKey("another.example", WITNESS.private)
    note = with_lines(NOTE, [LINE, LINE, twin.cosign(TEXT, time=NOW - 1), WITNESS.cosign(TEXT, time=NOW - 9)])
    assert note.count("\n— witness.example/w1 ") == 2
    assert read(note, WITNESS, twin) == [("witness.example/w1", NOW)]


def test_a_time_more_than_five_minutes_ahead_does_not_count() -> None:
    assert read(with_lines(NOTE, [WITNESS.cosign(TEXT, time=NOW + 300)]), WITNESS) == [
        ("witness.example/w1", NOW + 300)
    ]
    assert read(with_lines(NOTE, [WITNESS.cosign(TEXT, time=NOW + 301)]), WITNESS) == []


def test_a_signature_of_another_form_under_its_name_is_ignored() -> None:
    plain = SignerKey(WITNESS.name, WITNESS.private).signature(TEXT)
    assert read(NOTE + plain, WITNESS) == []


def test_only_a_checkpoint_is_cosigned_and_at_a_time_that_there_is() -> None:
    for text, time in (("no checkpoint\n", NOW), (TEXT, -1), (TEXT, 1 << 63)):
        with pytest.raises(BadNote):
            WITNESS.cosign(text, time=time)


@given(st.integers(4, 75), st.integers(1, 255))
def test_a_changed_byte_never_passes(at: int, difference: int) -> None:
    raw = bytearray(b64decode(LINE.split(" ")[2]))
    raw[at] ^= difference
    with pytest.raises(BadNote, match=r"witness\.example/w1 doesn't fit"):
        read(f"{NOTE}— {WITNESS.name} {b64encode(raw).decode()}\n", WITNESS)


def test_it_says_nothing_of_another_checkpoint() -> None:
    other = sign_checkpoint(SignedTree(LOG.name, 8, EMPTY), key=LOG)
    with pytest.raises(BadNote):
        read(with_lines(other, [LINE]), WITNESS)
