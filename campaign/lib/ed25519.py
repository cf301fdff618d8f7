"""Ed25519 (RFC 8032, section 5.1) on any computer: by `cryptography` where a server has it, else in Python alone.

The Python below takes the same steps for every secret, but the numbers it multiplies differ in length: whoever signs
for strangers hides how long it took, as `witness/serving.py` does.
"""

from hashlib import sha512
from types import ModuleType

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = tuple[int, int, int, int]  # X, Y, Z, T, where x = X/Z, y = Y/Z, x*y = T/Z
NEUTRAL: Point = (0, 1, 1, 0)


def public_of(seed: bytes) -> bytes:
    """The public key, 32 bytes, of a private one of 32 bytes."""
    if private := _fast():
        return bytes(private.Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw())
    return slow_public_of(seed)


def sign(seed: bytes, message: bytes) -> bytes:
    """The signature, 64 bytes, that a private key makes: always the same one."""
    if private := _fast():
        return bytes(private.Ed25519PrivateKey.from_private_bytes(seed).sign(message))
    return slow_sign(seed, message)


def verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """Whether the key whose public half is `public` made `signature` over `message`."""
    fast = _fast()
    if not fast:
        return slow_verifies(public, signature, message)
    from cryptography.exceptions import InvalidSignature

    try:
        fast.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def slow_public_of(seed: bytes) -> bytes:
    """As `public_of`, in Python alone."""
    return _packed(_times(_secret(seed)[0], BASE))


def slow_sign(seed: bytes, message: bytes) -> bytes:
    """As `sign`, in Python alone: about 10 ms."""
    secret, prefix = _secret(seed)
    public = _packed(_times(secret, BASE))
    nonce = _number(sha512(prefix + message).digest()) % ORDER
    point = _packed(_times(nonce, BASE))
    challenge = _number(sha512(point + public + message).digest()) % ORDER
    return point + ((nonce + challenge * secret) % ORDER).to_bytes(32, "little")


def slow_verifies(public: bytes, signature: bytes, message: bytes) -> bool:
    """As `verifies`, in Python alone, without the cofactor."""
    try:
        key = _point(public)
    except ValueError:
        return False
    s = _number(signature[32:])
    if len(signature) != 64 or s >= ORDER:
        return False
    challenge = _number(sha512(signature[:32] + public + message).digest()) % ORDER
    x, y, z, t = key
    return _packed(_added(_times(s, BASE), _times(challenge, (P - x, y, z, P - t)))) == signature[:32]


def _fast() -> ModuleType | None:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError:
        return None
    return ed25519


def _secret(seed: bytes) -> tuple[int, bytes]:
    """The number behind a private key, and what its nonces are made with."""
    digest = sha512(seed).digest()
    return _number(digest[:32]) & (1 << 254) - 8 | 1 << 254, digest[32:]


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "little")


def _point(raw: bytes) -> Point:
    """The point that 32 bytes stand for: RFC 8032, 5.1.3. Raises ValueError."""
    if len(raw) != 32:
        raise ValueError("a key of another length")
    y, odd = _number(raw) & (1 << 255) - 1, raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or x * x % P != square or (odd and not x):
        raise ValueError("not a point")
    x = x if x % 2 == odd else P - x
    return x, y, 1, x * y % P


def _packed(point: Point) -> bytes:
    x, y, z, _ = point
    inverse = pow(z, -1, P)
    return (y * inverse % P | (x * inverse % P & 1) << 255).to_bytes(32, "little")


def _added(one: Point, other: Point) -> Point:
    """RFC 8032, 5.1.4, which holds for any two points."""
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    """256 doublings and as many additions, whatever the number."""
    places = [NEUTRAL, NEUTRAL]
    for bit in reversed(range(256)):
        doubled = _added(places[0], places[0])
        places = [doubled, _added(doubled, point)]
        places[0] = places[number >> bit & 1]
    return places[0]


BASE = _point(b"\x58" + b"\x66" * 31)
