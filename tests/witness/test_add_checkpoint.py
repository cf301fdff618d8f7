"""What a witness answers, status by status, as C2SP tlog-witness has it."""

from pathlib import Path

import pytest

from campaign.tally.cosignatures import WitnessKey, cosignatures
from campaign.tally.note import SignerKey
from campaign.witness import memory
from campaign.witness.actions import add_checkpoint, add_log
from campaign.witness.judging import PLAIN, SIZE, Answer
from tests.witness.offers import ENTRIES, LOG, OTHERS, body, checkpoint, made

LATER = 1 << 40
TWO_HISTORIES = "Another checkpoint of this size was cosigned: the log has told two histories.\n"
UNPROVED = "The proof doesn't show that the checkpoint continues the one that was cosigned last.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "witness"


@pytest.fixture
def key(folder: Path) -> WitnessKey:
    return made(folder)


def ask(folder: Path, key: WitnessKey, raw: bytes) -> tuple[int, str, str]:
    """Status, body and kind."""
    answer = add_checkpoint(folder, key, raw)
    return answer.status, answer.body, answer.kind


def sees(folder: Path, key: WitnessKey, old: int, size: int) -> None:
    """The checkpoint is offered and cosigned."""
    answer = add_checkpoint(folder, key, body(old, size))
    assert answer.status == 200
    (line,) = cosignatures(checkpoint(size) + answer.body, keys=[key.verifier], now=LATER)
    assert answer.body == line.line
    assert memory.read(folder).logs[LOG.name].note == checkpoint(size)


def test_a_growing_log_is_cosigned(folder: Path, key: WitnessKey) -> None:
    for old, size in ((0, 1), (1, 1), (1, 7), (7, 256), (256, 257), (257, 600), (600, 600)):
        sees(folder, key, old, size)


def test_an_empty_log_is_cosigned_and_grows(folder: Path, key: WitnessKey) -> None:
    sees(folder, key, 0, 0)
    sees(folder, key, 0, 5)


def test_404_for_a_log_that_is_not_watched(folder: Path, key: WitnessKey) -> None:
    other = SignerKey("example.org/rivers/log", LOG.private)
    assert ask(folder, key, body(0, 5, key=other)) == (404, "This log isn't watched here.\n", PLAIN)


def test_403_where_no_trusted_key_signed(folder: Path, key: WitnessKey) -> None:
    forger = SignerKey(LOG.name, bytes(32))
    said = (403, "None of the keys asked for signed this note.\n", PLAIN)
    assert ask(folder, key, body(0, 5, key=forger)) == said
    assert ask(folder, key, body(9, 5, key=forger)) == said
    changed = body(0, 5).replace(b"\n5\n", b"\n6\n")
    assert ask(folder, key, changed) == (403, f"The signature of {LOG.name} doesn't fit the text.\n", PLAIN)


def test_signatures_of_others_are_ignored(folder: Path, key: WitnessKey) -> None:
    others = body(0, 5) + SignerKey("elsewhere.example", bytes(32)).signature("of another text\n").encode()
    assert add_checkpoint(folder, key, others).status == 200


@pytest.mark.parametrize(
    "raw",
    [b"", b"old 0\n", b"\xff", b"old 00\n\n", b"old -1\n\n", b"old 0 \n\n", b"Old 0\n\n", b"old 0\r\n\n",
     b"size 0\n\n"],
)  # fmt: skip
def test_400_for_what_is_no_request(folder: Path, key: WitnessKey, raw: bytes) -> None:
    assert add_checkpoint(folder, key, raw).status == 400
    assert add_checkpoint(folder, key, raw + checkpoint(5).encode()).status == 400


def test_400_for_an_old_size_that_is_larger(folder: Path, key: WitnessKey) -> None:
    assert ask(folder, key, body(6, 5)) == (
        400,
        "The old size is larger than that of the checkpoint.\n",
        PLAIN,
    )


def test_400_for_more_than_63_lines_of_proof_and_for_hashes_of_another_length(
    folder: Path, key: WitnessKey
) -> None:
    for lines in (b"A" * 43 + b"=\n", b"AAAA\n", b"A" * 42 + b"B=\n"):
        offered = body(0, 5).replace(b"old 0\n", b"old 0\n" + lines * (64 if len(lines) > 44 else 1), 1)
        status = add_checkpoint(folder, key, offered).status
        assert status == 400, lines


def test_409_with_the_size_that_was_cosigned_last(folder: Path, key: WitnessKey) -> None:
    assert ask(folder, key, body(3, 5)) == (409, "0\n", SIZE)
    sees(folder, key, 0, 256)
    assert ask(folder, key, body(0, 300)) == (409, "256\n", SIZE)
    assert ask(folder, key, body(255, 255)) == (409, "256\n", SIZE)
    sees(folder, key, 256, 300)


def test_409_for_another_root_at_the_same_size_with_both_notes_kept(folder: Path, key: WitnessKey) -> None:
    sees(folder, key, 0, 256)
    for _ in range(2):
        assert ask(folder, key, body(256, 256, entries=OTHERS)) == (409, TWO_HISTORIES, PLAIN)
    (kept,) = (folder / memory.EVIDENCE).iterdir()
    assert kept.read_text() == f"{checkpoint(256)}\n{checkpoint(256, entries=OTHERS)}"
    assert kept.stat().st_mode & 0o777 == 0o600
    sees(folder, key, 256, 300)


def test_no_forger_fills_the_disk_with_evidence(folder: Path, key: WitnessKey) -> None:
    sees(folder, key, 0, 256)
    forger = SignerKey(LOG.name, bytes(32))
    assert add_checkpoint(folder, key, body(256, 256, entries=OTHERS, key=forger)).status == 403
    assert not (folder / memory.EVIDENCE).exists()


def test_422_where_the_proof_does_not_hold(folder: Path, key: WitnessKey) -> None:
    sees(folder, key, 0, 256)
    assert ask(folder, key, body(256, 300, entries=OTHERS)) == (422, UNPROVED, PLAIN)
    honest = body(256, 300)
    first = honest.split(b"\n")[1]
    assert ask(folder, key, honest.replace(first + b"\n", b"", 1)) == (422, UNPROVED, PLAIN)
    assert ask(folder, key, honest.replace(first, first + b"\n" + first, 1)) == (422, UNPROVED, PLAIN)
    sees(folder, key, 256, 300)


def test_422_for_a_proof_from_nothing_that_is_not_empty(folder: Path, key: WitnessKey) -> None:
    offered = body(0, 5).replace(b"old 0\n", b"old 0\n" + b"A" * 43 + b"=\n", 1)
    assert ask(folder, key, offered) == (422, UNPROVED, PLAIN)


def test_a_log_of_other_names_and_two_keys(folder: Path, key: WitnessKey) -> None:
    first, second = SignerKey("its.key.example", bytes(32)), SignerKey("its.key.example", bytes([1] * 32))
    for one in (first, second):
        add_log(folder, key=str(one.verifier), origin="anybody.example/log42", entries=None)
    named = SignerKey("anybody.example/log42", first.private)
    text = checkpoint(5, entries=ENTRIES, key=named).split("\n\n")[0] + "\n"
    for one in (first, second):
        old = 0 if one is first else 5
        offered = f"old {old}\n\n{text}\n{one.signature(text)}".encode()
        assert add_checkpoint(folder, key, offered).status == 200
    assert add_checkpoint(folder, key, f"old 5\n\n{text}\n{named.signature(text)}".encode()) == Answer(
        403, "None of the keys asked for signed this note.\n"
    )
