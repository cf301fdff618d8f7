"""A log that offers its checkpoints, and what a witness is asked with."""

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from campaign.tally.checkpoints import SignedTree, sign_checkpoint
from campaign.tally.cosignatures import WitnessKey
from campaign.tally.merkle import Edge, append, leaf_hash
from campaign.tally.note import SignerKey
from campaign.tally.proofs import Reader, Tree
from campaign.witness import memory
from campaign.witness.actions import add_log

LOG = SignerKey("example.org/clear-skies/log", bytes(range(32)))
ENTRIES = [f"entry {number}".encode() for number in range(600)]
OTHERS = [f"another {number}".encode() for number in range(600)]


def hashes(entries: list[bytes]) -> list[bytes]:
    """Of each entry."""
    return [leaf_hash(entry) for entry in entries]


def checkpoint(size: int, *, entries: list[bytes] = ENTRIES, key: SignerKey = LOG) -> str:
    """The signed note over the first entries."""
    edge, _ = append(Edge(), hashes(entries[:size]))
    return sign_checkpoint(SignedTree(key.name, size, edge.root()), key=key)


def reader(entries: list[bytes]) -> Reader:
    """The tiles of a log."""
    _, tiles = append(Edge(), hashes(entries))
    stored = {(tile.level, tile.index): tile.hashes for tile in tiles}
    return lambda level, index, width: stored[level, index][: width * 32]


def body(old: int, size: int, *, entries: list[bytes] = ENTRIES, key: SignerKey = LOG) -> bytes:
    """The request that offers a checkpoint to a witness that has cosigned the one of `old` entries."""
    proof = Tree(size, reader(entries)).consistency(old) if 0 < old < size else []
    lines = [
        f"old {old}",
        *(b64encode(each).decode() for each in proof),
        "",
        checkpoint(size, entries=entries, key=key),
    ]
    return "\n".join(lines).encode()


def made(folder: Path, name: str = "witness.example") -> WitnessKey:
    """A new witness that watches LOG."""
    key = memory.make(folder, name)
    add_log(folder, key=str(LOG.verifier), origin=None, entries=None)
    return key


def evidence(folder: Path) -> list[str]:
    """What was kept, and under which name each has to be."""
    files = sorted((folder / memory.EVIDENCE).glob("*"))
    for file in files:
        assert file.stem == sha256(file.read_text().partition("=\n\n")[2].encode()).hexdigest()
    return [file.read_text() for file in files]
