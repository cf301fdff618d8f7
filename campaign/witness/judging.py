"""What a witness answers to `add-checkpoint`, as C2SP tlog-witness has it: pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaign.tally.checkpoints import SignedTree, parse_text
from campaign.tally.merkle import EMPTY
from campaign.tally.note import BadNote, VerifierKey, decode, open_note, split
from campaign.tally.proofs import consistent
from campaign.tally.tiles import HASH

OLD = re.compile(r"old (0|[1-9][0-9]{0,17})")
MOST_PROOF = 63
PLAIN, SIZE = "text/plain; charset=utf-8", "text/x.tlog.size"


@dataclass(frozen=True)
class Request:
    """What is asked: the size that the proof begins at, the proof, and the checkpoint with its signatures."""

    old: int
    proof: tuple[bytes, ...]
    note: str
    tree: SignedTree


@dataclass(frozen=True)
class Answer:
    """A status of HTTP, and what stands in its body."""

    status: int
    body: str
    kind: str = PLAIN


@dataclass(frozen=True)
class OtherRoot(Answer):
    """Two checkpoints of one size that the log signed over different entries: both are evidence."""


def parse_request(raw: bytes) -> Request:
    """What a body says. Raises BadNote for one that isn't in the form of the specification."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise BadNote("The body is no UTF-8.") from None
    head, _, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    old = OLD.fullmatch(first)
    if old is None or len(lines) > MOST_PROOF:
        raise BadNote(
            f"First comes a line old SIZE, then at most {MOST_PROOF} lines of a proof, then an empty one."
        )
    proof = tuple(decode(line) for line in lines)
    if any(len(each) != HASH for each in proof):
        raise BadNote("A line of a proof is a hash of 32 bytes in base64.")
    return Request(int(old[1]), proof, note, parse_text(split(note)[0]))


def judge(request: Request, *, keys: Sequence[VerifierKey], last: SignedTree | None) -> Answer | None:
    """Why the checkpoint isn't cosigned; None where it is. `last` is what was cosigned last of this log."""
    try:
        open_note(request.note, keys=keys)
    except BadNote as problem:
        return Answer(403, f"{problem}\n")
    tree, size = request.tree, last.size if last else 0
    if request.old > tree.size:
        return Answer(400, "The old size is larger than that of the checkpoint.\n")
    if request.old != size:
        return Answer(409, f"{size}\n", SIZE)
    root = last.root if last else EMPTY
    if tree.size == size and tree.root != root:
        return OtherRoot(
            409, "Another checkpoint of this size was cosigned: the log has told two histories.\n"
        )
    if not consistent(old=size, old_root=root, size=tree.size, root=tree.root, proof=request.proof):
        return Answer(
            422, "The proof doesn't show that the checkpoint continues the one that was cosigned last.\n"
        )
    return None
