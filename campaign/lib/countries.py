"""Countries of residence: the codes a signer may choose and their names in her language.

Codes are ISO 3166-1 alpha-2 and XK; `UNSAID` is "I prefer not to say". Names come from CLDR; where CLDR's
name isn't the one the United Nations uses, `READERS_NAMES` has ours.
"""

from functools import cache

from babel import Locale

from campaign.lib.text import folded

UNSAID = "ZZ"

# CLDR counts these among its territories; ISO 3166-1 doesn't have them as officially assigned.
NOT_ISO = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", UNSAID})

# UN usage: General Assembly resolution 67/19 and the member list; the two Chinese regions as M49 names them.
READERS_NAMES = {
    "PS": {"en": "State of Palestine", "ar": "دولة فلسطين"},
    "HK": {"en": "Hong Kong", "ar": "هونغ كونغ"},
    "MO": {"en": "Macao", "ar": "ماكاو"},
    "VA": {"en": "Holy See", "ar": "الكرسي الرسولي"},
    "TW": {"en": "Taiwan Province of China", "ar": "مقاطعة تايوان الصينية"},
    "XK": {
        "en": "Kosovo (under Security Council resolution 1244 (1999))",
        "ar": "كوسوفو (في سياق قرار مجلس الأمن 1244 (1999))",
    },
    "KP": {"en": "Democratic People’s Republic of Korea", "ar": "جمهورية كوريا الشعبية الديمقراطية"},
    "KR": {"en": "Republic of Korea", "ar": "جمهورية كوريا"},
    "FK": {"en": "Falkland Islands (Malvinas)", "ar": "جزر فوكلاند (مالفيناس)"},
    "TR": {"en": "Türkiye", "ar": "تركيا"},
    "MM": {"en": "Myanmar", "ar": "ميانمار"},
}


@cache
def codes() -> frozenset[str]:
    """Every code a signer may give, without `UNSAID`."""
    territories = map(str, Locale.parse("en").territories)
    return frozenset(code for code in territories if len(code) == 2 and code.isalpha()) - NOT_ISO


def name(code: str, locale: str) -> str:
    """The country's name for a reader of `locale`; the code itself where there is none."""
    ours = READERS_NAMES.get(code, {}).get(locale.split("_")[0])
    return ours or Locale.parse(locale).territories.get(code, code)


@cache
def collated(locale: str) -> tuple[tuple[str, str], ...]:
    """All (code, name) pairs, in the order a reader of `locale` looks names up."""
    return tuple(sorted(((code, name(code, locale)) for code in codes()), key=lambda pair: folded(pair[1])))
