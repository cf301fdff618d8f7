"""What nobody would send, sent to the running program: its forms, its addresses, and bytes that are no request."""

import random
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import urlencode

from tests.desk.openapi import Form, forms_on
from tests.proof.grammar import Grammar, nasty, wrong
from tests.proof.outcome import TOO_LONG, Fuzzed, middle
from tests.proof.standing import SLUG, Browser, Standing, csrf, is_in

GROWS = (
    1.15,
    16 * 1024 * 1024,
)  # memory may grow by this part, and by this much, from a third of the time to its end
MORE_DESCRIPTORS = 24
LEAST = 60  # seconds that say anything of memory
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

# Addresses by their grammar: what is there, what may be, and what an address can hold.
ADDRESSES = {
    "path": ["/<language>/<slug>", "/<language>/<slug>/<page>", "/<language>/<kind>/<token>",
        "/<slug>/<file>", "/<language>/<kind>/<token>/<deed>", "/desk/campaigns/<slug>/<part>",
        "/api/v1/<api>", "/static/<static>", "/<slug>/log/<log>",
        "/<slug>/letters/<country>/<hash>.pdf", "/<path>/../<path>", "/<path>?<query>"],
    "language": ["en", "ar", "fr", "EN", "zz"],
    "slug": ["demo", "other", "<token>"],
    "page": ["tally", "privacy", "press", "updates", "updates.atom", "card", "badge.svg", "<token>"],
    "kind": ["c", "p", "u"],
    "deed": ["confirmation", "withdrawal", "rejection", "correction", "receipt"],
    "file": ["tally.json", "tally.csv", "texts/<hash>.txt", "log/checkpoint"],
    "log": ["checkpoint", "witnessed", "tile/<number>/<index>", "tile/entries/<index>",
        "tile/<number>/<index>.p/<number>"],
    "index": ["000", "x<index>", "999", "<number>"],
    "number": ["0", "1", "255", "256", "-1", "9999999999999999999999"],
    "token": ["AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "<letters>", "A", "<letters>-<letters>"],
    "letters": ["A", "b<letters>", "7<letters>", "_<letters>", "<letters><letters>"],
    "hash": ["00", "<hash>ab", "<hash>7f"],
    "country": ["FR", "fr", "QQ", "F"],
    "part": ["", "people", "signatures", "signatures?<query>", "lists", "letters", "missions/<country>",
        "texts/<language>", "signatures/invalidations/<number>/undo"],
    "api": ["openapi.json", "campaigns", "campaigns/<slug>", "campaigns/<slug>/tally",
        "campaigns/<slug>/<token>/<token>"],
    "static": ["site.css", "../templates/layout.html", "<token>.js"],
    "query": ["<letters>=<letters>", "q=<letters>&<query>", "country=<country>", "after=<number>",
        "page=<number>&page=<number>"],
}  # fmt: skip
# Bytes that are no request, or two, or half of one.
RAW = {
    "request": ["<line><crlf><headers><crlf>", "<line><crlf><headers><crlf><body>",
        "<request><request>", "<headers>"],
    "line": ["<method> <target> HTTP/1.1", "<method> <target>", "<method> <target> HTTP/9.9",
        "<target>"],
    "method": ["GET", "POST", "TRACE", "CONNECT", "get", "PRI"],
    "target": ["/en/demo", "/static/verify.py", "*", "http://elsewhere.example/en/demo", "//elsewhere.example",
        "/en/demo#x", "/%"],
    "headers": ["Host: 127.0.0.1<crlf>", "<header><headers>"],
    "header": ["Content-Length: <number><crlf>", "Transfer-Encoding: chunked<crlf>",
        "Transfer-Encoding: xchunked<crlf>", "Host: elsewhere.example<crlf>",
        "Expect: 100-continue<crlf>", "Cookie: desk=<number><crlf>",
        "X-Forwarded-For: <number>, 127.0.0.1<crlf>",
        "Connection: Upgrade<crlf>Upgrade: websocket<crlf>",
        "Content-Type: multipart/form-data; boundary=<number><crlf>", " folded<crlf>",
        "Range: bytes=<number>-<crlf>", "If-Range: Mon, <number> Jan 2020 00:00:00 GMT<crlf>",
        "If-Modified-Since: Mon, <number> Jan 2020 00:00:00 GMT<crlf>"],
    "number": ["0", "5", "-1", "18446744073709551616", "0x10", "5, 6"],
    "body": ["a=b", "5<crlf>a=b&c<crlf>0<crlf><crlf>", "ffffffffffffffff<crlf>", "0<crlf>"],
    "crlf": ["\r\n", "\r\n", "\r\n", "\n"],
}  # fmt: skip
ENDS = ("/sign-out", "/account/sign-out-everywhere", "/removal", "/stop", "/freeze", "/close", "/purge")
PAGES = (f"/en/{SLUG}", f"/ar/{SLUG}", "/desk/sign-in", "/desk/", "/desk/account")
INSIDE = (
    "", "text", "texts", "people", "signatures", "signatures/held", "lists", "missions", "letters", "press",
    "updates", "settings", "risk", "path", "names", "paper", "keys", "conclusion", "report", "picture", "passing-on",
)  # fmt: skip


def ask_all(fuzzed: Fuzzed, seconds: float, there: Standing) -> None:
    """Forms, addresses and bytes by turns, as long as there is time; what the program holds is looked at meanwhile."""
    ends, number, looked = time.monotonic() + seconds, 0, 0.0
    owner = there.owner()
    forms = list(forms_of(owner))
    assert len(forms) > 10, "a desk without forms is no desk"
    while number < 3 or time.monotonic() < ends:
        chance = random.Random(f"{fuzzed.seed} http {number}")
        match number % 3:
            case 0:
                ask_a_form(fuzzed, owner, chance.choice(forms), chance, number)
            case 1:
                path = Grammar(ADDRESSES, chance).say("path")
                judge(fuzzed, "addresses", number, path, partial(asked, owner, path))
            case _:
                raw = Grammar(RAW, chance).say("request").encode("utf-8", "replace")
                judge(fuzzed, "bytes", number, repr(raw[:80]), partial(answered, there.port, raw))
        number += 1
        if time.monotonic() - looked > seconds / 60:
            looked = time.monotonic()
            fuzzed.memory.append(there.memory())
            fuzzed.descriptors.append(there.descriptors())
        if number % 300 == 0 and not is_in(owner):
            owner = there.owner(f"owner{number}")
    judge(fuzzed, "still there", number, "/healthz", lambda: there.browser().ask("GET", "/healthz").status)
    if seconds >= LEAST:
        require_flat(fuzzed)


def require_flat(fuzzed: Fuzzed) -> None:
    """What the program holds at the end isn't more than it held when it was warm."""
    warm, end = statistics.median(middle(fuzzed.memory)), statistics.median(fuzzed.memory[-5:])
    if end > warm * GROWS[0] + GROWS[1]:
        fuzzed.fault(f"memory grew from {warm / 1024**2:.0f} to {end / 1024**2:.0f} MB")
    if fuzzed.descriptors[-1] > statistics.median(middle(fuzzed.descriptors)) + MORE_DESCRIPTORS:
        fuzzed.fault(f"descriptors grew to {fuzzed.descriptors[-1]}")


def judge(fuzzed: Fuzzed, what: str, number: int, where: str, ask: Callable[[], int]) -> None:
    """Ask, count the answer, and note a fault: 500 and above but for 503, which says when to come again; or none."""
    begun = time.monotonic()
    status = ask()
    took = time.monotonic() - begun
    fuzzed.tried[what] += 1
    fuzzed.statuses[status] += 1
    if (status >= 500 and status != 503) or (status == 0 and what != "bytes"):
        fuzzed.fault(f"{what}: {status} at {where[:200]}", f"number {number}")
    if took > TOO_LONG and what != "bytes":
        fuzzed.fault(f"{what}: took {took:.0f} seconds at {where[:200]}", f"number {number}")


def forms_of(browser: Browser) -> Iterator[Form]:
    """The forms of the public's pages and the desk's, but for those that end a session or the campaign itself."""
    pages = [*PAGES, *(f"/desk/campaigns/{SLUG}/{part}" for part in INSIDE)]
    seen = set()
    for page in pages:
        for form in _forms_on(browser.get(page).text, page):
            mark = (form.action, form.method, tuple(form.fields))
            if mark not in seen and not form.action.endswith(ENDS):
                seen.add(mark)
                yield form


def _forms_on(text: str, page: str) -> list[Form]:
    try:
        return forms_on(text, page)
    except IndexError:  # a field that stands in none
        return []


def ask_a_form(fuzzed: Fuzzed, browser: Browser, form: Form, chance: random.Random, number: int) -> None:
    """A form with some of its fields right, some nasty, some made wrong, some missing, some that it never had."""
    fields: dict[str, str] = {}
    for name, each in form.fields.items():
        usual = chance.choice(each.values) if each.values else ""
        ways: list[Any] = [lambda u=usual: u, lambda: nasty(chance), lambda u=usual: _wrong(u, chance)]
        if chance.random() < 0.9:
            fields[name] = chance.choice(ways)()
    if chance.random() < 0.2:
        fields["".join(chance.choices(LETTERS, k=5))] = nasty(chance)
    if "csrf_token" in form.fields and chance.random() < 0.9:
        fields["csrf_token"] = csrf(browser.get("/desk/account").text)
    judge(fuzzed, "forms", number, f"{form.action} {fields}", lambda: _sent(browser, form, fields))


def _sent(browser: Browser, form: Form, fields: dict[str, str]) -> int:
    if form.method == "GET":
        return browser.ask("GET", f"{form.action}?{urlencode(fields, errors='replace')}").status
    return browser.post(form.action, fields).status


def _wrong(words: str, chance: random.Random) -> str:
    return wrong(words.encode("utf-8", "surrogatepass"), chance).decode("utf-8", "replace")


def asked(browser: Browser, path: str) -> int:
    """The status of a page."""
    return browser.ask("GET", path).status


def answered(port: int, raw: bytes) -> int:
    """The status of what comes back for these bytes; 0 where the line is ended, or left alone, without a word."""
    with socket.socket() as line:
        line.settimeout(0.5)
        try:
            line.connect(("127.0.0.1", port))
            line.sendall(raw)
            line.shutdown(socket.SHUT_WR)
            came = line.recv(64)
        except OSError:
            return 0
    words = came.split(b" ", 2)
    return int(words[1]) if len(words) > 1 and words[0].startswith(b"HTTP/") and words[1].isdigit() else 0
