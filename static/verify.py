# SPDX-License-Identifier: 0BSD
# Anyone may use, copy, change and carry on this file, for any purpose, without asking or naming us.
"""Check a campaign's count yourself. One file, Python 3.8 or later, nothing to install: read it
before you run it. It checks who signed the log's checkpoint, builds the Merkle tree from the
entries, compares every tile with it, holds the entries to the log's rules, and compares texts and
lists of letters with what was logged.

  python3 verify.py https://example.org/clear-skies --key KEY    the log as it is served
  python3 verify.py FOLDER --key KEY    a copy on your disk: every byte; nothing leaves it
  ... --letter FR.pdf     is this letter among those that were logged, and what does it state
  ... --claim total=17577 FR=12340    are these the log's figures; with size=18020 those of its
                                      last tally by then; root=... the root then, paper=340 on paper
  ... --receipt FILE      am I counted: asks for name, address and country, sends them nowhere
  ... --state FILE        for cron: is this the log that it was last time, grown
  ... --witness KEY --witness KEY    did these witnesses, whose keys you have from themselves, see
                          the same log: more than half of them, or --quorum N
  ... --save FOLDER       keep a copy of all that was read, once all of it holds
  ... --seconds 600       a slow link: what a file may take, instead of 60, and all 60 times that

Take KEY from a letter or a receipt, not from the server that you check. Exit status 0: all of it
holds. 2: wrong options. 3: all holds, but "unverified key", because none was given. 4: a newer
version made this log, and this one can't judge it. 5: not what was issued, or counted, though the
log holds (letter, claim, receipt, person, withdrawn). 6: can't be read (missing). 7: no part of a
log, which holds without it (unknown). 8: not seen by as many witnesses as you asked for (witness).
1: forged, or changed so that nobody can tell (all others).
With 1, 5, 6, 7 and 8 it says FAILED, the name of the check, and where:
  missing     a file that must be there can't be read, or isn't what it was given as
  unknown     the folder has one that is not part of the log
  note        a checkpoint that isn't in its one form
  key         it, or the receipt, isn't of the key you gave
  signature   a checkpoint isn't what the key signed
  bundle      a file of entries isn't whole
  root        the entries aren't those that were signed
  tile        a file of hashes isn't theirs
  entry       an entry that isn't in its one form
  order       rules that aren't the first entry, or a signature before any text
  twice       a commitment that is in two entries
  withdrawal  of what isn't a signature that counts
  closed      growth after the end
  sum         a tally that doesn't add up
  tens        a figure that isn't in full tens
  distance    a tally before 20 joins or leaves were waiting, or a second one on a day
  claim       a figure, or a root hash, isn't the log's
  text        a text isn't the one logged
  manifest    a list of letters isn't, or states other figures
  rollback    THE LOG IS SHORTER THAN IT WAS
  fork        THE LOG ISN'T WHAT IT WAS
  witness     fewer witnesses have seen this log than you asked for
  receipt     damaged, of another log, or ahead of this
  person      not this name, address and country
  withdrawn   the signature was counted, and is no longer
  letter      in none of the lists of letters
"""

from __future__ import annotations

import hmac
import os
import re
import shutil
import sys
import unicodedata
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawTextHelpFormatter
from base64 import b64decode, b64encode
from calendar import monthrange
from concurrent.futures import Future, TimeoutError
from hashlib import sha256, sha512
from pathlib import Path
from threading import Thread
from time import monotonic, sleep, time
from typing import Any, Iterator, NamedTuple, Tuple
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener


def printable(*words: object) -> str:
    """A line for a terminal: what would steer it, or turn writing round, is shown as its number."""
    line = " ".join(map(str, words))
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in line)


class MadeByNewer(Exception):
    """A word or a number that this program doesn't know: it can't judge such a log."""


# What isn't a forgery has an exit status of its own, and says so.
STATUS = {"missing": 6, "unknown": 7, "witness": 8}
STATUS.update(dict.fromkeys(("letter", "claim", "receipt", "person", "withdrawn"), 5))
MEANING = {
    5: "Not what was issued. Nothing is said against the log itself: it holds.",
    6: "Can't be read. That is no sign of a forgery, and no proof of the log either.",
    7: "No part of a log. Without it the log holds.",
    8: "What is here holds. But who else asks may be shown another history.",
}


def need(fact: Any, check: str, *where: object) -> Any:
    """Go on with what holds; otherwise end with FAILED, the name of the check, and where."""
    return fact or sys.exit(printable("FAILED", check, *where))


# ---- The lines of a log: what an entry may look like, by its first word ----

HASH = "[0-9a-f]{64}"
NUMBER = "(?:0|[1-9][0-9]{0,17})"
DAY = "(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])"
LINE = "[^\0-\x1f\ufffd]+"  # neither control characters nor bytes that aren't UTF-8

LOT = 20  # joins or leaves that a tally takes in together, at least
REASONS = ("withdrawn", "duplicate", "fraud", "legal")
UNSHOWN = ("was withdrawn", "is taken down for now")  # what a text's own note may say
FORMS = {
    "rules": re.compile(f"rules (?P<number>{NUMBER})"),
    "text": re.compile(f"text (?P<hash>{HASH})"),
    "signature": re.compile(f"signature (?P<commitment>{HASH})"),
    "paper": re.compile(f"paper (?P<commitment>{HASH})"),
    "withdrawal": re.compile(f"withdrawal (?P<index>{NUMBER}) (?P<reason>[a-z]+)"),
    "tally": re.compile(
        f"tally (?P<day>{DAY}) (?P<taken_in>{NUMBER}) "
        f"(?P<countries>(?:[A-Z]{{2}}={NUMBER} )*)--=(?P<others>{NUMBER})"
    ),
    "letters": re.compile(f"letters (?P<hash>{HASH})"),
    "continues": re.compile(f"continues (?P<origin>[!-~]+) {NUMBER} {HASH}"),
    "closed": re.compile("closed"),
}


