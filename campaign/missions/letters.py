"""A set of letters: one PDF per State, all of them for the printer, mailing labels and a list."""

import csv
import hashlib
import secrets
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from campaign.missions import composition
from campaign.missions.binding import bind
from campaign.missions.facts import LetterFacts, Stated
from campaign.missions.states import State
from campaign.missions.typesetting import press, typeset

COLUMNS = ("country", "mission", "language", "stated", "total", "log_size", "file", "sha256")
# typst works outside Python's lock, so threads use the cores; more of them than cores gain nothing.
THREADS = 2


class FolderInUse(Exception):
    """The folder to write to holds something that is no set of letters; it was left alone."""


@dataclass(frozen=True)
class Written:
    """One line of letters.csv: `mission` is the State in English, `stated` its figure or words instead."""

    country: str
    mission: str
    language: str
    stated: int | str
    total: int
    log_size: int
    file: str
    sha256: str


def write_letters(
    *,
    facts: LetterFacts,
    stated: Stated,
    states: tuple[State, ...],
    out: Path,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> tuple[Written, ...]:
    """Write FR.pdf and the like, all.pdf, labels.pdf and letters.csv into the folder `out`, or nothing.

    A set that is there already is replaced. The same arguments give the same bytes. `progress` hears how many
    letters of how many are done. Raises ValueError without states, FolderInUse, and CannotTypeset for text
    that can't be set.
    """
    if not states:
        raise ValueError("There is no State to write to.")
    with _whole_folder(out) as folder:
        bench = folder / ".bench"
        bench.mkdir()
        written = _write_each(facts, stated, states, folder, bench, progress)
        title = f"{facts.slug}: letters to {len(written)} missions"
        bind(sources=[folder / line.file for line in written], title=title, out=folder / "all.pdf")
        _write_labels(facts, states, folder, bench)
        _write_list(written, folder / "letters.csv")
        shutil.rmtree(bench)
    return written


def _write_each(
    facts: LetterFacts,
    stated: Stated,
    states: tuple[State, ...],
    folder: Path,
    bench: Path,
    progress: Callable[[int, int], None],
) -> tuple[Written, ...]:
    editions = composition.editions(facts=facts, stated=stated, states=states)
    own = threading.local()

    def write(state: State) -> Written:
        if not hasattr(own, "press"):
            place = bench / str(threading.get_ident())
            own.press = press(template="letter.typ", folder=place, editions=editions)
        letter = composition.letter(facts=facts, stated=stated, state=state)
        values = composition.document(facts=facts, letters=[letter], title=letter["title"])
        pdf = typeset(own.press, values=values, day=facts.date)
        (folder / f"{state.code}.pdf").write_bytes(pdf)
        return _line(facts, stated, state, pdf)

    # Letters of one language after each other: typst remembers the annexes of the one before.
    by_language = sorted(states, key=lambda state: composition.language_for(state, facts))
    done: dict[str, Written] = {}
    with ThreadPoolExecutor(THREADS) as threads:
        for line in threads.map(write, by_language):
            done[line.country] = line
            progress(len(done), len(states))
    return tuple(done[state.code] for state in states)


def _line(facts: LetterFacts, stated: Stated, state: State, pdf: bytes) -> Written:
    return Written(
        country=state.code,
        mission=state.names["en"],
        language=composition.language_for(state, facts),
        stated=stated.figure(state.code),
        total=stated.total,
        log_size=stated.size,
        file=f"{state.code}.pdf",
        sha256=hashlib.sha256(pdf).hexdigest(),
    )


def _write_labels(facts: LetterFacts, states: tuple[State, ...], folder: Path, bench: Path) -> None:
    values = composition.labels(facts=facts, states=states)
    pdf = typeset(press(template="labels.typ", folder=bench / "labels"), values=values, day=facts.date)
    (folder / "labels.pdf").write_bytes(pdf)


def _write_list(written: tuple[Written, ...], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(COLUMNS)
        lines.writerows(astuple(line) for line in written)


@contextmanager
def _whole_folder(out: Path) -> Iterator[Path]:
    """A folder beside `out` that takes its place when all went well, and is gone when not."""
    if out.exists() and not (out / "letters.csv").exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderInUse(
            f"{out} holds something else than letters. Nothing was written: choose another folder."
        )
    token = secrets.token_hex(4)
    aside, old = out.parent / f".{out.name}-{token}", out.parent / f".{out.name}-{token}-old"
    aside.mkdir(parents=True)
    try:
        yield aside
        if out.exists():
            out.rename(old)
        aside.rename(out)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
