"""A small honest log as files, with letters and receipts, and the verifier run upon it as its readers run it."""

import contextlib
import functools
import importlib.util
import io
import sys
from dataclasses import dataclass, field
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from campaign.tally import entries
from campaign.tally.checkpoints import SignedTree, sign_checkpoint
from campaign.tally.entries import Stated
from campaign.tally.folder import write_log
from campaign.tally.lots import Counts, LotRule
from campaign.tally.merkle import Edge, append, leaf_hash
from campaign.tally.note import SignerKey
from campaign.tally.receipts import Receipt

VERIFIER = Path(__file__).parents[2] / "static" / "verify.py"
KEY = SignerKey("example.org/clear-skies/log", bytes(range(32)))
TEXTS = (
    b"en\nClear skies\n2016-09-24\nStop the bombs.\nA body.\n",
    "fr\nCiel libre\n2016-09-24\nArrêtez les bombes.\nUn corps.\n".encode(),
)
PDF = b"%PDF-1.7 a letter to France"
RULES = entries.RULES_LINE
FIRST_DAY = date(2016, 10, 1)


@dataclass
class Signer:
    """Who signed, as she would type it, and her entry."""

    name: str
    address: str
    country: str
    index: int = -1

    def commitment(self, origin: str, s: bytes) -> str:
        """The line's hash, under the first text."""
        return entries.commitment(
            origin=origin, text=text_hash(0), s=s, name=self.name, address=self.address, country=self.country
        )

    def typed(self) -> str:
        """What she answers when asked."""
        return f"{self.name}\n{self.address}\n{self.country}\n"


@dataclass
class Written:
    """A log in memory, as it grows, and what goes with it."""

    key: SignerKey = KEY
    lines: list[str] = field(default_factory=lambda: [RULES])
    manifests: list[bytes] = field(default_factory=list)
    texts: tuple[bytes, ...] = TEXTS

    def sign(self, count: int, *, seed: str = "") -> None:
        """Signatures of nobody in particular."""
        for _ in range(count):
            self.lines.append(f"signature {sha256(f'{seed}{len(self.lines)}'.encode()).hexdigest()}")

    def withdraw(self, index: int, reason: str = "withdrawn") -> None:
        """A signature that no longer counts."""
        self.lines.append(entries.withdrawal_line(index, reason))

    def state(self, *, day: date | None = None, **countries: int) -> None:
        """The figures of what is due to be taken in, on the day after the last ones."""
        counts, last = counted(self.lines)
        LotRule().take_in(counts, size=len(self.lines))
        taken_in = sum(counts.taken_in().values())
        self.lines.append(entries.tally_line(Stated(day or last + timedelta(days=1), taken_in, countries)))

    def issue(self, *letters: str, origin: str = "", size: int = 0, tally: str = "") -> None:
        """A list of letters at the last tally."""
        last = max(at for at, line in enumerate(self.lines) if line.startswith("tally "))
        head = (
            f"campaign/letters/v1\nlog {origin or self.key.name}\nsize {size or last + 1}\ndate 2016-10-03\n"
        )
        listed = "".join(f"letter {letter}\n" for letter in letters)
        manifest = f"{head}{tally or self.lines[last]}\n{listed}".encode()
        self.manifests.append(manifest)
        self.lines.append(f"letters {sha256(manifest).hexdigest()}")

    def checkpoint(self, size: int | None = None) -> str:
        """The signed checkpoint over the first `size` entries."""
        some = self.lines[:size]
        root = append(Edge(), [leaf_hash(line.encode()) for line in some])[0].root()
        return sign_checkpoint(SignedTree(self.key.name, len(some), root), key=self.key)

    def write(self, folder: Path) -> Path:
        """All of it as files."""
        write_log(
            folder, checkpoint=self.checkpoint(), lines=self.lines, texts=self.texts, manifests=self.manifests
        )
        return folder

    def receipt(self, signer: Signer, secret: bytes, **other: Any) -> bytes:
        """What she was given; `other` tells it differently."""
        told = {"origin": self.key.name, "key": str(self.key.verifier), "index": signer.index,
                "text": text_hash(0), "s": secret.hex(), **other}  # fmt: skip
        return Receipt(**told).written("Keep this where nobody else reads it.").encode()


def counted(lines: list[str]) -> tuple[Counts, date]:
    """What waits to be taken in after these lines, without countries; and the day of the last statement."""
    counts, last = Counts(), FIRST_DAY - timedelta(days=1)
    for at, line in enumerate(lines):
        word = line.split(" ")[0]
        if word == "signature":
            counts.join("")
        elif word == "withdrawal" and lines[int(line.split(" ")[1])].startswith("signature"):
            counts.leave("", int(line.split(" ")[1]))
        elif word == "tally":
            LotRule().take_in(counts, size=at)
            last = date.fromisoformat(line.split(" ")[1])
    return counts, last


def text_hash(number: int) -> str:
    """The hash of a text above."""
    return sha256(TEXTS[number]).hexdigest()


def honest(origin: str = KEY.name) -> tuple[Written, Signer, Signer]:
    """329 entries; one signer who is counted, and one who withdrew. 7 leaves wait at its end."""
    log = Written(SignerKey(origin, KEY.private))
    log.lines += [f"text {text_hash(0)}", f"text {text_hash(1)}"]
    log.sign(30)
    log.state(FR=20)
    stays, leaves = Signer("Amélie Ba", "amelie@example.org", "FR"), Signer("Nour", "nour@example.org", "SY")
    for signer, s in ((stays, b"s" * 32), (leaves, b"l" * 32)):
        signer.index = len(log.lines)
        log.lines.append(f"signature {signer.commitment(origin, s)}")
    log.issue(f"DE en fewer-than-ten {'a' * 64}", f"FR fr 20 {sha256(PDF).hexdigest()}")
    log.sign(260)
    log.withdraw(6, "fraud")
    log.withdraw(leaves.index)
    log.state(FR=120, DE=60)
    log.issue(f"FR fr 120 {'b' * 64}", f"SY ar not-shown {'c' * 64}")
    log.sign(21)
    for index in range(51, 57):
        log.withdraw(index, "duplicate")
    log.state(FR=120, DE=60)
    return log, stays, leaves


@functools.cache
def verifier() -> ModuleType:
    """`static/verify.py` as a module; a signature over the same bytes is checked once."""
    spec = importlib.util.spec_from_file_location("verify", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.signed = functools.cache(module.signed)  # type: ignore[attr-defined]
    return module


def verdict(*arguments: object, typed: str = "") -> str:
    """`ok`, the name of the check that failed, or `unverified`; where it failed is dropped."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            code = verifier().main([str(argument) for argument in arguments])
        except SystemExit as problem:
            failed, name, *_ = str(problem.code).split(" ")
            assert failed == "FAILED"
            return name
    if code == 4:
        assert said.getvalue().startswith("This log was made by a newer version: ")
        return "newer"
    assert said.getvalue().splitlines()[-1].startswith("verified with" if code == 0 else "unverified key")
    return {0: "ok", 3: "unverified"}[code]
