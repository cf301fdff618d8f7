"""What is the reader's own, and no lie of anyone: her files, her options, what copying and desktops do to a folder."""

import os
import re
import unicodedata
from pathlib import Path

import pytest

from campaign.tally.note import SignerKey
from tests.tally.in_node import node
from tests.tally.logs import KEY, PDF, TEXTS, Signer, Written, honest, text_hash
from tests.tally.served import NO_PART, NOT_ISSUED, UNREAD, run

PUBLIC = str(KEY.verifier)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return honest()[0].write(tmp_path / "copy")


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "._checkpoint",
        "log/.DS_Store",
        "texts/._x",
        "log/tile/Thumbs.db",
        "__MACOSX/._log",
    ],
)
def test_what_a_desktop_leaves_in_a_folder_is_named_and_no_matter(folder: Path, name: str) -> None:
    (folder / name).parent.mkdir(exist_ok=True)
    (folder / name).write_bytes(b"\0\0\0\1Bud1")
    code, said = run(folder, "--key", PUBLIC)
    assert code == 0
    assert said.startswith(f"passed over, as desktops leave them in any folder: {name}\n")


def test_another_file_is_named_and_the_log_called_whole(folder: Path) -> None:
    (folder / "log/notes.txt").write_text("ours")
    assert run(folder, "--key", PUBLIC) == (
        7, f"FAILED unknown log/notes.txt - the log holds, but this is not part of it\n{NO_PART}",
    )  # fmt: skip


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("pattern", ["texts/*", "log/checkpoint", "log/manifests/*"])
def test_changed_line_ends_and_an_editors_mark_are_no_matter(
    folder: Path, tmp_path: Path, pattern: str, mark: bytes
) -> None:
    files = list(folder.glob(pattern))
    assert files != []
    for file in files:
        file.write_bytes(mark + file.read_bytes().replace(b"\n", b"\r\n"))
    state = tmp_path / "state"
    assert run(folder, "--key", PUBLIC, "--state", state)[0] == 0
    assert run(folder, "--key", PUBLIC, "--state", state)[0] == 0
    state.write_bytes(state.read_bytes().replace(b"\n", b"\r\n"))
    assert run(folder, "--key", PUBLIC, "--state", state)[0] == 0


def test_the_browsers_program_reads_such_a_copy_too(folder: Path) -> None:
    for file in [*folder.glob("texts/*"), *folder.glob("log/manifests/*"), folder / "log/checkpoint"]:
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    with node() as browser:
        assert browser.verdict(folder, "--key", PUBLIC) == "ok"


def test_any_other_change_of_a_text_still_is(folder: Path) -> None:
    file = folder / "texts" / text_hash(0)
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r"))
    assert run(folder, "--key", PUBLIC)[1].split()[:2] == ["FAILED", "text"]


@pytest.mark.parametrize(
    "written",
    [f" {PUBLIC} ", f"{PUBLIC}\n", f"{PUBLIC[:40]}\n{PUBLIC[40:]}", f"{PUBLIC[:30]}\r\n   {PUBLIC[30:]}",
     f"\ufeff{PUBLIC}", f"{PUBLIC[:50]}\u00ad{PUBLIC[50:]}\u200b", " ".join(PUBLIC)],
)  # fmt: skip
def test_blanks_and_line_breaks_in_a_key_are_no_matter(folder: Path, written: str) -> None:
    code, said = run(folder, "--key", written)
    assert (code, said.splitlines()[-1]) == (0, f"verified with {PUBLIC}")


def test_a_key_with_a_slip_is_told_so(folder: Path) -> None:
    slip = PUBLIC[:-5] + ("A" if PUBLIC[-5] != "A" else "B") + PUBLIC[-4:]
    assert run(folder, "--key", PUBLIC[:-1]) == (1, f"FAILED key {PUBLIC[:-1]} isn't a complete key\n")
    assert run(folder, "--key", slip) == (1, f"FAILED key {slip} has a typing mistake in it\n")


