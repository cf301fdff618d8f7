"""Zip files that are no log, and files that are too much: a sentence each, and nothing of them unpacked."""

import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from campaign.letters.wording import wording
from tests.browser.checks import Clerk, with_a_bomb, zipped
from tests.tally.logs import KEY, honest

PUBLIC = str(KEY.verifier)
WORDS = wording("en").check
UNREAD = WORDS["unread"]
Change = Callable[[Path], None]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return zipped(honest()[0].write(tmp_path / "copy"), tmp_path / "log.zip")


def says(clerk: Clerk, file: Path, sentence: str) -> None:
    clerk.opens("count").gives(PUBLIC, zip=file)
    assert clerk.reads() == [UNREAD, sentence, WORDS["missing_says"]]


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-3000])


def swapped(file: Path) -> None:
    raw = bytearray(file.read_bytes())
    at = raw.index(b"log/checkpoint") + 40
    raw[at : at + 30] = raw[at : at + 30][::-1]
    file.write_bytes(raw)


def twice(file: Path) -> None:
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("log/checkpoint", b"another")


def locked(file: Path) -> None:
    """As with a password: the list says so of each file."""
    parts = file.read_bytes().split(b"PK\1\2")
    flagged = [part[:4] + bytes([part[4] | 1]) + part[5:] for part in parts[1:]]
    file.write_bytes(b"PK\1\2".join([parts[0], *flagged]))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (cut, "zip_none"), (swapped, "zip_damaged"), (twice, "zip_damaged"), (locked, "zip_locked"),
        (lambda file: file.write_bytes(b""), "zip_none"), (lambda file: file.write_bytes(b"%PDF-1.7" * 99), "zip_none"),
    ],
)  # fmt: skip
def test_a_damaged_one_gets_its_sentence(clerk: Clerk, file: Path, change: Change, sentence: str) -> None:
    change(file)
    says(clerk, file, WORDS[sentence])


def test_one_without_a_log_says_what_is_missing(clerk: Clerk, tmp_path: Path) -> None:
    (tmp_path / "holiday").mkdir()
    (tmp_path / "holiday/one.jpg").write_bytes(b"\xff\xd8\xff")
    says(
        clerk,
        zipped(tmp_path / "holiday", tmp_path / "a.zip"),
        WORDS["missing"].format(file="log/checkpoint"),
    )


def test_a_bomb_is_not_unpacked(clerk: Clerk, file: Path) -> None:
    """Five gigabytes of nothing, in a few megabytes: by what its list says, or by what it hides from that."""
    says(clerk, with_a_bomb(file), WORDS["zip_bomb"])


def test_a_bomb_that_lies_about_its_size_is_not_unpacked(clerk: Clerk, tmp_path: Path) -> None:
    nothing = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = nothing.compress(bytes(1 << 28)) + nothing.flush()
    name = b"log/checkpoint"
    head = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, 0, len(packed), 300, len(name), 0)
    local = b"PK\3\4" + head + name + packed
    listed = b"PK\1\2" + struct.pack("<H", 20) + head + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, 1, 1, len(listed), len(local), 0)
    file = tmp_path / "bomb.zip"
    file.write_bytes(local + listed + end)
    says(clerk, file, WORDS["zip_damaged"])


def test_a_file_of_two_gigabytes_is_too_large(clerk: Clerk, tmp_path: Path) -> None:
    copy = honest()[0].write(tmp_path / "copy")
    with (copy / "log/tile/entries/000").open("wb") as sparse:
        sparse.truncate(2**31)
    clerk.opens("count").gives(PUBLIC)
    clerk.page.set_input_files("[name=folder]", copy)
    assert clerk.reads()[:2] == [UNREAD, WORDS["too_large"].format(file="log/tile/entries/000")]
    with (tmp_path / "large.pdf").open("wb") as sparse:
        sparse.truncate(2**31)
    clerk.opens().gives(PUBLIC, letter=tmp_path / "large.pdf")
    clerk.page.set_input_files("[name=folder]", honest()[0].write(tmp_path / "good"))
    assert clerk.reads()[:2] == [UNREAD, WORDS["too_large"].format(file="large.pdf")]
