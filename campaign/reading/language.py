"""Which language a text looks like: by its script, by the small words that each language can't do without, and in long
lines by letters that no other one has.
"""

import re
from collections import Counter

LEAST_LETTERS = 12
LEAST_WORDS = 3
SCRIPTS = {
    "arabic": re.compile("[\u0620-\u06ff]"),
    "cyrillic": re.compile("[\u0400-\u04ff]"),
    "han": re.compile("[\u4e00-\u9fff]"),
    "latin": re.compile("[A-Za-z\u00c0-\u024f]"),
}
SMALL_WORDS = {
    "latin": {
        "en": "the of and to in is that for with are on by has have been from this they were was their not it we an",
        "fr": "le la les des et est une dans que qui pour sur avec sont par du aux ont nous ne pas au ce cette en un",
        "es": "el la los las del y es una en que por para con son se han al su sus no lo como más un este esta",
        "de": "der die das und ist ein eine in den von zu mit für auf dem des nicht sich wir sind werden auch im",
        "it": "il gli le di che è una per con non sono del della dei nel alla si ha da un lo i",
        "pt": "o os as do da dos das e é uma em que para com não são por se no na ao um",
        "tr": "ve bir bu için ile de da olan olarak daha çok en ne gibi kadar biz",
        "ku": "û ji bo li di de ku bi ne an wê ev em her jî ye bê hemû",
        "nl": "de het een van en in is dat op te voor met zijn niet aan er om ook door wij",
        "sv": "och att det som en på är av för med den till inte om vi ett har",
        "pl": "w i na z do że się nie jest to dla o przez od za są po ich",
        "id": "yang dan di untuk dengan ini dari pada tidak kami akan itu oleh",
    },
    "arabic": {
        "ar": "في من على إلى أن التي الذي هذا هذه عن مع ما لا كما قد كل بين بعد نحن",
        "fa": "و در به از که این را با است برای آن یک خود تا کرد شده ما",
        "ur": "کے میں کی ہے اور سے کا کو پر نے ہیں یہ کہ ہم",
        "ckb": "لە بۆ و کە ئەم بە لەگەڵ ئێمە هەموو نە",
    },
    "cyrillic": {
        "ru": "и в не на что с по как это от для из к мы за их он они",
        "uk": "і в не на що з як це від для та до ми за їх він вони є",
    },
    "han": {"zh": ""},
}
OWN_LETTERS = {
    "latin": {"tr": "ığşİ", "ku": "îû", "pl": "łżąęśźń", "es": "ñ¿¡", "pt": "ãõ", "de": "äß", "sv": "å"},
    "arabic": {"ar": "ةىيك", "fa": "گچپژکی", "ur": "ٹڈڑےں", "ckb": "ێۆڵڕە"},
    "cyrillic": {"ru": "ыэъё", "uk": "іїєґ"},
    "han": {},
}
LONG_LINE = 8
"""Words of a line that is no list of names: these keep the letters of their own language in every other."""
OF_SCRIPT = {"arabic": "ar", "cyrillic": "ru", "han": "zh"}
WORDS = {
    script: {language: frozenset(words.split()) for language, words in languages.items()}
    for script, languages in SMALL_WORDS.items()
}


UNDETERMINED = "und"  # as ISO 639-2 has it


def language_of(text: str) -> str | None:
    """The code of the language that most of the text is in; None where that can't be told, as of a few words."""
    script = script_of(text)
    if script is None:
        return None
    told = telling_words(text, script)
    first, second = [*sorted(told, key=lambda language: -told[language]), ""][:2]
    clear = told[first] >= LEAST_WORDS and told[first] > 1.5 * told.get(second, 0)
    return first if clear else OF_SCRIPT.get(script)


def looks_other(text: str, language: str) -> str | None:
    """The code of the language that a text looks like, if it isn't the one given; "und" for one in another script."""
    looks = language_of(text)
    if looks is None and script_of(text) not in (None, *(name for name in WORDS if language in WORDS[name])):
        return UNDETERMINED
    return looks if looks != language else None


def small_words(text: str, script: str) -> dict[str, int]:
    """How many words a text has that each language of a script can't do without."""
    words = _words(text)
    return {language: sum(words[word] for word in small) for language, small in WORDS[script].items()}


def telling_words(text: str, script: str) -> dict[str, int]:
    """The same, and in a long text those words too that have a letter of this language alone."""
    words, told = _words(text), small_words(text, script)
    if words.total() >= LONG_LINE:
        for language, own in OWN_LETTERS[script].items():
            told[language] += sum(count for word, count in words.items() if not set(own).isdisjoint(word))
    return told


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"[^\W\d_]+", text.replace("İ", "i").lower()))


def letters(text: str) -> dict[str, int]:
    """How many letters a text has of each script that we know. A Chinese character is about a word, and counts as 3."""
    return {name: len(each.findall(text)) * (3 if name == "han" else 1) for name, each in SCRIPTS.items()}


def script_of(text: str) -> str | None:
    """The script that most of a text is in; None for one that has hardly any letters."""
    counts = letters(text)
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] >= LEAST_LETTERS else None
