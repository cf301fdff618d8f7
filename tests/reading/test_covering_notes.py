"""Further ways in which mails and offices surround a release: folded headers, signed notes, numbers, last lines."""

import pytest

from campaign.lib.refusal import Refusal
from campaign.reading.pieces import PieceKind
from campaign.reading.release import read_release

HEADLINE = "Give the River Back"
TEXT = "Sixty villages demand that the gates upstream are opened."


def told(text: str) -> list[tuple[PieceKind, str]]:
    """What is left out around our release, which is read from the text."""
    release = read_release(text)
    assert (release.headline, release.body) == (HEADLINE, TEXT)
    return [(piece.kind, piece.words) for piece in release.pieces]


def test_a_header_may_be_folded() -> None:
    header = (
        "*From:* Samir <samir@river.example>\n*Subject:* Fwd: FW: our release about the gates on the Khabur and the\n"
        "villages\n*To:* All <all@river.example>, Desk\n<desk@river.example>"
    )
    assert told(f"{header}\n\n{HEADLINE}\n\n{TEXT}") == [(PieceKind.MAIL_HEADER, header)]
    last = (
        "To: <all@river.example>\nSubject: Fwd: FW: our release about the gates on the Khabur and the\n"
        "villages around"
    )
    assert told(f"{last}\n\n{HEADLINE}\n\n{TEXT}") == [(PieceKind.MAIL_HEADER, last)]


@pytest.mark.parametrize(
    "note",
    [
        "Hi Desk,\nCan you put this online before noon?\nThanks\nSamir",
        "Bonjour,\nPouvez-vous mettre ceci en ligne ?\nMerci\nSamir",
        "Hola:\n¿Lo pueden publicar hoy?\nSaludos\nSamir",
        "Здравствуйте!\nСможете разместить сегодня?\nСпасибо\nСамир",
        "مرحبا،\nهل يمكن نشره اليوم؟\nشكراً\nسمير",
        "各位同事：\n今天能发布吗？\n谢谢\n萨米尔",
        "Liebe Leute,\nkönnt ihr das heute bringen?\nDanke\nSamir",
        "Merhaba,\nBunu bugün koyabilir misiniz?\nTeşekkürler\nSamir",
    ],
)
def test_a_note_that_is_signed_stands_above_the_release(note: str) -> None:
    assert told(f"{note}\n\n{HEADLINE}\n\n{TEXT}") == [(PieceKind.COVERING_NOTE, note)]


def test_a_sentence_about_the_release_needs_no_greeting() -> None:
    line = "Please find our release below."
    assert told(f"{line}\n\n{HEADLINE}\n\n{TEXT}") == [(PieceKind.COVERING_NOTE, line)]


def test_a_signature_stands_above_what_a_list_adds() -> None:
    signature = "Kind regards\nSamir Haddad\nRiver Watch"
    footer = "This message and its attachments are confidential and intended for those named.\n" * 12
    text = f"{TEXT} They demand it in front of the Council, and they demand it today." * 10
    release = read_release(f"{HEADLINE}\n\n{text}\n\n{signature}\n\n{footer}")
    assert release.body == text
    assert [(piece.kind, piece.words) for piece in release.pieces] == [
        (PieceKind.SIGNATURE, signature), (PieceKind.MAIL_FOOTER, footer.strip()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        "Page | 1",
        "1 | Page",
        "P a g e | 2",
        "2/3",
        "Página 1|3",
        "- 2 -",
        "Seite 2",
        "страница 2 из 3",
        "صفحة ٢",
    ],
)
def test_numbers_of_pages(line: str) -> None:
    text = f"{HEADLINE}\n\n{TEXT}\n\n{line}\n\nThey demand it today."
    release = read_release(text)
    assert release.paragraphs == (TEXT, "They demand it today.")
    assert [(piece.kind, piece.words) for piece in release.pieces] == [(PieceKind.PAGE_NUMBER, line)]


@pytest.mark.parametrize(
    "line",
    [
        "PRESS RELEASE No. 12/2025", "Press Release 7", "Joint press release", "Communiqué de presse n° 12",
        "Nota de prensa nº 3", "Пресс-релиз № 4", "بيان صحفي رقم 5", "新闻稿 第6号", "Pressemitteilung Nr. 8/2025",
        "Basın bülteni 9", "PRESS RELEASE – FOR IMMEDIATE RELEASE", "MEDIA RELEASE | EMBARGOED UNTIL NOON",
    ],
)  # fmt: skip
def test_what_is_for_newsrooms_may_be_numbered(line: str) -> None:
    assert told(f"{line}\n\n{HEADLINE}\n\n{TEXT}") == [(PieceKind.NEWSROOM, line)]


def test_a_day_may_stand_behind_two_words_for_newsrooms() -> None:
    release = read_release(f"PRESS RELEASE – FOR IMMEDIATE RELEASE – 13 May 2025\n\n{HEADLINE}\n\n{TEXT}")
    assert str(release.date) == "2025-05-13"


def test_an_office_of_a_long_name_is_its_letterhead_and_its_release_keeps_its_headline() -> None:
    office = "The Network of Villages on the Khabur for Water and Bread"
    assert told(f"{office}\nPRESS RELEASE\nGeneva, 13 May 2025\n\n{HEADLINE}\n\n{TEXT}") == [
        (PieceKind.LETTERHEAD, office), (PieceKind.NEWSROOM, "PRESS RELEASE"),
    ]  # fmt: skip
    assert told(f"{HEADLINE}\nPRESS RELEASE\nGeneva, 13 May 2025\n\n{TEXT}") == [
        (PieceKind.NEWSROOM, "PRESS RELEASE"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        ("Samir Haddad, River Watch, +41 22 555 02 02",),
        ("Samir Haddad\nRiver Watch\nmedia@river.example",),
        ("Contact", "Samir Haddad, media@river.example"),
        ("media@river.example", "www.river.example, +41 22 555 02 02"),
    ],
)
def test_last_lines_that_only_say_how_somebody_is_reached_are_for_the_press(lines: tuple[str, ...]) -> None:
    text = "\n\n".join((HEADLINE, TEXT, *lines))
    assert told(text) == [(PieceKind.PRESS, line) for line in lines]


@pytest.mark.parametrize("mark", ["***", "* * *", "—", "• • •", "____"])
def test_signs_alone_at_the_end_are_an_end_mark(mark: str) -> None:
    assert told(f"{HEADLINE}\n\n{TEXT}\n\n{mark}") == [(PieceKind.END_MARK, mark)]


@pytest.mark.parametrize(
    "last",
    ["Write to the Council at council@un.example today.", "[1] Reported by press@river.example, May 2025",
     "- Write to press@river.example"],
)  # fmt: skip
def test_a_sentence_a_footnote_or_an_item_with_an_address_stays(last: str) -> None:
    assert read_release(f"{HEADLINE}\n\n{TEXT}\n\n{last}").paragraphs == (TEXT, last)


@pytest.mark.parametrize(
    "words", ["press release ", "From: a@b.cc\n", "-", "ENDS\n\n", "a@b.c", "> a\n", "• a\n", "Tel: +1 "]
)
def test_a_text_of_one_thing_over_and_over_is_read_or_refused(words: str) -> None:
    """It once led into a recursion without end, or took minutes."""
    text = words * (12_000 // len(words))
    release = read_release(f"{HEADLINE}\n\n{TEXT}\n\n{text}")
    assert release.headline == HEADLINE
    try:
        outcome = read_release(text).headline
    except Refusal as refusal:
        outcome = refusal.reason
    assert outcome != ""
