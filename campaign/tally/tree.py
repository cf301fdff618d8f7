"""The tree in the database: its right edge read, its new tiles written. Only actions call what writes."""

from collections.abc import Iterable

from sqlalchemy import and_, or_, select

from campaign.current import settings
from campaign.extensions import db, insert
from campaign.tally.checkpoints import SignedTree, sign_checkpoint
from campaign.tally.merkle import Edge, append, edge_of, edge_widths, leaf_hash
from campaign.tally.models import LogTile
from campaign.tally.note import SignerKey, VerifierKey
from campaign.tally.origins import earlier_origins
from campaign.tally.proofs import Tree
from campaign.tally.tiles import HASH
from campaign.vault.keys import exists, secret


def signer(origin: str) -> SignerKey:
    """The site's key, under the name that a log has."""
    return SignerKey(origin, secret(settings().keys, "log"))


def verifier(origin: str) -> VerifierKey:
    """What others check this log's checkpoints with."""
    return signer(origin).verifier


def is_ours(text: str) -> bool:
    """Whether this machine has the key whose checkpoints `text`, a verifier key, checks. Asking makes none."""
    if not exists(settings().keys, "log"):
        return False
    return str(verifier("any")).rpartition("+")[2] == text.rpartition("+")[2]


def edge_at(campaign: int, size: int) -> Edge:
    """The right edge of the tree of the first `size` entries. Raises ValueError where tiles are missing."""
    wanted = edge_widths(size)
    if not wanted:
        return edge_of(size, {})
    here = or_(*(and_(LogTile.level == level, LogTile.number == number) for level, number, _ in wanted))
    rows = db.session.execute(
        select(LogTile.level, LogTile.hashes).where(LogTile.campaign_id == campaign, here)
    )
    widths = {level: width for level, _, width in wanted}
    return edge_of(size, {level: hashes[: widths[level] * HASH] for level, hashes in rows})


def consistency(campaign: int, old: int, size: int) -> list[bytes]:
    """The proof that the first `size` entries grew from the first `old`; none from nothing. Raises ValueError."""

    def read(level: int, number: int, width: int) -> bytes:
        query = select(LogTile.hashes).where(
            LogTile.campaign_id == campaign, LogTile.level == level, LogTile.number == number
        )
        return (db.session.scalar(query) or b"")[: width * HASH]

    return Tree(size, read).consistency(old) if old else []


def grow(campaign: int, edge: Edge, lines: Iterable[str]) -> Edge:
    """Add lines to the tree; writes the tiles that changed, whatever stood to their left."""
    edge, tiles = append(edge, (leaf_hash(line.encode()) for line in lines))
    for tile in tiles:
        statement = insert(LogTile).values(
            campaign_id=campaign, level=tile.level, number=tile.index, hashes=tile.hashes
        )
        db.session.execute(
            statement.on_conflict_do_update(
                index_elements=["campaign_id", "level", "number"], set_={"hashes": statement.excluded.hashes}
            )
        )
    return edge


def signed(origin: str, edge: Edge) -> str:
    """The checkpoint of a tree, as the note that is served.

    A log that continues others is signed under their names too: letters on paper bear the keys of those.
    """
    tree = SignedTree(origin, edge.size, edge.root())
    return sign_checkpoint(tree, key=signer(origin), earlier=map(signer, earlier_origins(origin)))
