"""Keys of notes as others read and make them: what a program needs that signs for another log than its own."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaign.tally.note import NAME, BadNote, SignerKey, VerifierKey, decode

PRIVATE = "PRIVATE+KEY"


def foreign_key(name: str) -> SignerKey:
    """A key that nobody has yet."""
    return SignerKey(name, Ed25519PrivateKey.generate().private_bytes_raw())


def private_key(text: str) -> SignerKey:
    """From `PRIVATE+KEY+name+id+key`, the text that Go's sumdb/note reads and writes."""
    *begin, name, ident, encoded = text.split("+", 4)
    key = SignerKey(name, decode(encoded)[1:])
    assert ("+".join(begin), key.verifier.id.hex()) == (PRIVATE, ident)
    return key


def public_key(text: str) -> VerifierKey:
    """What `str` made of a verifier key. Raises BadNote for any other text."""
    name, _, rest = text.partition("+")
    _, _, encoded = rest.partition("+")
    key = VerifierKey(name, decode(encoded)[1:])
    if not NAME.fullmatch(name) or len(key.public) != 32 or str(key) != text:
        raise BadNote("A verifier key is a name, an id of eight hexadecimal digits and a key, joined by +.")
    return key
