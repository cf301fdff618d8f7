"""Check a campaign's count yourself. One file, Python 3.8 or later, nothing to install: read it before you run it.

  python3 verify.py https://example.org/clear-skies --key KEY    the log as it is served
  python3 verify.py FOLDER --key KEY                             a copy on your disk: every byte; nothing leaves it
  ... --letter FR.pdf                       is this letter among those that were logged, and what does it state
  ... --claim total=17577 FR=12340          are these the log's figures; with size=18020 those of its last tally by then
  ... --receipt FILE                        am I counted: asks for name, address and country, sends them nowhere
  ... --state FILE                          for cron: is this the log that it was last time, grown
Take KEY from a letter or a receipt, not from the server that you check. Exit status 0: all of it holds. 2: wrong
options. 3: all holds, but "unverified key", as none was given. 1: FAILED, the name of the check, and where:
  missing     a file that must be there can't be read       unknown    the folder has one that is no part of the log
  note        a checkpoint that isn't in its one form       key        it, or the receipt, isn't of the key you gave
  signature   a checkpoint isn't what the key signed        bundle     a file of entries isn't whole
  root        the entries aren't those that were signed     tile       a file of hashes isn't theirs
  word        an entry with an unknown first word           entry      an entry that isn't in its one form
  order       a signature before any text                   twice      a commitment that stands in two entries
  withdrawal  of what isn't a standing signature            closed     an end without tally, or growth after the end
  sum         a tally that doesn't add up                   tens       a figure that isn't in complete tens
  distance    a tally before 20 entries, or one missing     claim      a figure isn't the log's
  text        a text isn't the one logged                   manifest   a list of letters isn't, or states other figures
  rollback    THE LOG IS SHORTER THAN IT WAS                fork       THE LOG ISN'T WHAT IT WAS
  receipt     damaged, of another log, or ahead of this     person     not this name, address and country
  withdrawn   the signature was counted, and is no longer   letter     in none of the lists of letters
"""

import argparse
import hmac
import os
import re
import sys
import unicodedata
from base64 import b64decode, b64encode
from calendar import monthrange
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256, sha512
from pathlib import Path
from urllib.request import urlopen

HEX, NUMBER, B = "([0-9a-f]{64})", "(0|[1-9][0-9]{0,17})", "[A-Za-z0-9+/]"
DAY, LINE = "((?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))", "([^\0-\x1f\ufffd]+)"
FORMS = {word: f"{word} {HEX}" for word in ("text", "signature", "paper", "letters")}
FORMS["withdrawal"] = f"withdrawal {NUMBER} (withdrawn|duplicate|fraud|legal)"
FORMS["tally"] = f"tally {DAY} {NUMBER} ((?:[A-Z]{{2}}={NUMBER} )*)--={NUMBER}"
FORMS["continues"], FORMS["closed"] = f"continues ([!-~]+) {NUMBER} {HEX}", "closed"
BASE64 = f"((?:{B}{{4}})*{B}{{2}}(?:==|{B}[A-Za-z0-9+/=]))"
CHECKPOINT = f"({LINE}\n{NUMBER}\n{BASE64}\n(?:{LINE}\n)*)\n((?:\u2014 [^\\s+\0-\x1f]+ {BASE64}\n)+)"
LISTED = f"campaign/letters/v1\nlog {LINE}\nsize {NUMBER}\ndate {DAY}\n(tally {LINE})\n((?:letter {LINE}\n)+)"
RECEIPT = f"campaign/receipt/v1\nlog {LINE}\nkey {LINE}\nindex {NUMBER}\ntext {HEX}\ns {HEX}\n(?:\n.*\n)?sum {HEX}\n"
P, ORDER = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def need(holds, check, *where):
    return holds or sys.exit(" ".join(map(str, ("FAILED", check, *where))))