@pytest.mark.parametrize(
    "claim",
    ["size=-3", "FR=", "FR", "=3", "fr=10", "FRA=10", "FR=ten", "FR=010", "FR=-10", "total=not-shown", "total=",
     "size=33", "total=298 total=298", "FR=120 FR=130", "size=9 size=329 FR=120", "FR=120\n", "FR=١٢٠", "size=1e9",
     f"total={'9' * 19}"],
)  # fmt: skip
def test_a_claim_that_is_none_is_a_wrong_option(folder: Path, claim: str) -> None:
    code, said = run(folder, "--key", PUBLIC, "--claim", *claim.split(" "))
    assert code == 2
    assert re.search(
        r"error: argument --claim: ('.*': write it like total=17577, FR=12340 or size=18020"
        r"|each figure once, and size=18020 only with one)\n$",
        said,
    )
    assert "Traceback" not in said


def test_a_claim_about_what_is_not_there_yet_fails(folder: Path) -> None:
    assert run(folder, "--key", PUBLIC, "--claim", "size=330", "FR=120") == (
        5,
        f"{KEY.name}: 329 entries, 305 signatures count; tally 2016-10-03 312 FR=120 DE=60 --=132\n"
        "0 joins and 7 leaves are waiting for a tally to take them in\n"
        f"FAILED claim size=330 but there are 329\n{NOT_ISSUED}",
    )
    assert run(folder, "--key", PUBLIC, "--claim", "size=329", "FR=120")[0] == 0


@pytest.mark.parametrize("seconds", ["0", "-1", "100000", "x", "1.5", "9" * 5000])
def test_seconds_that_are_none_are_a_wrong_option(folder: Path, seconds: str) -> None:
    code, said = run(folder, "--seconds", seconds)
    assert code == 2
    assert "argument --seconds" in said
    assert "Traceback" not in said


def odd_files(folder: Path) -> dict[str, Path]:
    """A folder, a pipe that nobody writes to, bytes, nothing, and ten gigabytes of nothing."""
    found = {
        name: folder / f"odd-{name}" for name in ("folder", "pipe", "bytes", "empty", "large", "unreadable")
    }
    found["folder"].mkdir()
    os.mkfifo(found["pipe"])
    found["bytes"].write_bytes(bytes(range(256)) * 4)
    found["empty"].write_bytes(b"")
    found["unreadable"].write_bytes(b"\xff\xfe" + "campaign/receipt/v1\n".encode("utf-16-le"))
    with found["large"].open("wb") as file:
        file.truncate(10 * 2**30)
    return found


@pytest.mark.parametrize("option", ["--letter", "--receipt", "--state"])
def test_whatever_file_is_given_is_answered_by_a_sentence(folder: Path, tmp_path: Path, option: str) -> None:
    expected = {"--letter": "letter", "--receipt": "receipt", "--state": "missing"}[option]
    for name, file in odd_files(tmp_path).items():
        code, said = run(folder, "--key", PUBLIC, option, file)
        word = "missing" if name in {"folder", "pipe", "large"} else expected
        status = {"missing": 6}.get(word, 5)
        failed = [line.split()[1] for line in said.splitlines() if line.startswith("FAILED ")]
        assert (name, code, failed) == (name, status, [word])
        assert "Traceback" not in said
    if option != "--state":
        code, said = run(folder, "--key", PUBLIC, option, tmp_path / "none")
        assert code == 6
        assert said.endswith(f"FAILED missing {tmp_path}/none isn't a file\n{UNREAD}")


def test_odd_files_in_the_place_of_the_logs_own(folder: Path, tmp_path: Path) -> None:
    (folder / "log/checkpoint").unlink()
    os.mkfifo(folder / "log/checkpoint")
    where = f"{folder.resolve()}/log/checkpoint"
    assert run(folder, "--key", PUBLIC) == (6, f"FAILED missing {where} isn't a file\n{UNREAD}")
    (folder / "log/checkpoint").unlink()
    (folder / "log/checkpoint").mkdir()
    assert run(folder, "--key", PUBLIC) == (6, f"FAILED missing {where} isn't a file\n{UNREAD}")


