"""Names in further scripts print: in the letters of all six languages, on labels, and in a demand."""

from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from campaign.letters import font_files
from campaign.letters.facts import Signatory
from campaign.letters.files import write_letters
from campaign.letters.glyphs import awaits_fonts, unprintable
from campaign.lib.refusal import Refusal
from campaign.lib.terminal import sentence
from campaign.missions.states import state
from tests.letters.scripts import OF_PACKAGES, OURS, without_fonts
from tests.letters.test_glyphs import typst_prints
from tests.letters.test_sets import FACTS

SIX = tuple(state(code) for code in ("SY", "GB", "MX", "FR", "RU", "CN"))
ALL = OURS | OF_PACKAGES


def fonts_in(file: Path) -> set[str]:
    """The families that a PDF carries, without style and the letters that mark a subset."""
    names = (
        str(font.get_object()["/BaseFont"])
        for page in PdfReader(file).pages
        for font in page["/Resources"]["/Font"].values()
    )
    return {name.rpartition("+")[2].partition("-")[0] for name in names}


@pytest.mark.parametrize("script", ALL)
def test_typst_prints_a_name_in_it(script: str, tmp_path: Path) -> None:
    assert unprintable(ALL[script]) == ()
    assert typst_prints(tmp_path, ALL[script])


def test_letters_in_six_languages_carry_names_in_all(tmp_path: Path) -> None:
    facts = replace(
        FACTS,
        organisers=tuple(ALL.values()),
        place=OF_PACKAGES["Hebrew"],
        person=OF_PACKAGES["Korean"],
        signatories=tuple(Signatory(name, "", OURS["Syriac"]) for name in list(OF_PACKAGES.values())[:3]),
    )
    written = write_letters(facts=facts, states=SIX, out=tmp_path / "out")
    assert {line.language for line in written} == {"ar", "en", "es", "fr", "ru", "zh"}
    for code in ("SY", "GB", "MX", "FR", "RU", "CN"):
        carried = fonts_in(tmp_path / "out" / f"{code}.pdf")
        wanted = {"NotoSansHebrew", "NotoSansMyanmar", "NotoSansSyriac", "NotoSerifJP", "NotoSerifKR"}
        assert (code, wanted - carried) == (code, set())


def test_before_make_fonts_it_is_what_a_name_waits_for() -> None:
    with without_fonts():
        assert unprintable(OURS["Syriac"]) == ()
        for script, name in OF_PACKAGES.items():
            runs = unprintable(name)
            assert (script, bool(runs), all(map(awaits_fonts, runs))) == (script, True, True)
        assert unprintable("שלום🕊️ ✅ Peace") == ("שלום", "🕊️", "✅")
        assert [awaits_fonts(run) for run in ("שלום", "🕊️", "✅", "ދިވެހި")] == [True, False, False, False]


def test_with_all_fonts_nothing_waits_for_them() -> None:
    assert font_files.awaited() == ()
    assert not awaits_fonts("ދިވެހި")


def test_letters_that_wait_for_fonts_say_so(tmp_path: Path) -> None:
    with without_fonts(), pytest.raises(Refusal) as refused:
        write_letters(facts=replace(FACTS, organisers=("שלום",)), states=SIX[1:2], out=tmp_path / "out")
    assert sentence(refused.value) == (
        "No letter can print “שלום” yet. make fonts installs the fonts for it: see docs/letters.md."
    )
    assert not (tmp_path / "out").exists()


def test_what_fonts_are_for_is_what_they_have() -> None:
    """Each script that is said to come with a font is in it, so that `make fonts` isn't asked for in vain."""
    samples = {"CJK": "臺", "HIRAGANA": "ひ", "KATAKANA": "カ", "HANGUL": "한", **{
        script.upper(): name for script, name in OF_PACKAGES.items()
    }, "GUJARATI": "ગ", "GURMUKHI": "ਗ", "KANNADA": "ಕ", "MALAYALAM": "മ", "ORIYA": "ଓ", "TELUGU": "త"}  # fmt: skip
    scripts = {script for font in font_files.FONTS for script in font.scripts}
    assert {script for script in scripts if unprintable(samples[script])} == set()
