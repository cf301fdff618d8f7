"""A log that continues one that is watched is added only if it names exactly what was cosigned last."""

from pathlib import Path

import pytest

from campaign.lib.refusal import Refusal
from campaign.tally.checkpoints import text_of
from campaign.tally.cosignatures import WitnessKey
from campaign.tally.folder import write_log
from campaign.tally.note import SignerKey
from campaign.witness import memory
from campaign.witness.actions import add_checkpoint, add_log
from tests.refused import refused
from tests.witness.offers import ENTRIES, LOG, body, checkpoint, made

NEXT = SignerKey(LOG.name + "-2", LOG.private)
THIRD = SignerKey(LOG.name + "-3", LOG.private)


def continuing(note: str, *earlier: str, more: int = 20) -> list[bytes]:
    """The entries of a log that goes on from a checkpoint."""
    tree = text_of(note)
    lines = ["rules 1", f"continues {tree.origin} {tree.size} {tree.root.hex()}", *earlier]
    return [line.encode() for line in lines] + ENTRIES[:more]


def written(folder: Path, entries: list[bytes], key: SignerKey = NEXT) -> str:
    """As files of a copy."""
    write_log(
        folder, checkpoint=checkpoint(len(entries), entries=entries, key=key),
        lines=[entry.decode() for entry in entries], texts=[], manifests=[],
    )  # fmt: skip
    return str(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "witness"


@pytest.fixture
def key(folder: Path) -> WitnessKey:
    key = made(folder)
    assert add_checkpoint(folder, key, body(0, 40)).status == 200
    return key


def test_one_that_names_it_goes_on_from_there_and_the_lost_one_is_at_its_end(
    folder: Path, key: WitnessKey, tmp_path: Path
) -> None:
    entries = continuing(checkpoint(40))
    where = written(tmp_path / "copy", entries)
    added = add_log(folder, key=str(NEXT.verifier), origin=None, entries=where)
    assert (added.origin, added.size) == (NEXT.name, 22)
    assert add_checkpoint(folder, key, body(40, 50)).status == 404
    assert add_checkpoint(folder, key, body(0, 22, entries=entries, key=NEXT)).body == "22\n"
    grown = [*entries, b"more"]
    assert add_checkpoint(folder, key, body(22, 23, entries=grown, key=NEXT)).status == 200


def test_one_without_its_entries_is_not_added(folder: Path, key: WitnessKey) -> None:
    with refused(
        f"{NEXT.name} says that it continues {LOG.name}, which is watched here. Only its entries show what it "
        "continues. campaign witness add KEY --log FOLDER-OR-ADDRESS"
    ):
        add_log(folder, key=str(NEXT.verifier), origin=None, entries=None)
    assert NEXT.name not in memory.read(folder).logs


@pytest.mark.parametrize(
    "note",
    [checkpoint(39), checkpoint(41), checkpoint(40, entries=ENTRIES[1:])],
    ids=["earlier", "later", "another"],
)
def test_one_that_names_another_checkpoint_is_not_added(
    folder: Path, key: WitnessKey, tmp_path: Path, note: str
) -> None:
    where = written(tmp_path / "copy", continuing(note))
    with pytest.raises(Refusal) as problem:
        add_log(folder, key=str(NEXT.verifier), origin=None, entries=where)
    assert problem.value.reason == "witness/names-another"
    assert list(memory.read(folder).logs) == [LOG.name]
    assert add_checkpoint(folder, key, body(40, 50)).status == 200


def test_one_that_names_it_further_down_or_nowhere_is_not_added(
    folder: Path, key: WitnessKey, tmp_path: Path
) -> None:
    named = continuing(checkpoint(40))
    for entries in ([named[0], *ENTRIES[:5], named[1]], ENTRIES[:9], [named[1], named[0], *ENTRIES]):
        where = written(tmp_path / str(len(entries)), entries)
        with pytest.raises(Refusal) as problem:
            add_log(folder, key=str(NEXT.verifier), origin=None, entries=where)
        assert problem.value.reason == "witness/names-another"


def test_a_copy_whose_entries_are_not_its_checkpoints_is_not_believed(
    folder: Path, key: WitnessKey, tmp_path: Path
) -> None:
    where = written(tmp_path / "copy", continuing(checkpoint(40)))
    forged = written(tmp_path / "other", continuing(checkpoint(39)))
    Path(where, "log/checkpoint").write_bytes(Path(forged, "log/checkpoint").read_bytes())
    with pytest.raises(Refusal) as problem:
        add_log(folder, key=str(NEXT.verifier), origin=None, entries=where)
    assert problem.value.reason == "tally/mirror-differs"
    forger = SignerKey(NEXT.name, bytes(32))
    with pytest.raises(Refusal) as problem:
        add_log(folder, key=str(forger.verifier), origin=None, entries=forged)
    assert problem.value.reason == "witness/not-its-checkpoint"


def test_a_third_one_that_names_the_first_too(folder: Path, key: WitnessKey, tmp_path: Path) -> None:
    first = text_of(checkpoint(40))
    second = checkpoint(22, entries=continuing(checkpoint(40)), key=NEXT)
    entries = continuing(second, f"continues {LOG.name} 40 {first.root.hex()}")
    added = add_log(
        folder, key=str(THIRD.verifier), origin=None, entries=written(tmp_path / "third", entries, THIRD)
    )
    assert (added.origin, added.size) == (THIRD.name, 23)


def test_where_nothing_was_cosigned_it_is_a_log_like_any_other(tmp_path: Path) -> None:
    folder = tmp_path / "witness"
    made(folder)
    assert add_log(folder, key=str(NEXT.verifier), origin=None, entries=None).size == 0
