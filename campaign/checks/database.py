"""Is the database there, in this version's shape?"""

from sqlalchemy.exc import SQLAlchemyError

from campaign.backup import versions
from campaign.checks import GOOD, WRONG, Finding
from campaign.extensions import db


def database() -> Finding:
    """The one finding that all others wait for."""
    try:
        at, head = versions.shape(), versions.newest_shape()
    except SQLAlchemyError as problem:
        return Finding(WRONG, f"Database: it can't be used ({type(problem).__name__}). Is it there?")
    if not versions.is_known(at):
        return Finding(
            WRONG,
            f"Database: it was made by {versions.maker(None)} of campaign, and this one doesn't know its shape: use "
            "that version, and run its campaign export first, before upgrading.",
        )
    if at != head:
        return Finding(
            WRONG, f"Database: its shape is {at or 'none'}, this version's is {head}. campaign migrate"
        )
    return Finding(GOOD, f"Database: {db.engine.dialect.name}, in this version's shape ({head}).")
