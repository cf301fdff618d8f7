"""Checkpoints: a log's size and root hash as the text of a signed note (C2SP tlog-checkpoint): pure."""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass

from campaign.tally.entries import NUMBER
from campaign.tally.note import BadNote, SignerKey, VerifierKey, decode, open_note, sign
from campaign.tally.tiles import HASH

SIZE = re.compile(NUMBER)


@dataclass(frozen=True)
class SignedTree:
    """What a checkpoint says: the log's origin, its number of entries and its root hash, 32 bytes."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    def text(self) -> str:
        """The text that is signed: a line each."""
        lines = [self.origin, str(self.size), b64encode(self.root).decode(), *self.extensions]
        return "".join(f"{line}\n" for line in lines)


def parse_text(text: str) -> SignedTree:
    """What `SignedTree.text` made. Raises BadNote for any other text."""
    lines = text.removesuffix("\n").split("\n")
    if len(lines) < 3 or not all(lines) or not SIZE.fullmatch(lines[1]):
        raise BadNote("A checkpoint has a line each for origin, size and root hash.")
    tree = SignedTree(lines[0], int(lines[1]), decode(lines[2]), tuple(lines[3:]))
    if len(tree.root) != HASH or tree.text() != text:
        raise BadNote("A checkpoint's root hash is 32 bytes in base64.")
    return tree


def text_of(note: str) -> SignedTree:
    """What a checkpoint of our own says, unchecked. Raises BadNote for what isn't one."""
    return parse_text(note.partition("\n\n")[0] + "\n")


def sign_checkpoint(tree: SignedTree, *, key: SignerKey, earlier: Iterable[SignerKey] = ()) -> str:
    """The signed note that is served at `checkpoint`. Raises BadNote when the key's name isn't the origin.

    `earlier` are the keys of logs that this one continues; they sign after it.
    """
    if key.name != tree.origin:
        raise BadNote(f"The key of {key.name} doesn't sign for {tree.origin}.")
    return sign(tree.text(), key, *earlier)


def open_checkpoint(note: str, *, key: VerifierKey) -> SignedTree:
    """What a checkpoint says, once its signature holds. Raises BadNote."""
    tree = parse_text(open_note(note, keys=[key]))
    if tree.origin != key.name:
        raise BadNote(f"The key of {key.name} signed for {tree.origin}.")
    return tree
