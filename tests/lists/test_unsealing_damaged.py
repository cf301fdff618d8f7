"""A sealed list that was changed, cut or is none: a sentence, and nothing written."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from campaign.lists import sealed_format
from campaign.lists.sealed_format import SealedLine
from campaign.vault.envelope import seal_to
from tests.lists.lists import HEADER, person, sealed_line, sealed_list
from tests.lists.test_unsealing import HOLDER, PEOPLE, key, refusal, sealed, unseal

__all__ = ["key", "sealed"]
HEADER_LINE = json.dumps({sealed_format.HEADER: vars(HEADER)}).encode() + b"\n"


def rewritten(file: Path, key: Path, change: Callable[[list[bytes]], None], *, honest: bool = True) -> Path:
    """The file with its lines changed, and an end line that fits them unless `honest` is False."""
    lines = file.read_bytes().splitlines(keepends=True)[:-1]
    before = hashlib.sha256(b"".join(lines)).hexdigest(), len(lines) - 1
    change(lines)
    after = hashlib.sha256(b"".join(lines)).hexdigest(), len(lines) - 1
    digest, count = after if honest else before
    out = key.parent / "changed.sealed"
    out.write_bytes(b"".join(lines) + json.dumps({"end": count, "sha256": digest}).encode() + b"\n")
    return out


def swap(lines: list[bytes]) -> None:
    """Two records change places below what is said of them."""
    one, two = SealedLine.read(lines[3]), SealedLine.read(lines[4])
    lines[3] = SealedLine(**{**vars(one), "sealed": two.sealed}).written()
    lines[4] = SealedLine(**{**vars(two), "sealed": one.sealed}).written()


def flip(lines: list[bytes]) -> None:
    """One byte of a record's age file."""
    one = SealedLine.read(lines[3])
    lines[3] = SealedLine(**{**vars(one), "sealed": one.sealed[:-1] + bytes([one.sealed[-1] ^ 1])}).written()


def replace_line(number: int, line: bytes) -> Callable[[list[bytes]], None]:
    def change(lines: list[bytes]) -> None:
        lines[number] = line

    return change


def crafted(plain: bytes, **changes: object) -> bytes:
    """What someone who knows a holder's public half could write."""
    known = sealed_line(person(0), HOLDER)
    sealed = seal_to(plain, record_id=known.record_id, recipients=[HOLDER.to_public()])
    return SealedLine(**{**vars(known), "sealed": sealed, **changes}).written()


KNOWN = json.loads(person(0).written())
OTHERS = sealed_line(person(0), Identity.generate()).written()
OF_ANOTHER = sealed_line(person(0, campaign="other"), HOLDER).written()
OF_NUMBERS = crafted(json.dumps({**KNOWN, "country": []}).encode())
OF_HALVES = crafted(json.dumps({**KNOWN, "name": "\ud800"}).encode())
OF_A_LIST = crafted(b"[]")
AT_NO_HOUR = crafted(b"{}", hour=5)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            swap,
            "Line 4 of {} contains a different record from the one it names. Someone changed the file. Nothing "
            "was written.\n",
        ),
        (
            flip,
            "Line 4 of {} can't be opened with this key: it was sealed to others, or changed. Nothing was written.\n",
        ),
        (
            replace_line(5, OTHERS),
            "Line 6 of {} can't be opened with this key: it was sealed to others, or changed. Nothing was written.\n",
        ),
        (replace_line(5, OF_ANOTHER), "Line 6 of {} belongs to another campaign. Someone put it there.\n"),
        (replace_line(5, b"{}\n"), "Line 6 of {} is damaged. Get another copy of it from the server.\n"),
        (
            replace_line(5, b"nour@example.org\n"),
            "Line 6 of {} is damaged. Get another copy of it from the server.\n",
        ),
        (
            replace_line(5, OF_NUMBERS),
            "Line 6 of {} contains a record that this version of the program doesn't know. Install the "
            "server's version. "
            "Nothing was written.\n",
        ),
        (
            replace_line(5, OF_HALVES),
            "Line 6 of {} contains a record that this version of the program doesn't know. Install the "
            "server's version. "
            "Nothing was written.\n",
        ),
        (
            replace_line(5, OF_A_LIST),
            "Line 6 of {} contains a record that this version of the program doesn't know. Install the "
            "server's version. "
            "Nothing was written.\n",
        ),
        (replace_line(5, AT_NO_HOUR), "Line 6 of {} is damaged. Get another copy of it from the server.\n"),
        (
            replace_line(5, b"[" * 100_000 + b"\n"),
            "Line 6 of {} is damaged. Get another copy of it from the server.\n",
        ),
        (replace_line(5, b"[1]\n"), "Line 6 of {} is damaged. Get another copy of it from the server.\n"),
        (replace_line(5, b"\xff\n"), "Line 6 of {} is damaged. Get another copy of it from the server.\n"),
    ],
)
def test_a_changed_line(sealed: Path, key: Path, change: Callable[[list[bytes]], None], said: str) -> None:
    file = rewritten(sealed, key, change)
    assert refusal(file, key) == said.format(file)


