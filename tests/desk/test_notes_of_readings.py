"""Whatever a reading says of a pasted text or of a file, the desk says it in the reader's language."""

import io
import re
from html import unescape
from typing import Any

import pytest

from campaign.organisers import actions as organisers
from campaign.organisers import queries as organisers_queries
from campaign.organisers.roles import Role
from campaign.reading.pieces import PieceKind
from campaign.reading.release import read_release
from tests.cast import Site
from tests.desk.texts import at, form
from tests.organisers.browser import Desk, member
from tests.reading.documents import document, paragraph, run, table, xml
from tests.reading.mails import ANSWERED, FORWARDED, HEADLINE, TEXT, TEXT_AND_LINES

HEADER, GREETING, COVERING, NEWSROOM, EMBARGO, PAGE, END, EDITORS, PRESS, FAREWELL, DEVICE = TEXT_AND_LINES[
    "ar"
]
OPENING = f"جنيف، 13 أيار/مايو 2025 – {TEXT['ar']}"
BODY = f"{HEADLINE['ar']}\n\n{OPENING}\n\nتقول القرى إن النهر لا يصل إليها منذ عام، وهذا ما لا يحتمل."
SIGNATURE = f"{FAREWELL}\n\n{DEVICE}"
PASTED = {
    "a mail that was forwarded": "\n\n".join(
        [COVERING, FORWARDED["ar"][0], HEADER, GREETING, COVERING, NEWSROOM, EMBARGO, BODY, PAGE, TEXT["ar"], END,
         EDITORS, END, PRESS, SIGNATURE]
    ),
    "a mail that was answered": ANSWERED["ar"] + "\n" + "\n".join(
        f"> {line}" for line in f"{BODY}\n\n{SIGNATURE}".split("\n")
    ),
    "a letterhead and a picture": f"[image: logo.png]\n\nمراقبة النهر\n\nهاتف 555010 961 1+\n\n{NEWSROOM}\n\n{BODY}",
    "a mailing list": f"{BODY}\n\na@river.example, b@river.example; c@river.example\n\n-- \nYou received this message "
                      "because you are subscribed to the Google Groups \"river\" group.",
    "a day said twice, on two lines": f"جنيف، 13 أيار/مايو 2025\n\n{BODY}",
    "a headline on two lines": BODY.replace("\n\n", "\nوافتحوا البوابات في أعلى النهر\n\n", 1),
    "hidden signs and heaps of marks": BODY.replace("قرية", "\u202eق\x01رية" + "\u0301" * 12),
    "no day": f"{HEADLINE['ar']}\n\n{TEXT['ar']}",
    "a day without a year": BODY.replace(" 2025", ""),
    "a day that can be read in two ways": BODY.replace("13 أيار/مايو 2025", "05/09/2016"),
    "a line for the press without an address": f"{BODY}\n\nللتواصل الإعلامي:",
    "something behind the end": f"{BODY}\n\n{END}\n\nرسالة أخرى لا علاقة لها بالبيان.",
    "notes to editors without a note": f"{BODY}\n\nملاحظات للمحررين:\nmedia@river.example",
    "an address for the press": f"{BODY}\n\n{PRESS}",
}  # fmt: skip


@pytest.fixture
def rima(site: Site) -> Desk:
    """An organiser who reads Arabic."""
    desk = member(site.app, "rima@example.org", Role.OWNER, site.campaign.id)
    row = organisers_queries.by_email("rima@example.org")
    assert row is not None
    organisers.change_language(organiser_id=row.id, language="ar")
    return desk


def sentences(page: str) -> str:
    """What stands on it but for the fields, the preview and what was pasted: words of ours."""
    main = page[page.index("<main") : page.index('<div class="phone"')]
    for hidden in (r"<textarea.*?</textarea>", r'<span class="piece".*?</span>', r"<nav.*?</nav>"):
        main = re.sub(hidden, "", main, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def latin(words: str, *, but: str) -> list[str]:
    """The words in Latin letters that weren't pasted."""
    return [each for each in re.findall(r"[A-Za-z][A-Za-z.@-]+", words) if each not in but]


def read(desk: Desk, site: Site, **typed: Any) -> str:
    desk.get(at(site, "/ar/paste"))
    address, fields = form(desk.page.text, "/reading")
    return desk.post(address, {**fields, **typed}, content_type="multipart/form-data").text


@pytest.mark.parametrize("name", PASTED)
def test_a_pasted_text(site: Site, rima: Desk, name: str) -> None:
    said = sentences(read(rima, site, text=PASTED[name]))
    assert "ما فُهم" in said
    assert latin(said, but=PASTED[name]) == []


def test_every_kind_of_piece_is_among_them() -> None:
    kinds = {piece.kind for text in PASTED.values() for piece in read_release(text).pieces}
    assert set(PieceKind) - kinds == {
        PieceKind.HEADLINE
    }  # of a headline given by hand, which the desk never is


def test_a_file_in_an_older_encoding(site: Site, rima: Desk) -> None:
    page = read(rima, site, file=(io.BytesIO(f"{BODY} {TEXT['ar']}".encode("cp1256")), "x.txt"))
    assert "Windows-1256" in page
    assert latin(sentences(page), but="UTF- Windows-") == []


@pytest.mark.parametrize("count", [1, 2])
def test_a_document_with_all_that_it_can_lose(site: Site, rima: Desk, count: int) -> None:
    """One of each, and two of each: both sentences."""
    page = read(rima, site, file=(io.BytesIO(rich(count)), "x.docx"))
    assert latin(sentences(page), but="") == []
    assert len(form(page, "/draft")[1]["note"]) == 8  # the dateline, and seven things that were lost


def rich(count: int) -> bytes:
    """A document with pictures, tables, changes, comments and links, so many of each, with edges and boxes."""
    picture = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        '<a:blip r:embed="rId5"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    change = '<w:ins w:id="1" w:author="ا">' + run("قال ") + "</w:ins>"
    link = '<w:hyperlink r:id="rId8">' + run("هنا") + "</w:hyperlink>"
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:drawing><w:txbxContent>{paragraph('في الصندوق.')}</w:txbxContent></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )
    comments = "".join(f'<w:comment w:id="{at}">{paragraph("حقًا؟")}</w:comment>' for at in range(count))
    return document(
        paragraph(HEADLINE["ar"]), paragraph(OPENING),
        paragraph(run("قالوا. "), *[picture, change, link] * count, box), *[table(("ا", "ب"))] * count,
        links=(("rId5", "image", "media/one.png"), ("rId6", "comments", "comments.xml"),
               ("rId7", "header", "header1.xml"),
               ("rId8", "hyperlink", "file:///etc/passwd")),
        members={"word/media/one.png": b"\x89PNG", "word/comments.xml": xml(comments, "comments"),
                 "word/header1.xml": xml(paragraph("مراقبة النهر"), "hdr")},
    )  # fmt: skip
