"""The judge of `make proof` is no rubber stamp: each promise, broken once, is named."""

import base64
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from tests.proof.crowd import Signer
from tests.proof.ledger import Ledger, Mail
from tests.proof.verdict import commitment, judge, roots_at

ORIGIN, TEXT, S = "127.0.0.1:8000/skies/log", "ab" * 32, "cd" * 32
FIRST = 2  # entries before the first signature


class Shown:
    """What a site with three signers shows, all of whom were thanked, mailed and confirmed."""

    def __init__(self, folder: Path) -> None:
        self.signers = [Signer(number) for number in (1, 2, 3)]
        self.entries = ["rules 1", f"text {TEXT}", *map(self.line, self.signers)]
        self.ledger = Ledger(folder / "ledger.jsonl")
        for signer in self.signers:
            self.ledger.post(signer.address)
            self.ledger.thank(signer.address, 0)
            self.ledger.mail(Mail(signer.address, f"<{signer.number}@x>", f"/en/c/{signer.number}"))
            self.ledger.confirm(signer.address, 0, f"/en/c/{signer.number}")
        self.ledger.see(self.checkpoint(4))
        self.receipts = {
            f"/en/c/{signer.number}/receipt": at for at, signer in enumerate(self.signers, FIRST)
        }

    def line(self, signer: Signer) -> str:
        return f"signature {commitment({'log': ORIGIN, 'text': TEXT, 's': S}, signer)}"

    def checkpoint(self, size: int) -> str:
        return f"{ORIGIN}\n{size}\n{roots_at(self.entries, {size})[size]}\n\n— a signature\n"

    def read(self, path: str) -> bytes | None:
        if path in self.receipts:
            return f"log {ORIGIN}\nindex {self.receipts[path]}\ntext {TEXT}\ns {S}\n".encode()
        if path == "/skies/log/checkpoint":
            return self.checkpoint(len(self.entries)).encode()
        if path == f"/skies/log/tile/entries/000.p/{len(self.entries)}":
            return b"".join(len(line).to_bytes(2) + line.encode() for line in self.entries)
        return None

    def broken(self) -> list[str]:
        return judge(self.ledger, self.read, "skies").broken


@pytest.fixture
def shown(tmp_path: Path) -> Iterator[Shown]:
    made = Shown(tmp_path)
    yield made
    made.ledger.close()


def test_what_holds_is_not_accused(shown: Shown) -> None:
    assert shown.broken() == []


def test_a_form_that_was_thanked_for_and_never_mailed(shown: Shown) -> None:
    shown.ledger.thank("signer9@example.org", 0)
    assert shown.broken() == ["was thanked for and never mailed: signer9@example.org"]
    shown.ledger.refuse("signer9@example.org")  # her mail server has no such mailbox
    assert shown.broken() == []


def test_a_link_that_could_never_be_confirmed(shown: Shown) -> None:
    del shown.ledger.confirmed["signer3@example.org"]
    shown.entries.pop()
    assert shown.broken() == ["was mailed and could never confirm: signer3@example.org"]


@pytest.mark.parametrize("how", ["no receipt", "another's entry", "taken out"])
def test_a_confirmation_that_nothing_in_the_log_stands_for(shown: Shown, how: str) -> None:
    if how == "no receipt":
        del shown.receipts["/en/c/3/receipt"]
        shown.entries.pop()
    elif how == "another's entry":
        shown.entries[4] = shown.line(Signer(8))
        shown.receipts["/en/c/3/receipt"] = 4
    else:
        shown.entries.append("withdrawal 4 fraud")
    (first, *_) = shown.broken()
    assert first == "confirmed, and no receipt shows her entry: signer3@example.org"


def test_somebody_counted_twice_and_an_entry_told_twice(shown: Shown) -> None:
    shown.entries.append(shown.line(Signer(8)))
    assert shown.broken() == ["is counted and nobody's who confirmed: 5"]
    shown.entries[5] = shown.entries[4]
    assert shown.broken() == [
        f"a commitment stands twice: {shown.entries[4]}", "is counted and nobody's who confirmed: 5",
    ]  # fmt: skip


def test_two_who_are_shown_the_same_entry(shown: Shown) -> None:
    shown.ledger.confirmed["signer2@example.org "] = shown.ledger.confirmed["signer2@example.org"]
    shown.ledger.links["signer2@example.org "] = "/en/c/2"
    assert shown.broken() == ["is the entry of two: 3"]


def test_a_withdrawal_that_was_answered_and_forgotten(shown: Shown) -> None:
    shown.ledger.withdraw("signer3@example.org", 0)
    assert shown.broken() == [
        "is counted and nobody's who confirmed: 4", "a withdrawal was answered and isn't in the log: 0",
    ]  # fmt: skip


def test_a_checkpoint_of_another_history(shown: Shown) -> None:
    other = base64.b64encode(sha256(b"another").digest()).decode()
    shown.ledger.see(f"{ORIGIN}\n3\n{other}\n\n— a signature\n")
    assert shown.broken() == [
        f"a checkpoint that was shown is no beginning of the log: {ORIGIN} 3 {other}",
    ]  # fmt: skip


def test_a_mail_that_came_under_two_ids(shown: Shown) -> None:
    shown.ledger.mail(Mail("signer1@example.org", "<1@x>", "/en/c/1"))
    assert shown.broken() == []
    shown.ledger.mail(Mail("signer1@example.org", "<other@x>", "/en/c/1"))
    assert shown.broken() == ["was mailed more often than forms were sent: signer1@example.org"]


def test_an_answer_that_no_signer_should_get(shown: Shown) -> None:
    shown.ledger.answer("form 500", odd="form 500: Something went wrong")
    assert shown.broken() == ["was answered oddly: form 500: Something went wrong"]
