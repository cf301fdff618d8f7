"""A Word document is read with its lists, names, notes and links; what it loses is named."""

from datetime import date

from campaign.reading.files import read_file
from campaign.reading.release import read_release
from tests.reading.documents import document, paragraph, run, table, xml

HEAD = paragraph("Give the River Back")
DATED = paragraph("Geneva, 13 May 2025 – Sixty villages on the river demand that the gates are opened.")


def text_of(*blocks: str, **parts: object) -> str:
    source = read_file(document(HEAD, *blocks, **parts))  # type: ignore[arg-type]
    assert source.notes == ()
    return source.text.removeprefix("Give the River Back\n\n")


def notes_of(*blocks: str, **parts: object) -> tuple[str, ...]:
    return read_file(document(HEAD, *blocks, **parts)).notes  # type: ignore[arg-type]


def test_a_release_is_read_from_a_document() -> None:
    source = read_file(document(HEAD, DATED, paragraph("They demand it today.")))
    assert source.is_document
    release = read_release(source.text, is_document=True)
    assert (release.headline, release.place, release.date) == (
        "Give the River Back",
        "Geneva",
        date(2025, 5, 13),
    )
    assert release.paragraphs == (
        "Sixty villages on the river demand that the gates are opened.", "They demand it today.",
    )  # fmt: skip


def test_lists_of_two_levels_and_numbers_stay_lists() -> None:
    items = (
        paragraph("engineers;", level=0), paragraph("today;", level=1), paragraph("fuel.", level=0),
        paragraph("The mills first.", level=0, numbered=True), paragraph("The schools then.", level=0, numbered=True),
    )  # fmt: skip
    assert text_of(paragraph("We ask for:"), *items) == (
        "We ask for:\n\n- engineers;\n○ today;\n- fuel.\n1. The mills first.\n2. The schools then."
    )


def test_emphasis_and_links_to_the_web_and_to_addresses_stay() -> None:
    links = (
        ("rId5", "hyperlink", "https://river.example/report"), ("rId6", "hyperlink", "mailto:media@river.example"),
    )  # fmt: skip
    linked = (
        '<w:hyperlink r:id="rId5">' + run("the report") + "</w:hyperlink>", run(" or write to "),
        '<w:hyperlink r:id="rId6">' + run("media@river.example") + "</w:hyperlink>", run("."),
    )  # fmt: skip
    assert text_of(
        paragraph(run("They say ", "b"), run("today", "b"), run(" that "), run("all", "i"), run(" of it dries. See "),
                  *linked),
        paragraph(run("Mid"), run("dle", "b"), run("most")), links=links,
    ) == (
        "**They say today** that *all* of it dries. See [the report](https://river.example/report) or write to "
        "media@river.example.\n\nMiddlemost"
    )  # fmt: skip


def test_a_link_that_leads_elsewhere_leaves_its_words_and_is_named() -> None:
    links = (("rId5", "hyperlink", "file:///etc/passwd"), ("rId6", "hyperlink", "javascript:alert(1)"))
    linked = (
        '<w:hyperlink r:id="rId5">'
        + run("here")
        + '</w:hyperlink><w:hyperlink r:id="rId6">'
        + run(" and here")
        + ("</w:hyperlink>")
    )
    source = read_file(document(HEAD, paragraph(run("See "), linked), links=links))
    assert source.text.endswith("See here and here")
    assert source.notes == (
        "2 links that lead neither to the web nor to an email address were taken off their words.",
    )


def test_a_table_becomes_lines_and_so_do_signatories() -> None:
    rows = (("Bakers of Manbij", "Manbij"), ("Women of the Euphrates", "Raqqa"))
    source = read_file(document(HEAD, DATED, paragraph("Signatories:"), table(*rows)))
    assert source.notes == ("A table became lines of text.",)
    release = read_release(source.text, is_document=True)
    assert release.paragraphs[-1] == "Bakers of Manbij Manbij\nWomen of the Euphrates Raqqa"


def test_footnotes_are_called_and_stand_at_the_end() -> None:
    noted = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = xml('<w:footnote w:id="2">' + paragraph("Counted in April.") + "</w:footnote>", "footnotes")
    text = text_of(
        paragraph(run("Forty mills stand still."), noted),
        links=(("rId7", "footnotes", "footnotes.xml"),), members={"word/footnotes.xml": notes},
    )  # fmt: skip
    assert text == "Forty mills stand still.[1]\n\n[1] Counted in April."


def test_a_break_inside_a_paragraph_is_the_end_of_a_line() -> None:
    text = text_of(paragraph(run("Bakers of Manbij"), "<w:r><w:br/></w:r>", run("Women of the Euphrates")))
    assert text == "Bakers of Manbij\nWomen of the Euphrates"


def test_pictures_comments_and_tracked_changes_are_named() -> None:
    picture = (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData>'
        '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill>'
        '<a:blip r:embed="rId5"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    changed = (
        '<w:ins w:id="1" w:author="A">'
        + run("sixty-one ")
        + '</w:ins><w:del w:id="2" w:author="A"><w:r><w:delText>sixty '
        "</w:delText></w:r></w:del>"
    )
    comments = xml('<w:comment w:id="0">' + paragraph("Is that so?") + "</w:comment>", "comments")
    source = read_file(document(
        HEAD, paragraph(run("They are "), changed, run("villages."), picture),
        links=(("rId5", "image", "media/one.png"), ("rId6", "comments", "comments.xml")),
        members={"word/media/one.png": b"\x89PNG", "word/comments.xml": comments},
    ))  # fmt: skip
    assert source.text.endswith("They are sixty-one villages.")
    assert source.notes == (
        "A picture was left out.", "2 tracked changes were taken as accepted.", "A comment was left out.",
    )  # fmt: skip


def test_what_stands_at_the_edge_of_the_page_or_in_a_box_is_named_word_for_word() -> None:
    header = xml(paragraph("River Watch & Friends · Geneva"), "hdr")
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
        f"<w:drawing><w:txbxContent>{paragraph('Only in the box.')}</w:txbxContent></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )
    notes = notes_of(
        paragraph(run("Sixty villages demand it."), box),
        links=(("rId5", "header", "header1.xml"),), members={"word/header1.xml": header},
    )  # fmt: skip
    assert notes == (
        "“River Watch & Friends · Geneva” at the edge of the page was left out.",
        "“Only in the box.” could not be read where it was, for example in a text box, and was left out.",
    )


def test_two_columns_in_two_languages_come_apart() -> None:
    from campaign.reading.bilingual import parted
    from tests.reading.test_two_languages import TEXTS

    source = read_file(document(table(*zip(TEXTS["en"], TEXTS["ar"], strict=True))))
    parts = parted(source.text)
    assert [[line for line in part.split("\n") if line] for part in parts.values()] == [
        list(TEXTS["en"]), list(TEXTS["ar"]),
    ]  # fmt: skip
