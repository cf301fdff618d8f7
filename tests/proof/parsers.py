"""What reads files and texts of strangers: a right one of each kind, what reads it, and how it may refuse."""

import io
import random
import sys
import tarfile
import tempfile
import types
import zipfile
from collections.abc import Callable, Iterable
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from campaign.backup.archive import unpack
from campaign.backup.sealed_streams import opening, sealing
from campaign.backup.trial_file import MANY, ONE, read_trial
from campaign.backup.trial_file import written as written_trial
from campaign.letters.bounces import parse_report
from campaign.lib import packed, stamps, tokens
from campaign.lib.refusal import Refusal
from campaign.lists.sealed_format import Header, blocks, pieces_of_list, read_frame
from campaign.lists.unsubscribe_links import meant
from campaign.missions.groups import SHIPPED, read_groups
from campaign.missions.importing import read_contacts
from campaign.paper.importing import guessed, read_table
from campaign.reading.files import read_file
from campaign.reading.release import read_release
from campaign.tally import checkpoints, cosignatures, entries, note, tiles
from campaign.tally.receipts import Receipt
from campaign.updates.claims import claims
from campaign.vault import envelope
from campaign.vault.identities import new_identity
from campaign.vault.recipients import read_recipient
from campaign.witness.judging import parse_request
from tests.missions.workbooks import FRANCE, HEAD, lines, written
from tests.reading.documents import document, paragraph
from tests.tally.keys import foreign_key

ROOT = Path(__file__).parents[2]
WITNESS = cosignatures.WitnessKey("witness.example.org", bytes(range(32)))
KEY, HOLDER = foreign_key("skies.example.org/clear-skies"), new_identity()
HASH = sha256(b"a text").hexdigest()
FORM_KEY = b"k" * 32


@dataclass(frozen=True)
class Parser:
    """Reads `specimens`, and what was made of them; `refuses` are the only exceptions it may raise. Slow ones come
    a twentieth as often. `taken` is false where the first specimen is refused too, as of somebody else.
    """

    name: str
    read: Callable[[bytes], Any]
    specimens: tuple[bytes, ...]
    refuses: tuple[type[BaseException], ...] = (Refusal,)
    slow: bool = False
    taken: bool = True


def text(read: Callable[[str], Any]) -> Callable[[bytes], Any]:
    """For what is given text that was decoded before."""
    return lambda raw: read(raw.decode("utf-8", "replace"))


def parsers() -> list[Parser]:
    """All of them."""
    return [*_of_logs(), *_of_files(), *_of_texts()]


def _note() -> bytes:
    tree = checkpoints.SignedTree("skies.example.org/clear-skies", 300, bytes(range(32)))
    return checkpoints.sign_checkpoint(tree, key=KEY).encode()


def _entries() -> tuple[bytes, ...]:
    day = "tally 2016-10-01 240 DE=20 FR=110 --=110"
    return tuple(
        line.encode()
        for line in (
            "rules 1", f"text {HASH}", f"signature {HASH}", f"paper {HASH}", "withdrawal 17 withdrawn", day,
            f"letters {HASH}", f"continues skies.example.org/log-2 300 {HASH}", "closed",
        )
    )  # fmt: skip


