"""What no letter can print is known before one is set: the same as typst says when it sets one."""

from pathlib import Path

import pytest
import typst

from campaign.letters import font_files, typesetting
from campaign.letters.glyphs import unprintable
from campaign.reading.bullets import LETTERS, PRIVATE

PRINTED = [
    "Protect the civilians of Aleppo – “now”, 24 €, n°5…",
    "Protégez les civils d’Alep, œuvre, Ÿ",
    "¡Protejan a los civiles! ñ",
    "Защитите мирных жителей — №5, ё",
    "احموا المدنيين في حلب، ٢٤ أيلول؟ مُدرِّس",
    "可保护阿勒颇平民，2016年！",
    "İstanbul’daki çocukları koruyun, ğ ş ı",
    "می\u200cخواهم\u200f",
    "Größe, ß, Ω, α",
    "e\u0323\u0301",
    " ".join((*LETTERS.values(), *PRIVATE.values(), "· – [1]")),
]
NOT_PRINTED = [
    ("Aleppo 🕊️ now", ("🕊️",)),
    ("ᠮᠣᠩᠭᠣᠯ Save", ("ᠮᠣᠩᠭᠣᠯ",)),
    ("ދިވެހި to all, ދިވެހި", ("ދިވެހި",)),
    ("བོད་ and 🇸🇾", ("བོད་", "🇸🇾")),
    ("✊🏽 and ✅", ("✊🏽", "✅")),
    ("ⴰⵎⴰⵣⵉⵖ ☮", ("ⴰⵎⴰⵣⵉⵖ", "☮")),
]


def typst_prints(tmp_path: Path, text: str) -> bool:
    """Whether typst sets a text in the letters' fonts without an empty box."""
    source = tmp_path / "main.typ"
    fonts = ", ".join(f'"{font}"' for font in font_files.families())
    source.write_text(
        f'#set document(title: "t")\n#set text(font: ({fonts}), fallback: false)\n#sys.inputs.text\n',
        encoding="utf-8",
    )
    compiler = typst.Compiler(str(source), font_paths=typesetting.fonts())
    try:
        compiler.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs={"text": text})
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return False
    return True


@pytest.mark.parametrize("text", PRINTED)
def test_what_letters_print(text: str, tmp_path: Path) -> None:
    assert typst_prints(tmp_path, text)
    assert unprintable(text) == ()


@pytest.mark.parametrize(("text", "runs"), NOT_PRINTED)
def test_what_no_letter_can_print_is_told_in_runs(text: str, runs: tuple[str, ...], tmp_path: Path) -> None:
    assert not typst_prints(tmp_path, text)
    assert unprintable(text) == runs


def test_each_sign_is_told_as_typst_tells_it(tmp_path: Path) -> None:
    signs = [chr(code) for code in range(0xA1, 0x30000, 997) if chr(code).isprintable() and code != 0xAD]
    assert len(signs) > 100
    told = {sign: not unprintable(f"a{sign}") for sign in signs}
    assert told == {sign: typst_prints(tmp_path, f"a{sign}") for sign in signs}
    assert set(told.values()) == {True, False}
