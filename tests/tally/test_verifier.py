"""What the verifier says of honest logs and of each lie, one by one."""

import ast
import re
import subprocess
import sys
from base64 import b64decode
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from campaign.tally.folder import write_log
from campaign.tally.note import SignerKey
from tests.refused import refused
from tests.tally.keys import foreign_key
from tests.tally.logs import KEY, PDF, TEXTS, VERIFIER, Signer, Written, honest, text_hash, verdict

PUBLIC = str(KEY.verifier)
ROOT = "yFQiS8dPtP9cO7FxA4TFHsLQhPIDwyL9GWlLCHk7hlc="  # of all 329 entries
ROOT_AT_34 = "ktEr+aFueayq8sqhKdVDL0FnJxMYsN6n1tWdTe146eM="


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return honest()[0].write(tmp_path / "copy")


def run(*arguments: object, typed: str = "") -> tuple[int, str]:
    """As a reader runs it: alone, from elsewhere, without anything of ours on its path."""
    done = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), *map(str, arguments)], input=typed, capture_output=True, text=True,
        cwd="/", check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_an_honest_log_passes_and_says_what_it_holds(folder: Path) -> None:
    code, said = run(folder, "--key", PUBLIC)
    assert code == 0
    assert said.splitlines() == [
        f"{KEY.name}: 329 entries, 305 signatures count; tally 2016-10-03 312 FR=120 DE=60 --=132",
        "0 joins and 7 leaves are waiting for a tally to take them in",
        f"root {ROOT}",
        "key by telephone: 01788 74528 97827 48346 83669 59556 74358 15248",
        f"verified with {PUBLIC}",
    ]


def test_without_a_key_it_says_unverified_key(folder: Path) -> None:
    code, said = run(folder)
    assert (code, said.splitlines()[-1]) == (3, "unverified key: all else holds")


def test_a_failure_names_the_check_and_the_place(folder: Path) -> None:
    path = folder / "log/tile/entries/001.p/73"
    path.write_bytes(path.read_bytes().replace(b"FR=120", b"FR=130"))
    code, said = run(folder, "--key", PUBLIC)
    assert (code, said) == (1, "FAILED root log/tile/0/001.p/73, hash 43\n")


def test_over_http_as_from_a_folder(folder: Path) -> None:
    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        assert verdict(address, "--key", PUBLIC) == "ok"
        assert verdict(f"{address}/log/", "--key", PUBLIC) == "ok"
        (folder / "log/tile/1/000.p/1").write_bytes(b"x" * 32)
        assert verdict(address, "--key", PUBLIC) == "tile"
        (folder / "log/tile/1/000.p/1").unlink()
        assert verdict(address, "--key", PUBLIC) == "missing"
        server.shutdown()
    assert verdict(address, "--key", PUBLIC) == "missing"


@pytest.mark.parametrize("size", [1, 2, 3, 255, 256, 257, 512, 513])
def test_logs_of_any_size(size: int, tmp_path: Path) -> None:
    log = Written(texts=TEXTS[:1] if size > 1 else ())
    if size > 1:
        log.lines.append(f"text {text_hash(0)}")
    if size > 3:
        log.sign(size - 3)
        log.state()
    if size == 3:
        log.lines.append("closed")
    assert len(log.lines) == size
    assert verdict(log.write(tmp_path), "--key", PUBLIC) == "ok"


def test_the_writer_grows_a_copy_and_refuses_another_log(tmp_path: Path) -> None:
    log, _, _ = honest()
    younger = Written(lines=log.lines[:34], texts=TEXTS)
    younger.write(tmp_path)
    assert verdict(tmp_path, "--key", PUBLIC) == "ok"
    log.write(tmp_path)
    assert verdict(tmp_path, "--key", PUBLIC) == "ok"
    with refused(f"These 328 entries are not what the checkpoint of {KEY.name} was made of."):
        write_log(tmp_path, checkpoint=log.checkpoint(), lines=log.lines[:-1], texts=[], manifests=[])


def test_the_state_follows_a_growing_log(tmp_path: Path) -> None:
    log, _, _ = honest()
    state = tmp_path / "kept"
    for size in (34, 329):
        part = Written(lines=log.lines[:size], texts=TEXTS, manifests=log.manifests if size > 34 else [])
        assert verdict(part.write(tmp_path / str(size)), "--key", PUBLIC, "--state", state) == "ok"
        assert state.read_text() == log.checkpoint(size)
    assert verdict(tmp_path / "34", "--key", PUBLIC, "--state", state) == "rollback"
    other, _, _ = honest()
    other.lines[20] = f"signature {'0' * 64}"
    other.sign(19)
    for size in (329, 348):
        part = Written(lines=other.lines[:size], texts=TEXTS, manifests=other.manifests)
        where = part.write(tmp_path / f"other-{size}")
        assert verdict(where, "--key", PUBLIC) == "ok"
        assert verdict(where, "--key", PUBLIC, "--state", state) == "fork"
    assert state.read_text() == log.checkpoint(329)
    state.write_text(log.checkpoint(329).replace("329", "328"))
    assert verdict(tmp_path / "329", "--key", PUBLIC, "--state", state) == "signature"
    assert verdict(tmp_path / "329", "--state", tmp_path / "unverified") == "unverified"


