"""The server's secrets: made once, replaced while in use, destroyed for good."""

import hmac
import os
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest

from campaign.vault import keys
from tests.refused import refused


def test_a_secret_is_made_once_whoever_comes_first(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: keys.make(tmp_path / "keys", "forms"), range(64)))
        found = set(pool.map(lambda _: keys.secret(tmp_path / "keys", "forms"), range(64)))
    assert (made.count(True), len(found)) == (1, 1)
    (file,) = (tmp_path / "keys").iterdir()
    assert (file.name, file.stat().st_mode & 0o777) == ("forms.key", 0o600)


def test_a_replaced_secret_is_accepted_for_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "LOOK_EVERY", 0)
    keys.make(tmp_path, "forms")
    first = keys.secret(tmp_path, "forms")
    keys.rotate(tmp_path, "forms")
    second = keys.secret(tmp_path, "forms")
    assert first != second
    assert keys.accepted(tmp_path, "forms") == [first, second]
    keys.rotate(tmp_path, "forms")
    assert keys.accepted(tmp_path, "forms") == [second, keys.secret(tmp_path, "forms")]
    day_ago = time.time() - keys.SERVES_ON - 1
    os.utime(tmp_path / "forms.before.key", (day_ago, day_ago))
    assert keys.accepted(tmp_path, "forms") == [keys.secret(tmp_path, "forms")]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["forms.before.key", "forms.key"]


def test_another_process_replaces_it_and_this_one_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "LOOK_EVERY", 0.05)
    keys.make(tmp_path, "network")
    first = keys.secret(tmp_path, "network")
    aside = tmp_path / "aside"
    aside.write_text("ab" * 32 + "\n")
    aside.replace(tmp_path / "network.key")
    time.sleep(0.06)
    assert keys.secret(tmp_path, "network") == b"\xab" * 32 != first


def test_a_destroyed_secret_is_gone_from_disk_and_memory(tmp_path: Path) -> None:
    assert keys.destroy(tmp_path, "tag-demo") is False
    keys.make(tmp_path, "tag-demo")
    key = keys.secret(tmp_path, "tag-demo")
    other = os.open(tmp_path / "tag-demo.key", os.O_RDONLY)
    assert (keys.destroy(tmp_path, "tag-demo"), keys.exists(tmp_path, "tag-demo")) == (True, False)
    assert key.hex().encode() not in os.read(other, 1000)  # overwritten before its name went
    os.close(other)
    assert [path for path in keys._CONTENT if path.parent == tmp_path] == []


def test_whoever_reads_makes_none(tmp_path: Path) -> None:
    said = (
        f"forms.key isn't in {tmp_path}. Copy it from the keys folder of the site's other machine, or restore it "
        "from a backup. It is never made again automatically."
    )
    for read in (keys.secret, keys.accepted, keys.rotate):
        with refused(said, kind=keys.NoSecret):
            read(tmp_path, "forms")
    assert (keys.replaced(tmp_path, "forms"), list(tmp_path.iterdir())) == (None, [])


def test_a_fingerprint_is_the_hmac_that_docs_promise() -> None:
    key = bytes(range(32))
    said = hmac.new(key, b"campaign/fingerprint/v1/stop-list", sha256).digest()
    assert keys.fingerprint(key, "stop-list") == said[:8]


def test_a_file_that_holds_no_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "forms.key").write_text("abcd\n")
    with pytest.raises(ValueError, match=r"forms\.key does not hold a key of 32 bytes"):
        keys.secret(tmp_path, "forms")
