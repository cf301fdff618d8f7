"""What a computer remembers of an update that it sends: whom it reached, by keyed hash, and when.

Without Flask and SQLAlchemy.

Beside the list lies FILE.mailout, by which an interrupted mailout goes on and nobody gets it twice: a header with
a random key, then a line for each step, on the disk before the next one. In the user's own folder lies the day of the
campaign's last mailout, for whatever list. Neither holds a name, an address, or the name of the campaign.
"""

import hmac
import json
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from campaign.lib import clock, durable
from campaign.lib.refusal import Refusal
from campaign.vault.keys import keyed

HEADER = "campaign/mailout/v1"
WEEK = timedelta(days=7)


class Mark(StrEnum):
    """How far a signer's mail is; `later` is one that the mail server put off."""

    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    LATER = "later"


@dataclass
class Mailout:
    """One update to one campaign's signers. `mail` is the text's fingerprint, `began` the day of its first mail."""

    path: Path
    note: Path
    campaign: str
    mail: str
    began: date
    key: bytes
    fresh: bool = True
    marks: dict[str, Mark] = field(default_factory=dict)
    whole: int = 0  # bytes of the file up to the end of its last whole line
    file: IO[bytes] | None = None

    def is_for(self, record_id: bytes, *, again: bool = False) -> bool:
        """Whether the signer of this record is still to be written to; `again` even if she may have got it."""
        return self.marks.get(self._hash(record_id)) in (
            {None, Mark.LATER, Mark.SENDING} if again else {None, Mark.LATER}
        )

    def message_id(self, record_id: bytes) -> str:
        """The same for the same signer and mail, so that programs recognise a repeated one. 32 hexadecimal digits."""
        return keyed(self.key, "message", self.mail, record_id.hex()).hex()[:32]

    @property
    def uncertain(self) -> int:
        """How many may have got it or not: the program or the line ended in the middle."""
        return sum(mark == Mark.SENDING for mark in self.marks.values())

    @property
    def put_off(self) -> int:
        """How many the mail server put off."""
        return sum(mark == Mark.LATER for mark in self.marks.values())

    @contextmanager
    def begun(self) -> Iterator[None]:
        """Ready to mark. The day is written down before the first mail, and at the end anew: it may take several.

        Raises Refusal, OSError.
        """
        with _alone(self.note.with_suffix(".lock")):
            self._write_note()
            if self.fresh:
                head = {"campaign": self._campaign(), "mail": self.mail, "began": self.began.isoformat()}
                self.whole = _replace(self.path, {HEADER: {**head, "key": self.key.hex()}})
            with self.path.open("r+b") as self.file:
                self.file.truncate(self.whole)
                self.file.seek(self.whole)
                try:
                    yield
                finally:
                    self._write_note()

    def mark(self, record_id: bytes, state: Mark) -> None:
        """Write it down, on the disk before anything else happens."""
        assert self.file is not None
        name = self._hash(record_id)
        self.file.write(f"{name} {state}\n".encode())
        durable.flush(self.file)
        self.marks[name] = state

    def _write_note(self) -> None:
        _replace(self.note, {"last": clock.today().isoformat(), "mail": self.mail})

    def _campaign(self) -> str:
        return keyed(self.key, "campaign", self.campaign).hex()

    def _hash(self, record_id: bytes) -> str:
        return keyed(self.key, "record", record_id.hex()).hex()


def planned(*, listed: Path, campaign: str, mail: str) -> Mailout:
    """The mailout to begin, or the interrupted one to go on with; nothing is written yet.

    `campaign` is its address with the site's. Raises Refusal within a week of another mailout.
    """
    path, note, today = _beside(listed), _note(campaign), clock.today()
    earlier = _read(path, note, campaign)
    last, mailed = _last(note)
    goes_on = earlier is not None and earlier.mail == mail
    if earlier is not None and goes_on and mailed in {"", mail}:
        return earlier
    if earlier is not None and not goes_on:
        last = max(earlier.began, last or earlier.began)
    if last is not None and today < last + WEEK:
        raise Refusal("lists/once-a-week", last=last, again=last + WEEK)
    if earlier is not None and goes_on:
        return earlier
    return Mailout(path, note, campaign, mail, today, secrets.token_bytes(32))


def _beside(listed: Path) -> Path:
    return listed.with_name(f"{listed.name}.mailout")


def _note(campaign: str) -> Path:
    """In the user's own folder, under a name that every file system takes."""
    if sys.platform == "win32":
        home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        home = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    return home / "campaign" / "mailouts" / f"{sha256(campaign.encode()).hexdigest()[:32]}.json"


def _read(path: Path, note: Path, campaign: str) -> Mailout | None:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    whole = (
        raw.rfind(b"\n") + 1
    )  # a crash may have cut the last line; what it would have said is not relied on
    try:
        first, *lines = raw[:whole].decode("ascii").splitlines()
        head = json.loads(first)[HEADER]
        key, began = bytes.fromhex(head["key"]), date.fromisoformat(head["began"])
        marks = {name: Mark(mark) for name, mark in (line.split(" ") for line in lines)}
        mailout = Mailout(path, note, campaign, str(head["mail"]), began, key, False, marks, whole)
        mine = hmac.compare_digest(mailout._campaign(), head["campaign"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refusal("lists/journal-damaged", path=path) from None
    if not mine:
        raise Refusal("lists/journal-of-another", path=path)
    return mailout


def _last(note: Path) -> tuple[date | None, str]:
    try:
        noted = json.loads(note.read_bytes())
        return date.fromisoformat(noted["last"]), str(noted["mail"])
    except FileNotFoundError:
        return None, ""
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Refusal("lists/day-damaged", path=note) from None


def _replace(path: Path, content: dict[str, Any]) -> int:
    """Write a file of one line; returns its length."""
    raw = json.dumps(content).encode() + b"\n"
    durable.replace(path, raw)
    return len(raw)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """While no other program on this computer sends to this campaign's signers. Raises Refusal."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with ExitStack() as held:
        try:
            held.enter_context(durable.locked(path, wait=False))
        except BlockingIOError:
            raise Refusal("lists/sending-already") from None
        yield
