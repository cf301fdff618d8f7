"""Releases as organisers paste them: trailing blanks, no year, marks of all kinds, a line for the press without end."""

from pathlib import Path

import pytest

from campaign.reading.files import decode
from campaign.reading.release import Release, read_release
from tests.releases.pasted import HEADLINE, OURS, REAL, needs_the_real_one

REAL_HEADLINE = "Aleppo on Verge of Extermination: Syrian Civil Society Demand Civilian Protection"
BOTH = [
    pytest.param(OURS, HEADLINE, "In For - Dr Raed Since Mutasem", id="ours"),
    pytest.param(REAL, REAL_HEADLINE, "The In “The “We But “We", id="the real one", marks=needs_the_real_one),
]


def read(file: Path) -> Release:
    return read_release(decode(file.read_bytes()))


@pytest.mark.parametrize(("file", "headline", "beginnings"), BOTH)
def test_its_parts_are_understood(file: Path, headline: str, beginnings: str) -> None:
    release = read(file)
    assert release.headline == headline
    assert (release.place, release.date, release.day_month) == ("New York", None, (24, 9))
    assert release.contact is None
    assert release.left_out == ("For media inquiries please email:",)
    assert release.notes == (
        "The dateline “24 September, New York” has no year.",
        "The line for media inquiries gives no address; it was left out.",
    )
    assert [paragraph.split()[0] for paragraph in release.paragraphs] == beginnings.split()


@pytest.mark.parametrize(("file", "headline", "beginnings"), BOTH)
def test_no_word_is_lost_and_quotation_marks_stay_as_they_are(
    file: Path, headline: str, beginnings: str
) -> None:
    written, release = file.read_text(encoding="utf-8").split(), read(file)
    kept = [release.headline, "[24 September, New York]", release.body, *release.left_out]
    assert " ".join(kept).split() == written


def test_its_list_stays_one() -> None:
    (listed,) = (paragraph for paragraph in read(OURS).paragraphs if paragraph.startswith("- "))
    assert listed.splitlines() == [
        '- a “no-bomb zone" above the entire country, and not over one town alone;',
        "- consequences that are felt, wherever civilians are killed on purpose and repeatedly;",
        "- a way in for medical supplies.",
    ]
