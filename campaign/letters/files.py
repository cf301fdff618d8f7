"""A set of letters: one PDF per State, all of them for the printer, mailing labels and a list."""

import hashlib
import shutil
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple, dataclass
from pathlib import Path

from campaign.letters import composition
from campaign.letters.facts import LetterFacts
from campaign.letters.figures import Figures, as_said
from campaign.letters.typesetting import fonts, press, typeset
from campaign.lib import durable
from campaign.lib.processes import at_hand
from campaign.lib.progress import Progress, untold
from campaign.lib.refusal import Refusal
from campaign.lib.spreadsheets import as_csv
from campaign.lib.text import folded
from campaign.missions.states import State

COLUMNS = ("country", "mission", "language", "stated", "total", "as_at", "log_size", "file", "sha256")


@dataclass(frozen=True)
class Written:
    """One line of letters.csv: `mission` is the State in English, `figures` what its first page states."""

    country: str
    mission: str
    language: str
    figures: Figures
    file: str
    sha256: str

    @property
    def cells(self) -> list[str]:
        """The line as it stands there; the figure in the words of an English letter."""
        own, total, as_at, size = astuple(self.figures)
        head = [self.country, self.mission, self.language, as_said(own)]
        return [*head, str(total), as_at.isoformat(), str(size), self.file, self.sha256]


def write_letters(
    *,
    facts: LetterFacts,
    states: tuple[State, ...],
    out: Path,
    progress: Progress = untold,
) -> tuple[Written, ...]:
    """Write FR.pdf and the like, all.pdf, labels.pdf and letters.csv into the folder `out`, or nothing.

    all.pdf and labels.pdf are in the order of the States' English names, letters.csv in that of `states`. A set that is
    there already is replaced. The same arguments give the same bytes. `progress` hears of each
    letter. Raises ValueError without states, and Refusal for a folder that holds
    something else, and for text that can't be set.
    """
    if not states:
        raise ValueError("There is no State to write to.")
    from campaign.letters.binding import Book  # as what sets type in typesetting.py

    ordered = sorted(states, key=lambda state: folded(state.names["en"]))
    book = Book(f"{facts.slug}: letters to {len(states)} missions", language="en")
    _require_own(out)
    with durable.folder_aside(out) as folder, _pool() as threads:
        bench = folder / ".bench"
        bench.mkdir()
        threads.submit(fonts)
        letters = _typeset(facts, ordered, bench, threads)
        labels = threads.submit(_labels, facts, ordered, bench)
        lines = {}
        for state, letter in zip(ordered, letters, strict=True):
            pdf = letter.result()
            (folder / f"{state.code}.pdf").write_bytes(pdf)
            book.bind(pdf, title=state.names["en"])
            lines[state.code] = _line(facts, state, pdf)
            progress(1)
        book.write(folder / "all.pdf")
        (folder / "labels.pdf").write_bytes(labels.result())
        written = tuple(lines[state.code] for state in states)
        _write_list(written, folder / "letters.csv")
        shutil.rmtree(bench)
    return written


@contextmanager
def _pool() -> Iterator[ThreadPoolExecutor]:
    """Of as many threads as cores, since typst works outside Python's lock; what wasn't begun ends with the block."""
    with ThreadPoolExecutor(at_hand()) as threads:
        try:
            yield threads
        finally:
            threads.shutdown(cancel_futures=True)


def _typeset(
    facts: LetterFacts, states: Sequence[State], bench: Path, threads: ThreadPoolExecutor
) -> Iterator[Future[bytes]]:
    """The letters as PDF, in the order of the states, each forgotten here once it is given out.

    The threads, each with a press of its own, set one edition after another, as typst forgets an annex that hasn't been
    asked for in ten letters: the largest last, since the first in order is of that, as a rule, and they can be bound
    meanwhile.
    """
    editions = composition.editions(facts=facts, states=states)
    own = threading.local()

    def letter(state: State) -> bytes:
        if not hasattr(own, "press"):
            own.press = press(
                template="letter.typ", folder=bench / str(threading.get_ident()), editions=editions
            )
        letter = composition.letter(facts=facts, state=state)
        values = composition.document(facts=facts, letters=[letter], title=letter["title"])
        return typeset(own.press, values=values, day=facts.date)

    made = {state.code: threads.submit(letter, state) for state in _by_edition(facts, states)}
    return (made.pop(state.code) for state in states)


def _by_edition(facts: LetterFacts, states: Sequence[State]) -> list[State]:
    """The same States, those of the rarest edition first."""
    editions = {state.code: composition.edition_for(state, facts) for state in states}
    sizes = Counter(editions.values())
    return sorted(states, key=lambda state: (sizes[editions[state.code]], editions[state.code]))


def _line(facts: LetterFacts, state: State, pdf: bytes) -> Written:
    return Written(
        country=state.code,
        mission=state.names["en"],
        language=composition.language_for(state, facts),
        figures=facts.stated.figures(state.code),
        file=f"{state.code}.pdf",
        sha256=hashlib.sha256(pdf).hexdigest(),
    )


def _labels(facts: LetterFacts, states: Sequence[State], bench: Path) -> bytes:
    values = composition.labels(facts=facts, states=states)
    return typeset(press(template="labels.typ", folder=bench / "labels"), values=values, day=facts.date)


def _write_list(written: Sequence[Written], path: Path) -> None:
    path.write_bytes(as_csv([COLUMNS, *(line.cells for line in written)]).encode())


def _require_own(out: Path) -> None:
    """Whether the folder is ours to replace. Raises Refusal."""
    if out.exists() and not (out / "letters.csv").exists() and (not out.is_dir() or any(out.iterdir())):
        raise Refusal("letters/folder-in-use", out=out)
