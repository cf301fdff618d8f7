"""Ten thousand changed logs, letters, manifests and receipts: each is refused, by the name of what was changed."""

import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from campaign.tally.note import SignerKey
from campaign.tally.tiles import bundle, unbundle
from tests.tally.logs import KEY, PDF, TEXTS, Written, honest, verdict

PUBLIC = str(KEY.verifier)
SEED = 20160924
BUNDLES = ("log/tile/entries/000", "log/tile/entries/001.p/73")
NAMES = {"checkpoint": {"note", "key", "signature"}, "entries": {"root", "bundle"}, "0": {"tile"}, "1": {"tile"},
         "texts": {"text"}, "manifests": {"manifest"}}  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return honest()[0].write(tmp_path_factory.mktemp("log") / "copy")


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def names_for(path: Path, folder: Path) -> set[str]:
    """What the verifier may call a changed file."""
    parts = path.relative_to(folder).parts
    return next(names for part, names in NAMES.items() if part in parts)


@contextmanager
def changed(path: Path, content: bytes) -> Iterator[None]:
    was = path.read_bytes()
    path.write_bytes(content)
    try:
        yield
    finally:
        path.write_bytes(was)


def flipped(content: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(content))
    return content[:at] + bytes([content[at] ^ chance.randrange(1, 256)]) + content[at + 1 :]


def mangled(content: bytes, chance: random.Random) -> bytes:
    """A byte, a stretch or an end lost, doubled, put in or moved; never what says the same as before."""
    start, stop = sorted(chance.sample(range(len(content) + 1), 2))
    kinds: list[Callable[[], bytes]] = [
        lambda: flipped(content, chance),
        lambda: content[:start] + content[stop:],
        lambda: content[:stop] + content[start:],
        lambda: content[:start] + bytes([chance.randrange(256)]) + content[start:],
        lambda: content[start:] + content[:start],
        lambda: content + content,
        lambda: b"",
    ]
    result = chance.choice(kinds)()
    return result if said(result) != said(content) else content + b"\0"


def said(content: bytes) -> list[bytes]:
    """Its lines once each: line ends that copying changed and a signature that stands twice say nothing new."""
    return list(dict.fromkeys(content.replace(b"\r\n", b"\n").splitlines(keepends=True)))


def test_a_flipped_byte_anywhere_is_named_by_its_file(folder: Path) -> None:
    chance, found = random.Random(SEED), Counter[str]()
    all_files = files(folder)
    for number in range(4000):
        path = all_files[number % len(all_files)]
        with changed(path, flipped(path.read_bytes(), chance)):
            name = verdict(folder, "--key", PUBLIC)
        assert name in names_for(path, folder), (path, name)
        found[name] += 1
    assert set(found) == {"note", "key", "signature", "root", "bundle", "tile", "text", "manifest"}
    assert verdict(folder, "--key", PUBLIC) == "ok"


def test_a_mangled_file_is_named_too(folder: Path) -> None:
    chance = random.Random(SEED + 1)
    all_files = files(folder)
    for number in range(2000):
        path = all_files[number % len(all_files)]
        with changed(path, mangled(path.read_bytes(), chance)):
            assert verdict(folder, "--key", PUBLIC) in names_for(path, folder), path


def test_files_dropped_doubled_and_swapped(folder: Path) -> None:
    all_files = files(folder)
    for path in all_files:
        moved = path.with_name(f"{path.name}-moved")
        shutil.copy(path, moved)
        assert verdict(folder, "--key", PUBLIC) == "unknown"
        path.unlink()
        assert verdict(folder, "--key", PUBLIC) == "missing"
        moved.replace(path)
    for one in all_files:
        for other in all_files:
            if one < other:
                with changed(one, other.read_bytes()), changed(other, one.read_bytes()):
                    assert verdict(folder, "--key", PUBLIC) in names_for(one, folder) | names_for(
                        other, folder
                    )


