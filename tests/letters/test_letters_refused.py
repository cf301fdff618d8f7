"""What `campaign letters make` refuses in a sentence."""

from pathlib import Path

import pytest

from campaign.letters.gathering import signatory
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from tests.cast import SLUG, Site
from tests.letters.desk import count, run
from tests.letters.test_making_letters import sqlite_only


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--only", "XX,FR"), "Not codes of Member or observer States: XX. Write them like FR,DE."),
        (("--except", "TW"), "Not codes of Member or observer States: TW. Write them like FR,DE."),
        (("--only", "FR", "--except", "FR"), "That leaves no State to write to."),
        (("--signatory", ", Boss"), "', Boss' names nobody; write a signatory as “Name, office, organisation”."),
        (("--signatory", "A") * 7, "A letter has room for 6 signatories; 7 were given."),
    ],
)  # fmt: skip
@sqlite_only
def test_what_cannot_be_is_refused(site: Site, tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    count(site, {"FR": 20})
    answer = run(site, "letters", "make", SLUG, "--out", tmp_path / "out", *words)
    assert (answer.code, answer.said) == (2, said + "\n")
    assert not (tmp_path / "out").exists()


@sqlite_only
def test_a_folder_of_something_else_and_one_that_cannot_be_are_refused(site: Site, tmp_path: Path) -> None:
    count(site, {"FR": 20})
    (tmp_path / "mine").write_text("mine")
    for out, said in (
        (
            tmp_path / "mine",
            "contains something other than letters. Nothing was written: choose another folder.",
        ),
        (tmp_path / "mine" / "below", "can't be written: Not a directory. No letters were made."),
    ):
        answer = run(site, "letters", "make", SLUG, "--out", out, "--only", "FR")
        assert (answer.code, answer.said) == (2, f"{out} {said}\n")
    assert (tmp_path / "mine").read_text() == "mine"


def test_a_signatory_is_named_by_up_to_three_parts() -> None:
    said = [signatory(one) for one in ("A. B", "A. B, Director", "أ. ب، مدير، جماعة", "A, B, C, D")]
    assert [(one.name, one.office, one.organisation) for one in said] == [
        ("A. B", "", ""),
        ("A. B", "Director", ""),
        ("أ. ب", "مدير", "جماعة"),
        ("A", "B", "C, D"),
    ]
    with pytest.raises(Refusal) as refused:
        signatory("")
    assert sentence(refused.value) == "'' names nobody; write a signatory as “Name, office, organisation”."
