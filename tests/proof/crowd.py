"""Signers: they fill the form in, wait for the mail, press its button; some withdraw. Who hears nothing tries again."""

import heapq
import http.client
import itertools
import re
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

from tests.cast import SLUG
from tests.proof.ledger import Ledger, Mail

COUNTRIES = ("FR", "DE", "SY", "GB", "SE", "TR", "LB", "JO", "CA", "NL")
AGAIN = 0.7  # seconds until somebody who wasn't answered tries again
YOUNG = 2.6  # a form's token is that old before it is used
LATER = {408, 429, 502, 503, 504}
BACKLOG = 400  # forms that may wait; nobody new comes while so many do
LEAVING = 9  # each so many withdraws
THANKED, CONFIRMED = "One step left", re.compile(r"Your signature is confirmed|You have confirmed already")


@dataclass(frozen=True)
class Signer:
    """Made of a number, so that whoever judges knows what she typed."""

    number: int

    @property
    def name(self) -> str:
        """Of letters alone, as forms ask for."""
        return "Signer " + "".join(chr(97 + int(digit)) for digit in str(self.number))

    @property
    def address(self) -> str:
        """Her own."""
        return f"signer{self.number}@example.org"

    @property
    def country(self) -> str:
        """One of ten."""
        return COUNTRIES[self.number % len(COUNTRIES)]


def signer_of(address: str) -> Signer:
    """Whose address it is."""
    return Signer(int(re.sub(r"\D", "", address)))


@dataclass(order=True)
class Task:
    """What somebody is about to do, and when."""

    due: float
    turn: int
    deed: Callable[[], bool] = field(compare=False)


@dataclass
class Asked:
    """An answer: its status and its page; status 0 where none came."""

    status: int
    page: str = ""


