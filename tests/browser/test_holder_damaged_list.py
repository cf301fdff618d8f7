"""A list opened in the page that is none, cut, changed or another's: a sentence, and nothing saved."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyrage import encrypt
from pyrage.x25519 import Identity

from campaign.lists.sealed_format import write_sealed
from campaign.signing.records import Record
from campaign.vault.envelope import seal_to
from tests.browser.holders import Holder
from tests.browser.test_holder_list import key, opens, sealed
from tests.lists import test_unsealing_damaged as unsealing
from tests.lists.lists import HEADER, person, sealed_line, sealed_list
from tests.lists.test_unsealing import HOLDER, PEOPLE
from tests.lists.test_unsealing_damaged import flip, replace_line, rewritten, swap

__all__ = ["key", "sealed"]


def refused(holder: Holder, file: Path, key: Path) -> str:
    """What is said of a list that can't be opened."""
    opens(holder, file, key)
    return holder.refused("open")


SWAPPED = (
    "Line 4 of changed.sealed contains a different record from the one it names. Someone changed the file. "
    "Nothing was saved."
)
NOT_OPENED = "can’t be opened with this key: it was sealed to others, or changed. Nothing was saved."
NEWER = "Line 6 of changed.sealed contains a record that this version of the page doesn’t know. Nothing was saved."
DAMAGED = "Line 6 of changed.sealed is damaged. Get another copy of it from the server."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (swap, SWAPPED),
        (flip, f"Line 4 of changed.sealed {NOT_OPENED}"),
        (replace_line(5, unsealing.OTHERS), f"Line 6 of changed.sealed {NOT_OPENED}"),
        (
            replace_line(5, unsealing.OF_ANOTHER),
            "Line 6 of changed.sealed belongs to another campaign. Someone put it there. Nothing was saved.",
        ),
        (replace_line(5, unsealing.OF_NUMBERS), NEWER),
        (replace_line(5, unsealing.OF_HALVES), NEWER),
        (replace_line(5, unsealing.OF_A_LIST), NEWER),
        (replace_line(5, unsealing.AT_NO_HOUR), DAMAGED),
        (replace_line(5, b"{}\n"), DAMAGED),
        (replace_line(5, b"nour@example.org\n"), DAMAGED),
        (replace_line(5, b"[" * 100_000 + b"\n"), DAMAGED),
        (replace_line(5, b"[1]\n"), DAMAGED),
        (replace_line(5, b"\xff\n"), DAMAGED),
        (replace_line(5, b"\n"), DAMAGED),
    ],
)
def test_a_changed_line(
    holder: Holder, sealed: Path, key: Path, change: Callable[[list[bytes]], None], said: str
) -> None:
    assert refused(holder, rewritten(sealed, key, change), key) == said


def test_an_end_that_counts_otherwise(holder: Holder, sealed: Path, key: Path, tmp_path: Path) -> None:
    """Even where the hash is right: as `campaign unseal` says of it."""
    body = sealed.read_bytes()[: sealed.read_bytes()[:-1].rindex(b"\n") + 1]
    end = {"end": len(PEOPLE) + 1, "sha256": hashlib.sha256(body).hexdigest()}
    (tmp_path / "changed.sealed").write_bytes(body + json.dumps(end).encode() + b"\n")
    assert refused(holder, tmp_path / "changed.sealed", key) == (
        "changed.sealed has been changed since it was written: get another copy of it from the server."
    )


ID = sealed_line(person(0), HOLDER).record_id
PACKED = person(0).packed()
LENGTH = len(PACKED).to_bytes(4, "big")


@pytest.mark.parametrize(
    "framed",
    [
        b"",
        ID + LENGTH[:3],
        ID + LENGTH + PACKED[:-1],
        ID + LENGTH + PACKED + b"\0\0x",
        b"x" * 16 + LENGTH + PACKED,
        ID + b"\xff" * 4 + PACKED,
    ],
    ids=["nothing", "no length", "cut", "not padded by zeros", "of another", "too long"],
)
def test_a_record_that_is_none(holder: Holder, key: Path, tmp_path: Path, framed: bytes) -> None:
    """Anyone can seal anything to a holder."""
    line = replace(sealed_line(person(0), HOLDER), record_id=ID, sealed=encrypt(framed, [HOLDER.to_public()]))
    file = tmp_path / "list.sealed"
    write_sealed(file, header=HEADER, lines=[line])
    assert refused(holder, file, key) == (
        "Line 2 of list.sealed contains a different record from the one it names. Someone changed the file. "
        "Nothing was saved."
    )


