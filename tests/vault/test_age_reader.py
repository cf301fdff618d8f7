"""Our own reader of age files, with pyrage as its judge: what it opens pyrage opens too, to the same bytes."""

import hmac
import os
import random
import subprocess
from base64 import b64encode
from collections.abc import Callable, Sequence

import pyrage
import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage.x25519 import Identity

from campaign.vault import age_reader
from campaign.vault.age_reader import Reader

HOLDERS = [Identity.generate() for _ in range(4)]
CHUNK = 64 * 1024
FILE_KEY = bytes(range(16))
LOW_ORDER = b64encode(bytes(32)).rstrip(b"=")
BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def sealed_to(plain: bytes, holders: Sequence[Identity]) -> bytes:
    sealed: bytes = pyrage.encrypt(plain, [holder.to_public() for holder in holders])
    return sealed


def by_pyrage(sealed: bytes, identities: Sequence[Identity]) -> bytes | None:
    try:
        opened: bytes = pyrage.decrypt(sealed, list(identities))
    except (pyrage.DecryptError, ValueError):
        return None
    return opened


@settings(max_examples=200, deadline=None)
@given(
    plain=st.one_of(st.binary(max_size=3_000), st.sampled_from([CHUNK - 1, CHUNK]).map(os.urandom)),
    several=st.integers(1, 4),
    mine=st.data(),
)
def test_what_pyrage_seals_to_anyone_of_several_is_opened(
    plain: bytes, several: int, mine: st.DataObject
) -> None:
    holders = HOLDERS[:several]
    others = [Identity.generate()]
    identities = mine.draw(st.permutations([mine.draw(st.sampled_from(holders)), *others]))
    sealed = sealed_to(plain, holders)
    assert Reader(identities).opened(sealed) == plain == by_pyrage(sealed, identities)


def test_more_than_one_chunk_or_another_key_is_left_to_pyrage() -> None:
    assert Reader(HOLDERS[:1]).opened(sealed_to(bytes(CHUNK + 1), HOLDERS)) is None
    assert Reader([Identity.generate()]).opened(sealed_to(b"", HOLDERS)) is None


def test_what_the_stock_program_seals_is_opened() -> None:
    words = ["age", *(word for holder in HOLDERS for word in ("-r", str(holder.to_public())))]
    for plain in (b"", b"one record", os.urandom(CHUNK)):
        sealed = subprocess.run(words, input=plain, capture_output=True, check=True).stdout
        assert [Reader([holder]).opened(sealed) for holder in HOLDERS] == [plain] * len(HOLDERS)


@given(key=st.binary(max_size=64), message=st.binary(max_size=300))
def test_codes_are_those_of_the_library(key: bytes, message: bytes) -> None:
    assert age_reader._hmac(key, message) == hmac.digest(key, message, "sha256")


