"""What a letter is besides its text: the same bytes, accessible, marked as a specimen when it is one."""

import io
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from campaign.letters.facts import Block
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from tests.letters.sample import letter, pages, release


def structure(node: object) -> list[str]:
    """The types of a PDF's structure elements, in order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, ArrayObject):
        return [kind for child in node for kind in structure(child)]
    if not isinstance(node, DictionaryObject):
        return []
    return ([str(node["/S"])] if "/S" in node else []) + structure(node.get("/K", ArrayObject()))


@pytest.mark.parametrize("code", ["FR", "EG", "CN"])
def test_the_same_facts_give_the_same_bytes(code: str, tmp_path: Path) -> None:
    assert letter(tmp_path, code) == letter(tmp_path, code)


def test_another_day_gives_other_bytes(tmp_path: Path) -> None:
    assert letter(tmp_path, "FR") != letter(tmp_path, "FR", date=date(2016, 10, 4))


@pytest.mark.parametrize(("code", "language"), [("GB", "en"), ("EG", "ar"), ("CN", "zh")])
def test_letters_are_accessible(code: str, language: str, tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(letter(tmp_path, code)))
    root = reader.root_object
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    kinds = structure(root["/StructTreeRoot"]["/K"])
    assert kinds.count("/H1") == (4 if language == "en" else 5)
    assert {"/Table", "/TH", "/TD", "/Figure", "/Link", "/P"} <= set(kinds)


def test_the_title_names_the_state(tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(letter(tmp_path, "EG")))
    assert reader.metadata is not None
    assert reader.metadata.title == "رسالة إلى البعثة الدائمة لدى الأمم المتحدة: مصر"


def test_specimen_stands_on_each_page_when_asked_and_never_else(tmp_path: Path) -> None:
    marked, plain = pages(letter(tmp_path, "FR", specimen=True)), pages(letter(tmp_path, "FR"))
    assert [page.count("SPÉCIMEN") for page in marked] == [1, 1, 1, 1, 0]
    assert [page.count("SPECIMEN") for page in marked] == [0, 0, 0, 0, 1]  # the courtesy copy is in English
    assert [page.count("SPÉCIMEN") + page.count("SPECIMEN") for page in plain] == [0] * len(plain)


@pytest.mark.parametrize(
    ("code", "said"),
    [("GB", "SPECIMEN"), ("MX", "MUESTRA"), ("RU", "ОБРАЗЕЦ"), ("CN", "样本"), ("EG", "نموذج")],
)
def test_specimen_stands_there_in_the_letters_language(code: str, said: str, tmp_path: Path) -> None:
    first = unicodedata.normalize("NFKC", pages(letter(tmp_path, code, specimen=True))[0])
    assert first.count(said) + first.count(said[::-1]) == 1


@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_the_paper_is_the_one_asked_for(paper: str, size: tuple[int, int], tmp_path: Path) -> None:
    reader = PdfReader(io.BytesIO(letter(tmp_path, "FR", paper=paper)))
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
    assert sizes == {size}


MARKUP = r"""#import "x" #panic() $x$ *b* _i_ \n @ref `raw` // gone /* gone */ <label> [c] = h {} ~ "q" - -- '' &amp;"""


def test_markup_in_names_and_demands_is_printed_as_it_is(tmp_path: Path) -> None:
    verbatim = "".join(MARKUP.split())
    pdf = letter(
        tmp_path,
        "GB",
        headline={"en": MARKUP},
        demand={"en": MARKUP},
        organisers=(MARKUP,),
        place=MARKUP,
        releases={"en": release(Block(MARKUP), Block(MARKUP, marker="1."))},
    )
    sheets = pages(pdf)
    assert [sheet.count(verbatim) for sheet in sheets] == [4, 0, 3, 0]


@pytest.mark.parametrize("text", ["\U0001f54a", "ⴰ", "ދި"])
def test_a_character_without_a_glyph_stops_the_letter_and_is_named(text: str, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        letter(tmp_path, "GB", demand={"en": f"Protect {text}"})
    assert sentence(refused.value) == (
        f"Letters can't print “{text}”: our fonts lack it. Remove it from the texts, or write it in other characters."
    )


def test_other_scripts_that_we_have_fonts_for_are_set(tmp_path: Path) -> None:
    names = ("Ελληνική ομάδα", "Група громадян", "中国小组", "Nhóm Tiếng Việt", "کوردستان")
    first = pages(letter(tmp_path, "GB", organisers=names))[0]
    assert [name for name in names if "".join(name.split()) not in first] == []
