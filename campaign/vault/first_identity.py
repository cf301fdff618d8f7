"""The first holder's key, made beside the data so that a newcomer can begin; it protects nobody until it is moved."""

from pathlib import Path

from campaign.current import settings
from campaign.lib.refusal import Refusal
from campaign.vault import actions, queries
from campaign.vault.identities import new_identity, read_identities, write_identity

NAME = "first"
NOTE = """# This key opens everything that signers gave. While it is next to the data, it protects nobody.
# Move it to a computer of your own, keep a copy in a safe place, and delete it here.
"""


def first_identity() -> Path:
    """Where it is made."""
    return settings().keys / "first-identity.txt"


def make_first() -> bool:
    """On the embedded database, when there never was a holder: make a key and its holder; whether it was done."""
    if not settings().embedded or queries.holders(retired=True):
        return False
    path = first_identity()
    if not path.exists():
        write_identity(path, new_identity(), note=NOTE)
    (identity, *_) = read_identities(path, passphrase=str)
    actions.add(name=NAME, recipient=str(identity.to_public()), proved=True)
    return True


def first_recipient() -> str | None:
    """The public half of what lies beside the data; None where nothing does, empty where it can't be read."""
    path = first_identity()
    if not path.exists():
        return None
    try:
        (identity, *_) = read_identities(path, passphrase=str)
    except Refusal:
        return ""
    return str(identity.to_public())


def not_moved() -> str | None:
    """The sentence that everything says that speaks of safety, while the first key lies beside the data."""
    path = first_identity()
    if not path.exists():
        return None
    return (
        f"The key that opens signers' data is next to the data, in {path}. It protects nobody yet: "
        "move the file to a computer of your own and delete it here."
    )
