"""Ten thousand changed logs, letters, manifests and receipts: each is refused, by the name of what was changed.

`make test` asks about each seventh of them.
"""

import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path

import pytest

from campaign.tally.note import SignerKey
from campaign.tally.tiles import bundle, unbundle
from tests.choosing import part_of
from tests.tally.in_node import node
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


@dataclass(frozen=True)
class Case:
    """What a verifier is asked while something is changed, and the names that it may say."""

    arguments: tuple[object, ...]
    names: set[str]
    typed: str = ""


def flips(folder: Path, _: Path) -> Iterator[Case]:
    """A byte anywhere is named by its file."""
    chance, all_files = random.Random(SEED), files(folder)
    for number in range(4000):
        path = all_files[number % len(all_files)]
        with changed(path, flipped(path.read_bytes(), chance)):
            yield Case((folder, "--key", PUBLIC), names_for(path, folder))


def mangles(folder: Path, _: Path) -> Iterator[Case]:
    """A mangled file is named too."""
    chance, all_files = random.Random(SEED + 1), files(folder)
    for number in range(2000):
        path = all_files[number % len(all_files)]
        with changed(path, mangled(path.read_bytes(), chance)):
            yield Case((folder, "--key", PUBLIC), names_for(path, folder))


def swaps(folder: Path, _: Path) -> Iterator[Case]:
    """Files dropped, doubled and swapped."""
    all_files, arguments = files(folder), (folder, "--key", PUBLIC)
    for path in all_files:
        moved = path.with_name(f"{path.name}-moved")
        shutil.copy(path, moved)
        yield Case(arguments, {"unknown"})
        path.unlink()
        yield Case(arguments, {"missing"})
        moved.replace(path)
    for one, other in combinations(all_files, 2):
        with changed(one, other.read_bytes()), changed(other, one.read_bytes()):
            yield Case(arguments, names_for(one, folder) | names_for(other, folder))


def entries(folder: Path, _: Path) -> Iterator[Case]:
    """Entries dropped, doubled, swapped and forged."""
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
            yield Case((folder, "--key", PUBLIC), {"bundle" if kind < 2 else "root"})


def receipts(folder: Path, aside: Path) -> Iterator[Case]:
    """Receipts with lines swapped, and mangled ones."""
    chance, file = random.Random(SEED + 3), aside / "receipt.txt"
    log, stays, _ = honest()
    good = log.receipt(stays, b"s" * 32)
    arguments = (folder, "--key", PUBLIC, "--receipt", file)
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
        yield Case(arguments, {"receipt"}, stays.typed())
    file.write_bytes(good)
    yield Case(arguments, {"ok"}, stays.typed())


def persons(folder: Path, aside: Path) -> Iterator[Case]:
    """One receipt serves one person."""
    chance, file = random.Random(SEED + 4), aside / "receipt.txt"
    log, stays, _ = honest()
    file.write_bytes(log.receipt(stays, b"s" * 32))
    letters = "abcdefghijklmnopqrstuvwxyz"
    for number in range(300):
        typed = stays.typed().splitlines()
        field = number % 3
        at = chance.randrange(len(typed[field]))
        typed[field] = typed[field][:at] + chance.choice(letters) + typed[field][at + 1 :]
        same = [typed[0], typed[1].lower(), typed[2].upper()] == stays.typed().splitlines()
        yield Case(
            (folder, "--key", PUBLIC, "--receipt", file), {"ok" if same else "person"}, "\n".join(typed)
        )


def letters(folder: Path, aside: Path) -> Iterator[Case]:
    """A mangled letter, and the one that was issued."""
    chance, letter = random.Random(SEED + 5), aside / "FR.pdf"
    for _ in range(500):
        letter.write_bytes(mangled(PDF, chance))
        yield Case((folder, "--key", PUBLIC, "--letter", letter), {"letter"})
    letter.write_bytes(PDF)
    yield Case((folder, "--key", PUBLIC, "--letter", letter), {"ok"})


def keys(folder: Path, aside: Path) -> Iterator[Case]:
    """Other keys, older checkpoints, and files of an older log."""
    chance, log, state = random.Random(SEED + 6), honest()[0], aside / "state"
    arguments = (folder, "--key", PUBLIC)
    for number in range(300):
        other = SignerKey(KEY.name if number % 2 else "example.org/rivers/log", chance.randbytes(32))
        yield Case((folder, "--key", other.verifier), {"key"})
        note = Written(other, log.lines[:40]).checkpoint()
        with changed(folder / "log/checkpoint", note.encode()):
            yield Case(arguments, {"key"})
    state.write_text(log.checkpoint())
    yield Case((*arguments, "--state", state), {"ok"})
    for size in [1, *chance.sample([*range(2, 256), *range(257, 329)], 100)]:
        with changed(folder / "log/checkpoint", log.checkpoint(size).encode()):
            yield Case(arguments, {"missing"})
            yield Case((*arguments, "--state", state), {"rollback"})
    older = Written(lines=log.lines[:34], texts=TEXTS).write(aside / "older")
    for path in files(older):
        target = folder / path.relative_to(older)
        if target.exists() and target.read_bytes() != path.read_bytes():
            with changed(target, path.read_bytes()):
                yield Case(arguments, {"missing"})


KINDS = (flips, mangles, swaps, entries, receipts, persons, letters, keys)
Kind = Callable[[Path, Path], Iterator[Case]]


@pytest.mark.parametrize("kind", KINDS)
def test_each_change_is_named(kind: Kind, folder: Path, tmp_path: Path) -> None:
    names = set[str]()
    for case in part_of(kind(folder, tmp_path), 7):
        name = verdict(*case.arguments, typed=case.typed)
        assert name in case.names, case
        names.add(name)
    if kind == flips:
        assert names == {"note", "key", "signature", "root", "bundle", "tile", "text", "manifest"}
    assert verdict(folder, "--key", PUBLIC) == "ok"


def test_the_browsers_program_says_the_same_of_two_hundred_of_them(folder: Path, tmp_path: Path) -> None:
    assert compared(folder, tmp_path, every=47) >= 200


@pytest.mark.full
def test_the_browsers_program_says_the_same_of_each_of_them(folder: Path, tmp_path: Path) -> None:
    assert compared(folder, tmp_path, every=1) >= 10_000


def compared(folder: Path, aside: Path, *, every: int) -> int:
    """How many of the cases, one in `every`, both programs were asked."""
    count = 0
    with node() as browser:
        for kind in KINDS:
            for case in islice(kind(folder, aside), 0, None, every):
                names = [run(*case.arguments, typed=case.typed) for run in (verdict, browser.verdict)]
                assert names[0] == names[1], case
                count += 1
    return count