def point(raw):
    """The point (x, y) of Ed25519 that 32 bytes stand for: RFC 8032, 5.1.3."""
    y, odd = int.from_bytes(raw, "little") & (1 << 255) - 1, raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if x * x % P == square else x * pow(2, (P - 1) // 4, P) % P
    need(y < P and x * x % P == square and (x or not odd), "signature", "by a key that is no point")
    return (x if x % 2 == odd else P - x), y


def add(one, other):
    (a, b), (c, d) = one, other
    e = D * a * b * c * d % P
    return (a * d + b * c) * pow(1 + e, -1, P) % P, (a * c + b * d) * pow(1 - e, -1, P) % P


def times(number, base):
    return add(times(number >> 1, add(base, base)), base if number & 1 else (0, 1)) if number else (0, 1)


def signed(public, message, signature):
    """Whether the key whose public half is `public` (32 bytes) made `signature` (64 bytes) over `message`."""
    (x, y), base, s = point(public), point(b"\x58" + b"\x66" * 31), int.from_bytes(signature[32:64], "little")
    k = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    x, y = add(times(s, base), times(k, (P - x, y)))
    return (y | (x & 1) << 255).to_bytes(32, "little") + s.to_bytes(32, "little") == signature and s < ORDER


def open_checkpoint(raw, key, where):
    """(origin, size, root) by c2sp.org/tlog-checkpoint and signed-note; the signature is checked if there is a key."""
    match = re.fullmatch(CHECKPOINT, raw.decode("utf-8", "replace"))
    text, origin, size, root, _, lines, _ = need(match, "note", where).groups()
    made = [(line.split(" ")[1], b64decode(line.split(" ")[2])) for line in lines.split("\n")[:-1]]
    every = [root, *(line.split(" ")[2] for line in lines.split("\n")[:-1])]  # or two notes say the same
    need(len(root) == 44 and all(b64encode(b64decode(one)).decode() == one for one in every), "note", where)
    if key:
        match = re.fullmatch("([^\\s+]+)[+]([0-9a-f]{8})[+](A[A-Za-z0-9+/]{43})", key)
        public = b64decode(match[3]) if match else b""
        need(match and sha256(f"{match[1]}\n".encode() + public).hexdigest()[:8] == match[2], "key", key)
        ours = [by[4:] for name, by in made if name == match[1] and by[:4].hex() == match[2]]
        need(ours, "key", where, "of", origin, "isn't signed by", key)
        need(all(signed(public[1:], text.encode(), by) for by in ours), "signature", where)
    return origin, int(size), b64decode(root)


def root_of(hashes):
    """The root (RFC 6962, 2.1) over joined hashes of neighbours; a last one without a sibling moves up as it is."""
    while len(hashes) > 32:
        pairs = [sha256(b"\1" + hashes[at : at + 64]).digest() for at in range(0, len(hashes) - 32, 64)]
        hashes = b"".join(pairs) + hashes[len(pairs) * 64 :]
    return hashes or sha256(b"").digest()


class Source:  # a folder, or an address, with log/ and texts/ below it; keeps in mind what was read
    def __init__(self, where):
        self.web, self.seen, self.log = where.startswith(("https://", "http://")), set(), "log"
        self.base = (re.sub("/+(log[-0-9]*/*)?$", "", where) if self.web else os.path.realpath(where)) + "/"
        self.map = ThreadPoolExecutor(4).map if self.web else map

    def read(self, path):
        self.seen.add(path)
        try:
            with urlopen(self.base + path, timeout=60) if self.web else open(self.base + path, "rb") as file:  # noqa: S310, PTH123
                return file.read(1 << 24)
        except Exception as problem:  # there are many kinds, and none of them is a pass
            need(False, "missing", path, repr(problem))

    def tile(self, level, index, width):
        number = re.sub("(...)(?=.)", r"x\1/", f"{index:0{-(-len(str(index)) // 3) * 3}}")
        path = f"{self.log}/tile/{level}/{number}" + (f".p/{width}" if width < 256 else "")
        return path, width, self.read(path)

    def tiles(self, level, count):
        """(path, width, bytes) of the files that hold `count` hashes or entries: c2sp.org/tlog-tiles."""
        places = [(level, at // 256, min(256, count - at)) for at in range(0, count, 256)]
        for first in range(0, len(places), 64):
            yield from self.map(self.tile, *zip(*places[first : first + 64]))  # noqa: B905

    def entries(self, size, root, kept):
        """All entries; then, that they hash to `root` and the first `kept[0]` of them to `kept[1]`, and the tiles."""
        rows, level, odd = [], 0, ""
        for path, width, raw in self.tiles("entries", size):
            entries, at = [], 0
            while at + 1 < len(raw):  # each stands behind its length in two bytes
                start, at = at + 2, at + 2 + (raw[at] << 8 | raw[at + 1])
                entries.append(raw[start:at])
            need(at == len(raw) and len(entries) == width, "bundle", path)
            rows.append(b"".join([sha256(b"\0" + entry).digest() for entry in entries]))
            yield from entries
        got, past = root_of(b""), root_of(b"".join(rows[: kept[0] // 256 + 1])[: kept[0] * 32])
        while rows:
            for row, (path, _, raw) in zip(rows, self.tiles(level, size)):  # noqa: B905
                same = [row[at : at + 32] == raw[at : at + 32] for at in range(0, len(row), 32)]
                odd = odd or (raw != row and f"{path}, hash {[*same, False].index(False)}")
            tops, level, size = [root_of(row) for row in rows], level + 1, size // 256
            got = root_of(b"".join(tops)) if level == 1 else got
            rows = [b"".join(tops[at : min(at + 256, size)]) for at in range(0, size, 256)]
        need(got == root, "root", odd or "entries and hashes were both changed")
        need(past == kept[1], "fork", "in the first", kept[0], "entries")
        need(not odd, "tile", odd)


class Log:  # what the entries say, read one after the other, each held to the rules
    def __init__(self):
        self.total = self.since = 0  # signatures that stand; entries that count towards the next tally
        self.stands, self.commitments, self.last, self.closed = bytearray(), {}, "", ""
        self.logged, self.tallies = {"text": {}, "letters": {}, "continues": {}}, [(-1, "", {}, 0)]

    def read(self, raw):
        here, entry = len(self.stands), raw.decode("utf-8", "backslashreplace")
        word = entry.partition(" ")[0]
        need(word in FORMS, "word", "entry", here, repr(word))
        match = need(re.fullmatch(FORMS[word], entry), "entry", here, repr(entry))
        need(self.last != "early tally" or word == "closed", "distance", "entry", here - 1)
        need(not self.closed or word in ("withdrawal", "tally", "letters"), "closed", "entry", here)
        if word in ("signature", "paper"):
            need(self.logged["text"], "order", "entry", here)
            need(self.commitments.setdefault(bytes.fromhex(match[1]), here) == here, "twice", "entry", here)
            self.total, self.since = self.total + 1, self.since + 1
        elif word == "withdrawal":
            need(int(match[1]) < here and self.stands[int(match[1])], "withdrawal", "entry", here)
            self.total, self.since, self.stands[int(match[1])] = self.total - 1, self.since + 1, 0
        elif word == "tally":
            if self.since < 20 and self.tallies[-1][3] <= self.total:
                word = "early tally"  # which only the end may follow
            self.tally(here, entry, match)
        elif word == "closed":
            need(self.last.endswith("tally"), "closed", "entry", here)
            self.closed = word
        else:  # an earlier log that was lost is continued from the first entry on
            need(word != "continues" or here == len(self.logged[word]), "order", "entry", here)
            self.logged[word][match[1]] = here
        self.stands.append(word in ("signature", "paper"))
        self.last = word

    def tally(self, here, entry, match):
        pairs = [(pair[:2], int(pair[3:])) for pair in match[3].split()]
        figures, shown = dict(pairs), sum(figure for _, figure in pairs)
        need(int(match[1][8:]) <= monthrange(int(match[1][:4]), int(match[1][5:7]))[1], "entry", here, entry)
        need(pairs == sorted(figures.items(), key=lambda pair: (-pair[1], pair[0])), "entry", here, entry)
        need(all(figure and figure % 10 == 0 for _, figure in pairs), "tens", "entry", here)
        need(int(match[2]) == self.total == shown + int(match[5]), "sum", "entry", here, "of", self.total)
        self.tallies.append((here, entry, {"total": self.total, **figures}, shown))
        self.since = 0

    def states(self, size, what, figure):
        """Whether the last tally in the first `size` entries states this; States that it leaves out have no figure."""
        known = str([figures for here, _, figures, _ in self.tallies if here < size][-1].get(what, ""))
        return figure == known or (not known and figure in ("fewer-than-ten", "not-shown"))

    def letters(self, source):
        """{hash of a letter: what its list states}; each list is compared with the log."""
        found = {}
        for digest, here in self.logged["letters"].items():
            raw, logs = source.read(f"log/manifests/{digest}"), self.logged["continues"]
            match = re.fullmatch(LISTED, raw.decode("utf-8", "replace"))
            need(sha256(raw).hexdigest() == digest and match and match[1] in logs, "manifest", digest)
            size = int(match[2]) + 1 + logs[match[1]]
            tally = [line for at, line, _, _ in self.tallies if at < size][-1]
            need(size <= here and tally == match[4], "manifest", digest, "but", tally)
            for line in match[6].split("\n")[:-1]:
                letter = re.fullmatch(f"letter ([A-Z]{{2}}) ([A-Za-z-]+) ([0-9a-z-]+) {HEX}", line)
                need(letter and self.states(size, letter[1], letter[3]), "manifest", digest, line)
                found[letter[4]] = f"{letter[1]}={letter[3]}, dated {match[3]}, of entry {here}: {match[4]}"
        return found

    def person(self, raw, key):
        """What a receipt shows of the person who is asked for."""
        match, earlier = re.fullmatch(RECEIPT, raw.decode("utf-8", "replace"), re.S), self.logged["continues"]
        need(match and sha256(raw[:-69]).hexdigest() == match[6] and match[1] in earlier, "receipt")
        need(not key or earlier[match[1]] > -1 or match[2] == key, "key", "the receipt has", match[2])
        index = int(match[3]) + 1 + earlier[match[1]]
        need(index < len(self.stands) and match[4] in self.logged["text"], "receipt", "entry", index)
        ask = input if sys.stdin.isatty() else lambda _: sys.stdin.readline()
        name, address, country = ask("Name, as signed: "), ask("Mail address: "), ask("Country, as in FR: ")
        who = f"{unicodedata.normalize('NFC', ' '.join(name.split()))}\0{address.strip().lower()}".encode()
        made = f"campaign/signature/v1\n{match[1]}\n".encode() + bytes.fromhex(match[4])
        for purpose, given in ((b"identity", who), (b"country", country.strip().upper().encode())):
            made += hmac.digest(hmac.digest(bytes.fromhex(match[5]), purpose, "sha256"), given, "sha256")
        need(self.commitments.get(sha256(made).digest()) == index, "person", "entry", index)
        need(self.stands[index], "withdrawn", "entry", index)
        print("This person is counted, at entry", index)


def check(options):
    source, log, kept = Source(options.source), Log(), (0, sha256(b"").digest())
    note = source.read("log/checkpoint")
    origin, size, root = open_checkpoint(note, options.key, "log/checkpoint")
    source.log = (re.findall("/(log-[1-9][0-9]{0,3})$", origin) or ["log"])[0]  # caches keep another's tiles
    if options.state and Path(options.state).exists():
        kept = open_checkpoint(Path(options.state).read_bytes(), options.key, options.state)[1:]
    need(kept[0] <= size, "rollback", "from", kept[0], "to", size)
    entries = source.entries(size, root, kept)
    try:
        for entry in entries:
            log.read(entry)
    except SystemExit:  # whether entries were changed comes before whether they keep the rules
        list(entries)
        raise
    need(log.last != "early tally" and log.since < 20 and log.tallies[-1][3] <= log.total, "distance", "end")
    known, base = log.logged["continues"], origin[: -len(source.log)]
    logs = [base + f"log-{n}"[: 9 if n > 1 else 3] for n in range(int(source.log[4:] or 1) - 1, 0, -1)]
    need([*known] == logs and [*known.values()] == [*range(len(logs))], "order", "entry 0 of", origin)
    known[origin] = -1
    need((options.key or origin).partition("+")[0] in known, "key", "isn't of", origin)
    for digest in log.logged["text"]:
        need(sha256(source.read(f"texts/{digest}")).hexdigest() == digest, "text", digest)
    letters = log.letters(source)
    for folder, _, names in os.walk(source.base, followlinks=True):  # an address has nothing to walk through
        others = {Path(folder, name).relative_to(source.base).as_posix() for name in names} - source.seen
        need(not others, "unknown", *sorted(others))
    print(f"{origin}: {size} entries, {log.total} signatures stand; {log.tallies[-1][1]}")
    if options.letter:
        digest = sha256(Path(options.letter).read_bytes()).hexdigest()
        print(options.letter, need(letters.get(digest), "letter", options.letter))
    claims = dict(claim.partition("=")[::2] for claim in options.claim)
    at = int(claims.pop("size", size))
    for what, figure in claims.items():
        now = what == "total" and at == size and figure == str(log.total)
        need(now or log.states(at, what, figure), "claim", f"{what}={figure}", "at", at)
    if options.receipt:
        log.person(Path(options.receipt).read_bytes(), options.key)
    if options.state:
        Path(options.state).write_bytes(note)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name in ("source", "--key", "--letter", "--receipt", "--state"):
        parser.add_argument(name)
    parser.add_argument("--claim", nargs="+", default=[])
    options = parser.parse_args(arguments)
    try:
        check(options)
    except (OSError, ValueError) as problem:  # of your own files and figures
        need(False, "missing", problem)
    print(f"verified with {options.key}" if options.key else "unverified key: all else holds")
    return 0 if options.key else 3


if __name__ == "__main__":
    sys.exit(main())
