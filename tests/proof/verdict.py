"""The ledger against what the program shows: lost, doubled, forked, mailed twice. None of the program's code."""

import base64
import hmac
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256

from tests.proof.crowd import Signer, signer_of
from tests.proof.ledger import Ledger

Read = Callable[[str], bytes | None]  # a path of the site; None where nothing is


@dataclass
class Verdict:
    """Figures, and in `broken` a sentence for each promise that didn't hold."""

    figures: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def hold(self, name: str, found: Iterable[object], sentence: str) -> None:
        """A figure that has to be 0: as many as were found."""
        these = list(found)
        self.figures[name] = len(these)
        self.broken += [f"{sentence}: {each}" for each in these[:5]]


@dataclass(frozen=True)
class Log:
    """As it is served: the origin of its checkpoint, its size, root and entries."""

    origin: str
    size: int
    root: str
    entries: list[str]


def note(checkpoint: str) -> tuple[str, int, str]:
    """Origin, size and root of one."""
    origin, size, root = checkpoint.split("\n")[:3]
    return origin, int(size), root


def log(read: Read, slug: str) -> Log:
    """All of it. Raises LookupError where a file is missing."""
    origin, size, root = note(_there(read, f"/{slug}/log/checkpoint").decode())
    folder = origin.rpartition("/")[2]
    entries: list[str] = []
    for place in range((size + 255) // 256):
        width = min(256, size - 256 * place)
        tile = f"/{slug}/{folder}/tile/entries/{_place(place)}" + (f".p/{width}" if width < 256 else "")
        entries += list(_bundled(_there(read, tile)))
    return Log(origin, size, root, entries)


def judge(ledger: Ledger, read: Read, slug: str) -> Verdict:
    """Everything at once, when nobody waits for anything any more."""
    verdict, shown = Verdict(), log(read, slug)
    _log_holds(verdict, ledger, shown)
    mailed = {mail.to for mail in ledger.mails}
    expected = set(ledger.thanked) - ledger.refused
    verdict.hold("lost forms", expected - mailed, "was thanked for and never mailed")
    verdict.hold(
        "unconfirmable", expected & mailed - set(ledger.confirmed), "was mailed and could never confirm"
    )
    _signatures_hold(verdict, ledger, read, shown)
    ids: dict[str, set[str]] = {}
    for mail in ledger.mails:
        ids.setdefault(mail.to, set()).add(mail.message_id)
    verdict.hold(
        "mails twice under two ids",
        [to for to, each in ids.items() if len(each) > max(1, ledger.posted[to])],
        "was mailed more often than forms were sent",
    )
    verdict.figures["mails twice under one id"] = len(ledger.mails) - sum(map(len, ids.values()))
    verdict.hold("odd answers", ledger.odd, "was answered oddly")
    verdict.figures |= {
        "forms thanked for": len(ledger.thanked), "confirmations answered": len(ledger.confirmed),
        "withdrawals answered": len(ledger.withdrawn), "checkpoints seen": len(ledger.checkpoints),
        "entries": shown.size,
    }  # fmt: skip
    return verdict


def _log_holds(verdict: Verdict, ledger: Ledger, shown: Log) -> None:
    """Each checkpoint that anybody was shown is a beginning of this log."""
    seen = [note(each) for each in ledger.checkpoints] + [(shown.origin, shown.size, shown.root)]
    sizes = {size for _, size, _ in seen}
    roots = roots_at(shown.entries, sizes)
    forks = [
        f"{origin} {size} {root}" for origin, size, root in seen
        if origin == shown.origin and roots.get(size) != root
    ]  # fmt: skip
    verdict.hold("forks", forks, "a checkpoint that was shown is no beginning of the log")
    commitments = Counter(line for line in shown.entries if line.startswith("signature "))
    twice = [line for line, times in commitments.items() if times > 1]
    verdict.hold("entries twice", twice, "a commitment stands twice")


def _signatures_hold(verdict: Verdict, ledger: Ledger, read: Read, shown: Log) -> None:
    """Each confirmed signer has an entry of her own, which a receipt opens; and nothing else is counted."""
    stand = {
        at: line for at, line in enumerate(shown.entries) if line.startswith("signature ")
    }  # fmt: skip
    gone = {int(line.split()[1]) for line in shown.entries if line.startswith("withdrawal ")}
    lost, hers = [], Counter[int]()
    for address in set(ledger.confirmed) - set(ledger.withdrawn):
        index = _index_of(read(f"{ledger.links[address]}/receipt"), signer_of(address), shown)
        if index is None or index in gone:
            lost.append(address)
        else:
            hers[index] += 1
    verdict.hold("lost signatures", lost, "confirmed, and no receipt shows her entry")
    verdict.hold(
        "shared entries", [index for index, times in hers.items() if times > 1], "is the entry of two"
    )
    verdict.hold("doubled counts", set(stand) - gone - set(hers), "is counted and nobody's who confirmed")
    expected = len(ledger.withdrawn) - len(gone)
    verdict.hold(
        "lost withdrawals", range(max(0, expected)), "a withdrawal was answered and isn't in the log"
    )


def _index_of(receipt: bytes | None, signer: Signer, shown: Log) -> int | None:
    """Where her entry stands, if it is hers."""
    words = dict(re.findall(r"^(log|index|text|s) (\S+)$", (receipt or b"").decode(), re.MULTILINE))
    if set(words) != {"log", "index", "text", "s"}:
        return None
    index = int(words["index"])
    line = shown.entries[index] if index < len(shown.entries) else ""
    return index if line == f"signature {commitment(words, signer)}" else None


def commitment(words: dict[str, str], signer: Signer) -> str:
    """As architecture.md has it: what the entry of somebody with that receipt has to be."""
    s = bytes.fromhex(words["s"])
    identity = _mac(_mac(s, b"identity"), f"{signer.name}\0{signer.address}".encode())
    country = _mac(_mac(s, b"country"), signer.country.encode())
    head = f"campaign/signature/v1\n{words['log']}\n".encode()
    return sha256(head + bytes.fromhex(words["text"]) + identity + country).hexdigest()


def roots_at(entries: Iterable[str], sizes: set[int]) -> dict[int, str]:
    """The tree's hash (RFC 6962) over the first entries, for each of these sizes, in base64."""
    peaks: list[tuple[int, bytes]] = []
    roots = {}
    for size, line in enumerate(entries, start=1):
        level, node = 0, sha256(b"\0" + line.encode()).digest()
        while peaks and peaks[-1][0] == level:
            node = sha256(b"\1" + peaks.pop()[1] + node).digest()
            level += 1
        peaks.append((level, node))
        if size in sizes:
            root = peaks[-1][1]
            for _, left in reversed(peaks[:-1]):
                root = sha256(b"\1" + left + root).digest()
            roots[size] = base64.b64encode(root).decode()
    return roots


def _mac(key: bytes, message: bytes) -> bytes:
    return hmac.new(key, message, sha256).digest()


def _there(read: Read, path: str) -> bytes:
    content = read(path)
    if content is None:
        raise LookupError(path)
    return content


def _place(number: int) -> str:
    """A tile's number as tlog-tiles writes it."""
    groups = [f"{number % 1000:03d}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03d}")
    return "/".join(reversed(groups))


def _bundled(content: bytes) -> Iterator[str]:
    at = 0
    while at < len(content):
        length = int.from_bytes(content[at : at + 2])
        yield content[at + 2 : at + 2 + length].decode()
        at += 2 + length