class Crowd:
    """As many come each second as `rate` says, while `come` is set; threads do what they do."""

    def __init__(self, port: int, ledger: Ledger, *, rate: float, threads: int = 4, first: int = 0) -> None:
        self.port, self.ledger, self.rate = port, ledger, rate
        self.come, self._ended = threading.Event(), threading.Event()
        self._numbers, self._turns = itertools.count(first), itertools.count()
        self._tasks: list[Task] = []
        self._lock = threading.Condition()
        self._tokens: list[tuple[float, str]] = []
        self._pressed: set[str] = set()
        self.busy = 0
        for work in (self._arrive, *[self._work] * threads):
            threading.Thread(target=work, daemon=True).start()

    def mailed(self, mail: Mail) -> None:
        """Her mail is there; a second one of the same form is left alone."""
        with self._lock:
            if not mail.path or mail.to in self._pressed or not mail.to.startswith("signer"):
                return
            self._pressed.add(mail.to)
        self.plan(0.05, lambda: self._confirm(mail.to, mail.path))

    def waiting(self) -> int:
        """Deeds that are to be done or are being done."""
        with self._lock:
            return len(self._tasks) + self.busy

    def more(self, *, rate: float, threads: int) -> None:
        """From now on so many come, and so many more threads do what they do."""
        self.rate = rate
        for _ in range(threads):
            threading.Thread(target=self._work, daemon=True).start()

    def end(self) -> None:
        """Nobody does anything more."""
        self.come.clear()
        self._ended.set()

    def ask(
        self, method: str, path: str, fields: dict[str, str] | None = None, *, seconds: float = 20
    ) -> Asked:
        """One request as a browser sends it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds)
        headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request(method, path, urlencode(fields) if fields else None, headers)
            answer = connection.getresponse()
            return Asked(answer.status, answer.read().decode("utf-8", "replace"))
        except (OSError, http.client.HTTPException):
            return Asked(0)
        finally:
            connection.close()

    def form(self, number: int, token: str) -> dict[str, str]:
        """What a signer types, and the hidden fields."""
        signer = Signer(number)
        return {
            "token": token, "name": signer.name, "email": signer.address, "country": signer.country, "consent": "y",
        }  # fmt: skip

    def token(self) -> str:
        """Of a page that was opened some seconds ago; empty while there is none."""
        with self._lock:
            usable = [token for at, token in self._tokens if time.monotonic() - at > YOUNG]
            newest = self._tokens[-1][0] if self._tokens else 0
        if time.monotonic() - newest > (60 if usable else YOUNG):
            found = re.search(r'name="token" value="([^"]*)"', self.ask("GET", f"/en/{SLUG}").page)
            if found:
                with self._lock:
                    self._tokens = [*self._tokens[-2:], (time.monotonic(), unescape(found[1]))]
        return usable[-1] if usable else ""

    def sign(self, number: int) -> bool:
        """Fill the form in and send it; whether that is over."""
        token, address = self.token(), Signer(number).address
        if not token:
            return False
        self.ledger.post(address)
        begun = time.monotonic()
        answer = self.ask("POST", f"/en/{SLUG}/submissions", self.form(number, token))
        thanked = answer.status == 200 and THANKED in answer.page
        if thanked and "Heard nothing by" in answer.page:
            self.ledger.answer("form held")
            return True
        if thanked:
            self.ledger.thank(address, begun)
        return self._heard("form", answer, thanked)

    def _confirm(self, address: str, path: str) -> bool:
        begun = time.monotonic()
        answer = self._press(path, f"{path}/confirmation")
        confirmed = answer.status == 200 and CONFIRMED.search(answer.page) is not None
        if confirmed:
            self.ledger.confirm(address, begun, path)
            if signer_of(address).number % LEAVING == 0:
                self.plan(3, lambda: self._withdraw(address, path))
        return self._heard("confirmation", answer, confirmed)

    def _withdraw(self, address: str, path: str) -> bool:
        begun = time.monotonic()
        answer = self._press(f"{path}/withdrawal", f"{path}/withdrawal", otherwise=path)
        withdrawn = answer.status == 200 and "Your signature is withdrawn" in answer.page
        if withdrawn:
            self.ledger.withdraw(address, begun)
        return self._heard("withdrawal", answer, withdrawn)

    def _press(self, page: str, button: str, otherwise: str = "") -> Asked:
        """A page behind a link, and its button; what stands `otherwise` where the page leads elsewhere."""
        shown = self.ask("GET", page)
        if shown.status == 302:
            return self.ask("GET", otherwise)
        found = re.search(r'name="token" value="([^"]*)"', shown.page)
        if shown.status != 200 or not found:
            return shown if shown.status != 200 else Asked(0)
        return self.ask("POST", button, {"token": unescape(found[1])})

    def _heard(self, deed: str, answer: Asked, well: bool) -> bool:
        """Note how it was answered; whether it is over."""
        if well:
            self.ledger.answer(f"{deed} thanked")
            return True
        heard = f"{deed} {answer.status or 'unanswered'}"
        is_odd = answer.status not in LATER | {0, 422, 403}
        heading = re.search(r"<h1[^>]*>(.*?)</h1>", answer.page, re.DOTALL)
        self.ledger.answer(heard, odd=f"{heard}: {heading[1] if heading else ''}" if is_odd else "")
        if answer.status in {422, 403}:
            with self._lock:
                self._tokens.clear()
        return False

    def plan(self, seconds: float, deed: Callable[[], bool]) -> None:
        """Let somebody do something in a while, and again until it is over."""
        with self._lock:
            heapq.heappush(self._tasks, Task(time.monotonic() + seconds, next(self._turns), deed))
            self._lock.notify()

    def _arrive(self) -> None:
        while not self._ended.is_set():
            self.come.wait(0.5)
            if self.come.is_set() and self.waiting() < BACKLOG:
                number = next(self._numbers)
                self.plan(0, lambda number=number: self.sign(number))
            self._ended.wait(1 / self.rate)

    def _work(self) -> None:
        while not self._ended.is_set():
            if task := self._next():
                over = False
                try:
                    over = task.deed()
                finally:
                    if not over:
                        self.plan(AGAIN, task.deed)
                    with self._lock:
                        self.busy -= 1

    def _next(self) -> Task | None:
        with self._lock:
            if self._tasks and self._tasks[0].due <= time.monotonic():
                self.busy += 1
                return heapq.heappop(self._tasks)
            self._lock.wait(0.05)
            return None
