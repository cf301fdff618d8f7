import pytest

from campaign.reading.endings import read_ending

BODY = ("The residents are besieged.", "They ask for protection.")
EMPTY = ("The line for media inquiries gives no address; it was left out.",)


def left_out(ending):
    return tuple(piece.words for piece in ending.pieces)


def found_address(address):
    return (f"{address} was read as the address for the press; its lines are not part of the text.",)


@pytest.mark.parametrize(
    "line",
    [
        "For media inquiries please email:",
        "For media inquiries, please contact",
        "Media contact:",
        "PRESS ENQUIRIES:",
        "For more information:",
        "للاستفسارات الإعلامية:",
        "للتواصل الإعلامي:",
        "Contact presse :",
        "Contacto de prensa:",
    ],
)
def test_an_empty_line_for_the_press_is_left_out_with_a_note(line):
    ending = read_ending((*BODY, line))
    assert (ending.paragraphs, ending.contact, left_out(ending), ending.notes) == (BODY, None, (line,), EMPTY)


@pytest.mark.parametrize(
    "lines",
    [
        ("For media inquiries please email: press@example.org",),
        ("Media contact:\nMaya, +961 1 234 567\npress@example.org",),
        ("Media contacts:", "Maya, +961 1 234 567", "Omar, press@example.org"),
        ("للاستفسارات الإعلامية: press@example.org",),
    ],
)
def test_an_address_for_the_press_is_read_and_its_lines_left_out(lines):
    ending = read_ending((*BODY, *lines))
    assert (ending.paragraphs, ending.contact, left_out(ending)) == (BODY, "press@example.org", lines)
    assert ending.notes == found_address("press@example.org")


@pytest.mark.parametrize(
    "line",
    [
        "For interviews: +962 6 555 0100",
        "To arrange interviews, please call +962 6 555 0100.",
        "Journalists can reach Lina at +962 6 555 0100",
        "Spokesperson: Lina Haddad, lina@daraa.example",
        "Email: press@daraa.example",
        "Presse : presse@daraa.example",
        "Prensa: prensa@daraa.example",
        "По вопросам обращаться: press@daraa.example",
        "За дополнительной информацией: press@daraa.example",
        "للصحافة: press@daraa.example",
        "المكتب الصحفي: press@daraa.example",
        "联系电话：+86 10 0000 0000",
        "如需更多信息，请联系 press@daraa.example",
        "Basın için: basin@daraa.example",
        "Lina Haddad, +962 6 555 0100, lina@daraa.example",
    ],
)
def test_a_line_for_the_press_is_left_out_wherever_it_stands(line):
    about = "We are a group of doctors."
    ending = read_ending((*BODY, line, about))
    assert (ending.paragraphs, left_out(ending)) == ((*BODY, about), (line,))


@pytest.mark.parametrize(
    "line",
    [
        "Interviews with survivors",
        "Journalists were kept away from the town.",
        "Write to president@gov.example and ask him to open the gates.",
        "Email: what doctors wrote to us last night.",
    ],
)
def test_a_line_that_only_begins_like_one_stays(line):
    assert read_ending((*BODY, line, "They wait.")).paragraphs == (*BODY, line, "They wait.")


def test_what_a_group_says_about_itself_may_stand_behind_the_press_line():
    ending = read_ending((*BODY, "Contact presse : presse@example.org", "We are a group of doctors."))
    assert ending.paragraphs == (*BODY, "We are a group of doctors.")
    assert (ending.contact, left_out(ending)) == (
        "presse@example.org",
        ("Contact presse : presse@example.org",),
    )


@pytest.mark.parametrize(
    "last",
    [
        "For more information about the siege, read the report that doctors published last week. It is long.",
        "Media inquiries into the bombing of hospitals have found the same pattern in four cities, they say.",
        "Write to your government at once. Its address is on its page.",
    ],
)
def test_a_last_paragraph_that_says_something_stays(last):
    assert read_ending((*BODY, last)).paragraphs == (*BODY, last)


@pytest.mark.parametrize(
    "mark",
    [
        "ENDS", "– ENDS –", "-Ends-", "###", "# # #", "-30-", "FIN", "انتهى",
        "~ENDS~", "<ENDS>", "= ENDS =", "++ Ende ++", "«انتهى»", "#انتهى#", "本文完", "完结", "■", "XXX",
    ],
)  # fmt: skip
def test_what_stands_behind_the_end_mark_is_left_out(mark):
    ending = read_ending((*BODY, mark, "About us: we are a group.", "Press: press@example.org"))
    assert (ending.paragraphs, ending.contact) == (BODY, "press@example.org")
    assert left_out(ending) == (mark, "About us: we are a group.", "Press: press@example.org")
    assert ending.notes == (
        "The text ends at its end mark; 2 paragraphs after it left out.",
        *found_address("press@example.org"),
    )


def test_an_end_mark_may_stand_under_the_last_line():
    ending = read_ending((BODY[0], f"{BODY[1]}\nENDS"))
    assert (ending.paragraphs, left_out(ending), ending.notes) == (BODY, ("ENDS",), ())


@pytest.mark.parametrize(
    "notes",
    [
        ("Notes to editors", "1. A footnote."),
        ("NOTE TO EDITORS: a footnote.",),
        ("ملاحظات للمحررين:", "حاشية"),
    ],
)
def test_notes_to_editors_are_left_out(notes):
    ending = read_ending((*BODY, *notes))
    assert (ending.paragraphs, left_out(ending)) == (BODY, notes)


def test_the_word_ends_in_a_sentence_ends_nothing():
    body = (
        *BODY,
        "The siege ends when the bombing ends.",
        "Notes to editors of papers come later.",
    )
    assert read_ending(body).paragraphs == body
