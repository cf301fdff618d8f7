"""A log as plain files, as it is served: what a partner mirrors and `verify.py` reads. Neither database nor web."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from campaign.lib import durable
from campaign.lib.refusal import Refusal
from campaign.tally.checkpoints import SignedTree, parse_text
from campaign.tally.merkle import Edge, append, leaf_hash
from campaign.tally.note import text_of
from campaign.tally.origins import folder_of
from campaign.tally.tiles import WIDTH, bundle, tile_path, width_at

AT_ONCE = 32 * WIDTH


def write_log(
    folder: Path,
    *,
    checkpoint: str,
    lines: Iterable[str],
    texts: Iterable[bytes],
    manifests: Iterable[bytes],
    unshown: Mapping[str, bytes] = MappingProxyType({}),
    witnessed: str | None = None,
) -> None:
    """Write a log below `folder`: `log/…` and `texts/…`, the checkpoint last, so that a reader never finds it early.

    `lines` are the entries, exactly as many as the checkpoint's size. An older copy there grows: what belonged only to
    its right edge is removed, and so are texts that are `unshown`: hashes, each with its `note_instead`. A log that
    continues another has its tiles below `log-2/`. `witnessed` is the checkpoint with cosignatures of
    witnesses. Raises Refusal, the old checkpoint still in place, when lines and
    checkpoint differ, when another log lies there, or when the disk can't take it; what came with it is gone then.
    """
    tree = parse_text(text_of(checkpoint))
    with _nothing_half(folder):
        _require_same_log(folder, tree.origin)
        _write_files(folder, tree, checkpoint, lines, _documents(folder, texts, manifests), unshown)
        if witnessed:
            durable.replace(folder / "log" / "witnessed", witnessed.encode())
        else:
            (folder / "log" / "witnessed").unlink(missing_ok=True)


def _write_files(
    folder: Path,
    tree: SignedTree,
    checkpoint: str,
    lines: Iterable[str],
    files: set[Path],
    unshown: Mapping[str, bytes],
) -> None:
    own = folder / folder_of(tree.origin)
    for digest, note in unshown.items():
        files.add(_write(folder / "texts" / f"{digest}.withdrawn", note))
    edge, left = Edge(), iter(lines)
    while some := list(islice(left, AT_ONCE)):
        edge, added = _write_entries(own, edge, [line.encode() for line in some], size=tree.size)
        files |= added
    if (edge.size, edge.root()) != (tree.size, tree.root):
        raise Refusal("tally/lines-differ", size=edge.size, origin=tree.origin)
    durable.sync_all()
    durable.replace(folder / "log" / "checkpoint", checkpoint.encode())
    for path in (own / "tile").rglob("*.p/*"):
        if path not in files:
            path.unlink()
    for path in files & set((folder / "texts").glob("*")):
        other = path.name.removesuffix(".withdrawn") if path.suffix else f"{path.name}.withdrawn"
        path.with_name(other).unlink(missing_ok=True)


@contextmanager
def _nothing_half(folder: Path) -> Iterator[None]:
    before = set(folder.rglob("*")) | {folder} if folder.exists() else set()
    try:
        yield
    except OSError as problem:
        for path in sorted(
            {folder, *folder.rglob("*")} - before, reverse=True
        ):  # what lies in a folder goes first
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        raise Refusal("tally/unwritten", folder=folder, says=problem.strerror) from None


def note_instead(digest: str, *, for_good: bool) -> bytes:
    """What stands in the place of a text that those who published it don't show: any more, or for now."""
    return f"text {digest} {'was withdrawn' if for_good else 'is taken down for now'}\n".encode()


def _require_same_log(folder: Path, origin: str) -> None:
    """A copy of a log that lost entries is evidence; nothing is written over it."""
    checkpoint = folder / "log" / "checkpoint"
    if checkpoint.exists() and (there := parse_text(text_of(checkpoint.read_text())).origin) != origin:
        raise Refusal("tally/other-log-there", folder=folder, there=there, origin=origin)


def _write_entries(log: Path, edge: Edge, entries: list[bytes], *, size: int) -> tuple[Edge, set[Path]]:
    first, files = edge.size // WIDTH, set()
    for number, part in enumerate(_bundles(entries), start=first):
        files.add(_write(log / tile_path(None, number, len(part)), bundle(part)))
    edge, tiles = append(edge, map(leaf_hash, entries))
    for tile in tiles:
        if tile.width == width_at(size, tile.level, tile.index):
            files.add(_write(log / tile.path, tile.hashes))
    return edge, files


def _bundles(entries: list[bytes]) -> Iterator[list[bytes]]:
    for at in range(0, len(entries), WIDTH):
        yield entries[at : at + WIDTH]


def _documents(folder: Path, texts: Iterable[bytes], manifests: Iterable[bytes]) -> set[Path]:
    files = {_write(folder / "texts" / sha256(text).hexdigest(), text) for text in texts}
    return files | {
        _write(folder / "log" / "manifests" / sha256(manifest).hexdigest(), manifest)
        for manifest in manifests
    }


def _write(path: Path, content: bytes) -> Path:
    """Of the thousands of files each is whole; that all are on the disk is seen to before the checkpoint says so."""
    durable.replace(path, content, synced=False)
    return path