def test_entries_dropped_doubled_swapped_and_forged(folder: Path) -> None:
    chance = random.Random(SEED + 2)
    for number in range(1000):
        path = folder / BUNDLES[number % 2]
        lines = unbundle(path.read_bytes())
        one, other = chance.sample(range(len(lines)), 2)
        kind = number // 2 % 5
        if kind == 0:
            del lines[one]
        elif kind == 1:
            lines.insert(one, lines[other])
        elif kind == 2:
            lines[one], lines[other] = lines[other], lines[one]
        elif kind == 3:
            lines[one] = lines[other]
        else:
            lines[one] = flipped(lines[one], chance)
        with changed(path, bundle(lines)):
            assert verdict(folder, "--key", PUBLIC) == ("bundle" if kind < 2 else "root")


def test_receipts(folder: Path, tmp_path: Path) -> None:
    chance, file = random.Random(SEED + 3), tmp_path / "receipt.txt"
    log, stays, _ = honest()
    good = log.receipt(stays, b"s" * 32)
    lines = good.splitlines(keepends=True)
    for number in range(1500):
        if number % 5 == 0:
            some = lines.copy()
            one, other = chance.sample(range(len(some)), 2)
            some[one], some[other] = some[other], some[one]
            bad = b"".join(some)
        else:
            bad = mangled(good, chance)
        file.write_bytes(bad)
        assert verdict(folder, "--key", PUBLIC, "--receipt", file, typed=stays.typed()) == "receipt"
    file.write_bytes(good)
    assert verdict(folder, "--key", PUBLIC, "--receipt", file, typed=stays.typed()) == "ok"


def test_one_receipt_serves_one_person(folder: Path, tmp_path: Path) -> None:
    chance, file = random.Random(SEED + 4), tmp_path / "receipt.txt"
    log, stays, _ = honest()
    file.write_bytes(log.receipt(stays, b"s" * 32))
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(300):
        typed = stays.typed().splitlines()
        field = number % 3
        at = chance.randrange(len(typed[field]))
        typed[field] = typed[field][:at] + chance.choice(letters) + typed[field][at + 1 :]
        same = [typed[0], typed[1].lower(), typed[2].upper()] == stays.typed().splitlines()
        answer = verdict(folder, "--key", PUBLIC, "--receipt", file, typed="\n".join(typed))
        assert answer == ("ok" if same else "person")


def test_letters(folder: Path, tmp_path: Path) -> None:
    chance, letter = random.Random(SEED + 5), tmp_path / "FR.pdf"
    for _ in range(500):
        letter.write_bytes(mangled(PDF, chance))
        assert verdict(folder, "--key", PUBLIC, "--letter", letter) == "letter"
    letter.write_bytes(PDF)
    assert verdict(folder, "--key", PUBLIC, "--letter", letter) == "ok"


def test_keys_and_older_logs(folder: Path, tmp_path: Path) -> None:
    chance, log = random.Random(SEED + 6), honest()[0]
    for number in range(300):
        other = SignerKey(KEY.name if number % 2 else "example.org/rivers/log", chance.randbytes(32))
        assert verdict(folder, "--key", other.verifier) == "key"
        note = Written(other, log.lines[:40]).checkpoint()
        with changed(folder / "log/checkpoint", note.encode()):
            assert verdict(folder, "--key", PUBLIC) == "key"
    state = tmp_path / "state"
    assert verdict(folder, "--key", PUBLIC, "--state", state) == "ok"
    older = tmp_path / "older"
    for size in [1, *chance.sample([*range(2, 256), *range(257, 329)], 100)]:
        note = log.checkpoint(size).encode()
        with changed(folder / "log/checkpoint", note):
            assert verdict(folder, "--key", PUBLIC) == "missing"
            assert verdict(folder, "--key", PUBLIC, "--state", state) == "rollback"
    Written(lines=log.lines[:34], texts=TEXTS).write(older)
    for path in files(older):
        target = folder / path.relative_to(older)
        if target.exists() and target.read_bytes() != path.read_bytes():
            with changed(target, path.read_bytes()):
                assert verdict(folder, "--key", PUBLIC) == "missing"
