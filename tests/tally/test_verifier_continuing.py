"""What the verifier says of a log that continues a lost one."""

import re
from pathlib import Path

import pytest

from tests.tally.keys import foreign_key
from tests.tally.logs import KEY, PDF, RULES, TEXTS, Written, honest, text_hash, verdict
from tests.tally.test_verifier import folder

__all__ = ["folder"]


def test_a_log_that_continues_a_lost_one_keeps_its_receipts_and_letters(tmp_path: Path) -> None:
    old, stays, _ = honest("example.org/clear-skies/log")
    lines = [
        re.sub(r"withdrawal (\d+)", lambda m: f"withdrawal {int(m[1]) + 1}", line) for line in old.lines[1:]
    ]
    key = foreign_key("example.org/clear-skies/log-2")
    log = Written(key, [RULES, f"continues {KEY.name} 400 {'0' * 64}", *lines], old.manifests)
    folder, file = log.write(tmp_path / "copy"), tmp_path / "receipt.txt"
    file.write_bytes(old.receipt(stays, b"s" * 32))
    letter = tmp_path / "FR.pdf"
    letter.write_bytes(PDF)
    public = str(key.verifier)
    assert (
        verdict(folder, "--key", public, "--receipt", file, "--letter", letter, typed=stays.typed()) == "ok"
    )
    log.lines.insert(1, log.lines[2])
    assert verdict(log.write(tmp_path / "late"), "--key", public) == "order"


def lost(origin: str) -> str:
    return f"continues {origin} 400 {'0' * 64}"


@pytest.mark.parametrize(
    ("name", "first", "found"),
    [
        ("log-2", [lost(KEY.name)], "ok"), ("log-3", [lost(f"{KEY.name}-2"), lost(KEY.name)], "ok"),
        ("log", [lost("example.org/old/log")], "order"), ("log", [lost(KEY.name)], "order"),
        ("log-2", [], "order"), ("log-2", [lost("example.org/old/log")], "order"),
        ("log-2", [lost(KEY.name)] * 2, "order"), ("log-3", [lost(KEY.name)], "order"),
        ("log-3", [lost(KEY.name), lost(f"{KEY.name}-2")], "order"),
        ("log-2", [lost(f"{KEY.name}é")], "entry"), ("log-2", [lost(f"{KEY.name}\nclosed")], "entry"),
        ("log-2", [lost(f"{KEY.name}\x1b[2J")], "entry"),
    ],
)  # fmt: skip
def test_a_log_continues_those_of_its_own_name_and_no_other(
    tmp_path: Path, name: str, first: list[str], found: str
) -> None:
    key = foreign_key(f"example.org/clear-skies/{name}")
    log = Written(key, [RULES, *first, f"text {text_hash(0)}"], texts=TEXTS[:1])
    log.sign(3)
    assert verdict(log.write(tmp_path / "copy"), "--key", str(key.verifier)) == found
