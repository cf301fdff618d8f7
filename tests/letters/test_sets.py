import csv
import hashlib
import io
from dataclasses import replace
from pathlib import Path

import pytest

from campaign.letters import composition
from campaign.letters.files import write_letters
from campaign.letters.typesetting import press, typeset
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.missions.states import State, member_states, state
from tests.letters.sample import FACTS, pages

SOME = tuple(state(code) for code in ("CN", "DE", "EG", "FR", "SY"))


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
    lines = list(csv.DictReader(io.StringIO(files["letters.csv"].decode())))
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
    for code in ("CN", "DE", "EG", "FR", "SY"):
        alone = pages(files[f"{code}.pdf"])
        assert begins % 2 == 0
        assert book[begins : begins + len(alone)] == alone
        begins += len(alone)
        if begins % 2:
            begins += 1
            assert book[begins - 1 : begins] in ([""], [])
    assert begins in (len(book), len(book) + 1)


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
        f"{tmp_path / 'out'} holds something else than letters. Nothing was written: choose another folder."
    )
    assert written(tmp_path / "out") == {"thesis.txt": b"mine"}


def test_a_set_that_fails_half_way_leaves_nothing_and_the_older_one_whole(tmp_path: Path) -> None:
    before = write(tmp_path / "out")
    unprintable = replace(FACTS, demand={"en": "Protect \U0001f54a"})
    for out in ("out", "new"):
        with pytest.raises(Refusal) as refused:
            write_letters(facts=unprintable, states=SOME, out=tmp_path / out)
        assert sentence(refused.value) == (
            "No letter can print “\U0001f54a”: our fonts lack it. Take it out of the texts, or write it in other "
            "letters."
        )
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    assert written(tmp_path / "out") == before


def test_no_states_no_letters(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no State"):
        write(tmp_path / "out", ())
    assert list(tmp_path.iterdir()) == []
