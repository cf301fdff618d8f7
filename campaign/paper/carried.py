"""A file on its way: between the look at it and the import its rows travel in the page, sealed to this desk.

So nothing of it lies on the server before somebody has seen what it would bring, and no page holds a name in clear.
"""

import base64
import json
import zlib
from dataclasses import asdict

from campaign.lib import clock
from campaign.lib.refusal import Refusal
from campaign.organisers.desk_keys import of_desk
from campaign.paper.importing import Line, Table
from campaign.vault.envelope import Unreadable
from campaign.vault.signer_copies import open_copy, seal_copy

LONGEST_OPEN = 1800  # seconds
PURPOSE = "paper in a page"


def carry(table: Table, *, slug: str, who: int) -> str:
    """The table for a hidden field of this campaign's page, for this organiser, for half an hour."""
    said = {"at": clock.now().timestamp(), **asdict(table)}
    packed = zlib.compress(json.dumps(said, ensure_ascii=False).encode())
    return base64.b64encode(seal_copy(packed, token=_key(), record_id=_bound(slug, who))).decode()


def carried(text: str, *, slug: str, who: int) -> Table:
    """What `carry` was given. Raises Refusal for what is too old, or was made for another page."""
    try:
        raw = base64.b64decode(text, validate=True)
        said = json.loads(zlib.decompress(open_copy(raw, token=_key(), record_id=_bound(slug, who))))
    except (ValueError, Unreadable):
        raise Refusal("paper/carried-too-long") from None
    if not 0 <= clock.now().timestamp() - said["at"] <= LONGEST_OPEN:
        raise Refusal("paper/carried-too-long")
    lines: list[Line] = [(number, cells) for number, cells in said["lines"]]
    return Table(said["head"], lines)


def _key() -> str:
    return of_desk(PURPOSE).hex()


def _bound(slug: str, who: int) -> bytes:
    return f"{who} {slug}".encode()
