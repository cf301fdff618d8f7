"""How each language is set in type."""

from typing import Any

from campaign.letters.wording import text_direction, wording
from campaign.lib.languages import LETTER_LANGUAGES

SERIF, NASKH, SONG = "Noto Serif", "Noto Naskh Arabic", "Noto Serif CJK SC"
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
        "fonts": [own, *(font for font in SISTERS if font != own)],
        "leading": words.leading,
        "size": words.scale / (voice(within)["size"] if within else 1),
    }


def _script_font(language: str, direction: str) -> str:
    if direction == "rtl":
        return NASKH
    return SONG if language.split("-")[0] in ("zh", "ja") else SERIF
