"""Of several days in a release one is its dateline, and every sentence comes out or is named."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from campaign.lib.refusal import Refusal
from campaign.reading.release import Release, read_release
from tests.reading.test_what_is_a_dateline import (
    ALONE,
    HEADLINE,
    HEADLINES,
    MORE,
    OPENING,
    SENTENCES,
    TEXT,
    words,
)


def written(release: Release) -> list[str]:
    """All that came out of a reading, wherever it stands now."""
    return [release.headline, release.body, *release.left_out, release.dateline or ""]


def test_of_two_days_the_text_gives_the_dateline_and_the_other_stays() -> None:
    text = "NEW YORK, 3 October 2016 – They expect the worst."
    release = read_release(f"Aleppo, 24 September 2016\n\nDoctors speak out\n\n{text}\n\nSecond.")
    assert (release.headline, release.place, release.date) == (
        "Aleppo, 24 September 2016", "NEW YORK", date(2016, 10, 3),
    )  # fmt: skip
    assert release.paragraphs == ("Doctors speak out", "They expect the worst.", "Second.")
    below = read_release(f"Doctors speak out\n\nAleppo, 24 September 2016\n\n{text}\n\nSecond.")
    assert below.paragraphs == ("Aleppo, 24 September 2016", "They expect the worst.", "Second.")


def test_the_same_day_above_the_headline_and_before_the_text_is_named_as_left_out() -> None:
    release = read_release("24 September 2016\n\nDoctors speak out\n\nNEW YORK, 24 September 2016 – First.")
    assert (release.headline, release.place, release.paragraphs) == (
        "Doctors speak out",
        "NEW YORK",
        ("First.",),
    )
    assert release.left_out == ("24 September 2016",)
    assert (
        release.notes[0]
        == "“24 September 2016” above the headline was left out: the dateline says it already."
    )


def test_only_the_first_of_two_datelines_is_taken_out() -> None:
    release = read_release(
        "Doctors speak out\n\nNEW YORK, 24 September 2016 – First things first.\n\nGENEVA, 24 September 2016 – Second."
    )
    assert release.paragraphs == ("First things first.", "GENEVA, 24 September 2016 – Second.")


def test_behind_the_first_sentence_nothing_is_a_dateline() -> None:
    text = "They expect the worst.\n\nNEW YORK, 24 September 2016 – Second."
    release = read_release(f"Doctors speak out\n\n{text}")
    assert ("\n\n".join(release.paragraphs), release.date) == (text, None)


def test_what_was_emphasised_with_the_dateline_still_is() -> None:
    release = read_release(
        "Doctors speak out\n\n**NEW YORK, 24 September 2016 – The worst** is to come.\n\nSecond."
    )
    assert (release.place, release.paragraphs[0]) == ("NEW YORK", "**The worst** is to come.")


PIECES = [
    *(line + TEXT[language] for language, line, _ in OPENING),
    *(line for _, line, _ in ALONE),
    *(line for _, line in HEADLINES + SENTENCES),
    *HEADLINE.values(), *TEXT.values(), *MORE.values(),
    "FOR IMMEDIATE RELEASE", "Press release – 24 September 2016", "بيان صحفي", "- one", "- two", "1. first",
    "2. second", "###", "Press contact: press@example.org", "Notes to editors:", "NEW YORK – The worst is to come.",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=2, max_size=8), st.sampled_from(["\n", "\n\n"]))
def test_every_sentence_that_goes_in_comes_out_or_is_named(pieces: list[str], parted: str) -> None:
    source = parted.join(pieces)
    try:
        release = read_release(source)
    except Refusal:
        return  # said in a sentence, and nothing was read
    assert words(" ".join(written(release))) == words(source)
    if release.dateline:
        assert [note for note in release.notes if f"“{release.dateline}”" in note] != []
