"""Names of groups and places in the scripts that letters print beside those of their six languages."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from campaign.letters import font_files, glyphs, typesetting

OURS = {"Syriac": "ܩܪܝܬܐ ܕܫܠܡܐ"}
OF_PACKAGES = {
    "Hebrew": "שלום עכשיו",
    "Devanagari": "मानवाधिकार संगठन",
    "Bengali": "মানবাধিকার সংগঠন",
    "Ethiopic": "ሰብአዊ መብቶች ጉባኤ",
    "Armenian": "Քաղաքացիների դաշինք",
    "Georgian": "ახალგაზრდა იურისტები",
    "Thai": "เครือข่ายสิทธิมนุษยชน",
    "Myanmar": "လူ့အခွင့်အရေးအဖွဲ့",
    "Korean": "참여연대",
    "Japanese": "人権フォーラム",
    "Chinese": "臺灣人權促進會",
    "Khmer": "សិទ្ធិមនុស្ស",
    "Lao": "ສິດທິມະນຸດ",
    "Tamil": "மனித உரிமைகள்",
    "Sinhala": "මානව හිමිකම්",
}
PACKAGES = ("manimgx_fonts", "pylopdf_fonts_jp", "pylopdf_fonts_ko", "pylopdf_fonts_zh_tw")


@contextmanager
def without_fonts() -> Iterator[None]:
    """As before `make fonts`: the packages that it installs aren't there."""
    with pytest.MonkeyPatch.context() as patched:
        for package in PACKAGES:
            patched.setitem(sys.modules, package, None)
        _forget()
        yield
    _forget()


def _forget() -> None:
    for kept in (font_files.installed, glyphs._characters, typesetting.fonts):
        kept.cache_clear()
