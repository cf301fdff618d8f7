"""Signed notes, their keys, and checkpoints: known answers, and everything near them refused."""

from base64 import b64encode

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from campaign.tally.checkpoints import SignedTree, open_checkpoint, parse_text, sign_checkpoint
from campaign.tally.merkle import EMPTY
from campaign.tally.note import BadNote, SignerKey, VerifierKey, open_note, sign, text_of
from tests.tally.keys import private_key, public_key

ORIGIN = "example.org/clear-skies/log"
# The pair of keys in the documentation of Go's golang.org/x/mod/sumdb/note, and the key of sum.golang.org.
PRIVATE = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PUBLIC = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SUMDB = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
# The example in the specification of checkpoints, whose public key isn't given.
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+"
    "xeMcTOAYQ8=\n"
)
KEY = SignerKey(ORIGIN, bytes(range(32)))
OTHER = SignerKey("example.org/rivers/log", bytes(32))
TREE = SignedTree(ORIGIN, 7, EMPTY)
NOTE = sign_checkpoint(TREE, key=KEY)


def test_known_keys_are_read_and_written_back() -> None:
    assert str(public_key(PUBLIC)) == PUBLIC
    assert public_key(SUMDB).id.hex() == "033de0ae"
    assert str(private_key(PRIVATE).verifier) == PUBLIC


def test_the_signature_in_that_documentation_is_made() -> None:
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    made = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    assert sign(text, private_key(PRIVATE)) == f"{text}\n— PeterNeumann {made}\n"


def test_nothing_prints_the_private_key() -> None:
    assert repr(KEY) == f"SignerKey(name='{ORIGIN}')"


@pytest.mark.parametrize("name", ["", "two words", "a+b", "thin\u2009space", "line\n"])
def test_names_that_no_key_has(name: str) -> None:
    with pytest.raises(BadNote):
        public_key(str(VerifierKey(name, KEY.verifier.public)))


@pytest.mark.parametrize(
    "text",
    ["", "a", "a+b", "a+b+c", PUBLIC + "=", PUBLIC[:-1], PUBLIC.replace("c74f", "c74e"), PUBLIC.replace("P", "Q", 1),
     PUBLIC.upper(), PUBLIC.replace("+ARpc", "+ahpc"), PUBLIC + "\n", "+c74f20a3+" + PUBLIC[22:]],
)  # fmt: skip
def test_texts_that_are_no_key(text: str) -> None:
    with pytest.raises(BadNote):
        public_key(text)


def test_a_note_is_text_and_signatures_in_the_form_of_the_specification() -> None:
    note = sign("one\n\ntwo\n", KEY, OTHER)
    text, first, second = note.split("\n\n— ")[0], *note.split("\n— ")[1:]
    assert text == "one\n\ntwo"
    assert first.startswith(f"{ORIGIN} {b64encode(KEY.verifier.id).decode()[:5]}")
    assert second.startswith("example.org/rivers/log ")
    assert open_note(note, keys=[KEY.verifier]) == open_note(note, keys=[OTHER.verifier]) == "one\n\ntwo\n"


def test_the_checkpoint_of_the_specification_is_read() -> None:
    tree = parse_text(text_of(SOFA))
    assert (tree.origin, tree.size, len(tree.root)) == ("example.com/behind-the-sofa", 20852163, 32)
    assert tree.text() == SOFA.split("\n\n")[0] + "\n"
    with pytest.raises(BadNote, match="None of the keys"):
        open_note(SOFA, keys=[KEY.verifier])


def test_a_checkpoint_round_trips() -> None:
    assert open_checkpoint(NOTE, key=KEY.verifier) == TREE
    assert NOTE.split("\n")[:4] == [ORIGIN, "7", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ""]
    more = SignedTree(ORIGIN, 0, EMPTY, ("an extension", "another"))
    assert open_checkpoint(sign_checkpoint(more, key=KEY), key=KEY.verifier) == more


def test_unknown_signatures_are_ignored_and_a_known_one_that_fails_is_not() -> None:
    both = sign(TREE.text(), OTHER, KEY)
    assert open_checkpoint(both, key=KEY.verifier) == TREE
    same_name = SignerKey(ORIGIN, bytes(32))
    assert open_checkpoint(NOTE + same_name.signature(TREE.text()), key=KEY.verifier) == TREE
    with pytest.raises(BadNote, match="doesn't fit"):
        open_checkpoint(NOTE + KEY.signature("other text\n"), key=KEY.verifier)
    with pytest.raises(BadNote, match="None of the keys"):
        open_checkpoint(NOTE, key=same_name.verifier)


def test_a_key_signs_and_opens_its_own_log_only() -> None:
    with pytest.raises(BadNote, match="doesn't sign for"):
        sign_checkpoint(TREE, key=OTHER)
    with pytest.raises(BadNote, match="signed for"):
        open_checkpoint(sign(TREE.text(), OTHER), key=OTHER.verifier)


@given(st.integers(0, len(NOTE) - 1), st.characters(codec="utf-8"))
@example(len(NOTE) - 2, "\n")
@example(0, "\n")
def test_a_changed_character_never_passes(at: int, character: str) -> None:
    if NOTE[at] == character:
        return
    with pytest.raises(BadNote):
        open_checkpoint(NOTE[:at] + character + NOTE[at + 1 :], key=KEY.verifier)


@pytest.mark.parametrize(
    "text",
    ["", "a\n", "a\n0\n", "a\n01\nAA==\n", "a\n-1\n" + b64encode(EMPTY).decode() + "\n", "a\n7\nAAAA\n",
     "\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n", "a\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
     "a\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\nextension\n",
     "a\n7\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU"],
)  # fmt: skip
def test_texts_that_are_no_checkpoint(text: str) -> None:
    with pytest.raises(BadNote):
        parse_text(text)


@pytest.mark.parametrize(
    "note",
    ["", "a\n", "a\n\n", "\n\n", "a\n\n—x AAAAAAA=\n", "a\n\n— x\n", "a\n\n— x AAAA\n", "a\n\n— x AAAAAAB=\n",
     "a\tb\n\n— x AAAAAAA=\n",
     "a\n\n— x AAAAAAA=", "a\n\n- x AAAAAAA=\n", "a\n\n" + "— x AAAAAAA=\n" * 101],
)  # fmt: skip
def test_texts_that_are_no_note(note: str) -> None:
    with pytest.raises(BadNote, match=r"^(?!None of)"):
        open_note(note, keys=[KEY.verifier])


def test_only_a_text_that_a_note_can_hold_is_signed() -> None:
    for text in ("no end", "tab\there\n"):
        with pytest.raises(BadNote):
            sign(text, KEY)
