from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.reading.files import LARGEST
from campaign.reading.release import read_release

TAKEN = "“NEW YORK, 24 September 2016” was removed from the text: it is the dateline."
PLAIN = "Protect Aleppo\n\nNEW YORK, 24 September 2016 – First.\n\nSecond.\n"


def test_headline_dateline_and_paragraphs():
    release = read_release(PLAIN)
    assert (release.headline, release.place) == ("Protect Aleppo", "NEW YORK")
    assert (release.date, release.day_month, release.choices) == (date(2016, 9, 24), None, ())
    assert release.paragraphs == ("First.", "Second.")
    assert (release.contact, release.left_out, release.dateline) == (None, (), "NEW YORK, 24 September 2016")
    assert release.notes == (TAKEN,)


def test_line_ends_and_spaces_make_no_difference():
    pasted = "\ufeff \n" + PLAIN.replace("\n", " \xa0\r\n").replace(" ", "  ")
    assert read_release(pasted) == read_release(PLAIN)


def test_without_blank_lines_each_line_is_a_paragraph():
    assert read_release(PLAIN.replace("\n\n", "\n")) == read_release(PLAIN)


def test_a_headline_may_stand_on_lines_of_its_own_up_to_a_blank_line():
    release = read_release("Aleppo on the verge:\nprotect its people\n\n24 September 2016 – First.")
    assert release.headline == "Aleppo on the verge: protect its people"
    assert release.notes[0] == "The headline was on 2 lines, which were joined."


def test_a_subheading_stays_in_the_text_and_the_dateline_behind_it_is_found():
    release = read_release("Protect Aleppo\n\nDoctors speak out\n\n[New York, 24 September 2016] First.")
    assert (release.paragraphs, release.place) == (("Doctors speak out", "First."), "New York")


def test_lines_wrapped_by_a_mail_program_are_joined():
    wrapped = (
        "The residents of the besieged city expect the worst, and nobody who could\n"
        "stop the bombing has done so. Rescue workers and their vehicles have been\n"
        "hit as well."
    )
    release = read_release(f"Protect Aleppo\n\n24 September 2016\n\n{wrapped}\n\nSecond.")
    assert release.paragraphs == (wrapped.replace("\n", " "), "Second.")


def test_short_lines_and_lists_keep_their_ends():
    signed = "Signed:\nDr A, Aleppo\nDr B, Idlib"
    wanted = "We ask Member States for these two things, and we ask for them today:\n- protection\n- medicine"
    assert read_release(f"Protect Aleppo\n\n{wanted}\n\n{signed}").paragraphs == (wanted, signed)


def test_what_is_for_newsrooms_is_left_out_at_the_top():
    release = read_release(f"FOR IMMEDIATE RELEASE\n\nPress release – 24 September 2016\n\n# {PLAIN}")
    assert (release.headline, release.date) == ("Protect Aleppo", date(2016, 9, 24))
    assert release.left_out == ("FOR IMMEDIATE RELEASE", "Press release – 24 September 2016")


def test_a_headline_may_begin_with_the_words_press_release():
    assert read_release("Press release law passed\n\nFirst.").headline == "Press release law passed"


def test_an_embargo_is_left_out_and_said():
    release = read_release(f"EMBARGOED until noon\n{PLAIN}")
    assert (release.headline, release.left_out) == ("Protect Aleppo", ("EMBARGOED until noon",))
    assert release.notes == (
        "“EMBARGOED until noon” was left out: what is opened here is public at once.",
        TAKEN,
    )


@pytest.mark.parametrize(
    ("dateline", "note"),
    [
        ("[24 September, New York] ", "The dateline “24 September, New York” has no year."),
        (
            "Beirut, 05/09/2016 – ",
            "The date in “Beirut, 05/09/2016” can be read as 2016-05-09 or 2016-09-05.",
        ),
        ("NEW YORK – ", "The dateline “NEW YORK” has no date."),
        ("", "No dateline was found; the release needs a date."),
    ],
)
def test_a_date_that_is_missing_is_named_and_not_guessed(dateline, note):
    release = read_release(f"Protect Aleppo\n\n{dateline}First.")
    assert (release.date, release.notes, release.paragraphs) == (None, (note,), ("First.",))


def test_a_date_inside_the_text_is_no_dateline():
    text = "It began on 24 September 2016 – two days after the truce."
    release = read_release(f"Protect Aleppo\n\n{text}")
    assert (release.date, release.paragraphs) == (None, (text,))


NO_TEXT = "There is a headline but no text. Leave a blank line under the headline, then the text."
NO_HEADLINE = (
    "The first line is not a headline but part of the text. "
    "Put a headline of at most 250 characters on a line of its own at the top."
)
LONG = "The residents of the besieged city expect the worst. " * 6


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\n \n", "There is no headline and no text in it."),
        ("\u202e\u200b", "There is no headline and no text in it."),
        ("24 September 2016", "There is no headline and no text in it."),
        ("Protect Aleppo", NO_TEXT),
        ("Protect Aleppo\n\n[24 September 2016]\n\n***", NO_TEXT),
        (f"{LONG}\n\nSecond.", NO_HEADLINE),
        ("NEW YORK, 24 September 2016 – The residents expect the worst.\n\nSecond.", NO_HEADLINE),
        ("a" * (LARGEST + 1), "This text is too long for a press release: 262145 characters."),
    ],
)
def test_what_is_no_release_is_refused_in_a_sentence(text, said):
    with pytest.raises(Refusal) as refused:
        read_release(text)
    assert sentence(refused.value) == said


WORDS = st.text(alphabet="abc – -:.\n()[]*_#1حلب/“\"'", max_size=120)


@given(WORDS)
def test_reading_loses_no_word_and_does_so_once_and_for_all(text):
    text = f"Headline\n\nOpening words\n\n{text}\n\nClosing words"
    release = read_release(text)
    assume(not (release.date or release.day_month or release.choices))
    parts = [release.headline, release.body, *release.left_out]
    assert sorted("".join("".join(parts).split())) == sorted("".join(text.split()))
    assert read_release(f"{release.headline}\n\n{release.body}").body == release.body


def test_notes_to_editors_stay_without_the_press_and_what_is_behind_the_end():
    notes = "Notes to editors:\n1. Built in 1987.\n2. Repaired in 2010."
    press = "3. Lina Haddad, +962 6 555 0100"
    release = read_release(
        f"The river\n\nThey ask.\n\n- ENDS -\n\n{notes}\n{press}\n\n###\n\nAbout us: a group of doctors."
    )
    assert release.paragraphs == ("They ask.", notes)
    assert release.left_out == ("- ENDS -", press, "###", "About us: a group of doctors.")
    bare = read_release("The river\n\nThey ask.\n\nNotes to editors:\nmedia@river.example")
    assert (bare.paragraphs, bare.contact) == (("They ask.",), "media@river.example")
