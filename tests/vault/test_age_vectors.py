"""The reader of age files, tried on age's published vectors: it opens those of our kind, and none it must refuse."""

import json
import zlib
from base64 import b64decode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest
from pyrage.x25519 import Identity

from campaign.vault.age_reader import Reader

FILE = Path(__file__).parent / "age_testkit" / "vectors.json"
# Of one chunk, with X25519 stanzas alone. All other valid files are left to pyrage.
OURS = {"stream_empty_payload", "stream_last_chunk_full", "x25519", "x25519_multiple_recipients"}
# Files that age's vectors call invalid and pyrage opens all the same.
LENIENT = {"stanza_missing_body", "stanza_missing_final_line"}


@dataclass(frozen=True)
class Vector:
    expect: str
    payload: str | None
    identities: list[Identity]
    file: bytes

    @classmethod
    def read(cls, raw: bytes) -> "Vector":
        head, _, file = raw.partition(b"\n\n")
        fields = [line.split(": ", 1) for line in head.decode().splitlines()]
        named = dict(fields)
        texts = [value for name, value in fields if name == "identity"]
        if named.get("compressed") == "zlib":
            file = zlib.decompress(file)
        return cls(named["expect"], named.get("payload"), [Identity.from_str(text) for text in texts], file)


VECTORS = {name: Vector.read(b64decode(text)) for name, text in json.loads(FILE.read_text()).items()}


def by_pyrage(vector: Vector) -> bytes | None:
    try:
        opened: bytes = pyrage.decrypt(vector.file, vector.identities)
    except pyrage.DecryptError:
        return None
    return opened


@pytest.mark.parametrize("name", VECTORS)
def test_a_vector(name: str) -> None:
    vector = VECTORS[name]
    opened = Reader(vector.identities).opened(vector.file)
    if name in OURS:
        assert opened is not None
        assert (vector.expect, sha256(opened).hexdigest()) == ("success", vector.payload)
    else:
        assert opened is None


@pytest.mark.parametrize("name", sorted(VECTORS.keys() - LENIENT))
def test_what_the_reader_leaves_is_opened_or_refused_by_pyrage(name: str) -> None:
    vector, opened = VECTORS[name], by_pyrage(VECTORS[name])
    digest = None if opened is None else sha256(opened).hexdigest()
    assert digest == (vector.payload if vector.expect == "success" else None)


def test_there_are_vectors_of_each_kind() -> None:
    kinds = {vector.expect for vector in VECTORS.values()}
    assert kinds == {"success", "no match", "HMAC failure", "header failure", "payload failure"}
    assert len(VECTORS) == 64
