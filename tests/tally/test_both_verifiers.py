"""The parts of the browser's verifier beside verify.py's: hashes, signatures, and addresses as they are typed."""

import random
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaign.tally.folder import note_instead
from tests.tally.in_node import Node, node
from tests.tally.logs import KEY, honest, text_hash, verdict, verifier
from tests.tally.test_verifier_signatures import ORDER, VECTORS, ours

SEED = 20160924
TYPED = (
    "amelie@example.org", " Amélie <AMELIE@Example.ORG>; ", "mailto:nour@example.org", "MAILTO:<nour@example.org>",
    "nour@bücher.example",
    "nour@BÜCHER.example", "nour@مثال.إختبار", "nour@例え.テスト", "nour@straße.example", "nour@xn--bcher-kva.example",
    "nour\u200b@exam\u00adple.org", "nour٤٢@example.org", "nour４２@example.org", "o\u2019neill@example.org",
    "nour@example\u3002org", "“nour@example.org”,", "nour@example.org.", "nour", "", "@", "a@b@c", "nour@ΜΑΣ.example",
    "nour@İstanbul.example", "nour@münchen-ist-schön-im-sommer.example", "𝟘nour@example.org", "nour @ example.org",
    "(nour@example.org)", "nour@example.org،", "nour@naïve-éé-日本-ab.example", "߁nour@example.org",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Node]:
    with node() as started:
        yield started


def test_an_address_is_read_the_same(browser: Node) -> None:
    assert browser.answer(stored=TYPED) == [verifier().as_stored(typed) for typed in TYPED]


def test_without_its_beginning_an_address_of_another_machine_is_asked_in_secret(browser: Node) -> None:
    here = ["localhost", "localhost/a", "localhost:8000/a", "127.0.0.1:8000/a", "[::1]:8000/a"]
    away = ["example.org/a", "localhost.example.org/a", "localhosts/a", "127.example.org/a"]
    asked = [f"http://{place}" for place in here] + [f"https://{place}" for place in away]
    assert browser.answer(places=here + away) == asked
    assert browser.answer(places=asked) == asked


def test_a_hash_is_the_same_at_every_length(browser: Node) -> None:
    chance = random.Random(SEED)
    for length in [*range(200), 4095, 4096, 100_000]:
        raw = chance.randbytes(length)
        said = [browser.answer(hashed={"raw": raw.hex(), "prefix": prefix}) for prefix in (-1, 0, 1)]
        assert said == [sha256(before + raw).hexdigest() for before in (b"", b"\0", b"\1")], length


@pytest.mark.parametrize(("secret", "message", "signature"), VECTORS)
def test_the_vectors_of_the_rfc(browser: Node, secret: str, message: str, signature: str) -> None:
    public = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(secret)).public_key().public_bytes_raw()
    assert browser.answer(signed=[public.hex(), message, signature]) is True


def test_signatures_at_the_edges_are_judged_the_same(browser: Node) -> None:
    """Points of a small order, points that are none, numbers that are too large, lengths that are wrong."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(32))
    public, signature = key.public_key().public_bytes_raw(), key.sign(b"text")
    s = int.from_bytes(signature[32:], "little")
    one, zero, minus_one = (number.to_bytes(32, "little") for number in (1, 0, 2**255 - 20))
    points = (
        public, one, zero, minus_one, b"\xff" * 32, (2**255 - 19).to_bytes(32, "little"),
        b"\x02" + bytes(31), b"\x01" + bytes(30) + b"\x80",
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"),
    )  # fmt: skip
    signatures = (
        signature, signature[:-1], signature + b"\0", b"", one + zero, zero + zero, minus_one + zero,
        signature[:32] + zero,
        signature[:32] + (s + ORDER).to_bytes(32, "little"), signature[:32] + ORDER.to_bytes(32, "little"),
    )  # fmt: skip
    judged = [
        (ours(point, message, made), browser.answer(signed=[point.hex(), message.hex(), made.hex()]))
        for point in points
        for made in signatures
        for message in (b"text", b"other")
    ]
    assert [pair for pair in judged if pair[0] is not pair[1]] == []
    assert {pair[0] for pair in judged} == {True, False}


def test_claims_are_judged_the_same(browser: Node, tmp_path: Path) -> None:
    folder, browsers = honest()[0].write(tmp_path), Counter[str]()
    root, root_at_34 = (
        "yFQiS8dPtP9cO7FxA4TFHsLQhPIDwyL9GWlLCHk7hlc=",
        "ktEr+aFueayq8sqhKdVDL0FnJxMYsN6n1tWdTe146eM=",
    )
    for claim in (
        "total=312 FR=120 DE=60 SY=fewer-than-ten IT=not-shown", "total=313", "FR=130", "FR=fewer-than-ten",
        "SY=10", "SY=0",
        "size=34 total=30 FR=20", "size=34 total=312", "size=33 FR=20", "total=305", "size=330 FR=120",
        f"root={root}", f"root={root_at_34}", f"size=34 root={root_at_34}", f"size=33 root={root_at_34}",
    ):  # fmt: skip
        words = (folder, "--key", KEY.verifier, "--claim", *claim.split())
        said = browser.verdict(*words)
        assert said == verdict(*words), claim
        browsers[said] += 1
    assert browsers == {"ok": 5, "claim": 10}


@pytest.mark.parametrize(
    ("for_good", "says", "name"),
    [(True, "was withdrawn", "withdrawn"), (False, "is taken down for now", "down")],
)
def test_a_text_that_isnt_shown_is_said_to_be_gone_or_down_for_now(
    browser: Node, tmp_path: Path, capsys: pytest.CaptureFixture[str], for_good: bool, says: str, name: str
) -> None:
    folder, digest = honest()[0].write(tmp_path), text_hash(0)
    (folder / "texts" / digest).unlink()
    note = folder / "texts" / f"{digest}.withdrawn"
    note.write_bytes(note_instead(digest, for_good=for_good))
    capsys.readouterr()
    assert verifier().main([str(folder), "--key", str(KEY.verifier)]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"text {digest} {says}"
    answered = browser.answer(folder=str(folder), key=str(KEY.verifier))
    told = {each: answered[each] for each in ("check", "withdrawn", "down")}
    assert told == {"check": "ok", "withdrawn": [], "down": [], name: [digest]}


@pytest.mark.parametrize("says", ["is taken down", "was withdrawn for now", "is taken down for now\n"])
def test_a_note_in_other_words_is_a_text_that_isnt_the_one_logged(
    browser: Node, tmp_path: Path, says: str
) -> None:
    folder, digest = honest()[0].write(tmp_path), text_hash(0)
    (folder / "texts" / digest).write_bytes(f"text {digest} {says}\n".encode())
    words = (folder, "--key", KEY.verifier)
    assert (verdict(*words), browser.verdict(*words)) == ("text", "text")