def test_files_of_one_list_take_one_exchange_each(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = []

    class Counted(age_reader.X25519PublicKey):
        @staticmethod
        def from_public_bytes(share: bytes) -> age_reader.X25519PublicKey:
            shares.append(share)
            return read(share)

    read = age_reader.X25519PublicKey.from_public_bytes
    monkeypatch.setattr(age_reader, "X25519PublicKey", Counted)
    reader = Reader([Identity.generate(), HOLDERS[3]])
    assert [reader.opened(sealed_to(b"one", HOLDERS)) for _ in range(10)] == [b"one"] * 10
    assert len(shares) == 2 * len(HOLDERS) + 9
    # One that was sealed before she was a holder, or after another had gone, is found all the same.
    assert reader.opened(sealed_to(b"two", HOLDERS[3:])) == b"two"
    assert reader.opened(sealed_to(b"three", HOLDERS)) == b"three"


def derived(secret: bytes, salt: bytes, purpose: bytes) -> bytes:
    return hmac.digest(hmac.digest(salt or bytes(32), secret, "sha256"), purpose + b"\x01", "sha256")


def stanza(holder: Identity) -> bytes:
    """One that wraps FILE_KEY to a holder."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    ephemeral, mine = X25519PrivateKey.generate(), Reader([holder])._keys[0]
    share = ephemeral.public_key().public_bytes_raw()
    wrap_key = derived(
        mine[0].exchange(ephemeral.public_key()), share + mine[1], b"age-encryption.org/v1/X25519"
    )
    body = ChaCha20Poly1305(wrap_key).encrypt(bytes(12), FILE_KEY, None)
    return b"-> X25519 %b\n%b\n" % tuple(b64encode(each).rstrip(b"=") for each in (share, body))


def whole(stanzas: bytes, *, payload: bytes = b"plain") -> bytes:
    """A file with these stanzas, whose HMAC is right: as whoever seals to us may write it."""
    header = b"age-encryption.org/v1\n" + stanzas + b"---"
    mac = b64encode(hmac.digest(derived(FILE_KEY, b"", b"header"), header, "sha256")).rstrip(b"=")
    chunk = ChaCha20Poly1305(derived(FILE_KEY, bytes(16), b"payload")).encrypt(
        bytes(11) + b"\x01", payload, None
    )
    return header + b" " + mac + b"\n" + bytes(16) + chunk


def shuffled(by: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    return b"\n".join(by.sample(lines, len(lines)))


GREASE = b"-> ab-grease c d\n" + b"QUJD" * 16 + b"\nQUI\n"
MUTATIONS: tuple[Callable[[random.Random, bytearray], object], ...] = (
    lambda by, raw: raw.__setitem__(by.randrange(len(raw)), by.randrange(256)),
    lambda by, raw: raw.__setitem__(by.randrange(len(raw)), by.choice(BASE64)),
    lambda by, raw: raw.__delitem__(by.randrange(len(raw))),
    lambda by, raw: raw.insert(by.randrange(len(raw) + 1), by.choice(b"\n\r =-A> \x00\x7f")),
    lambda by, raw: raw.__delitem__(slice(by.randrange(len(raw)), None)),
    lambda by, raw: raw.extend(by.randbytes(by.randrange(1, 40))),
    lambda by, raw: raw.__setitem__(slice(None), shuffled(by, bytes(raw))),
    lambda by, raw: raw.__setitem__(slice(None), bytes(raw).replace(b"X25519", by.choice([b"x25519", b"X"]))),
)


@pytest.mark.parametrize("seed", range(4))
def test_a_changed_file_opens_to_what_pyrage_says_or_not_at_all(seed: int) -> None:
    by, opened = random.Random(seed), 0
    sealed = [sealed_to(by.randbytes(by.randrange(60)), HOLDERS[:2]) for _ in range(8)]
    for _ in range(1_000):
        raw, reader = bytearray(by.choice(sealed)), Reader(HOLDERS[1:2])
        by.choice(MUTATIONS)(by, raw)
        if (ours := reader.opened(bytes(raw))) is not None:
            opened += 1
            assert ours == by_pyrage(bytes(raw), HOLDERS[1:2])
    assert opened < 20  # those that a mutation left as they were


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_a_header_that_its_maker_changed_opens_as_pyrage_has_it(seed: int) -> None:
    """The HMAC is made after the change: it is the shape that is judged."""
    by, opened = random.Random(seed), 0
    for _ in range(1_000):
        stanzas = bytearray(b"".join(by.sample([stanza(HOLDERS[0]), stanza(HOLDERS[1]), GREASE], 3)))
        by.choice(MUTATIONS)(by, stanzas)
        raw = whole(bytes(stanzas))
        for identities in (HOLDERS[:1], HOLDERS[1:2]):
            if (ours := Reader(identities).opened(raw)) is not None:
                opened += 1
                assert ours == b"plain" == by_pyrage(raw, identities)
    assert opened > 100


@pytest.mark.parametrize(
    "odd",
    [
        GREASE.replace(b"QUI\n", b"QUJ\n"),
        GREASE.replace(b"QUI\n", b"QUI=\n"),
        GREASE.replace(b"QUI\n", b""),
        GREASE.replace(b" c", b"  c"),
        GREASE.replace(b"\n", b"\r\n"),
        b"-> ssh-rsa QUI\nQUI\n",
        b"-> scrypt QUI 18\nQUI\n",
        b"-> X25519 QUI\nQUI\n",
    ],
)
def test_a_stanza_of_another_shape_is_left_to_pyrage(odd: bytes) -> None:
    mine = stanza(HOLDERS[0])
    assert Reader(HOLDERS[:1]).opened(whole(mine + GREASE)) == b"plain"
    assert Reader(HOLDERS[:1]).opened(whole(mine + odd)) is None


def test_a_share_of_low_order_is_refused() -> None:
    low = b"-> X25519 %b\n%b\n" % (LOW_ORDER, LOW_ORDER)
    raw = whole(low + stanza(HOLDERS[0]))
    assert (Reader(HOLDERS[:1]).opened(raw), by_pyrage(raw, HOLDERS[:1])) == (None, None)