# ---- The Merkle tree: RFC 6962, section 2.1, with SHA-256 ----

EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\0" + entry).digest()


def node_hash(two_hashes: bytes) -> bytes:
    return sha256(b"\1" + two_hashes).digest()


def root_of(hashes: bytes) -> bytes:
    """The root over joined hashes of neighbours; a last one without a sibling moves up as it is."""
    while len(hashes) > 32:
        pairs = [node_hash(hashes[at : at + 64]) for at in range(0, len(hashes) - 32, 64)]
        hashes = b"".join(pairs) + hashes[len(pairs) * 64 :]
    return hashes or EMPTY_ROOT


class Tree:
    """A tree over leaf hashes, which come in rows: 256 of them joined, as a tile holds them."""

    def __init__(self, leaves: list[bytes], size: int) -> None:
        self.levels = []  # of each level, the rows that its tiles must hold
        rows, roots = leaves, [root_of(row) for row in leaves]
        self.leaves, self.root = leaves, root_of(b"".join(roots))
        while rows:
            self.levels.append(rows)
            size //= 256  # only a full row has a hash in the level above
            rows = [b"".join(roots[at : min(at + 256, size)]) for at in range(0, size, 256)]
            roots = [root_of(row) for row in rows]

    def root_at(self, size: int) -> bytes:
        """The root of the tree when it had `size` leaves."""
        return root_of(b"".join(self.leaves[: size // 256 + 1])[: size * 32])


# ---- Ed25519: RFC 8032, section 5.1, slow and short ----

P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
Point = Tuple[int, int]


def point(raw: bytes) -> Point:
    """The point (x, y) that 32 bytes stand for: RFC 8032, 5.1.3."""
    y, odd = int.from_bytes(raw, "little") & (1 << 255) - 1, raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    on_curve = y < P and x * x % P == square and (x or not odd)
    need(on_curve, "signature", "by a key that is not a point")
    return (x if x % 2 == odd else P - x), y


def add(one: Point, other: Point) -> Point:
    (a, b), (c, d) = one, other
    e = D * a * b * c * d % P
    return (a * d + b * c) * pow(1 + e, -1, P) % P, (a * c + b * d) * pow(1 - e, -1, P) % P


def times(number: int, base: Point) -> Point:
    if number == 0:
        return 0, 1
    return add(times(number >> 1, add(base, base)), base if number & 1 else (0, 1))


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the key whose public half is `public` (32 bytes) made `signature` (64 bytes)."""
    (x, y), base = point(public), point(b"\x58" + b"\x66" * 31)
    s = int.from_bytes(signature[32:64], "little")
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    x, y = add(times(s, base), times(k, (P - x, y)))
    r = (y | (x & 1) << 255).to_bytes(32, "little")
    return r + s.to_bytes(32, "little") == signature and s < ORDER


# ---- Checkpoints: c2sp.org/tlog-checkpoint, in signed notes, c2sp.org/signed-note ----

SIXTH = "[A-Za-z0-9+/]"
BASE64 = f"(?:{SIXTH}{{4}})*{SIXTH}{{2}}(?:==|{SIXTH}[A-Za-z0-9+/=])"
NOTE = re.compile(
    f"(?P<text>(?P<origin>{LINE})\n(?P<size>{NUMBER})\n(?P<root>{BASE64})\n(?:{LINE}\n)*)\n"
    f"(?P<signatures>(?:\u2014 [^\\s+\0-\x1f]+ {BASE64}\n)+)"
)
KEY = re.compile(f"(?P<name>[^\\s+]+)[+](?P<id>[0-9a-f]{{8}})[+](?P<public>A{SIXTH}{{43}})")
WITNESS = re.compile(KEY.pattern.replace(f"A{SIXTH}{{43}}", f"B[A-P]{SIXTH}{{42}}"))
UNSEEN = re.compile("[\\s\\xad\\u200b-\\u200f\\u2060\\ufeff]")  # what paper brings along
LABEL = re.compile("\\A[^!-@[-`{-~\uff1a]*(\uff1a|:(?=\\s))")  # a letter has it before the key
AROUND = (
    ".,;:!?'\"*|(){}<>\u00ab\u00bb\u2018\u2019\u201c\u201d\u201e\u2039\u203a"
    "\u060c\u061b\u3002\uff0c"
)


def bare_key(text: str) -> str:
    """A key may be broken over lines, and bring along its label and the marks around it."""
    return UNSEEN.sub("", LABEL.sub("", text)).strip(AROUND)


class Checkpoint(NamedTuple):
    """A log's head: how many entries it has, and the root of the tree over them."""

    origin: str
    size: int
    root: bytes
    text: bytes  # what was signed
    signatures: list[tuple[str, str, bytes]]  # name of a key, its id, the signature

    def log(self) -> str:
        """`log`, or `log-2` and on for one that continues others."""
        return (re.findall("/(log-[1-9][0-9]{0,3})$", self.origin) or ["log"])[0]


BEGINNING = Checkpoint("", 0, EMPTY_ROOT, b"", [])
MOST_ENTRIES = 256**3  # what the memory of a computer at home holds


def as_written(raw: bytes) -> bytes:
    """Without what copying or an editor adds, no lie of anyone: its line ends, its mark."""
    return re.sub(rb"\A\xef\xbb\xbf", b"", raw.replace(b"\r\n", b"\n"))


def parse_checkpoint(raw: bytes, where: str) -> Checkpoint:
    """What a checkpoint says; nothing is said yet of who signed it."""
    raw = as_written(raw)
    is_page = re.match(rb"(?i)\s*<(!doctype|html|head|[?]xml)", raw)
    need(not is_page, "missing", where, "is a web page; give the address that has log/ below it")
    match = need(NOTE.fullmatch(raw.decode("utf-8", "replace")), "note", where)
    lines = [line.split(" ")[1:] for line in match["signatures"].split("\n")[:-1]]
    need(len(match["root"]) == 44, "note", where)
    for base64 in (match["root"], *(base64 for _, base64 in lines)):
        is_its_one_form = b64encode(b64decode(base64)).decode() == base64
        need(is_its_one_form, "note", where)  # or two notes would say the same
    decoded = [(name, b64decode(base64)) for name, base64 in lines]
    signatures = [(name, raw[:4].hex(), raw[4:]) for name, raw in decoded]
    size, root = int(match["size"]), b64decode(match["root"])
    need(size <= MOST_ENTRIES, "note", where, "claims", size, "entries: more than can be checked")
    return Checkpoint(match["origin"], size, root, match["text"].encode(), signatures)


def parse_key(key: str, form: re.Pattern[str] = KEY) -> tuple[str, str, bytes]:
    """Name, id and public half of a key as it is printed; the id follows from the others."""
    match = need(form.fullmatch(key), "key", key, "isn't a complete key")
    public = b64decode(match["public"])  # behind a byte that says Ed25519, and for what
    key_id = sha256(f"{match['name']}\n".encode() + public).hexdigest()[:8]
    need(key_id == match["id"], "key", key, "has a typing mistake in it")
    return match["name"], key_id, public[1:]


def open_checkpoint(raw: bytes, key: str | None, where: str) -> Checkpoint:
    """What a checkpoint says, if the key signed it; without a key nobody knows who did."""
    checkpoint = parse_checkpoint(raw, where)
    if key:
        name, key_id, public = parse_key(key)
        ours = [by[2] for by in checkpoint.signatures if by[:2] == (name, key_id)]
        need(ours, "key", where, "of", checkpoint.origin, "isn't signed by", key)
        need(all(signed(public, checkpoint.text, by) for by in ours), "signature", where)
    return checkpoint


# ---- Witnesses: c2sp.org/tlog-cosignature, its Ed25519 form ----

WITNESSED = "log/witnessed"
AHEAD = 300  # seconds that a witness's clock may be before yours


def distinct(witnesses: list[str], key: str | None) -> dict[bytes, tuple[str, str]]:
    """Name and id of each witness by its public key, which counts once; the log's own is none."""
    parsed = [parse_key(witness, WITNESS) for witness in witnesses]
    ours = key and parse_key(key)[2]
    need(all(public != ours for _, _, public in parsed), "key", "the log's own is no witness")
    return {public: (name, key_id) for name, key_id, public in parsed[::-1]}


def seen_by(note: Checkpoint, witnesses: dict[bytes, tuple[str, str]]) -> list[str]:
    """The names of the witnesses that cosigned it, at a time that isn't still to come."""
    names = {}
    for public, witness in witnesses.items():
        plain = [by[2] for by in note.signatures if len(by[2]) == 64]
        is_log = any(signed(public, note.text, by) for by in plain)
        need(not is_log, "key", "the log's own is no witness")
        for raw in (by[2] for by in note.signatures if by[:2] == witness):
            at = int.from_bytes(raw[:8], "big")
            said = f"cosignature/v1\ntime {at}\n".encode() + note.text
            need(signed(public, said, raw[8:]), "signature", WITNESSED, "of", witness[0])
            if at <= time() + AHEAD:
                names[public] = witness[0]
    return [names[public] for public in witnesses if public in names][::-1]


# ---- Reading from a folder or an address: paths as in c2sp.org/tlog-tiles ----


MOST_BYTES = 1 << 24  # of a file
PAUSES = (1, 3, 6)  # seconds before an address is asked once more, lest a cache of it is blamed
OF_DESKTOPS = re.compile(
    "(.*/)?([.]_[^/]*|[.]DS_Store|[.]localized|[.]directory|(eh)?Thumbs[.]db|desktop[.]ini|Icon\r)"
    "|__MACOSX/.*",
    re.DOTALL,
)
# A page's address has a language before the campaign's name, or something of a page behind it.
PAGE = re.compile("(https?://[^/]+)/[a-z]{2,3}/([^/?#]+)([/?#].*)?", re.IGNORECASE)


class SameOrigin(HTTPRedirectHandler):
    """Lets an address lead on within itself only: what is checked is what was named."""

    def redirect_request(self, asked: Any, *answer: Any) -> Any:
        there, here = answer[-1], asked.full_url
        stays = urlsplit(there)[:2] == urlsplit(here)[:2]
        need(stays, "missing", here, "leads elsewhere; if you trust it, check", there)
        return super().redirect_request(asked, *answer)


def read_file(name: str) -> bytes:
    """The bytes of a file on this computer; whatever else may stand there ends here."""
    file = Path(name)
    need(file.is_file(), "missing", name, "isn't a file")
    need(file.stat().st_size <= MOST_BYTES, "missing", name, "is too large")
    return file.read_bytes()


class Source:
    """A folder, or an address, with log/ and texts/ below it; remembers which files were read."""

    def __init__(self, where: str, seconds: int = 60) -> None:
        self.is_web = where.lower().startswith(("https://", "http://"))
        address = re.sub("/+(log[-0-9]*(/+checkpoint)?/*)?$", "", where)
        self.base = (address if self.is_web else os.path.realpath(where)) + "/"
        self.log = "log"  # the folder with the tiles
        self.seen: set[str] = set()
        self.seconds, self.ends = seconds, monotonic() + 60 * seconds
        self.again = 0  # how often all was read before
        self.kept: Path | None = None  # where a copy of what is read goes

    def keep(self, path: str, raw: bytes) -> bytes:
        """The bytes, once the copy has them."""
        if self.kept:
            file = self.kept / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(raw)
        return raw

    def fetch(self, path: str, answer: Future[bytes]) -> None:
        """Ask the address for a file, past every cache if it isn't the first time."""
        address = self.base + path + (f"?again={time():.0f}" if self.again else "")
        try:
            with build_opener(SameOrigin).open(address, timeout=self.seconds) as file:
                raw = file.read(MOST_BYTES)
                need(not file.read(1) and not file.length, "missing", path, "isn't whole")
            answer.set_result(raw)
        except BaseException as problem:  # raised again where the answer is waited for
            getattr(problem, "close", str)()  # an error page is a file, too
            answer.set_exception(problem)

    def read_all(self, paths: list[str]) -> Iterator[bytes]:
        """The bytes of some files, asked for at once; no byte is waited for without end."""
        self.seen.update(paths)
        if not self.is_web:
            yield from (self.keep(path, read_file(self.base + path)) for path in paths)
            return
        answers: list[tuple[str, Future[bytes]]] = [(path, Future()) for path in paths]
        for each in answers:  # the end of the program waits for none of these
            Thread(target=self.fetch, args=each, daemon=True).start()
        for path, answer in answers:
            try:
                raw = answer.result(max(0, min(self.seconds, self.ends - monotonic())))
                yield self.keep(path, raw)
            except TimeoutError:
                need(False, "missing", path, "took too long; --seconds waits longer")
            except Exception as problem:  # there are many kinds, and none of them is a pass
                need(False, "missing", path, repr(problem), *self.log_of_page())

    def log_of_page(self) -> list[str]:
        """Where the log is, if the address that was given is that of a page."""
        page = PAGE.fullmatch(self.base)
        return [f"- that is a page; its log is at {page[1]}/{page[2]}"] if page else []

    def read(self, path: str, instead: str = "") -> bytes:
        """A text's bytes, or those of the file `instead` of it."""
        try:
            return as_written(next(self.read_all([path])))
        except SystemExit:
            if not instead:
                raise
            try:
                return self.read(instead)
            except SystemExit:
                pass
            raise  # with the name of the file that should be there

    def path(self, level: int | str, index: int, width: int) -> str:
        """The path of a tile or bundle; numbers are written as x001/x234/067."""
        digits = -(-len(str(index)) // 3) * 3
        number = re.sub("(...)(?=.)", r"x\1/", f"{index:0{digits}}")
        return f"{self.log}/tile/{level}/{number}" + (f".p/{width}" if width < 256 else "")

    def tiles(self, level: int | str, count: int) -> Iterator[tuple[str, int, bytes]]:
        """(path, width, bytes) of a level's tiles, or of the bundles; a missing one ends it."""
        for first in range(0, count, 4 * 256):
            starts = range(first, min(first + 4 * 256, count), 256)
            widths = [min(256, count - at) for at in starts]
            paths = [self.path(level, at // 256, width) for at, width in zip(starts, widths)]
            yield from zip(paths, widths, self.read_all(paths))

    def bundles(self, size: int) -> Iterator[list[bytes]]:
        """The entries, 256 at a time; in the file each stands behind its length in two bytes."""
        for path, width, raw in self.tiles("entries", size):
            entries, at = [], 0
            while at + 1 < len(raw):
                start = at + 2
                at = start + (raw[at] << 8 | raw[at + 1])
                entries.append(raw[start:at])
            need(at == len(raw) and len(entries) == width, "bundle", path)
            yield entries

    def refuse_other_files(self) -> None:
        """Nothing may lie in a folder that wasn't read, but for what desktops leave in any."""
        others = set()
        for folder, _, names in () if self.is_web else os.walk(self.base, followlinks=True):
            others |= {Path(folder, name).relative_to(self.base).as_posix() for name in names}
        left = sorted(filter(OF_DESKTOPS.fullmatch, others - self.seen))
        odd = sorted(others - self.seen - set(left))
        need(not odd, "unknown", *odd, "- the log holds, but this is not part of it")
        if left:
            print(printable("passed over, as desktops leave them in any folder:", *left))


# ---- The rules of a log: its entries, read one after the other ----


class Tally(NamedTuple):
    """What a `tally` entry states."""

    at: int  # the entry
    day: str
    line: str
    figures: dict[str, int]  # the total of those it has taken in, and by country


class Log:
    """What the entries say so far; the rule for each first word is the method of that name."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.total = self.on_paper = 0  # signatures that stand, and slips of paper, stated apart
        self.joins = self.leaves = 0  # those that no tally has taken in, or let go, yet
        self.taken_until = 0  # a tally has taken in what stood below this entry
        self.is_trial = re.match(r"(127\.[0-9.]+|localhost|\[::1\])[:/]", origin)  # many a day
        self.stands = bytearray()  # of each entry: 1 is a signature that stands, 2 is paper
        self.commitments: set[bytes] = set()
        self.logged: dict[str, dict[str, int]] = {"text": {}, "letters": {}, "continues": {}}
        self.tallies = [Tally(-1, "", "", {})]
        self.ended = False
        self.tree = Tree([], 0)
        self.seen: Checkpoint | None = None  # what witnesses cosigned of it

    def read(self, raw: bytes) -> None:
        here, line = len(self.stands), raw.decode("utf-8", "backslashreplace")
        word = line.partition(" ")[0]
        if re.fullmatch("[a-z-]+", word) and word not in FORMS:
            raise MadeByNewer(f"entry {here} begins with {word!r}")
        match = need(word in FORMS and FORMS[word].fullmatch(line), "entry", here, repr(line))
        need((word == "rules") == (here == 0), "order", "entry", here)
        may_follow = not self.ended or word in ("withdrawal", "tally", "letters")
        need(may_follow, "closed", "entry", here)
        self.stands.append(0)
        getattr(self, word)(here, match)

    def rules(self, here: int, match: re.Match[str]) -> None:
        if match["number"] != "1":
            raise MadeByNewer(match[0])

    def text(self, here: int, match: re.Match[str]) -> None:
        self.logged["text"][match["hash"]] = here

    def letters(self, here: int, match: re.Match[str]) -> None:
        self.logged["letters"][match["hash"]] = here

    def signature(self, here: int, match: re.Match[str]) -> None:
        self.commit(here, match)
        self.stands[here], self.total, self.joins = 1, self.total + 1, self.joins + 1

    def paper(self, here: int, match: re.Match[str]) -> None:
        self.commit(here, match)  # stated apart: neither in the total nor in a tally
        self.stands[here], self.on_paper = 2, self.on_paper + 1

    def commit(self, here: int, match: re.Match[str]) -> None:
        need(self.logged["text"], "order", "entry", here)
        commitment = bytes.fromhex(match["commitment"])
        need(commitment not in self.commitments, "twice", "entry", here)
        self.commitments.add(commitment)

    def withdrawal(self, here: int, match: re.Match[str]) -> None:
        if match["reason"] not in REASONS:
            raise MadeByNewer(f"entry {here} names the reason {match['reason']!r}")
        index = int(match["index"])
        need(index < here and self.stands[index], "withdrawal", "entry", here)
        if self.stands[index] == 1:
            taken_in = index < self.taken_until
            self.total -= 1
            self.leaves, self.joins = self.leaves + taken_in, self.joins - (not taken_in)
        self.on_paper -= self.stands[index] == 2
        self.stands[index] = 0

    def tally(self, here: int, match: re.Match[str]) -> None:
        year, month, day = map(int, match["day"].split("-"))
        need(day <= monthrange(year, month)[1], "entry", here, match[0])
        pairs = [(pair[:2], int(pair[3:])) for pair in match["countries"].split()]
        figures, shown = dict(pairs), sum(figure for _, figure in pairs)
        ordered = sorted(figures.items(), key=lambda pair: (-pair[1], pair[0]))
        need(pairs == ordered, "entry", here, match[0])
        need(all(figure and figure % 10 == 0 for _, figure in pairs), "tens", "entry", here)
        taken_in = int(match["taken_in"])
        need(taken_in == shown + int(match["others"]), "sum", "entry", here)
        later = self.is_trial or match["day"] > self.tallies[-1].day
        need(later and self.take_in(here, taken_in), "distance", "entry", here)
        expected = self.total - self.joins + self.leaves
        need(taken_in == expected, "sum", "entry", here, "of", expected)
        self.tallies.append(Tally(here, match["day"], match[0], {"total": taken_in, **figures}))

    def take_in(self, here: int, taken_in: int) -> bool:
        """Take in whole lots of joins and leaves, as a tally does; whether there was one."""
        lots = self.joins >= LOT, self.leaves >= LOT
        joins, leaves = self.joins * (not lots[0]), self.leaves * (not lots[1])
        if self.logged["continues"] and taken_in != self.total - joins + leaves:
            return self.take_in_unseen(here, taken_in - self.total)
        self.joins, self.leaves = joins, leaves
        self.taken_until = here if lots[0] else self.taken_until
        return any(lots)

    def take_in_unseen(self, here: int, more: int) -> bool:
        """The same where a tally among the lost entries took in some of those that survived.

        Which, only the number tells: it may differ by less than a lot from those that stand.
        """
        self.joins, self.leaves = max(0, -more), max(0, more)
        standing = [at for at, kind in enumerate(self.stands) if kind == 1]
        self.taken_until = standing[-self.joins] if self.joins else here
        return abs(more) < LOT <= here - self.tallies[-1].at

    def closed(self, here: int, _: re.Match[str]) -> None:
        self.ended = True

    def continues(self, here: int, match: re.Match[str]) -> None:
        need(here == 1 + len(self.logged["continues"]), "order", "entry", here)
        self.logged["continues"][match["origin"]] = here

    def place(self, origin: str, index: int) -> int:
        """Where an entry of this log, or of one that it continues, stands in this one."""
        return index + self.logged["continues"][origin]

    def tally_at(self, size: int) -> Tally:
        """The last tally in the first `size` entries."""
        return next(tally for tally in reversed(self.tallies) if tally.at < size)

    def states(self, size: int, what: str, figure: str) -> bool:
        """Whether the tally at `size` states this; States that it leaves out have no figure."""
        stated = str(self.tally_at(size).figures.get(what, ""))
        return figure == stated or (not stated and figure in ("fewer-than-ten", "not-shown"))


# ---- Letters ----

MANIFEST = re.compile(
    f"campaign/letters/v1\nlog (?P<origin>{LINE})\nsize (?P<size>{NUMBER})\ndate (?P<day>{DAY})\n"
    f"(?P<tally>tally {LINE})\n(?P<letters>(?:letter {LINE}\n)+)"
)
UNSTATED = "tally -"  # the log had none yet
LETTER = re.compile(
    f"letter (?P<country>[A-Z]{{2}}) [A-Za-z-]+ (?P<figure>[0-9a-z-]+) (?P<hash>{HASH})"
)


def read_manifests(log: Log, source: Source) -> dict[str, str]:
    """What each letter states, by its hash; each list of letters is compared with the log."""
    letters = {}
    for digest, here in log.logged["letters"].items():
        raw = source.read(f"log/manifests/{digest}")
        match = need(MANIFEST.fullmatch(raw.decode("utf-8", "replace")), "manifest", digest)
        of_log = match["origin"] in log.logged["continues"]
        need(sha256(raw).hexdigest() == digest and of_log, "manifest", digest)
        size = log.place(match["origin"], int(match["size"]))
        tally = log.tally_at(size).line or UNSTATED
        need(size <= here and tally == match["tally"], "manifest", digest, "but", tally)
        for line in match["letters"].split("\n")[:-1]:
            letter = need(LETTER.fullmatch(line), "manifest", digest, line)
            country, figure = letter["country"], letter["figure"]
            holds = tally != UNSTATED and log.states(size, country, figure)
            need(holds or figure == "not-shown", "manifest", digest, line)  # may be withheld since
            states = f"{country}={figure}, dated {match['day']}, of entry {here}: {tally}"
            letters[letter["hash"]] = states
    return letters


PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")


def kind_of(raw: bytes, letters: dict[str, str]) -> str:
    """What a file that is none of the letters is, as far as its bytes tell."""
    unchanged = sha256(raw.replace(b"\r\n", b"\n")).hexdigest()
    if not raw:
        return "is empty"
    if raw.startswith(PICTURES) or raw[4:8] == b"ftyp":
        return "is a picture: of a scan or a photograph nobody can say that it is the letter"
    if b"%PDF-" not in raw[:1024] or raw.startswith(b"PK\3\4"):
        return "isn't a PDF, and each letter is one"
    if unchanged in letters:
        return "had its line ends changed on the way; before that it said " + letters[unchanged]
    if b"%%EOF" not in raw[-1024:]:
        return "breaks off before its end: get it again"
    return (
        "was changed, printed anew or scanned, or never issued: each byte counts, its name doesn't"
    )


def check_letter(name: str, letters: dict[str, str]) -> None:
    """That this file is one of the letters; then what it states."""
    raw = read_file(name)
    states = letters.get(sha256(raw).hexdigest())
    need(states, "letter", name, "" if states else kind_of(raw, letters))
    print(printable(name, states))


# ---- Receipts ----

RECEIPT = re.compile(
    f"campaign/receipt/v1\nlog (?P<origin>{LINE})\nkey (?P<key>{LINE})\nindex (?P<index>{NUMBER})\n"
    f"text (?P<text>{HASH})\ns (?P<s>{HASH})\n(?:\n.*\n)?sum (?P<sum>{HASH})\n",
    re.DOTALL,
)


def commitment_of(receipt: re.Match[str], name: str, address: str, country: str) -> bytes:
    """What the entry holds that this person made under the receipt's text and secret."""
    who = f"{unicodedata.normalize('NFC', ' '.join(name.split()))}\0{address.strip().lower()}"
    text, s = bytes.fromhex(receipt["text"]), bytes.fromhex(receipt["s"])
    whole = f"campaign/signature/v1\n{receipt['origin']}\n".encode() + text
    for purpose, fact in ((b"identity", who), (b"country", country.strip().upper())):
        whole += hmac.digest(hmac.digest(s, purpose, "sha256"), fact.encode(), "sha256")
    return sha256(whole).digest()


def as_stored(address: str) -> str:
    """An address as the site reads it out of what is pasted, its domain in the xn-- form."""
    plain = unicodedata.normalize("NFKC", address).replace("\u2019", "'").replace("\u3002", ".")
    plain = "".join([sign for sign in plain if unicodedata.category(sign) != "Cf"])
    plain = re.sub("(?i)^mailto:", "", re.sub(".*<(.*)>.*", r"\1", plain.strip()))
    local, _, domain = plain.strip(" .,;:!?()[]<>\"'/\u060c").partition("@")
    local = re.sub(r"\d", lambda digit: str(int(digit[0])), local.strip())
    labels = domain.strip().lower().split(".")
    labels = [x if x.isascii() else "xn--" + x.encode("punycode").decode() for x in labels]
    return f"{local}@{'.'.join(labels)}"


def check_receipt(raw: bytes, log: Log, key: str | None) -> None:
    """That the receipt is of the person who is asked for, and that her signature stands."""
    raw = raw.replace(b"\r\n", b"\n").replace(b"\xef\xbb\xbf", b"")  # as editors save it
    receipt = need(RECEIPT.fullmatch(raw.decode("utf-8", "replace")), "receipt")
    origin, text, logs = receipt["origin"], receipt["text"], log.logged["continues"]
    is_whole = sha256(raw[:-69]).hexdigest() == receipt["sum"]  # of all that stands above it
    need(is_whole and origin in logs, "receipt")
    of_key = not key or logs[origin] > 0 or receipt["key"] == key  # a lost log had another
    need(of_key, "key", "the receipt has", receipt["key"])
    index = log.place(origin, int(receipt["index"]))
    is_there = index < len(log.stands) and log.stands[index] < 2  # paper has no receipts
    need(is_there and text in log.logged["text"], "receipt", "entry", index)
    ask = input if sys.stdin.isatty() else lambda _: sys.stdin.readline()
    person = ask("Name, as signed: "), ask("Mail address: "), ask("Country, as in FR: ")
    name, address, country = person
    hers = [commitment_of(receipt, name, way, country) for way in (address, as_stored(address))]
    hers = [leaf_hash(b"signature " + each.hex().encode()) for each in hers]
    leaf = log.tree.leaves[index // 256][index % 256 * 32 :][:32]
    need(leaf in hers, "person", "entry", index)
    need(log.stands[index], "withdrawn", "entry", index)
    print(printable("This person is counted, at entry", index))


# ---- The check ----


def replay(source: Source, checkpoint: Checkpoint, before: Checkpoint) -> Log:
    """The log that the entries make; that they were changed comes before that they break a rule."""
    log, leaves, broken = Log(checkpoint.origin), [], None
    for entries in source.bundles(checkpoint.size):
        leaves.append(b"".join([leaf_hash(entry) for entry in entries]))
        try:
            for entry in entries if not broken else ():
                log.read(entry)
        except (SystemExit, MadeByNewer) as problem:
            broken = problem
    log.tree = Tree(leaves, checkpoint.size)
    check_tree(source, log.tree, checkpoint, before)
    if broken:
        raise broken
    return log


def check_tree(source: Source, tree: Tree, checkpoint: Checkpoint, before: Checkpoint) -> None:
    """That the entries are those that were signed, now and before, and every tile theirs."""
    odd = ""
    for level, rows in enumerate(tree.levels):
        for row, (path, _, raw) in zip(rows, source.tiles(level, checkpoint.size >> 8 * level)):
            if row != raw:
                same = [row[at : at + 32] == raw[at : at + 32] for at in range(0, len(row), 32)]
                odd = odd or f"{path}, hash {[*same, False].index(False)}"
    need(tree.root == checkpoint.root, "root", odd or "entries and hashes were both changed")
    need(tree.root_at(before.size) == before.root, "fork", "in the first", before.size, "entries")
    need(not odd, "tile", odd)


def check_origin(log: Log, checkpoint: Checkpoint, key: str | None) -> None:
    """That log-3 continues log-2 and log, and no other, and that the key is of one of them."""
    name, origin, logs = checkpoint.log(), checkpoint.origin, log.logged["continues"]
    base, number = origin[: -len(name)], int(name[4:] or 1)
    earlier = [base + (f"log-{n}" if n > 1 else "log") for n in range(number - 1, 0, -1)]
    need(list(logs.items()) == list(zip(earlier, range(1, number))), "order", "entry 1 of", origin)
    logs[origin] = 0  # its own entries stand where they stand: see Log.place
    need((key or origin).partition("+")[0] in logs, "key", "isn't of", origin)


def check_log(source: Source, checkpoint: Checkpoint, before: Checkpoint, key: str | None) -> Log:
    """The log, when all of it holds but its letters."""
    need(before.size <= checkpoint.size, "rollback", "from", before.size, "to", checkpoint.size)
    source.log = checkpoint.log()  # caches keep another's tiles
    log = replay(source, checkpoint, before)
    check_origin(log, checkpoint, key)
    for digest in log.logged["text"]:
        raw = source.read(f"texts/{digest}", f"texts/{digest}.withdrawn")
        is_note = raw in [f"text {digest} {why}\n".encode() for why in UNSHOWN]
        need(is_note or sha256(raw).hexdigest() == digest, "text", digest)
        print(raw.decode() if is_note else "", end="")
    return log


# ---- The command line ----

UNVERIFIED = "unverified key: all else holds"
CLAIM = re.compile(
    f"(total|paper|size)={NUMBER}|root={SIXTH}{{43}}="
    f"|[A-Z]{{2}}=({NUMBER}|fewer-than-ten|not-shown)"
)


def claim(text: str) -> list[str]:
    """What is claimed, and the figure."""
    text = UNSEEN.sub("", text) if text.startswith("root=") else text
    if CLAIM.fullmatch(text):
        return text.split("=", 1)
    raise ArgumentTypeError(f"{text!a}: write it like total=17577, FR=12340 or size=18020")


def check_claims(log: Log, claims: list[list[str]]) -> None:
    """That the log, or its last tally by `size`, states these figures, and has this root."""
    now, figures = len(log.stands), dict(claims)
    at = int(figures.pop("size", now))
    need(at <= now, "claim", f"size={at} but there are", now)
    root = b64encode(log.tree.root_at(at)).decode()
    need(figures.pop("root", root) == root, "claim", "root at", at, "is", root)
    for what, figure in figures.items():
        exact = {"total": str(log.total), "paper": str(log.on_paper // 10 * 10)}
        holds = (at == now and figure == exact.get(what)) or log.states(at, what, figure)
        need(holds, "claim", f"{what}={figure}", "at", at)


def check_witnessed(
    raw: bytes, log: Log, checkpoint: Checkpoint, options: Namespace
) -> Checkpoint | None:
    """What witnesses saw, an earlier part of this log that the same key signed; None if it isn't
    and no witness was asked for."""
    key, note = options.key, parse_checkpoint(raw, WITNESSED)
    covered = "not covered by earlier witnesses"
    of_key = not key or parse_key(key)[:2] in [by[:2] for by in note.signatures]
    if not options.witnesses and not (of_key and note.origin == checkpoint.origin):
        return None
    need(note.origin == checkpoint.origin, "witness", checkpoint.origin, "is", covered)
    need(of_key, "witness", WITNESSED, "isn't signed by", key, "- a new key is", covered)
    note = open_checkpoint(raw, key, WITNESSED)
    told = f"from {note.size}, which witnesses saw, to {checkpoint.size}"
    need(note.size <= checkpoint.size, "rollback", told)
    same = log.tree.root_at(note.size) == note.root
    need(same, "fork", "in the first", note.size, "entries, which witnesses saw")
    return note


def tell_witnesses(note: Checkpoint, log: Log, options: Namespace) -> None:
    """Who saw the log, and how much of it; fails where they are fewer than were asked for."""
    names, last = seen_by(note, options.witnesses), note.size - 1
    told = f"{len(names)} of the {options.quorum} asked for, up to entry {last}"
    need(len(names) >= options.quorum, "witness", told, *names)
    newer = len(log.stands) - note.size
    print(printable(f"seen up to entry {last} by {', '.join(names)}; {newer} newer not yet"))
    if 2 * options.quorum <= len(options.witnesses):
        print("two histories could both pass: ask for more than half of the witnesses")
    for origin, here in log.logged["continues"].items():
        if here:
            print(printable(f"entry {here} continues {origin}: not covered by earlier witnesses"))


def read_log(
    source: Source, before: Checkpoint, options: Namespace
) -> tuple[bytes, Checkpoint, Log]:
    """The log as it is now. Its gravest words are said only when they stay true for seconds."""
    key, is_copied = options.key, not source.is_web and Path(source.base, WITNESSED).exists()
    while True:
        seen = source.read(WITNESSED) if options.witnesses or is_copied else b""  # before it grows
        note = source.read("log/checkpoint")
        checkpoint = open_checkpoint(note, key, "log/checkpoint")
        try:
            log = check_log(source, checkpoint, before, key)
            log.seen = check_witnessed(seen, log, checkpoint, options) if seen else None
            return note, checkpoint, log
        except SystemExit as problem:
            is_grave = str(problem.code).startswith(("FAILED rollback", "FAILED fork"))
            if not (is_grave and source.is_web and source.again < len(PAUSES)):
                raise
        sleep(PAUSES[source.again])
        source.again += 1


def beside(folder: str, end: str) -> Path:
    """Another folder beside the one that a copy is kept in."""
    return Path(os.path.realpath(folder) + f".verify-{end}")


def settle(folder: str) -> None:
    """Put the new copy in the place of the one before: whole, or not at all."""
    before, now = beside(folder, "before"), Path(os.path.realpath(folder))
    shutil.rmtree(before, ignore_errors=True)
    if now.exists():
        now.rename(before)
    beside(folder, "new").rename(now)
    shutil.rmtree(before, ignore_errors=True)


def digits_of(key: str) -> str:
    """Forty digits that follow from a key, to compare by telephone: 132 bits of its SHA-256."""
    number = int.from_bytes(sha256(key.encode()).digest(), "big") % 10**40
    return re.sub("(.{5})(?=.)", r"\1 ", f"{number:040}")


def earlier(options: Namespace) -> Checkpoint:
    """The checkpoint that was kept the last time, in a file or with a copy."""
    kept = options.state or (options.save and f"{options.save}/log/checkpoint")
    if not (kept and os.path.lexists(kept)):
        return BEGINNING
    raw = read_file(kept)
    is_note = NOTE.fullmatch(as_written(raw).decode("utf-8", "replace"))
    need(is_note, "missing", kept, "isn't a checkpoint")
    return open_checkpoint(raw, options.key, kept)


def tell_counts(log: Log) -> None:
    """What the log holds."""
    paper = f", and {log.on_paper // 10 * 10 or 'fewer than 10'} on paper" if log.on_paper else ""
    counted = f"{len(log.stands)} entries, {log.total} signatures count{paper}"
    last = log.tallies[-1].line or "no tally yet"
    print(printable(f"{log.origin}: {counted}; {last}"))
    print(f"{log.joins} joins and {log.leaves} leaves are waiting for a tally to take them in")


def check(options: Namespace) -> None:
    """Check the log and say what it holds; then answer what was asked."""
    source, key, before = Source(options.source, options.seconds), options.key, earlier(options)
    source.kept = options.save and beside(options.save, "new")
    note, checkpoint, log = read_log(source, before, options)
    letters = read_manifests(log, source)
    source.refuse_other_files()
    tell_counts(log)
    if log.seen and options.witnesses:
        tell_witnesses(log.seen, log, options)
    if options.letter:
        check_letter(options.letter, letters)
    check_claims(log, options.claim)
    if options.receipt:
        check_receipt(read_file(options.receipt), log, key)
    print("root", b64encode(checkpoint.root).decode())
    if options.save:
        settle(options.save)
    if options.state:
        aside = Path(options.state + ".new")
        aside.write_bytes(note)
        aside.replace(options.state)  # whole, or not at all


def may_be_saved_to(folder: str) -> bool:
    """Whether nothing of anyone else's would be lost with what lies there now."""
    if not os.path.lexists(folder):
        return True
    names = {path.name for path in Path(folder).iterdir()} if Path(folder).is_dir() else {""}
    ours = {"log", "texts"} if Path(folder, "log", "checkpoint").is_file() else set()
    return all(name in ours or OF_DESKTOPS.fullmatch(name) for name in names)


def parsed(arguments: list[str] | None) -> Namespace:
    """The options; wrong ones end here, with status 2."""
    parser = ArgumentParser(description=__doc__, formatter_class=RawTextHelpFormatter)
    for name in ("source", "--key", "--letter", "--receipt", "--state", "--save"):
        parser.add_argument(name)
    parser.add_argument("--claim", nargs="+", default=[], type=claim)
    parser.add_argument("--seconds", default=60, type=int)
    parser.add_argument("--witness", action="append", default=[])
    parser.add_argument("--quorum", type=int)
    options = parser.parse_args(arguments)
    claimed = [what for what, _ in options.claim]
    if claimed == ["size"] or len(set(claimed)) < len(claimed):
        parser.error("argument --claim: each figure once, and size=18020 only with one")
    if not 0 < options.seconds < 100_000:
        parser.error("argument --seconds: a whole number from 1 to 99999")
    if options.save and not may_be_saved_to(options.save):
        parser.error("argument --save: a folder that is new, empty, or a copy that --save made")
    options.key = bare_key(options.key or "")
    witnesses = distinct([bare_key(each) for each in options.witness], options.key)
    if options.quorum is not None and not 1 <= options.quorum <= len(witnesses):
        parser.error("argument --quorum: from 1 to as many as there are different witnesses")
    options.quorum, options.witnesses = options.quorum or len(witnesses) // 2 + 1, witnesses
    return options


def main(arguments: list[str] | None = None) -> int:
    """The exit status; what FAILED leaves by SystemExit."""
    options = parsed(arguments)
    try:
        check(options)
    except MadeByNewer as newer:
        print(printable(f"This log was made by a newer version: {newer}. Use its verify.py."))
        return 4
    except (OSError, ValueError) as problem:  # of your own files
        need(False, "missing", problem)
    finally:
        if options.save:
            shutil.rmtree(beside(options.save, "new"), ignore_errors=True)
    if not options.key:
        print(UNVERIFIED)
        return 3
    print(printable("key by telephone:", digits_of(options.key)))
    print(printable("verified with", options.key))
    return 0


def run(arguments: list[str] | None = None) -> None:
    """End with the exit status that says what kind of answer it is."""
    try:
        sys.exit(main(arguments))
    except SystemExit as end:
        if not isinstance(end.code, str):
            raise
        status = STATUS.get(end.code.split(" ")[1], 1)
        print(end.code, *filter(None, [MEANING.get(status)]), sep="\n", file=sys.stderr)
        sys.exit(status)


if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]  # on any terminal
    run()
