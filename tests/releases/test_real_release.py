"""The first real input, as an organiser would paste it."""

from pathlib import Path

import pytest

from campaign.releases.files import decode
from campaign.releases.reading import read_release

FILE = Path(__file__).parents[3] / "shared" / "release" / "aleppo-2016-09-24.txt"


@pytest.fixture(scope="module")
def release():
    return read_release(decode(FILE.read_bytes()))


def test_its_parts_are_understood(release):
    assert release.headline == (
        "Aleppo on Verge of Extermination: Syrian Civil Society Demand Civilian Protection"
    )
    assert (release.place, release.date, release.day_month) == ("New York", None, (24, 9))
    assert release.contact is None
    assert release.left_out == ("For media inquiries please email:",)
    assert release.notes == (
        "The dateline “24 September, New York” has no year.",
        "The line for media inquiries gives no address; it was left out.",
    )


def test_its_paragraphs_are_whole(release):
    assert [paragraph.split()[:2] for paragraph in release.paragraphs] == [
        ["The", "residents"],
        ["In", "response,"],
        ["“The", "people"],
        ["“We", "have"],
        ["But", "the"],
        ["“We", "need"],
    ]


def test_no_word_is_lost_and_quotation_marks_stay_as_they_are(release):
    written = FILE.read_text(encoding="utf-8").split()
    read = [release.headline, "[24 September, New York]", release.body, *release.left_out]
    assert " ".join(read).split() == written
