"""What mails and word processors leave around a release is recognised, named, taken out, or kept where asked."""

from pathlib import Path

import pytest

from campaign.reading.by_hand import ByHand
from campaign.reading.files import decode
from campaign.reading.pieces import PieceKind
from campaign.reading.release import Release, read_release
from tests.reading.mails import ANSWERED, FORWARDED, HEADLINE, KINDS, TEXT, TEXT_AND_LINES

LANGUAGES = list(HEADLINE)
HERE = Path(__file__).parent


def keeping(*keep: PieceKind | int) -> ByHand:
    return ByHand(keep=frozenset(keep))


def told(release: Release) -> list[tuple[PieceKind, str]]:
    return [(piece.kind, piece.words) for piece in release.pieces]


def mail(language: str) -> str:
    header, greeting, cover, newsroom, embargo, page, end, notes, press, farewell, device = TEXT_AND_LINES[
        language
    ]
    above = [header, greeting, cover, newsroom, embargo, HEADLINE[language], TEXT[language]]
    return "\n\n".join([*above, page, press, end, notes, farewell, device])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_line_around_a_release_is_named_for_what_it_is(language: str) -> None:
    release = read_release(mail(language))
    assert release.headline == HEADLINE[language]
    in_order = list(zip(KINDS, TEXT_AND_LINES[language], strict=True))
    header, greeting, cover, newsroom, embargo, page, end, notes, press, farewell, device = in_order
    signature = (PieceKind.SIGNATURE, f"{farewell[1]}\n{device[1]}")
    assert told(release) == [header, greeting, cover, newsroom, embargo, page, press, end, signature]
    assert release.contact == "media@river.example"
    assert release.paragraphs == (TEXT[language], notes[1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_piece_is_named_with_its_lines_and_may_be_kept_by_line_or_by_kind(language: str) -> None:
    text = mail(language)
    lines = text.split("\n")
    pieces = read_release(text).pieces
    for piece in pieces:
        stood = "\n".join(line for line in lines[piece.first - 1 : piece.last] if line)
        assert piece.words == stood
    assert len(pieces) == 9
    end = next(piece for piece in pieces if piece.kind == PieceKind.END_MARK)
    notes = TEXT_AND_LINES[language][KINDS.index(PieceKind.NOTES)]
    for keep in (keeping(end.first), keeping(PieceKind.END_MARK)):
        kept = read_release(text, by_hand=keep)
        assert kept.paragraphs == (TEXT[language], end.words, notes)
        assert [piece for piece in kept.pieces if piece not in pieces] == []
        assert len(kept.pieces) == 8


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_forwarded_mail_is_read_and_the_note_above_it_is_not(language: str) -> None:
    release_text = f"{HEADLINE[language]}\n\n{TEXT[language]}"
    header = TEXT_AND_LINES[language][0]
    for line in FORWARDED[language]:
        release = read_release(f"Samir, today?\n\n{line}\n{header}\n\n{release_text}")
        assert (release.headline, release.body) == (HEADLINE[language], TEXT[language])
        assert told(release) == [
            (PieceKind.COVERING_NOTE, "Samir, today?"),
            (PieceKind.FORWARDED, line),
            (PieceKind.MAIL_HEADER, header),
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answered_mail_is_read_without_its_marks(language: str) -> None:
    line = ANSWERED[language].rpartition("\n")[2]
    release = read_release(f"Yes!\n\n{line}\n\n> {HEADLINE[language]}\n>\n> {TEXT[language]}\n")
    assert (release.headline, release.body) == (HEADLINE[language], TEXT[language])
    assert told(release) == [
        (PieceKind.COVERING_NOTE, "Yes!"), (PieceKind.REPLY, line), (PieceKind.QUOTE_MARKS, ">"),
    ]  # fmt: skip


def test_a_pasted_word_document() -> None:
    release = read_release(decode((HERE / "word.txt").read_bytes()))
    assert release.headline == "BREAD FIRST: 31 GROUPS ASK STATES TO REOPEN THE MILLS OF MANBIJ"
    assert (release.place, str(release.date)) == ("Beirut", "2025-05-12")
    assert release.paragraphs == (
        "“A mill that stands still feeds nobody”",
        "Thirty‑one groups from Manbij, Kobani and Raqqa ask Member States today to have three mills repaired, on "
        "which 210 000 people depend.[1]",
        "We ask Member States to:\n• Let engineers reach the mills;\n• Pay for spare parts and fuel;\n"
        "○ the rollers of the northern mill first\n· Say in public each month what was repaired.",
        "1. The mills belong to the towns\n2. The flour is sold at cost",
        "“We bake at night, and by noon the shelves are empty,” said Abu Jamil, a baker of 40 years.",
        "Signatories:\nAssociation of the Bakers of Manbij and of the Villages around it Manbij\n"
        "Women of the Euphrates for Bread, Water and a Roof for Everybody Raqqa\n"
        "Doctors of the North who count what children eat every morning Kobani",
        "[1] Counted in April by the bakers of the three towns, house by house and street by street.\n"
        "[2] The northern mill was built in 1987.",
        "Notes to editors:\n1. Pictures: http://clinics.example/photos?id=7&x=2.",
    )
    assert told(release) == [
        (PieceKind.LETTERHEAD, "TEL +961 1 555 010 · www.clinics.example"),
        (PieceKind.NEWSROOM, "FOR IMMEDIATE RELEASE Press contact: Nadia Karam +961 1 555 011"),
        (PieceKind.PAGE_NUMBER, "Page 1 of 2"),
        (PieceKind.END_MARK, "- ENDS -"),
        (PieceKind.END_MARK, "###"),
    ]


def test_addresses_that_a_mail_went_to_are_left_out_and_one_for_the_press_is_read() -> None:
    several = "Samir <samir@river.example>, Hevin <hevin@river.example>"
    release = read_release(
        f"Give it back\n\nThey demand it.\n\n{several}\n\nPress contact:\nmedia@river.example"
    )
    assert told(release) == [
        (PieceKind.ADDRESSES, several), (PieceKind.PRESS, "Press contact:\nmedia@river.example"),
    ]  # fmt: skip
    assert release.contact == "media@river.example"


def test_a_forwarded_release_publishes_no_colleague() -> None:
    release = read_release(decode((HERE / "forwarded.txt").read_bytes()))
    assert release.headline == "Give the Khabur Its Water Back"
    assert (release.place, str(release.date), release.contact) == (
        "Geneva",
        "2025-05-13",
        "media@riverwatch.example",
    )
    assert release.paragraphs == (
        "Sixty villages on the river demand that the gates upstream are opened before the summer, and that nobody "
        "closes them again without notice.",
        '"The fish lay on the stones," said Hevin Ali, who teaches in one of the villages.',
        "The villages ask the Council to:",
        "- send engineers to the gates,\n- publish the levels every week.",
    )
    assert [kind for kind, _ in told(release)] == [
        PieceKind.MAIL_HEADER, PieceKind.COVERING_NOTE, PieceKind.FORWARDED, PieceKind.MAIL_HEADER,
        PieceKind.QUOTE_MARKS, PieceKind.GREETING, PieceKind.COVERING_NOTE, PieceKind.PRESS, PieceKind.SIGNATURE,
        PieceKind.PICTURE,
    ]  # fmt: skip


ORDINARY = [
    "All of us wrote:",
    "To: the Security Council",
    "From Aleppo to Geneva: a road without water",
    "Date: tomorrow",
    "On Tuesday the mayors wrote:",
    "Page after page, the register names the dead.",
    "Thanks to the doctors, forty people live.",
    "They sent it from my village.",
    "Regards from Kobani",
    "An original message of hope",
    "> one line that somebody marked",
    "-30 degrees at night",
    "The Council ends its session.",
    "Dear is the price of bread.",
    "من حلب: نداء",
    "至于水：没有。",
]


@pytest.mark.parametrize("line", ORDINARY)
def test_a_line_of_the_release_stays(line: str) -> None:
    text = f"Give the River Back\n\nSixty villages demand it.\n\n{line}\n\nThey demand it today."
    release = read_release(text)
    assert release.paragraphs == ("Sixty villages demand it.", line, "They demand it today.")
    assert told(release) == []


def test_an_open_letter_keeps_whom_it_addresses() -> None:
    text = "An open letter\n\nDear members of the Council,\n\nSixty villages demand it.\n\nKind regards from us all."
    assert read_release(text).paragraphs == (
        "Dear members of the Council,", "Sixty villages demand it.", "Kind regards from us all.",
    )  # fmt: skip


def test_a_group_that_stands_above_what_is_for_newsrooms_is_its_letterhead() -> None:
    for headline in ("Give the River Back", "Sixty villages demand that the gates upstream are opened"):
        release = read_release(f"River Watch\nPRESS RELEASE\n\n{headline}\n\nSixty villages demand it.")
        assert release.headline == headline
        assert told(release) == [(PieceKind.LETTERHEAD, "River Watch"), (PieceKind.NEWSROOM, "PRESS RELEASE")]


def test_a_headline_may_stand_above_what_is_for_newsrooms() -> None:
    text = "Give the River Back\n\nPRESS RELEASE\n\nGENEVA, 13 May 2025 – Sixty villages demand it."
    release = read_release(text)
    assert release.headline == "Give the River Back"
    assert [words for _, words in told(release)] == ["PRESS RELEASE"]