def test_a_record_of_a_newer_version(holder: Holder, key: Path, tmp_path: Path) -> None:
    known = sealed_line(person(0), HOLDER)
    newer = json.dumps({**json.loads(person(0).written()), "v": 2}).encode()
    line = replace(known, sealed=seal_to(newer, record_id=known.record_id, recipients=[HOLDER.to_public()]))
    write_sealed(tmp_path / "list.sealed", header=HEADER, lines=[line])
    assert refused(holder, tmp_path / "list.sealed", key) == (
        "Line 2 of list.sealed contains a record that this version of the page doesn’t know. Nothing was saved."
    )


def test_another_holders_key(holder: Holder, sealed: Path, tmp_path: Path) -> None:
    (tmp_path / "other.key").write_text(str(Identity.generate()))
    assert refused(holder, sealed, tmp_path / "other.key") == (
        "This key doesn’t open list.sealed: it was sealed to others, or its first record was changed. "
        "Nothing was saved."
    )


@pytest.mark.parametrize(
    "change",
    [lambda lines: lines.pop(7), lambda lines: lines.insert(7, lines[7]), lambda lines: lines.insert(9, lines.pop(7))],
    ids=["gone", "twice", "moved"],
)  # fmt: skip
def test_a_line_gone_twice_there_or_moved(
    holder: Holder, sealed: Path, key: Path, change: Callable[[list[bytes]], None]
) -> None:
    assert refused(holder, rewritten(sealed, key, change, honest=False), key) == (
        "changed.sealed has been changed since it was written: get another copy of it from the server."
    )


def test_a_cut_list(holder: Holder, sealed: Path, key: Path, tmp_path: Path) -> None:
    whole, file = sealed.read_bytes(), tmp_path / "cut.sealed"
    first = whole.index(b"\n") + 1
    for length in (first, first + 10, len(whole) // 2, whole[:-1].rfind(b"\n") + 1, len(whole) - 1):
        file.write_bytes(whole[:length])
        assert refused(holder, file, key) == (
            "cut.sealed is incomplete: its last line is missing. Get another copy of it from the server."
        )


@pytest.mark.parametrize(
    "raw", [b"", b"name,email\nNour,nour@example.org\n", b"\x00\xff", b"{}\n", b"[]\n", b"3\n"]
)
def test_a_file_that_is_no_list(holder: Holder, key: Path, tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "other").write_bytes(raw)
    assert refused(holder, tmp_path / "other", key) == "other is not a sealed list."


def test_a_header_that_hides_something(holder: Holder, key: Path, tmp_path: Path) -> None:
    for slug in ("\x1b[2J", "skies\u202e", "a\u2028b"):
        body = json.dumps({"campaign/sealed/v1": {**vars(HEADER), "slug": slug}}).encode() + b"\n"
        end = {"end": 0, "sha256": hashlib.sha256(body).hexdigest()}
        (tmp_path / "other").write_bytes(body + json.dumps(end).encode() + b"\n")
        assert refused(holder, tmp_path / "other", key) == "other is not a sealed list."


def test_no_list_and_no_key(holder: Holder, sealed: Path, key: Path) -> None:
    assert holder.opens("open").refused("open") == "Choose a sealed list."
    holder.opens("open").page.set_input_files("[name=list]", sealed)
    assert holder.refused("open") == "Choose your key file, or type the groups of its printed page."


def test_a_refusal_names_nobody(holder: Holder, key: Path, tmp_path: Path) -> None:
    """Not even where a signer's own record is what is wrong."""
    strange = Record(**{**vars(person(0)), "campaign": "nour@example.org"})
    file = sealed_list(tmp_path / "list.sealed", [person(1), strange], HOLDER)
    assert "@" not in refused(holder, file, key)
