"""Which secrets a site has, and how the files of this machine stand to the rows that the database has of them."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from sqlalchemy import select

from campaign.current import settings
from campaign.extensions import db
from campaign.vault import keys
from campaign.vault.models import Fingerprint

SHARED = (
    "desk", "drill", "forms", "mail-limit", "network", "number", "preview", "sessions", "stop-list", "unsubscribe"
)  # fmt: skip
LOG = "log"  # on the worker's machine alone; each log knows its key again by itself
# Not those whose values are kept and compared, nor those whose links people hold.
ROTATED = ("drill", "forms", "mail-limit", "network", "number", "preview", "sessions")

Rows = Mapping[str, Sequence[bytes]]


class Standing(StrEnum):
    """How this machine's file of a secret stands to the rows of its purpose."""

    SAME = "same"
    BEFORE = "before"  # it was replaced elsewhere: good until that file is copied
    UNFINISHED = (
        "unfinished"  # it was being replaced here, and the machine stopped before the row was written
    )
    UNRECORDED = "unrecorded"
    MISSING = "missing"
    OTHER = "another"


FITS = frozenset({Standing.SAME, Standing.BEFORE, Standing.UNFINISHED})


def recorded() -> Rows:
    """The fingerprints by purpose, the newest first."""
    rows: dict[str, list[bytes]] = {}
    query = select(Fingerprint.purpose, Fingerprint.fingerprint)
    for purpose, mark in db.session.execute(
        query.order_by(Fingerprint.purpose, Fingerprint.generation.desc())
    ):
        rows.setdefault(purpose, []).append(mark)
    return rows


def standing(purpose: str, rows: Rows) -> Standing:
    """Of this machine's file; one that can't be read as a secret is another one."""
    folder, marks = settings().keys, rows.get(purpose, ())
    try:
        mark = keys.fingerprint(keys.secret(folder, purpose), purpose)
        if mark in marks:
            return Standing.SAME if mark == marks[0] else Standing.BEFORE
        before = keys.replaced(folder, purpose)
    except keys.NoSecret:
        return Standing.MISSING
    except ValueError:
        return Standing.OTHER
    if not marks:
        return Standing.UNRECORDED
    unfinished = before is not None and keys.fingerprint(before, purpose) == marks[0]
    return Standing.UNFINISHED if unfinished else Standing.OTHER


def standings(rows: Rows) -> dict[str, Standing]:
    """Of all that this machine has to share, the keys of campaigns included."""
    return {purpose: standing(purpose, rows) for purpose in sorted({*SHARED, *rows} - {LOG})}


def tag_purpose(slug: str) -> str:
    """The name of a campaign's own secret."""
    return f"tag-{slug}"
