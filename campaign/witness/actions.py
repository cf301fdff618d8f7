"""A witness's verbs: a log is added by hand, a checkpoint is cosigned once the disk remembers it."""

from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from campaign.lib import clock, durable
from campaign.lib.refusal import Refusal
from campaign.tally.checkpoints import SignedTree, parse_text
from campaign.tally.cosignatures import WitnessKey
from campaign.tally.mirrors import CHECKPOINT, BadMirror, Mirror
from campaign.tally.note import BadNote, VerifierKey, open_note, read_key
from campaign.tally.origins import NUMBERED, earlier_origins
from campaign.witness import memory as memories
from campaign.witness.judging import Answer, OtherRoot, judge, parse_request
from campaign.witness.memory import EVIDENCE, Memory, WatchedLog

MOST_EVIDENCE = 100  # files; each needs a signature of the log's own key


@dataclass(frozen=True)
class Added:
    """A log that is watched from now on, from `size` entries; `again`: by a further key, from where it stood."""

    origin: str
    size: int
    again: bool


def add_log(folder: Path, *, key: str, origin: str | None, entries: str | None) -> Added:
    """Watch the log that `key` signs, `origin` where the key has another name.

    A log that continues one that is watched is read whole at `entries`, a folder or an address: its first entries have
    to name exactly what was cosigned last of that. Raises Refusal.
    """
    try:
        verifier = read_key(key)
    except BadNote:
        raise Refusal("witness/no-log-key") from None
    name = origin or verifier.name
    before = _continued(memories.read(folder), name)
    note = _read_continuation(name, verifier, *before, entries=entries) if before else ""
    with memories.changing(folder) as memory:
        if name in memory.logs:
            return _further_key(memory.logs[name], key, name)
        if _continued(memory, name) != before:
            raise Refusal("witness/cosigned-meanwhile", origin=name)
        memory.logs[name] = log = WatchedLog([key], note)
        if before:
            memory.logs[before[0]].ended = True
        return Added(name, log.size, again=False)


def _further_key(log: WatchedLog, key: str, name: str) -> Added:
    if key in log.keys:
        raise Refusal("witness/known", origin=name)
    log.keys.append(key)
    return Added(name, log.size, again=True)


def _continued(memory: Memory, name: str) -> tuple[str, SignedTree] | None:
    """The newest watched log that a log of this name continues, and what was cosigned last of it."""
    if name in memory.logs or not NUMBERED.fullmatch(name):
        return None
    for earlier in earlier_origins(name):
        if earlier in memory.logs and (last := memory.logs[earlier].last):
            return earlier, last
    return None


def _read_continuation(
    name: str, key: VerifierKey, before: str, last: SignedTree, *, entries: str | None
) -> str:
    """The checkpoint of a log whose entries begin by naming `last`, the last checkpoint cosigned of `before`."""
    if entries is None:
        raise Refusal("witness/continues", origin=name, earlier=before)
    mirror = Mirror.of(entries)
    try:
        note = mirror.read(CHECKPOINT).decode()
        tree = parse_text(open_note(note, keys=[key]))
    except (BadNote, UnicodeDecodeError):
        raise BadMirror("witness/not-its-checkpoint", place=mirror.base, origin=name) from None
    if tree.origin != name:
        raise BadMirror("witness/not-its-checkpoint", place=mirror.base, origin=name)
    lines = mirror.lines(tree)
    first = list(islice(lines, 1 + len(earlier_origins(name))))
    for _ in lines:  # at the end they are held to the checkpoint
        pass
    if f"continues {before} {last.size} {last.root.hex()}" not in first[1:]:
        raise Refusal("witness/names-another", origin=name, earlier=before, size=last.size)
    return note


def add_checkpoint(folder: Path, key: WitnessKey, raw: bytes) -> Answer:
    """The answer to the body of a request: a cosignature, once what it says is on the disk; else why there is none.

    Comparing and storing are one step, whoever else asks. Raises OSError, with nothing cosigned.
    """
    try:
        request = parse_request(raw)
    except BadNote as problem:
        return Answer(400, f"{problem}\n")
    with memories.changing(folder) as memory:
        log = memory.logs.get(request.tree.origin)
        if log is None or log.ended:
            return Answer(404, "This log isn't watched here.\n")
        refused = judge(request, keys=log.trusted, last=log.last)
        if refused is None:
            log.note = request.note
        elif isinstance(refused, OtherRoot):
            _keep_evidence(folder / EVIDENCE, log.note, request.note)
    if refused:
        return refused
    text = request.tree.text()
    return Answer(200, key.cosign(text, time=int(clock.unmoved().timestamp())))


def _keep_evidence(folder: Path, cosigned: str, offered: str) -> None:
    """Both notes, as they came, in one file: the log's key signed both."""
    path = folder / f"{sha256(offered.encode()).hexdigest()}.txt"
    if path.exists() or (folder.is_dir() and len(list(folder.iterdir())) >= MOST_EVIDENCE):
        return
    durable.replace(path, f"{cosigned}\n{offered}".encode())