def test_a_list_of_a_newer_program_that_knows_more(key: Path, tmp_path: Path) -> None:
    newer = json.loads(crafted(json.dumps({**KNOWN, "town": "حلب"}).encode()))
    lines = [
        json.dumps({"campaign/sealed/v1": {**vars(HEADER), "purpose": "a list"}}).encode() + b"\n",
        json.dumps({**newer, "channel": "paper"}).encode() + b"\n",
    ]
    end = {"end": 1, "sha256": hashlib.sha256(b"".join(lines)).hexdigest()}
    file = tmp_path / "newer.sealed"
    file.write_bytes(b"".join(lines) + json.dumps(end).encode() + b"\n")
    older = sealed_list(tmp_path / "older.sealed", [person(0, s=KNOWN["s"])], HOLDER)
    for each, out in ((file, "newer.jsonl"), (older, "older.jsonl")):
        done = unseal(each, key, tmp_path / out)
        assert (done.exit_code, done.stderr) == (0, "")
    assert (tmp_path / "newer.jsonl").read_text() == (tmp_path / "older.jsonl").read_text()


@pytest.mark.parametrize(
    "change",
    [lambda lines: lines.pop(7), lambda lines: lines.insert(7, lines[7]), lambda lines: lines.sort()],
)
def test_a_line_gone_twice_there_or_moved(
    sealed: Path, key: Path, change: Callable[[list[bytes]], None]
) -> None:
    def below_the_header(lines: list[bytes]) -> None:
        kept = lines[1:]
        change(kept)
        lines[1:] = kept

    file = rewritten(sealed, key, below_the_header, honest=False)
    assert refusal(file, key) == (
        f"{file} has been changed since it was written: get another copy of it from the server.\n"
    )


def test_a_cut_file(sealed: Path, key: Path, tmp_path: Path) -> None:
    whole, file = sealed.read_bytes(), tmp_path / "cut.sealed"
    first = whole.index(b"\n") + 1
    for length in (
        first,
        first + 10,
        len(whole) // 2,
        whole[:-1].rfind(b"\n") + 1,
        len(whole) - 10,
        len(whole) - 1,
    ):
        file.write_bytes(whole[:length])
        assert refusal(file, key) == (
            f"{file} is incomplete: its last line is missing. Get another copy of it from the server.\n"
        )


@pytest.mark.parametrize(
    "raw", [b"", b"name,email\nNour,nour@example.org\n", b"\x00\xff", b"{}\n", b"[]\n", b"3\n"]
)
def test_a_file_that_is_no_list(key: Path, tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "other"
    file.write_bytes(raw)
    assert refusal(file, key) == (
        f"{file} is not a sealed list. campaign export SLUG --sealed FILE writes one, on the server.\n"
    )


def test_a_header_that_would_write_to_the_terminal(key: Path, tmp_path: Path) -> None:
    file = tmp_path / "other"
    line = json.dumps({sealed_format.HEADER: {**vars(HEADER), "slug": "\x1b[2J"}})
    file.write_text(line + "\n")
    assert "is not a sealed list" in refusal(file, key)


def test_a_line_that_wants_no_yes_or_no_is_damaged(key: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.sealed"
    line = json.loads(sealed_line(PEOPLE[0], HOLDER).written())
    deep: object = True
    for _ in range(900):
        deep = [deep]
    body = HEADER_LINE + json.dumps({**line, "wants_updates": deep}).encode() + b"\n"
    end = {"end": 1, "sha256": hashlib.sha256(body).hexdigest()}
    file.write_bytes(body + json.dumps(end).encode() + b"\n")
    assert refusal(file, key, "jsonl") == (
        f"Line 2 of {file} is damaged. Get another copy of it from the server.\n"
    )
