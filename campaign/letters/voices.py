"""How each language is set in type."""

from typing import Any

from campaign.letters.font_files import families
from campaign.letters.wording import text_direction, wording
from campaign.lib.languages import LETTER_LANGUAGES

SERIF, NASKH, SONG = "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC"
# Chinese signs are drawn otherwise in these.
OWN = {
    "ja": "Noto Serif JP",
    "ko": "Noto Serif KR",
    **dict.fromkeys(("zh-Hant", "zh-TW", "zh-HK"), "Noto Serif TC"),
}
NOT_ARABIC = ("arc", "dv", "he", "syc", "syr", "yi")  # from right to left all the same
# A language that no letter is written in is set like a sister in the same script.
SISTERS = {SERIF: "en", NASKH: "ar", SONG: "zh"}


def voice(language: str, *, within: str = "") -> dict[str, Any]:
    """A language's tag, direction, fonts (its own script's first), leading (em) and size.

    The size is relative to the text around: to 11 pt of the letter, or to the language it stands `within`.
    """
    direction = text_direction(language)
    own = _script_font(language, direction)
    words = wording(language if language in LETTER_LANGUAGES else SISTERS[own])
    return {
        "lang": language.split("-")[0],
        "dir": direction,
        "fonts": _fonts(language, own),
        "leading": words.leading,
        "size": words.scale / (voice(within)["size"] if within else 1),
    }


def _fonts(language: str, sister: str) -> list[str]:
    """All that are installed; those first that draw a sign as this language does."""
    here = families()
    first = (OWN.get(language) or OWN.get(language.split("-")[0], sister), sister)
    return list(dict.fromkeys([*(font for font in first if font in here), *here]))


def _script_font(language: str, direction: str) -> str:
    plain = language.split("-")[0]
    if direction == "rtl":
        return SERIF if plain in NOT_ARABIC else NASKH
    return SONG if plain in ("zh", "ja", "ko") else SERIF
