"""The public half of a holder's key, as a file that anyone may read; and the id of what is sealed to try it."""

from hashlib import sha256

from campaign.vault.envelope import RECORD_LENGTH, SEALED, parse_recipient

ARMOURED = b"-----BEGIN AGE ENCRYPTED FILE-----"


def read_recipient(raw: bytes) -> tuple[str, str]:
    """(name, recipient) of the public half of a key: one line `age1…`, and `# name: NAME` (empty if it isn't said).

    Raises ValueError with a sentence, above all for a private half.
    """
    if b"AGE-SECRET-KEY" in raw.upper() or raw.lstrip().startswith((SEALED, ARMOURED)):
        raise ValueError(
            "This is the private half of a key. It opens everything: it stays on its holder's computer and never comes "
            "here. Give the public half, a file with a line that begins with age1."
        )
    try:
        lines = [line.strip() for line in raw.decode().splitlines() if line.strip()]
    except UnicodeDecodeError:
        raise ValueError("This file holds no age recipient: a line that begins with age1.") from None
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("# name:")]
    keys = [line for line in lines if not line.startswith("#")]
    if len(keys) != 1:
        raise ValueError(
            "The public half of a key is one line that begins with age1; this file has another shape."
        )
    return names[0] if names else "", str(parse_recipient(keys[0]))


def drill_record_id(holder: str) -> bytes:
    """The id inside the age file of a holder's drill, 16 bytes."""
    return sha256(b"campaign/drill/v1\n" + holder.encode()).digest()[:RECORD_LENGTH]
