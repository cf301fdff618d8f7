"""What was acknowledged, noted outside of the program: forms, confirmations, withdrawals, mails, checkpoints."""

import json
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Mail:
    """One that a mail server said yes to."""

    to: str
    message_id: str
    path: str  # of the link in it


@dataclass(frozen=True)
class Answered:
    """When a request was begun and its answer read, by this machine's own clock."""

    begun: float
    at: float


@dataclass
class Ledger:
    """All of one world. Each line is on the disk before anything else is made of it, for whoever asks what happened."""

    file: Path
    posted: Counter[str] = field(default_factory=Counter)  # forms by address, whatever they were answered
    thanked: dict[str, Answered] = field(default_factory=dict)
    confirmed: dict[str, Answered] = field(default_factory=dict)
    withdrawn: dict[str, Answered] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)  # the path behind the link that was pressed
    mails: list[Mail] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # addresses that the mail server refused for good
    checkpoints: dict[str, float] = field(default_factory=dict)  # each note that was served, and when first
    answers: Counter[str] = field(default_factory=Counter)
    odd: list[str] = field(default_factory=list)  # answers that no signer should get

    def __post_init__(self) -> None:
        self._lock = threading.Lock()
        self._out = self.file.open("a", encoding="utf-8")

    def post(self, address: str) -> None:
        """A form is about to be sent."""
        with self._lock:
            self.posted[address] += 1
            self._line("posted", address)

    def thank(self, address: str, begun: float) -> None:
        """Its answer was thanks."""
        self._note("thanked", self.thanked, address, begun)

    def confirm(self, address: str, begun: float, path: str) -> None:
        """Her button was answered with thanks, or with "confirmed already"."""
        with self._lock:
            self.links.setdefault(address, path)
        self._note("confirmed", self.confirmed, address, begun)

    def withdraw(self, address: str, begun: float) -> None:
        """Her withdrawal was answered."""
        self._note("withdrawn", self.withdrawn, address, begun)

    def mail(self, mail: Mail) -> None:
        """The mail server is about to say yes to it."""
        with self._lock:
            self.mails.append(mail)
            self._line("mail", mail.to, mail.message_id, mail.path)

    def refuse(self, address: str) -> None:
        """The mail server is about to say that there is no such mailbox."""
        with self._lock:
            self.refused.add(address)
            self._line("refused", address)

    def see(self, checkpoint: str) -> bool:
        """A checkpoint as it was served; whether it is new."""
        with self._lock:
            if checkpoint in self.checkpoints:
                return False
            self.checkpoints[checkpoint] = time.monotonic()
            self._line("checkpoint", checkpoint)
            return True

    def answer(self, said: str, *, odd: str = "") -> None:
        """How anything was answered; `odd` describes what no signer should get."""
        with self._lock:
            self.answers[said] += 1
            if odd:
                self.odd.append(odd)
                self._line("odd", odd)

    def since(self, answered: Callable[["Ledger"], dict[str, Answered]], moment: float) -> float | None:
        """When the first request that was begun after this moment was answered well."""
        with self._lock:
            times = [each.at for each in answered(self).values() if each.begun > moment]
        return min(times, default=None)

    def close(self) -> None:
        """Nothing more is noted."""
        self._out.close()

    def _note(self, kind: str, place: dict[str, Answered], address: str, begun: float) -> None:
        with self._lock:
            place.setdefault(address, Answered(begun, time.monotonic()))
            self._line(kind, address)

    def _line(self, kind: str, *words: str) -> None:
        if not self._out.closed:
            self._out.write(json.dumps([time.time(), kind, *words]) + "\n")
            self._out.flush()
