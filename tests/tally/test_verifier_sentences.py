"""What is no forgery, and its sentence: letters that aren't the file, addresses of pages; and copies that are kept."""

from hashlib import sha256
from pathlib import Path

import pytest

from tests.tally.in_node import node
from tests.tally.logs import KEY, PDF, TEXTS, Written, honest, text_hash
from tests.tally.served import NOT_ISSUED, UNREAD, from_folder, run, send, served

PUBLIC = str(KEY.verifier)
WINDOWS = b"%PDF-1.7\r\na letter\r\n%%EOF\r\n"
UNIX = WINDOWS.replace(b"\r\n", b"\n")
STATED = "FR=120, dated 2016-10-03, of entry 329: tally 2016-10-03 312 FR=120 DE=60 --=132"
ANEW = "was changed, printed anew or scanned, or never issued: each byte counts, its name doesn't"
PICTURE = "is a picture: of a scan or a photograph nobody can say that it is the letter"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    log, _, _ = honest()
    log.issue(f"FR fr 120 {sha256(UNIX).hexdigest()}")
    return log.write(tmp_path / "copy")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xd8\xff\xe0 a photograph", PICTURE), (b"\x89PNG\r\n", PICTURE), (b"II*\0 a scan", PICTURE),
        (b"\0\0\0\x18ftypheic", PICTURE), (b"PK\3\4 a document", "isn't a PDF, and each letter is one"),
        (b"PK\3\4 FR.pdf %PDF-1.7 a letter %%EOF", "isn't a PDF, and each letter is one"),
        (WINDOWS, f"had its line ends changed on the way; before that it said {STATED}"),
        (WINDOWS + b"\n", ANEW), (b"%PDF-1.4 printed %%EOF", ANEW), (PDF + b"\n%%EOF", ANEW),
        (b"\r\n%PDF-1.7 a let", "breaks off before its end: get it again"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_letter_gets_its_sentence(
    raw: bytes, said: str, folder: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "FR.pdf"
    letter.write_bytes(raw)
    code, answer = run(folder, "--key", PUBLIC, "--letter", letter)
    assert (code, answer.partition("FAILED ")[2]) == (5, f"letter {letter} {said}\n{NOT_ISSUED}")


def test_a_renamed_letter_is_the_letter(folder: Path, tmp_path: Path) -> None:
    letter = tmp_path / "Scan 0001 (2).PDF.txt"
    letter.write_bytes(PDF)
    assert run(folder, "--key", PUBLIC, "--letter", letter)[0] == 0


@pytest.mark.parametrize(
    "page", ["/en/clear-skies", "/fr/clear-skies/verify", "/ar/clear-skies/letters/FR/34?a=1"]
)
def test_the_address_of_a_page_is_answered_with_that_of_its_log(page: str, folder: Path) -> None:
    with served(from_folder(folder)) as address:
        code, said = run(address + page, "--key", PUBLIC)
        assert code == 6
        assert said == (
            "FAILED missing log/checkpoint <HTTPError 404: 'Not Found'> - that is a page; its log is at "
            f"{address}/clear-skies\n{UNREAD}"
        )


def test_a_page_in_the_place_of_the_checkpoint_is_called_one(folder: Path) -> None:
    with served(lambda handler, _: send(handler, b"<!DOCTYPE html>\n<title>Clear skies</title>")) as address:
        assert run(address, "--key", PUBLIC) == (
            6,
            "FAILED missing log/checkpoint is a web page; give the address that has log/ below it\n" + UNREAD,
        )


def test_what_was_copied_with_the_key_is_left_out(folder: Path) -> None:
    with node() as browser:
        for pasted in (
            f"“{PUBLIC}”", f"{PUBLIC},", f"({PUBLIC[:30]}\n{PUBLIC[30:]}).", f"Key: {PUBLIC}",
            f"Clé\xa0: {PUBLIC}", f"Cle\u0301 :\n“{PUBLIC}”", f"\u200fالمُفتاح: {PUBLIC}", f"公钥：{PUBLIC}",
        ):  # fmt: skip
            assert run(folder, "--key", pasted)[0] == 0, pasted
            assert browser.verdict(folder, "--key", pasted) == "ok", pasted


def test_a_file_that_is_no_checkpoint_is_no_forgery(folder: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    for raw in (b"", UNIX):
        kept.write_bytes(raw)
        assert run(folder, "--key", PUBLIC, "--state", kept) == (
            6, f"FAILED missing {kept} isn't a checkpoint\n{UNREAD}"
        )  # fmt: skip
        assert kept.read_bytes() == raw


def test_a_text_that_is_missing_is_named(folder: Path) -> None:
    text = next((folder / "texts").iterdir())
    text.unlink()
    assert run(folder, "--key", PUBLIC) == (6, f"FAILED missing {text} isn't a file\n{UNREAD}")


def test_a_saved_copy_is_the_log_and_grows(tmp_path: Path) -> None:
    log, _, _ = honest()
    younger = Written(lines=log.lines[:34], texts=TEXTS).write(tmp_path / "younger")
    older, mirror = log.write(tmp_path / "older"), tmp_path / "mirror"
    for folder in (younger, older, older):
        with served(from_folder(folder)) as address:
            assert run(address, "--key", PUBLIC, "--save", mirror)[0] == 0
        assert _files(mirror) == _files(folder)
    assert run(mirror, "--key", PUBLIC)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mirror", "older", "younger"]


def test_a_saved_copy_is_a_witness_and_stays(folder: Path, tmp_path: Path) -> None:
    other, _, _ = honest()
    other.lines[20] = f"signature {'0' * 64}"
    other.sign(19)
    lie, mirror = other.write(tmp_path / "lie"), tmp_path / "mirror"
    with served(from_folder(honest()[0].write(tmp_path / "honest"))) as address:
        assert run(address, "--key", PUBLIC, "--save", mirror)[0] == 0
    before = _files(mirror)
    with served(from_folder(lie)) as address:
        assert run(address, "--key", PUBLIC, "--save", mirror) == (
            1,
            "FAILED fork in the first 329 entries\n",
        )
    assert _files(mirror) == before
    assert [path.name for path in tmp_path.glob("*.verify-*")] == []


def test_a_copy_of_what_does_not_hold_is_not_kept(folder: Path, tmp_path: Path) -> None:
    (folder / "texts" / text_hash(0)).write_bytes(b"another")
    with served(from_folder(folder)) as address:
        assert run(address, "--key", PUBLIC, "--save", tmp_path / "mirror")[0] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


@pytest.fixture(params=["notes", "file", "log and notes"])
def taken(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A place where something of the reader's own lies."""
    place = tmp_path / "mirror"
    if request.param == "log and notes":
        honest()[0].write(place)
    if request.param == "file":
        place.write_bytes(b"mine")
    else:
        place.mkdir(exist_ok=True)
        (place / "notes").write_bytes(b"mine")
    return place


def test_nothing_of_the_readers_own_is_written_over(taken: Path, folder: Path) -> None:
    before = _files(taken) if taken.is_dir() else taken.read_bytes()
    code, said = run(folder, "--key", PUBLIC, "--save", taken)
    assert code == 2
    assert said.endswith("argument --save: a folder that is new, empty, or a copy that --save made\n")
    assert before == (_files(taken) if taken.is_dir() else taken.read_bytes())


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