def test_a_letter_is_one_of_the_logged_or_not(folder: Path, tmp_path: Path) -> None:
    letter = tmp_path / "FR.pdf"
    letter.write_bytes(PDF)
    code, said = run(folder, "--key", PUBLIC, "--letter", letter)
    assert (code, said.splitlines()[2]) == (
        0, f"{letter} FR=20, dated 2016-10-03, of entry 36: tally 2016-10-01 30 FR=20 --=10",
    )  # fmt: skip
    assert verdict(folder, "--key", PUBLIC, "--letter", tmp_path / "none.pdf") == "missing"
    letter.write_bytes(PDF + b"\n")
    assert verdict(folder, "--key", PUBLIC, "--letter", letter) == "letter"


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ("total=312 FR=120 DE=60 SY=fewer-than-ten IT=not-shown", "ok"), ("total=313", "claim"), ("FR=130", "claim"),
        ("FR=fewer-than-ten", "claim"), ("SY=10", "claim"), ("SY=0", "claim"),
        ("size=34 total=30 FR=20", "ok"), ("size=34 total=312", "claim"), ("size=33 FR=20", "claim"),
        ("total=305", "ok"),
        (f"root={ROOT}", "ok"), (f"root={ROOT_AT_34}", "claim"), (f"size=34 root={ROOT_AT_34}", "ok"),
        (f"size=33 root={ROOT_AT_34}", "claim"), (f"size=34 root={ROOT_AT_34} FR=20 total=30", "ok"),
    ],
)  # fmt: skip
def test_claims(folder: Path, claim: str, found: str) -> None:
    assert verdict(folder, "--key", PUBLIC, "--claim", *claim.split()) == found


def test_the_total_is_that_of_now_or_of_the_last_tally(tmp_path: Path) -> None:
    log, _, _ = honest()
    log.sign(3)
    folder = log.write(tmp_path)
    for total, found in ((308, "ok"), (312, "ok"), (309, "claim")):
        assert verdict(folder, "--key", PUBLIC, "--claim", f"total={total}") == found
    assert verdict(folder, "--key", PUBLIC, "--claim", "size=329", "total=308") == "claim"


def test_a_receipt_shows_its_person_and_nobody_else(tmp_path: Path) -> None:
    log, stays, leaves = honest()
    folder, file = log.write(tmp_path / "copy"), tmp_path / "receipt.txt"
    ask = ("--key", PUBLIC, "--receipt", file)
    file.write_bytes(log.receipt(stays, b"s" * 32))
    assert run(folder, *ask, typed=stays.typed())[1].splitlines()[2] == "This person is counted, at entry 34"
    loose = Signer("  Ame\u0301lie   Ba ", " Amelie@Example.org ", "fr")
    assert verdict(folder, *ask, typed=loose.typed()) == "ok"
    for person in (
        leaves,
        Signer(stays.name, stays.address, "DE"),
        Signer("Amelie Ba", stays.address, "FR"),
        Signer("", "", ""),
    ):
        assert verdict(folder, *ask, typed=person.typed()) == "person"
    assert verdict(folder, *ask) == "person"
    file.write_bytes(log.receipt(leaves, b"l" * 32))
    assert verdict(folder, *ask, typed=leaves.typed()) == "withdrawn"
    for told, name in (
        ({"origin": "example.org/rivers/log"}, "receipt"),
        ({"index": 329}, "receipt"), ({"text": "0" * 64}, "receipt"),
        ({"text": text_hash(1)}, "person"), ({"index": 33}, "person"), ({"s": "0" * 64}, "person"),
        ({"key": str(foreign_key(KEY.name).verifier)}, "key"),
    ):  # fmt: skip
        file.write_bytes(log.receipt(stays, b"s" * 32, **told))
        assert verdict(folder, *ask, typed=stays.typed()) == name


def test_keys(folder: Path) -> None:
    assert verdict(folder, "--key", str(SignerKey("example.org/rivers/log", KEY.private).verifier)) == "key"
    assert verdict(folder, "--key", str(SignerKey(KEY.name, bytes(32)).verifier)) == "key"
    for text in (PUBLIC[:-1], PUBLIC.replace("+", " "), "", PUBLIC.upper(), f"{PUBLIC}="):
        assert verdict(folder, "--key", text) == ("key" if text else "unverified")


def test_a_base64_that_says_the_same_in_another_way_is_refused(folder: Path) -> None:
    note = (folder / "log/checkpoint").read_text()
    root, signature = note.split("\n")[2], note.split(" ")[-1].strip()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    again = {text: text[:-2] + alphabet[alphabet.index(text[-2]) + 1] + "=" for text in (root, signature)}
    assert all(b64decode(text) == b64decode(same) for text, same in again.items())
    forms = [note.replace(text, same) for text, same in again.items()]
    for text in (*forms, note.replace(root, root[:-1]), note + "\n", note[:-1], note.replace("329", "0329")):
        (folder / "log/checkpoint").write_text(text)
        assert verdict(folder, "--key", PUBLIC) == "note"
        assert verdict(folder) == "note"


@pytest.mark.parametrize("name", ["log", "log-2", "log/log"])
def test_a_folder_may_have_any_name(folder: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
    folder.rename(tmp_path / name)
    assert verdict(tmp_path / name, "--key", PUBLIC) == "ok"
    assert verdict(f"{tmp_path / name}/", "--key", PUBLIC) == "ok"


def test_files_that_are_no_part_of_the_log(folder: Path, tmp_path: Path) -> None:
    for path in ("log/tile/0/000.p/255", "log/notes.txt", "texts/" + "0" * 64, ".hidden", "log/manifests/x"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_bytes(b"")
        assert verdict(folder, "--key", PUBLIC) == "unknown"
        (folder / path).unlink()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "file").write_bytes(b"")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    assert verdict(folder, "--key", PUBLIC) == "unknown"


def test_its_names_are_those_it_documents() -> None:
    source = VERIFIER.read_text()
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    used = {ast.literal_eval(call.args[1]) for call in calls if getattr(call.func, "id", "") == "need"}
    rows = source.split("and where:\n")[1].split('"""')[0].splitlines()
    named = [name for row in rows for name in re.split("  +", row.strip())[::2]]
    assert sorted(used) == sorted(named)
