"""Posters and leaflets: tagged PDF with their fonts, one side or two, in each language, and none under harm."""

import io
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from campaign.lib.refusal import Refusal
from campaign.organisers.roles import Role
from campaign.pictures.cli import print_command
from campaign.pictures.prints import PAPERS, Print, print_one
from campaign.releases import actions as releases
from campaign.releases.models import CorrectionKind
from tests.browser.test_desk_press import ARABIC
from tests.cast import DEMAND, SLUG, Site
from tests.organisers.browser import Desk, member
from tests.paper.signing import harmless

BASE = f"/desk/campaigns/{SLUG}/passing-on"
EACH = [(kind, paper) for kind in Print for paper in PAPERS[kind]]
MILLIMETRES = {"a3": (297, 420), "a4": (210, 297), "a5": (148, 210)}
PARAGRAPH = (
    "Hospitals say that they are running out of blood and fuel, and that the wounded lie in corridors."
)


@pytest.fixture
def both(site: Site) -> Site:
    """Its text in two languages, and no harm in signing."""
    releases.take_in(slug=SLUG, kind=None, corrected={}, **ARABIC)  # type: ignore[arg-type]  # as typed
    releases.publish_drafts(slug=SLUG)
    return harmless(site)


def longer(site: Site, paragraphs: int, headline: str = "Clear the skies") -> None:
    """The campaign's text with so much more."""
    releases.take_in(
        slug=SLUG, language="en", headline=headline.strip(), place="New York", day=date(2016, 9, 24), demand=DEMAND,
        body="\n\n".join(f"{number}, {PARAGRAPH}" for number in range(paragraphs)),
        kind=CorrectionKind.SPELLING, corrected={},
    )  # fmt: skip
    releases.publish_drafts(slug=SLUG)


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def fonts(reader: PdfReader) -> set[bool]:
    """Whether each font is in the file."""
    embedded = set()
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]  # as PDF has it
            (inner,) = font.get_object()["/DescendantFonts"]
            described = inner.get_object()["/FontDescriptor"].get_object()
            embedded.add(bool({"/FontFile2", "/FontFile3"} & set(described)))
    return embedded


@pytest.mark.parametrize(("kind", "paper"), EACH)
@pytest.mark.parametrize("language", ["en", "ar"])
def test_each_is_tagged_holds_its_fonts_and_says_what_it_is(
    both: Site, kind: Print, paper: str, language: str
) -> None:
    reader = read(print_one(campaign=both.campaign, kind=kind, paper=paper, language=language))
    assert len(reader.pages) == 1
    size = tuple(round(float(side) / 72 * 25.4) for side in reader.pages[0].mediabox[2:])
    assert size == MILLIMETRES[paper]
    root = reader.root_object
    assert root["/MarkInfo"] == {"/Marked": True, "/Suspects": False}
    assert str(root["/Lang"]).startswith(language)
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert fonts(reader) == {True}
    assert f"127.0.0.1:8000/{language}/{SLUG}" in reader.pages[0].extract_text().replace("\n", "")
    assert reader.metadata is not None
    assert reader.metadata.title == (
        "Clear the skies (clear-skies)" if language == "en" else ARABIC["headline"]
    )


@pytest.mark.parametrize("paper", PAPERS[Print.LEAFLET])
def test_a_leaflet_has_two_sides_and_says_what_is_left_out(both: Site, paper: str) -> None:
    longer(both, 200)
    reader = read(print_one(campaign=both.campaign, kind=Print.LEAFLET, paper=paper, language="en"))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) == 2
    assert "0, Hospitals say" in text
    assert "199, Hospitals say" not in text
    assert "The rest of the text is on that page." in text


def test_a_leaflet_that_fits_leaves_nothing_out(both: Site) -> None:
    longer(both, 12)
    reader = read(print_one(campaign=both.campaign, kind=Print.LEAFLET, paper="a4", language="en"))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "11, Hospitals say" in text
    assert "The rest of the text" not in text


