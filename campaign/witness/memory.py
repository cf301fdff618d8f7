"""A witness's folder: its key, what it cosigned last of each log, and evidence against logs that told two histories.

Key and memory are made together and belong together: a witness that forgot what it cosigned would cosign a second one.
"""

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from campaign.lib import durable
from campaign.lib.refusal import Refusal
from campaign.tally.checkpoints import SignedTree, text_of
from campaign.tally.cosignatures import WitnessKey, read_private
from campaign.tally.note import BadNote, VerifierKey, read_key

KEY, MEMORY, LOCK, EVIDENCE = "witness.key", "memory.json", ".lock", "evidence"


@dataclass
class WatchedLog:
    """A log that is watched: by which keys, the checkpoint that was cosigned last, whether another log continues it."""

    keys: list[str]
    note: str = ""
    ended: bool = False

    @property
    def trusted(self) -> list[VerifierKey]:
        """Whose checkpoints are cosigned."""
        return [read_key(key) for key in self.keys]

    @property
    def last(self) -> SignedTree | None:
        """What was cosigned last."""
        return text_of(self.note) if self.note else None

    @property
    def size(self) -> int:
        """How many entries that had; 0 before the first."""
        return self.last.size if self.last else 0


@dataclass
class Memory:
    """What a witness remembers: the logs by their origins, and whose memory it is, as a verifier key."""

    witness: str
    logs: dict[str, WatchedLog] = field(default_factory=dict)

    def text(self) -> str:
        """As it is kept."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def make(folder: Path, name: str) -> WitnessKey:
    """A new witness: a folder with a key that nobody has yet and an empty memory, both or neither. Raises Refusal."""
    key = WitnessKey(name, secrets.token_bytes(32))
    if folder.exists():
        raise Refusal("witness/taken", folder=folder)
    try:
        with durable.folder_aside(folder.absolute()) as aside:
            durable.create(aside / KEY, f"{key.text()}\n".encode())
            durable.create(aside / MEMORY, Memory(str(key.verifier)).text().encode())
    except OSError as problem:
        raise Refusal("witness/unwritten", folder=folder, says=problem.strerror) from None
    return key


def read_witness_key(folder: Path) -> WitnessKey:
    """The witness's key, once its memory is there too. Raises Refusal."""
    try:
        key = read_private((folder / KEY).read_text(encoding="utf-8").removesuffix("\n"))
    except FileNotFoundError:
        raise Refusal("witness/no-key", folder=folder) from None
    except (BadNote, UnicodeDecodeError):
        raise Refusal("witness/key-damaged", path=folder / KEY) from None
    if read(folder).witness != str(key.verifier):
        raise Refusal("witness/memory-of-another", folder=folder)
    return key


def read(folder: Path) -> Memory:
    """What the witness remembers. Raises Refusal where there is nothing, or something that it didn't write."""
    path = folder / MEMORY
    try:
        stored = json.loads(path.read_text(encoding="utf-8"))
        logs = {origin: WatchedLog(**log) for origin, log in stored["logs"].items()}
        memory = Memory(stored["witness"], logs)
        for log in logs.values():
            _ = log.last, log.trusted
    except FileNotFoundError:
        raise Refusal("witness/no-memory", path=path) from None
    except (BadNote, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise Refusal("witness/memory-damaged", path=path) from None
    return memory


@contextmanager
def changing(folder: Path) -> Iterator[Memory]:
    """The memory, for one process at a time; on the disk at the end, before anyone is told. Raises Refusal, OSError."""
    if not folder.is_dir():
        raise Refusal("witness/no-key", folder=folder)
    with durable.locked(folder / LOCK):
        memory = read(folder)
        before = memory.text()
        yield memory
        if memory.text() != before:
            durable.replace(folder / MEMORY, memory.text().encode())
