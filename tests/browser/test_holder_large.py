"""Files that are far too large or pack something: each gets its sentence, and nothing of them is read in whole."""

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from pyrage.x25519 import Identity

from tests.browser.holders import Holder

HEAD = b'{"campaign/sealed/v1":{"slug":"skies","texts":[],"day":"2016-10-01","contact":null,"harm":false}}\n'


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "nour.key"
    path.write_text(f"{Identity.generate()}\n")
    return path


def sparse(path: Path, beginning: bytes, end: bytes, length: int = 2**31) -> Path:
    """A file of two gigabytes that take no room."""
    with path.open("wb") as file:
        file.write(beginning)
        file.seek(length - len(end))
        file.write(end or b"\0")
    return path


def refused(holder: Holder, file: Path, key: Path) -> str:
    holder.opens("open").gives(key).page.set_input_files("[name=list]", file)
    return holder.refused("open")


def ending(count: int) -> bytes:
    return b"\n" + json.dumps({"end": count, "sha256": hashlib.sha256().hexdigest()}).encode() + b"\n"


def test_two_gigabytes_that_are_no_list(holder: Holder, key: Path, tmp_path: Path) -> None:
    assert refused(holder, sparse(tmp_path / "big", b"", b""), key) == "big is not a sealed list."
    file = sparse(tmp_path / "big", HEAD, b"")
    assert refused(holder, file, key).startswith("big is incomplete: its last line is missing.")
    file = sparse(tmp_path / "big", HEAD, ending(3))
    assert refused(holder, file, key) == "Line 2 of big is damaged. Get another copy of it from the server."


def test_a_list_of_too_many(holder: Holder, key: Path, tmp_path: Path) -> None:
    file = sparse(tmp_path / "big", HEAD, ending(1_000_001))
    assert refused(holder, file, key) == (
        "big has more than 1,000,000 signatures, too many for a browser. Open it with the commands on your own "
        "computer."
    )


def test_a_key_of_two_gigabytes(holder: Holder, tmp_path: Path) -> None:
    (tmp_path / "list.sealed").write_bytes(HEAD + ending(0)[1:])
    big = sparse(tmp_path / "big.key", b"AGE-SECRET-KEY-1", b"")
    assert refused(holder, tmp_path / "list.sealed", big) == "big.key is damaged. Get another copy of it."


def test_a_zip_that_unpacks_to_gigabytes(holder: Holder, key: Path, tmp_path: Path) -> None:
    bomb = tmp_path / "list.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("list.sealed", bytes(50_000_000))
    assert refused(holder, bomb, key) == "list.zip is not a sealed list."
    assert refused(holder, bomb, bomb) == "list.zip is not a sealed list."


def test_a_list_with_more_lines_than_it_says(holder: Holder, key: Path, tmp_path: Path) -> None:
    file = tmp_path / "more.sealed"
    file.write_bytes(HEAD + b"{}\n" * 200_000 + ending(0)[1:])
    assert (
        refused(holder, file, key)
        == "Line 2 of more.sealed is damaged. Get another copy of it from the server."
    )