def test_a_state_is_written_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state"
    assert run(folder, "--key", PUBLIC, "--state", state)[0] == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy", "state"]
    code, said = run(folder, "--key", PUBLIC, "--state", tmp_path / "nowhere" / "state")
    assert (code, said.splitlines()[-2].split()[:2]) == (6, ["FAILED", "missing"])


def test_a_receipt_as_an_editor_saves_it(tmp_path: Path) -> None:
    log, stays, _ = honest()
    file = tmp_path / "receipt.txt"
    receipt = log.receipt(stays, b"s" * 32)
    folder = log.write(tmp_path / "copy")
    for saved in (receipt.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + receipt):
        file.write_bytes(saved)
        assert run(folder, "--key", PUBLIC, "--receipt", file, typed=stays.typed())[0] == 0


STEERS = ["\x1b[2J", "\x9b2J", "\x07", "\u202e", "\u2066", "\u200f", "\u200e", "\u2028", "\x7f", "\x85"]


def is_plain(said: str) -> bool:
    return all(
        unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
        for sign in said.replace("\n", "")
    )


@pytest.mark.long
@pytest.mark.parametrize("sign", STEERS)
def test_nothing_that_steers_a_terminal_reaches_it(sign: str, folder: Path, tmp_path: Path) -> None:
    said = []
    for line in (f"tally {sign}", f"{sign} 1", f"text {sign}"):
        log, _, _ = honest()
        log.lines[3] = line
        said.append(run(log.write(tmp_path / str(len(said))), "--key", PUBLIC)[1])
    (folder / f"log/odd{sign}name").write_bytes(b"")
    said.append(run(folder, "--key", PUBLIC)[1])
    said += [run(tmp_path / f"no{sign}where")[1], run(folder, "--key", f"a{sign}b")[1]]
    note = (folder / "log/checkpoint").read_text()
    (folder / "log/checkpoint").write_text(note.replace("skies", f"sk{sign}ies"))
    said += [run(folder)[1], run(folder, "--key", PUBLIC)[1]]
    assert [each.split()[0] for each in said] == ["FAILED"] * 8
    assert [each for each in said if not is_plain(each)] == []


def test_a_lone_half_of_a_sign_is_shown_by_its_number(folder: Path) -> None:
    (folder / "log/odd\udcffname").write_bytes(b"")
    code, said = run(folder, "--key", PUBLIC)
    assert (code, said) == (
        7,
        f"FAILED unknown log/odd\\udcffname - the log holds, but this is not part of it\n{NO_PART}",
    )


def test_a_checkpoint_whose_origin_steers_is_shown_by_numbers(tmp_path: Path) -> None:
    key = SignerKey("example.org/\u202eclear\u2066-skies/log", KEY.private)
    log = Written(key, ["rules 1", f"text {text_hash(0)}"], texts=TEXTS[:1])
    log.sign(3)
    code, said = run(log.write(tmp_path), "--key", str(key.verifier))
    assert (code, is_plain(said)) in {(0, True), (1, True)}
    assert "\\u202e" in said


def test_a_letter_whose_name_steers_is_shown_by_numbers(folder: Path, tmp_path: Path) -> None:
    letter = tmp_path / "FR\u202efdp.pdf"
    letter.write_bytes(PDF)
    code, said = run(folder, "--key", PUBLIC, "--letter", letter)
    assert (code, is_plain(said)) == (0, True)
    assert "FR\\u202efdp.pdf FR=20" in said


def test_a_signer_is_asked_as_before(folder: Path, tmp_path: Path) -> None:
    log, stays, _ = honest()
    file = tmp_path / "receipt.txt"
    file.write_bytes(log.receipt(stays, b"s" * 32))
    stranger = Signer("Nobody", "nobody@example.org", "FR")
    assert run(folder, "--key", PUBLIC, "--receipt", file, typed=stranger.typed())[1].splitlines()[-2] == (
        f"FAILED person entry {stays.index}"
    )