def _of_logs() -> list[Parser]:
    signed = _note()
    cosigned = signed + WITNESS.cosign(note.text_of(signed.decode()), time=1_700_000_000).encode()
    verify = _verifier()
    receipt = Receipt(KEY.name, str(KEY.verifier), 17, HASH, HASH).written("Keep it.").encode()
    asked = b"old 20\n" + b"\n".join([b"A" * 43 + b"="] * 3) + b"\n\n" + signed
    return [
        Parser(
            "notes",
            text(lambda each: checkpoints.open_checkpoint(each, key=KEY.verifier)),
            (signed,),
            (note.BadNote,),
        ),
        Parser("keys of notes", text(note.read_key), (str(KEY.verifier).encode(),), (note.BadNote,)),
        Parser(
            "keys of witnesses",
            text(cosignatures.read_witness),
            (str(WITNESS.verifier).encode(),),
            (note.BadNote,),
        ),
        Parser("cosignatures", text(_cosigned), (cosigned,), (note.BadNote,)),
        Parser("entries", text(entries.parse), _entries(), (entries.NotAnEntry,)),
        Parser("tiles", tiles.unbundle, (tiles.bundle(_entries()),), (ValueError,)),
        Parser(
            "places of tiles",
            text(tiles.parse_path),
            (b"tile/0/x001/067", b"tile/entries/003.p/17"),
            (ValueError,),
        ),
        Parser("a witness's requests", parse_request, (asked,), (note.BadNote,)),
        Parser(
            "notes, by the verifier",
            lambda raw: verify.parse_checkpoint(raw, "log/checkpoint"),
            (signed,),
            (SystemExit,),
        ),
        Parser("receipts", lambda raw: _receipt(verify, raw), (receipt,), (SystemExit,), taken=False),
        Parser(
            "letters",
            lambda raw: verify.kind_of(raw, {HASH: "is one"}),
            (b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n",),
            (),
        ),
    ]


def _of_files() -> list[Parser]:
    docx = document(paragraph("A headline"), paragraph("GENEVA, 24 September 2016 – Words of it."))
    head = "code,address,source,date\n"
    csv = (
        f"{head}FR,post@fr.example.org,a call,2016-09-24\nDE,de@example.org,their site,2016-09-25\n".encode()
    )
    book = written(lines(HEAD, FRANCE))
    slips = b"number,name,country\n000017K,Nour Haddad,FR\n000018M,A. B.,\n"
    return [
        Parser("lists", _list, (_sealed_list(),)),
        Parser("archives", _archive, (_backup(),)),
        Parser(
            "sealed archives",
            _sealed_archive,
            (_sealed_backup(),),
        ),
        Parser(
            "packed files",
            lambda raw: packed.look_into(raw, most_parts=100, most_bytes=1_000_000),
            (docx, book),
            (packed.Unreadable,),
        ),
        Parser("trials", read_trial, (_trial(),)),
        Parser(
            "bounces",
            lambda raw: list(parse_report("a.eml", raw)),
            (_bounce(), _bounce().replace(b'="b"', b"*=us-ascii''b")),
            (),
        ),
        Parser(".docx", read_file, (docx,), slow=True),
        Parser(
            "texts",
            read_file,
            ("Geneva, 24 September 2016 – Words.\n".encode("utf-16"), "Wörter\n".encode("latin-1")),
        ),
        Parser(
            "CSV of missions",
            lambda raw: read_contacts(raw, today=date(2016, 10, 1)),
            (csv, csv.replace(b",", b";"), book),
        ),
        Parser("groups of missions", text(read_groups), (SHIPPED.read_bytes(),)),
        Parser("CSV of slips", lambda raw: guessed(read_table(raw).head), (slips, book)),
    ]


def _of_texts() -> list[Parser]:
    release = (ROOT / "tests" / "releases" / "aleppo.txt").read_bytes()[:4_000]
    mail = b"From: a@example.org\nSubject: Fwd: release\n\n> " + release.replace(b"\n", b"\n> ")
    stamped = stamps.stamp("form", keys=[FORM_KEY], purpose="forms").encode()
    sealed = envelope.seal_to(b"plain", record_id=b"r" * 16, recipients=[HOLDER.to_public()])
    public = f"# name: skies\n{HOLDER.to_public()}\n".encode()
    late = (stamps.Forged, stamps.TooOld, stamps.FromAhead)
    return [
        Parser("pasted releases", text(read_release), (release, mail), slow=True),
        Parser(
            "stamps of forms",
            text(lambda each: stamps.read(each, keys=[FORM_KEY], purpose="forms", most=86_400)),
            (stamped,),
            late,
        ),
        Parser("figures in updates", text(_claims), (b"1,240 people have signed, 340 in France.",), ()),
        Parser("tokens", text(_token), (tokens.new_token().encode(), b"A" * 36), ()),
        Parser(
            "sealed records",
            lambda raw: envelope.open_with(raw, record_id=b"r" * 16, identities=[HOLDER]),
            (sealed,),
            (envelope.Unreadable,),
        ),
        Parser("holders' lines", read_recipient, (public,), (Refusal, ValueError)),
    ]


def _cosigned(signed: str) -> Any:
    return cosignatures.cosignatures(signed, keys=[WITNESS.verifier], now=1_700_000_100)


def _claims(typed: str) -> Any:
    return [list(claims(typed, language)) for language in ("en", "ar")]


def _token(typed: str) -> Any:
    return tokens.well_formed(typed), tokens.spellings(typed), meant(typed, [FORM_KEY])


def _verifier() -> Any:
    """static/verify.py, which is no module of a package; static/ is left as it is."""
    file = ROOT / "static" / "verify.py"
    module = types.ModuleType("campaign_verify")
    sys.modules[module.__name__] = module  # its dataclasses look there
    exec(compile(file.read_text(encoding="utf-8"), str(file), "exec"), module.__dict__)  # noqa: S102 - a file of ours
    return module


def _receipt(verify: Any, raw: bytes) -> None:
    """A receipt, by somebody who answers nothing, of a log of one signature."""
    log = verify.Log(KEY.name)
    log.read(b"rules 1")
    log.read(f"text {HASH}".encode())
    log.read(f"signature {HASH}".encode())
    kept, sys.stdin = sys.stdin, io.StringIO("Nour\nnour@example.org\nFR\n")
    try:
        with redirect_stdout(io.StringIO()):
            verify.check_receipt(raw, log, None)
    finally:
        sys.stdin = kept


def _list(raw: bytes) -> int:
    with tempfile.NamedTemporaryFile(suffix=".jsonl") as file:
        file.write(raw)
        file.flush()
        path = Path(file.name)
        return sum(1 for _ in blocks(path, read_frame(path)))


def _trial() -> bytes:
    """One of a campaign that has nothing yet but its name."""
    campaign: dict[str, Any] = dict.fromkeys(ONE["campaign"])
    campaign |= {"slug": "clear-skies", "organisers": ["A"], "further_languages": ["ar"]}
    campaign |= {"write_to_mission": False, "territories": False}
    return written_trial(
        {"campaign": campaign, "responsible": None, "letterhead": None, **{name: [] for name in MANY}}
    )


def _sealed_list() -> bytes:
    """One of the desk's lists, with its sum, of no signature."""
    header = Header("clear-skies", [HASH], "2016-10-01", "post@example.org", harm=False)
    return b"".join(pieces_of_list(header=header, lines=[]))


def _backup() -> bytes:
    """As much of a backup as it has: a tar of named files, and their sums."""
    out = io.BytesIO()
    files = {"backup.json": b"{}", "settings.env": b"A=1\n", "keys/sessions.key": b"00\n"}
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        for name, content in (files | {"SHA256SUMS": sums.encode()}).items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return out.getvalue()


def _sealed_backup() -> bytes:
    out = io.BytesIO()
    with sealing(out, [HOLDER.to_public()]) as stream:
        stream.write(_backup())
    return out.getvalue()


def _archive(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        unpack(io.BytesIO(raw), Path(folder))
        assert [each for each in Path(folder).rglob("*") if each.is_symlink()] == []


def _sealed_archive(raw: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder, opening(io.BytesIO(raw), [HOLDER]) as plain:
        unpack(plain, Path(folder))


def _bounce() -> bytes:
    return (
        b'From: MAILER-DAEMON@example.org\nContent-Type: multipart/report; boundary="b"\n\n'
        b"--b\nContent-Type: text/plain\n\nIt could not be delivered.\n"
        b"--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; example.org\n\n"
        b"Final-Recipient: rfc822; post@fr.example.org\nAction: failed\nStatus: 5.1.1\n\n"
        b"--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: <"
        + b"a" * 32
        + b"@skies.example.org>\n\n--b--\n"
    )


def zipped(raw: bytes, chance: random.Random, change: Callable[[bytes, random.Random], bytes]) -> bytes:
    """A packed file with one of its parts made wrong inside, so that more than the packing is tried."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as old:
            parts: Iterable[tuple[str, bytes]] = [(name, old.read(name)) for name in old.namelist()]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError):
        return change(raw, chance)
    chosen = chance.choice([name for name, _ in parts])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts:
            new.writestr(name, change(content, chance) if name == chosen else content)
    return out.getvalue()
