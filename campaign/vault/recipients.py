"""The public half of a holder's key, as a file that anyone may read; and the id of what is sealed to try it."""

from hashlib import sha256

from campaign.lib.pasted import seen
from campaign.lib.refusal import Refusal
from campaign.vault.envelope import RECORD_LENGTH, SEALED, parse_recipient

ARMOURED = b"-----BEGIN AGE ENCRYPTED FILE-----"


def read_recipient(raw: bytes) -> tuple[str, str]:
    """(name, recipient) of the public half of a key: one line `age1…`, and `# name: NAME` (empty if it isn't said).

    Raises Refusal, above all for a private half, and ValueError for a key that isn't one.
    """
    if b"AGE-SECRET-KEY" in raw.upper() or raw.lstrip().startswith((SEALED, ARMOURED)):
        raise Refusal("vault/private-half")
    try:
        lines = [plain for line in raw.decode().splitlines() if (plain := seen(line).strip())]
    except UnicodeDecodeError:
        raise Refusal("vault/no-recipient") from None
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("# name:")]
    keys = [line for line in lines if not line.startswith("#")]
    if len(keys) != 1:
        raise Refusal("vault/not-one-recipient")
    return names[0] if names else "", str(parse_recipient(keys[0]))


def drill_record_id(holder: str) -> bytes:
    """The id inside the age file of a holder's drill, 16 bytes."""
    return sha256(b"campaign/drill/v1\n" + holder.encode()).digest()[:RECORD_LENGTH]