@pytest.mark.parametrize("paper", PAPERS[Print.POSTER])
def test_a_poster_with_a_long_headline_stays_one_page(both: Site, paper: str) -> None:
    longer(
        both,
        1,
        headline="Syrian civil society organisations demand that Member States protect civilians, now " * 3,
    )
    reader = read(print_one(campaign=both.campaign, kind=Print.POSTER, paper=paper, language="en"))
    assert len(reader.pages) == 1
    assert DEMAND in " ".join(reader.pages[0].extract_text().split())


@pytest.mark.parametrize(("kind", "paper"), EACH)
def test_a_headline_in_chinese_keeps_clear_of_the_names_above_it(both: Site, kind: Print, paper: str) -> None:
    releases.take_in(
        slug=SLUG, language="zh", headline="民间团体要求保护平民", place="纽约", day=date(2016, 9, 24),
        demand="我们要求会员国保护所有平民。", body="上周医院多次遭到轰炸。", kind=None, corrected={},
    )  # fmt: skip
    releases.publish_drafts(slug=SLUG)
    reader = read(print_one(campaign=both.campaign, kind=kind, paper=paper, language="zh"))
    seen = list[tuple[float, float]]()  # how high each line stands, and how large it is
    reader.pages[0].extract_text(
        visitor_text=lambda text, place, _, __, size: seen.append((place[5], size)) if text.strip() else None
    )
    names, headline = seen[0], max(seen, key=lambda line: line[1])
    assert names[0] - headline[0] > headline[1] * 0.98


def organiser(site: Site) -> Desk:
    return member(site.app, "noor@example.org", Role.ORGANISER, site.campaign.id)


def test_from_the_desk(both: Site) -> None:
    desk = organiser(both)
    assert "A leaflet, A5" in desk.get(BASE).text
    answer = desk.get(f"{BASE}/print?what=leaflet-a5&language=ar")
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}-leaflet-a5-ar.pdf"'
    wrong = desk.get(f"{BASE}/print?what=leaflet-a3&language=en")
    assert wrong.status_code == 422
    assert "Choose what is to be printed." in wrong.text


def test_under_harm_there_is_none_and_the_desk_says_why(site: Site) -> None:
    desk = organiser(site)
    page = desk.get(BASE).text
    assert "links to it are shown without a picture, and there is no poster and no leaflet" in page
    assert "Make the PDF" not in page
    assert desk.get(f"{BASE}/print?what=poster-a4&language=en").status_code == 422
    with pytest.raises(Refusal, match="pictures/no-prints-under-harm"):
        print_one(campaign=site.campaign, kind=Print.POSTER, paper="a4", language="en")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ("language", "pictures/no-text-in-language"),
        ("paper", "pictures/no-such-paper"),
        ("closed", "pictures/no-prints-yet"),
    ],
)
def test_what_cannot_be_printed(site: Site, change: str, reason: str) -> None:
    harmless(site)
    if change == "closed":
        releases.close_campaign(slug=SLUG)
    language = "ar" if change == "language" else "en"
    paper = "a3" if change == "paper" else "a4"
    with pytest.raises(Refusal, match=reason):
        print_one(campaign=site.campaign, kind=Print.LEAFLET, paper=paper, language=language)


def test_while_the_text_is_taken_down_nothing_is_printed(both: Site) -> None:
    releases.take_down(slug=SLUG)
    with pytest.raises(Refusal):
        print_one(campaign=both.campaign, kind=Print.POSTER, paper="a4", language="en")


def test_by_command(both: Site, tmp_path: Path) -> None:
    out = tmp_path / "poster.pdf"
    words = [SLUG, "poster", "--paper", "a3", "--out", str(out)]
    answer = both.app.test_cli_runner().invoke(print_command, words)
    assert (answer.exit_code, answer.output) == (0, f"{out}\n")
    assert len(read(out.read_bytes()).pages) == 1
