import csv
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest
from pikepdf import Dictionary, Pdf
from pypdf import PdfReader

from campaign.letters import composition
from campaign.letters.files import write_letters
from campaign.letters.typesetting import press, typeset
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.missions.states import State, member_states, state
from tests.letters.sample import FACTS, pages

SOME = tuple(state(code) for code in ("CN", "DE", "EG", "FR", "SY"))


BY_NAME = ("CN", "EG", "FR", "DE", "SY")  # China, Egypt, France, Germany, Syrian Arab Republic


def written(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def write(out: Path, states: tuple[State, ...] = SOME) -> dict[str, bytes]:
    write_letters(facts=FACTS, states=states, out=out)
    return written(out)


def test_a_set_has_a_letter_per_state_and_three_more_files(tmp_path: Path) -> None:
    names = {"CN.pdf", "DE.pdf", "EG.pdf", "FR.pdf", "SY.pdf", "all.pdf", "labels.pdf", "letters.csv"}
    assert set(write(tmp_path / "out")) == names
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_the_list_says_what_was_written(tmp_path: Path) -> None:
    files = write(tmp_path / "out")
    lines = list(csv.DictReader(io.StringIO(files["letters.csv"].decode("utf-8-sig"))))
    assert lines[3] == {
        "country": "FR",
        "mission": "France",
        "language": "fr",
        "stated": "at least 12340",
        "total": "25197",
        "as_at": "2016-09-30",
        "log_size": "25260",
        "file": "FR.pdf",
        "sha256": hashlib.sha256(files["FR.pdf"]).hexdigest(),
    }
    assert [line["stated"] for line in lines] == [
        *[f"at least {figure}" for figure in (1230, 5200, 3450, 12340)],
        "not shown",
    ]
    assert all(line["sha256"] == hashlib.sha256(files[line["file"]]).hexdigest() for line in lines)


def test_the_same_checkpoint_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "one") == write(tmp_path / "two")


def test_a_letter_does_not_depend_on_the_others_of_its_set(tmp_path: Path) -> None:
    alone = write(tmp_path / "one", (state("FR"),))["FR.pdf"]
    assert alone == write(tmp_path / "two")["FR.pdf"]


def test_bound_letters_begin_on_odd_pages(tmp_path: Path) -> None:
    files = write(tmp_path / "out")
    book, begins = pages(files["all.pdf"]), 0
    for code in BY_NAME:
        alone = pages(files[f"{code}.pdf"])
        assert begins % 2 == 0
        assert book[begins : begins + len(alone)] == alone
        begins += len(alone)
        if begins % 2:
            begins += 1
            assert book[begins - 1 : begins] in ([""], [])
    assert begins in (len(book), len(book) + 1)


def test_the_book_has_a_bookmark_for_each_state_in_the_order_of_their_names(tmp_path: Path) -> None:
    files = write(tmp_path / "out")
    book = PdfReader(io.BytesIO(files["all.pdf"]))
    marks = [(mark["/Title"], book.get_destination_page_number(mark)) for mark in book.outline]  # type: ignore[index]
    assert [title for title, _ in marks] == ["China", "Egypt", "France", "Germany", "Syrian Arab Republic"]
    letters = pages(files["all.pdf"])
    for code, (_, page) in zip(BY_NAME, marks, strict=True):
        assert letters[page] == pages(files[f"{code}.pdf"])[0]
    labels = pages(files["labels.pdf"])[0]
    at = [labels.index(name) for name in ("China", "Egypt", "France", "Germany", "SyrianArabRepublic")]
    assert at == sorted(at)


def test_the_book_keeps_the_tags_of_each_letter(tmp_path: Path) -> None:
    files = write(tmp_path / "out")
    with Pdf.open(io.BytesIO(files["all.pdf"])) as book:
        root = book.Root
        assert (bool(root.MarkInfo.Marked), str(root.Lang), str(book.docinfo["/Title"])) == (
            True, "en", "aleppo: letters to 5 missions",
        )  # fmt: skip
        parts = list(root.StructTreeRoot.K.K)
        assert [str(part.Lang) for part in parts] == ["zh", "ar", "fr", "en", "ar"]
        assert {str(part.S) for part in parts} == {"/Part"}
        places = dict(zip(*[iter(root.StructTreeRoot.ParentTree.Nums)] * 2, strict=True))
        assert list(places) == list(range(int(root.StructTreeRoot.ParentTreeNextKey)))
        keys = [int(page.StructParents) for page in book.pages if "/StructParents" in page]
        keys += [int(note.StructParent) for page in book.pages for note in page.get("/Annots", [])]
        assert sorted(keys) == list(places)
        for page in book.pages:  # each piece of a page leads to an element that says it is on that page
            for element in places[int(page.StructParents)] if "/StructParents" in page else ():
                assert element.Pg.objgen == page.objgen


def test_each_letter_of_the_book_says_as_many_tags_as_alone(tmp_path: Path) -> None:
    files = write(tmp_path / "out")

    def tags(name: str) -> int:
        with Pdf.open(io.BytesIO(files[name])) as pdf:
            things = (thing for thing in pdf.objects if isinstance(thing, Dictionary))
            return sum(1 for thing in things if thing.get("/Type") == "/StructElem")

    assert tags("all.pdf") == 1 + sum(tags(f"{code}.pdf") for code in BY_NAME)


@pytest.mark.parametrize(("paper", "sheets"), [("a4", 10), ("letter", 7)])
def test_every_mission_has_a_label(paper: str, sheets: int, tmp_path: Path) -> None:
    values = composition.labels(facts=replace(FACTS, paper=paper), states=member_states())
    place = press(template="labels.typ", folder=tmp_path / "press")
    labels = pages(typeset(place, values=values, day=FACTS.date))
    assert len(labels) == sheets
    assert "".join(labels).count("H.E.thePermanentRepresentative") == 193
    assert labels[0].startswith("H.E.thePermanentRepresentativeAndorraPermanentMissiontotheUNNewYork")


def test_progress_is_told(tmp_path: Path) -> None:
    heard: list[int] = []
    write_letters(facts=FACTS, states=SOME, out=tmp_path / "out", progress=heard.append)
    assert heard == [1] * 5


def test_a_set_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    write(tmp_path / "out")
    assert set(write(tmp_path / "out", SOME[:1])) == {"CN.pdf", "all.pdf", "labels.pdf", "letters.csv"}


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("mine")
    with pytest.raises(Refusal) as refused:
        write(tmp_path / "out")
    assert sentence(refused.value) == (
        f"{tmp_path / 'out'} contains something other than letters. Nothing was written: choose another folder."
    )
    assert written(tmp_path / "out") == {"thesis.txt": b"mine"}


def test_a_set_that_fails_half_way_leaves_nothing_and_the_older_one_whole(tmp_path: Path) -> None:
    before = write(tmp_path / "out")
    unprintable = replace(FACTS, demand={"en": "Protect \U0001f54a"})
    for out in ("out", "new"):
        with pytest.raises(Refusal) as refused:
            write_letters(facts=unprintable, states=SOME, out=tmp_path / out)
        assert sentence(refused.value) == (
            "Letters can't print “\U0001f54a”: our fonts lack it. Remove it from the texts, or write it in other "
            "characters."
        )
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert written(tmp_path / "out") == before


def test_no_states_no_letters(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no State"):
        write(tmp_path / "out", ())
    assert list(tmp_path.iterdir()) == []
