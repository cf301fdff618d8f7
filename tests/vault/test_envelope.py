"""A value as an age file: opened by any one holder, for its own record, and by nobody else."""

import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage.x25519 import Identity

from campaign.vault import envelope
from campaign.vault.envelope import HEAD, SEALED, STEP, Unreadable, open_with, parse_recipient, seal_to

RECORD, OTHER = bytes(range(16)), bytes(16)
HOLDERS = [Identity.generate() for _ in range(2)]
RECIPIENTS = [holder.to_public() for holder in HOLDERS]


@pytest.fixture(autouse=True, params=["with cryptography", "with pyrage alone"])
def _installed(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A holder's computer has no `cryptography`, and nothing else is to be noticed of that."""
    if request.param == "with pyrage alone":
        for name in [name for name in sys.modules if name.partition(".")[0] == "cryptography"]:
            monkeypatch.setitem(sys.modules, name, None)
        monkeypatch.delitem(sys.modules, "campaign.vault.age_reader", raising=False)


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plain=st.binary(max_size=3 * STEP), holder=st.sampled_from(HOLDERS))
def test_any_one_holder_opens_what_was_sealed(plain: bytes, holder: Identity) -> None:
    sealed = seal_to(plain, record_id=RECORD, recipients=RECIPIENTS)
    assert sealed.startswith(SEALED)
    assert open_with(sealed, record_id=RECORD, identities=[holder]) == plain


def test_lengths_come_in_steps() -> None:
    def sizes(*lengths: int) -> set[int]:
        found = set()
        for length in lengths:
            # An age header may carry a stanza of random length that means nothing; what counts lies behind it.
            sealed = seal_to(bytes(length), record_id=RECORD, recipients=RECIPIENTS)
            found.add(len(sealed) - sealed.index(b"\n--- ") - len("\n--- ") - 44)
        return found

    assert len(sizes(0, 1, 300, STEP - HEAD)) == 1
    assert len(sizes(STEP - HEAD, STEP - HEAD + 1)) == 2


@pytest.mark.parametrize("plain", [b"", b"x" * 100])
def test_no_other_key_record_or_byte(plain: bytes) -> None:
    sealed = seal_to(plain, record_id=RECORD, recipients=RECIPIENTS)
    with pytest.raises(Unreadable, match="no identity"):
        open_with(sealed, record_id=RECORD, identities=[Identity.generate()])
    with pytest.raises(Unreadable, match="not the record"):
        open_with(sealed, record_id=OTHER, identities=HOLDERS)
    for changed in (b"", sealed[:-1], sealed[: len(sealed) // 2], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        with pytest.raises(Unreadable):
            open_with(changed, record_id=RECORD, identities=HOLDERS)


def test_with_cryptography_pyrage_opens_nothing_of_ours(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def by_pyrage(sealed: bytes, identities: list[Identity]) -> bytes:
        asked.append(sealed)
        return decrypt(sealed, identities)

    decrypt = envelope.decrypt
    monkeypatch.setattr(envelope, "decrypt", by_pyrage)
    opener = envelope.Opener(HOLDERS[1:])
    for _ in range(5):
        sealed = seal_to(b"one", record_id=RECORD, recipients=RECIPIENTS)
        assert opener.opened(sealed, record_id=RECORD) == b"one"
    assert len(asked) == (5 if "pyrage alone" in request.node.name else 0)


def test_what_cannot_be_sealed() -> None:
    with pytest.raises(ValueError, match="nobody"):
        seal_to(b"", record_id=RECORD, recipients=[])
    with pytest.raises(ValueError, match="16 bytes"):
        seal_to(b"", record_id=b"short", recipients=RECIPIENTS)
    with pytest.raises(ValueError, match="age1"):
        parse_recipient("AGE-SECRET-KEY-1QQQ")
