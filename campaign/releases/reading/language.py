"""What a language code says about a text, and what a text says about its language."""

import re
from collections import Counter

from campaign.lib.languages import direction

__all__ = ["direction", "suggest_language"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Letters that Persian, Kurdish, Urdu and Pashto write and Arabic doesn't.
NOT_ARABIC = frozenset("پچژگکیڕێۆڵۀەڤټډړٹڈڑںے")
COMMON = {
    "en": _words("the of and to is are that for with have has from by on their"),
    "fr": _words("le la les des et du une est dans que pour qui sur par au aux avec sont"),
    "es": _words("el la los las de y que en del una por con para se su al han son"),
}


def suggest_language(text: str) -> str | None:
    """The code of the UN language the text seems to be in, to be confirmed; None when that isn't plain."""
    scripts = Counter(_script(character) for character in text if character.isalpha())
    if not scripts:
        return None
    script, letters = scripts.most_common(1)[0]
    if letters < 0.6 * sum(scripts.values()):
        return None
    if script == "arabic":
        return None if NOT_ARABIC & set(text) else "ar"
    return _by_words(text) if script == "latin" else {"cyrillic": "ru", "han": "zh"}.get(script)


def _script(character: str) -> str:
    for name, first, last in (
        ("latin", "a", "\u024f"),
        ("cyrillic", "\u0400", "\u04ff"),
        ("arabic", "\u0600", "\u06ff"),
        ("han", "\u4e00", "\u9fff"),
    ):
        if first <= character.lower() <= last:
            return name
    return "other"


def _by_words(text: str) -> str | None:
    words = re.findall(r"[^\W\d_]+", text.lower())
    scores = sorted((sum(word in common for word in words), code) for code, common in COMMON.items())
    (second, _), (best, code) = scores[-2:]
    return code if best >= 2 * second and best * 10 >= len(words) else None
